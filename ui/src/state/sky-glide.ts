import { between, type View } from "./sky-view";

/** Takes the view somewhere else without losing sight of where it was. */
export class Glide {
  /** Where it is going; a next wish begins from there and not from somewhere on the way. */
  goal: View | null = null;
  private frame = 0;

  constructor(private readonly set: (view: View) => void) {}

  /** In `ms` milliseconds, at once if that is next to nothing; `then` when it has arrived there. */
  to(from: View, goal: View, ms: number, then?: () => void): void {
    this.stop();
    if (!(ms > 16)) {
      this.set(goal);
      then?.();
      return;
    }
    this.goal = goal;
    let began = -1;
    const step = (now: number) => {
      if (began < 0) began = now;
      const part = Math.min(1, (now - began) / ms);
      this.set(between(from, goal, 1 - (1 - part) ** 3));
      if (part < 1) this.frame = requestAnimationFrame(step);
      else {
        this.goal = null;
        then?.();
      }
    };
    this.frame = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.goal = null;
  }
}
