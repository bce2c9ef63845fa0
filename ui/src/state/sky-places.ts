import type { SkyLight } from "../api/types";

/** In units of the spiral, unless something else is said: neighbours stand about {@link SPACING} apart. */
export type Point = { x: number; y: number };

/** π(3 − √5). A turn by it never lines two lights up, however many follow (Vogel, Mathematical Biosciences 44, 1979). */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Each light has the area π to itself. */
export const SPACING = Math.sqrt(Math.PI);

/**
 * Where the light with this number stands.
 *
 * The number alone decides it: not the time, not its neighbours, not how many there are. So nothing ever moves, and weeks
 * without a light leave no empty place.
 */
export function placeOf(number: number): Point {
  const angle = number * GOLDEN_ANGLE;
  const far = Math.sqrt(number);
  return { x: far * Math.cos(angle), y: far * Math.sin(angle) };
}

/** How bright a light is among others like it, 0 to 1: most are faint. It comes from the number, so it never changes. */
export function brightnessOf(number: number): number {
  let mixed = Math.imul(number + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32) ** 1.8;
}

/** Faint to bright; the last one is kept for anchors. */
export const LEVELS = 8;
/** 0 is lamplight, for an own word or no feeling at all; then the five. */
export const COLOURS = 6;

/** The lights of a sky, in the order of the spiral, packed so that a hundred thousand can be walked in every frame. */
export class Lights {
  readonly numbers: Int32Array;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** A bit for each feeling, as the journal gives them. */
  readonly felt: Uint8Array;
  /** Colour and brightness in one: colour × {@link LEVELS} + level. */
  readonly looks: Uint8Array;

  constructor(given: readonly SkyLight[]) {
    this.numbers = new Int32Array(given.length);
    this.xs = new Float32Array(given.length);
    this.ys = new Float32Array(given.length);
    this.felt = new Uint8Array(given.length);
    this.looks = new Uint8Array(given.length);
    given.forEach((light, i) => {
      const { x, y } = placeOf(light.number);
      const level = light.anchor ? LEVELS - 1 : Math.floor(brightnessOf(light.number) * (LEVELS - 1));
      this.numbers[i] = light.number;
      this.xs[i] = x;
      this.ys[i] = y;
      this.felt[i] = light.felt;
      this.looks[i] = (light.first % COLOURS) * LEVELS + level;
    });
  }

  get count(): number {
    return this.numbers.length;
  }

  /** How far out the sky reaches. */
  get radius(): number {
    return Math.sqrt((this.numbers[this.count - 1] ?? -1) + 1);
  }

  /** The first index whose number is not smaller. */
  private from(number: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.numbers[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** −1 if there is no such light. */
  indexOf(number: number): number {
    const index = this.from(number);
    return this.numbers[index] === number ? index : -1;
  }

  has(number: number): boolean {
    return this.indexOf(number) >= 0;
  }

  /**
   * The indices, first and one after the last, of all lights between two distances from the middle.
   * On this spiral a distance is a number, so nothing needs to be searched.
   */
  ring(near: number, far: number): [number, number] {
    const first = near <= 0 ? 0 : this.from(Math.floor(near * near));
    return [first, far * far >= 2 ** 31 ? this.count : this.from(Math.ceil(far * far) + 1)];
  }

  /** The number of the light closest to a point and not further from it than `within`; `felt` 0 takes any. */
  nearest(at: Point, within = Infinity, felt = 0): number | null {
    const out = Math.hypot(at.x, at.y);
    const [first, end] = this.ring(out - within, out + within);
    let found = -1;
    let best = within * within;
    for (let i = first; i < end; i++) {
      if (felt !== 0 && ((this.felt[i] ?? 0) & felt) === 0) continue;
      const x = (this.xs[i] ?? 0) - at.x;
      const y = (this.ys[i] ?? 0) - at.y;
      const distance = x * x + y * y;
      if (distance > best) continue;
      best = distance;
      found = i;
    }
    return found < 0 ? null : (this.numbers[found] ?? null);
  }

  /** The closest light in a direction (a unit vector), up to an eighth of a turn to either side; null at the rim. */
  toward(from: Point, direction: Point, felt = 0): number | null {
    let found = -1;
    let best = Infinity;
    for (let i = 0; i < this.count; i++) {
      if (felt !== 0 && ((this.felt[i] ?? 0) & felt) === 0) continue;
      const x = (this.xs[i] ?? 0) - from.x;
      const y = (this.ys[i] ?? 0) - from.y;
      const along = x * direction.x + y * direction.y;
      const across = Math.abs(x * direction.y - y * direction.x);
      // The light one stands on is not that way.
      if (along < 0.01 || across > along) continue;
      // Straight ahead is better than a little closer and aside.
      const cost = along + 2 * across;
      if (cost >= best) continue;
      best = cost;
      found = i;
    }
    return found < 0 ? null : (this.numbers[found] ?? null);
  }

  /** The numbers of the closest lights to a point, at most `most`, from the middle outwards. */
  around(at: Point, most: number): number[] {
    const out = Math.hypot(at.x, at.y);
    // Twice the area that so many lights need, and all of it where many are gone.
    for (let within = SPACING * Math.sqrt(most); ; within *= 2) {
      const [first, end] = this.ring(out - within, out + within);
      const near: { number: number; distance: number }[] = [];
      for (let i = first; i < end; i++) {
        const distance = Math.hypot((this.xs[i] ?? 0) - at.x, (this.ys[i] ?? 0) - at.y);
        if (distance <= within) near.push({ number: this.numbers[i] ?? 0, distance });
      }
      if (near.length < most && (first > 0 || end < this.count || near.length < this.count)) continue;
      near.sort((a, b) => a.distance - b.distance);
      return near
        .slice(0, most)
        .map(({ number }) => number)
        .sort((a, b) => a - b);
    }
  }

  /** The numbers that are here and were not there. */
  since(before: Lights): number[] {
    return [...this.numbers].filter((number) => !before.has(number));
  }
}
