/**
 * Calls `fit` whenever the lines in `field` may break elsewhere: in a narrower window, with larger text, or with a font
 * that arrives late. Returns what ends that.
 */
export function whenLinesBreak(field: HTMLElement, fit: () => void): () => void {
  let width = 0;
  const watch = new ResizeObserver(() => {
    if (width === field.clientWidth) return;
    width = field.clientWidth;
    fit();
  });
  watch.observe(field);
  document.fonts?.addEventListener("loadingdone", fit);
  return () => {
    watch.disconnect();
    document.fonts?.removeEventListener("loadingdone", fit);
  };
}
