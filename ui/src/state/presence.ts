import { api } from "../api";

/** How rarely it is said; the journal counts in minutes. */
const SELDOM_MS = 10_000;

/** Lets the journal know that somebody is here, as long as `open` says that it could lock. Returns how to stop. */
export function watchPresence(open: () => boolean): () => void {
  let said = -Infinity;
  let at: { x: number; y: number } | null = null;

  function here(): void {
    const now = performance.now();
    if (now - said < SELDOM_MS || !open()) return;
    said = now;
    void api.stillHere().catch(() => undefined);
  }
  /** A page that changes under a resting pointer tells of a pointer too. */
  function moved({ screenX: x, screenY: y }: PointerEvent): void {
    const rests = at === null || (at.x === x && at.y === y);
    at = { x, y };
    if (!rests) here();
  }

  // Before anything on the page, which may keep a key to itself.
  const options = { capture: true, passive: true };
  const pressed = ["keydown", "pointerdown", "wheel"] as const;
  for (const name of pressed) addEventListener(name, here, options);
  addEventListener("pointermove", moved, options);
  return () => {
    for (const name of pressed) removeEventListener(name, here, options);
    removeEventListener("pointermove", moved, options);
  };
}
