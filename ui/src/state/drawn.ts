import { api } from "../api";

let said = false;

/** Tells, once, that the page can be seen: when it `has` what it was opened for, and that is drawn. */
export function drawn(has: boolean): void {
  if (said || !has) return;
  said = true;
  // The next frame draws it; when the one after begins, it was drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => void api.mainDrawn().catch(() => undefined)));
}
