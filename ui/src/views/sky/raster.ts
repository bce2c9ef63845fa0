import { COLOURS, LEVELS, type Lights } from "../../state/sky-places";
import { toScreen, type Look, type Pane, type View } from "../../state/sky-view";
import type { Field } from "./field";
import { HAZE_STEPS, type Haze } from "./haze";
import { makeStamp, type Rgb, type Stamp } from "./stamps";

// The sky is drawn by hand into a picture, one addition for each pixel that a light touches. As many calls of a drawing
// library would take a tenth of a second, and a graphics card is on many machines only imitated.

/** A light that was kept while someone watches: how big and how bright it is just now. */
export type Bloom = { size: number; gain: number };

export type Scene = {
  lights: Lights;
  field: Field;
  haze: Haze;
  view: View;
  pane: Pane;
  look: Look;
  /** The bit of the feeling that is chosen; the others dim. 0 is none. */
  felt: number;
  blooming: ReadonlyMap<number, Bloom>;
};

export type Palette = {
  ground: Rgb;
  /** Lamplight, then the five. */
  colours: readonly Rgb[];
};

const DIMMED = 0.13;
const LOOKS = COLOURS * LEVELS;
/** A small light stands in one of so many places across a pixel; coarser, it would flicker in a slow pan. */
const FINEST = 4;
const COARSER_FROM = 0.8;
/** Lights smaller than this are one point each, unless they are bright. */
const POINTS_BELOW = 0.55;
const FAINT_BELOW = 5;
/** An anchor's glow reaches so many times the size of a light. */
const FURTHEST = 20;

const GRAIN = 64;
/** Less than a step of brightness, and always the same, so that the glow shows no rings. */
const grain = Uint8Array.from({ length: GRAIN * GRAIN }, (_, i) => Math.imul(i * i + 7 * i + 3, 0x9e3779b1) >>> 24);

export class Raster {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** The same pixels, one number each: signed, because those are the fast ones. */
  private readonly words: Int32Array;

  // What the lights of one picture have in common.
  private look: Look = { size: 0, gain: 1, forms: 0, haze: 0 };
  private size = 0;
  private fine = FINEST;
  private scale = 1;
  private left = 0;
  private top = 0;
  private felt = 0;
  private stamps: (Stamp | undefined)[] = [];
  /** For each look, all of its light in one pixel; 0 where it has a stamp. */
  private readonly points = new Int32Array(2 * LOOKS);

  /** In pixels of the screen, of which there are `density` to a CSS pixel. */
  constructor(
    readonly width: number,
    readonly height: number,
    private readonly density: number,
    private readonly palette: Palette,
  ) {
    this.pixels = new Uint8ClampedArray(width * height * 4);
    this.words = new Int32Array(this.pixels.buffer);
  }

  paint(scene: Scene): void {
    this.paintDark(scene);
    this.prepare(scene);
    const { field, blooming } = scene;
    const over = FURTHEST * this.size + 2;
    const sky = (pixel: number, corner: number) => (pixel - corner) / this.scale;
    const top = sky(-over, this.top);
    const bottom = sky(this.height + over, this.top);
    for (const { first, end } of field.rows(sky(-over, this.left), top, sky(this.width + over, this.left), bottom)) {
      if (blooming.size === 0) this.paintRow(field, first, end);
      else for (let i = first; i < end; i++) if (!blooming.has(field.numbers[i] ?? -1)) this.paintRow(field, i, i + 1);
    }
    for (const [number, bloom] of blooming) this.paintBloom(scene.lights, number, bloom);
  }

  private shade(step: number): number {
    const [r, g, b] = this.palette.ground;
    // Red is the first byte in memory, and so the last of the number, on every machine the app runs on.
    return (0xff << 24) | ((b + Math.round(step * 0.9)) << 16) | ((g + Math.round(step * 0.97)) << 8) | (r + step);
  }

  private paintDark({ haze, look, view, pane }: Scene): void {
    const { words, width, height } = this;
    const strength = Math.round(look.haze * 256);
    const dark = this.shade(0);
    if (strength === 0) {
      words.fill(dark);
      return;
    }
    const shades = Int32Array.from({ length: HAZE_STEPS + 2 }, (_, step) => this.shade(step));
    const { dense, across, half } = haze;
    const step = across / (2 * half * view.scale * this.density);
    const corner = toScreen(view, pane, { x: -half, y: -half });
    const left = -corner.x * this.density * step;
    const top = -corner.y * this.density * step;
    const column = (texel: number) => Math.min(width, Math.max(0, Math.ceil((texel - left) / step)));
    const from = column(0);
    const to = column(across);
    for (let y = 0; y < height; y++) {
      const row = Math.floor(top + y * step);
      const start = y * width;
      if (row < 0 || row >= across) {
        words.fill(dark, start, start + width);
        continue;
      }
      words.fill(dark, start, start + from);
      words.fill(dark, start + to, start + width);
      const texels = row * across;
      const grains = (y & (GRAIN - 1)) * GRAIN;
      for (let x = from, texel = left + from * step; x < to; x++, texel += step) {
        const thick = ((dense[texels + (texel | 0)] ?? 0) * strength) >> 8;
        words[start + x] = shades[(thick + (grain[grains + (x & (GRAIN - 1))] ?? 0)) >> 8] ?? dark;
      }
    }
  }

