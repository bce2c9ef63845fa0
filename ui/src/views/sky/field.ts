import type { Lights } from "../../state/sky-places";

/** Side of a square of the field, in units of the spiral: some twenty lights stand in it. */
const SIDE = 8;

/**
 * The lights again, in the order in which they are drawn: square by square, row by row.
 *
 * Neighbours on the spiral's number line stand on opposite sides of the sky. Drawn in that order, every light would wait for
 * another corner of the memory, and that waiting was most of the time of a frame.
 */
export class Field {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly looks: Uint8Array;
  readonly felt: Uint8Array;
  readonly numbers: Int32Array;
  private readonly starts: Int32Array;
  private readonly across: number;
  private readonly half: number;

  constructor(lights: Lights) {
    const count = lights.count;
    this.half = lights.radius + 1;
    this.across = Math.ceil((2 * this.half) / SIDE);
    this.xs = new Float32Array(count);
    this.ys = new Float32Array(count);
    this.looks = new Uint8Array(count);
    this.felt = new Uint8Array(count);
    this.numbers = new Int32Array(count);
    this.starts = new Int32Array(this.across * this.across + 1);
    const square = Int32Array.from(lights.xs, (x, i) => this.line(lights.ys[i] ?? 0) * this.across + this.line(x));
    for (const at of square) this.starts[at + 1] = (this.starts[at + 1] ?? 0) + 1;
    for (let at = 1; at < this.starts.length; at++)
      this.starts[at] = (this.starts[at] ?? 0) + (this.starts[at - 1] ?? 0);
    const next = this.starts.slice();
    for (let i = 0; i < count; i++) {
      const at = square[i] ?? 0;
      const to = next[at] ?? 0;
      next[at] = to + 1;
      this.xs[to] = lights.xs[i] ?? 0;
      this.ys[to] = lights.ys[i] ?? 0;
      this.looks[to] = lights.looks[i] ?? 0;
      this.felt[to] = lights.felt[i] ?? 0;
      this.numbers[to] = lights.numbers[i] ?? 0;
    }
  }

  private line(at: number): number {
    return Math.min(this.across - 1, Math.max(0, Math.floor((at + this.half) / SIDE)));
  }

  /** The indices, first and one after the last, of each row of squares that a part of the sky touches. */
  rows(left: number, top: number, right: number, bottom: number): { first: number; end: number }[] {
    const from = this.line(left);
    const to = this.line(right) + 1;
    const rows: { first: number; end: number }[] = [];
    for (let row = this.line(top); row <= this.line(bottom); row++) {
      const start = row * this.across;
      rows.push({ first: this.starts[start + from] ?? 0, end: this.starts[start + to] ?? 0 });
    }
    return rows;
  }
}
