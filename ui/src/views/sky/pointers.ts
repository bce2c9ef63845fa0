import type { Point } from "../../state/sky-places";

/** What hands do with the sky; places are in CSS pixels from its corner. */
export type Handled = {
  /** Somebody points here, or nowhere. */
  point(at: Point | null): void;
  pan(dx: number, dy: number): void;
  /** `soft`: a step of a wheel, which is better seen than jumped. */
  zoom(by: number, at: Point, soft: boolean): void;
  tap(at: Point, touch: boolean): void;
};

/** Less than this is a hand that is not quite still. */
const STILL_PX = 4;
/** A touch is less exact than a mouse. */
const STILL_TOUCH_PX = 10;
/** One notch of a usual wheel is 100 or 120; a touchpad sends many small ones. */
const NOTCH = 60;
const LINE_PX = 40;

/** Tells pointing, dragging, pinching and tapping apart. */
export class Pointers {
  private held = new Map<number, { from: Point; now: Point }>();
  private dragging = false;

  constructor(private readonly on: Handled) {}

  down(id: number, at: Point): void {
    if (this.held.size === 0) this.dragging = false;
    // A second finger is never a tap.
    else this.dragging = true;
    this.held.set(id, { from: at, now: at });
  }

  move(id: number, at: Point, kind: string): void {
    const mine = this.held.get(id);
    if (!mine) {
      if (kind !== "touch") this.on.point(at);
      return;
    }
    const before = mine.now;
    if (!this.dragging) {
      if (Math.hypot(at.x - mine.from.x, at.y - mine.from.y) < (kind === "touch" ? STILL_TOUCH_PX : STILL_PX)) return;
      this.dragging = true;
      this.on.point(null);
    }
    const other = [...this.held].find(([other]) => other !== id)?.[1].now;
    mine.now = at;
    if (!other) {
      this.on.pan(at.x - before.x, at.y - before.y);
      return;
    }
    // Two fingers: what is under each of them stays under it.
    const far = (a: Point) => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
    this.on.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
    this.on.zoom(far(at) / far(before), { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 }, false);
  }

  up(id: number, at: Point, kind: string): void {
    if (!this.held.delete(id)) return;
    if (!this.dragging) this.on.tap(at, kind === "touch");
  }

  cancel(id: number): void {
    this.held.delete(id);
    this.dragging = true;
  }

  wheel(e: { deltaY: number; deltaMode: number; ctrlKey: boolean }, at: Point): void {
    const delta = e.deltaY * (e.deltaMode === 0 ? 1 : LINE_PX);
    if (delta === 0) return;
    // A pinch on a touchpad arrives as a wheel with Ctrl held, in much smaller steps.
    const by = Math.exp(-Math.max(-200, Math.min(200, delta)) * (e.ctrlKey ? 0.01 : 0.002));
    this.on.zoom(by, at, Math.abs(delta) >= NOTCH);
  }
}