  private prepare({ view, pane, look, felt }: Scene): void {
    const middle = toScreen(view, pane, { x: 0, y: 0 });
    this.scale = view.scale * this.density;
    this.left = middle.x * this.density;
    this.top = middle.y * this.density;
    this.felt = felt;
    const { size, gain, forms } = this.look;
    if (size === look.size && gain === look.gain && forms === look.forms) return;
    this.look = look;
    this.size = look.size * this.density;
    this.fine = this.size < COARSER_FROM ? FINEST : FINEST / 2;
    this.stamps = new Array<Stamp | undefined>(2 * LOOKS * FINEST * FINEST);
    for (let i = 0; i < this.points.length; i++) this.points[i] = this.size < POINTS_BELOW ? this.pointOf(i) : 0;
  }

  /** Where most lights are only a shimmer, the bright ones and the anchors still stand out. */
  private gainOf(level: number, dim: boolean): number {
    const { gain } = this.look;
    return (gain + (1 - gain) * 0.75 * (level / (LEVELS - 1)) ** 4) * (dim ? DIMMED : 1);
  }

  /** `look` counts on after the last one with those that are dimmed. */
  private make(look: number, x: number, y: number, bloom?: Bloom): Stamp {
    const level = look % LEVELS;
    return makeStamp(
      {
        colour: Math.floor((look % LOOKS) / LEVELS),
        level,
        size: Math.max(0.05, this.size * (bloom?.size ?? 1)),
        forms: this.look.forms,
        gain: this.gainOf(level, look >= LOOKS) * (bloom?.gain ?? 1),
        x,
        y,
        width: this.width,
      },
      this.palette.colours,
    );
  }

  private pointOf(look: number): number {
    if (look % LEVELS >= FAINT_BELOW) return 0;
    const { light } = this.make(look, 0.5, 0.5);
    return light.reduce((all, one) => brighter(all, one), 0) & 0xffffff;
  }

  private paintRow(field: Field, first: number, end: number): void {
    const { words, width, height, points, fine, scale, left, top, felt } = this;
    const { xs, ys, looks, felt: feels } = field;
    for (let i = first; i < end; i++) {
      const x = (xs[i] ?? 0) * scale + left;
      const y = (ys[i] ?? 0) * scale + top;
      const column = Math.floor(x);
      const row = Math.floor(y);
      const look = (looks[i] ?? 0) + (felt !== 0 && ((feels[i] ?? 0) & felt) === 0 ? LOOKS : 0);
      const point = points[look] ?? 0;
      if (point !== 0) {
        if (column < 0 || row < 0 || column >= width || row >= height) continue;
        const p = row * width + column;
        words[p] = brighter(words[p] ?? 0, point);
        continue;
      }
      const across = ((x - column) * fine) | 0;
      const down = ((y - row) * fine) | 0;
      const index = (look * FINEST + down) * FINEST + across;
      const stamp = (this.stamps[index] ??= this.make(look, (across + 0.5) / fine, (down + 0.5) / fine));
      this.add(stamp, column, row);
    }
  }

  private paintBloom(lights: Lights, number: number, bloom: Bloom): void {
    const i = lights.indexOf(number);
    if (i < 0) return;
    const x = (lights.xs[i] ?? 0) * this.scale + this.left;
    const y = (lights.ys[i] ?? 0) * this.scale + this.top;
    const dim = this.felt !== 0 && ((lights.felt[i] ?? 0) & this.felt) === 0;
    const look = (lights.looks[i] ?? 0) + (dim ? LOOKS : 0);
    this.add(this.make(look, x - Math.floor(x), y - Math.floor(y), bloom), Math.floor(x), Math.floor(y));
  }

  private add(stamp: Stamp, x: number, y: number): void {
    const { words, width, height } = this;
    const { at, light, reach, dx, dy } = stamp;
    const count = at.length;
    if (x >= reach && y >= reach && x + reach < width && y + reach < height) {
      const here = y * width + x;
      for (let k = 0; k < count; k++) {
        const p = here + (at[k] ?? 0);
        words[p] = brighter(words[p] ?? 0, light[k] ?? 0);
      }
      return;
    }
    if (x < -reach || y < -reach || x >= width + reach || y >= height + reach) return;
    for (let k = 0; k < count; k++) {
      const column = x + (dx[k] ?? 0);
      const row = y + (dy[k] ?? 0);
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const p = row * width + column;
      words[p] = brighter(words[p] ?? 0, light[k] ?? 0);
    }
  }
}

/** The sum of two colours, each of their bytes held at 255: all in one addition, mended where a byte ran over. */
export function brighter(pixel: number, light: number): number {
  const sum = (pixel + light) | 0;
  const over = (pixel ^ light ^ sum) & 0x01010100;
  if (over === 0) return sum;
  const full = over - (over >>> 8);
  // What ran over into a byte that is not full itself is taken out of it again.
  return ((sum | full) - (over & ~full)) | 0;
}
