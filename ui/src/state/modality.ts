/** Marks the page while the keyboard is in use, so that the row on which the next key acts can always be seen. */
export function watchModality(): void {
  const mark = (keys: boolean) => () => document.documentElement.classList.toggle("keys", keys);
  addEventListener("keydown", mark(true), { capture: true });
  addEventListener("pointerdown", mark(false), { capture: true });
}
