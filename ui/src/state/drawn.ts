import { api } from "../api";

let said = false;

/** The page has what it was opened for: says so once, when it can be seen. */
export function drawn(): void {
  if (said) return;
  said = true;
  // The next frame draws it; when the one after begins, it was drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => void api.mainDrawn().catch(() => undefined)));
}
