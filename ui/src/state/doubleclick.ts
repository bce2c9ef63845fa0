/** The second click of a double click is not slower than this, however slowly the system lets one be. */
const DOUBLE_MS = 500;

/**
 * Keeps the rest of a double click from pressing what came under the pointer by its first click: a button that the person
 * has not read yet, or a glimmer that would pass by unseen. Keys have no second click and are never held up.
 */
export class DoubleClick {
  private changed = -Infinity;

  /** What can be pressed is another now, or means another thing. */
  change(): void {
    this.changed = performance.now();
  }

  /** To be asked before anything else hears of the click, or of the button going down: that would take the focus away. */
  stop(e: MouseEvent): void {
    if (e.detail < 2 || performance.now() - this.changed >= DOUBLE_MS) return;
    e.preventDefault();
    e.stopPropagation();
  }
}
