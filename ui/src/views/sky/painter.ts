import type { Lights } from "../../state/sky-places";
import { lookOf, type Pane, type View } from "../../state/sky-view";
import { Field } from "./field";
import { hazeOf, type Haze } from "./haze";
import { Raster, type Palette } from "./raster";

/** Where finished pictures go: a canvas, or whatever a test puts in its place. */
export type Surface = {
  put(pixels: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): void;
};

/** The canvas is stretched to its box, so a picture may be coarser than the screen. */
export function surfaceOf(canvas: HTMLCanvasElement): Surface | null {
  // Null where nothing can be drawn; the words of the lights are there without it.
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!context) return null;
  return {
    put(pixels, width, height) {
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      context.putImageData(new ImageData(pixels, width, height), 0, 0);
    },
  };
}

export type Shown = { lights: Lights; view: View; whole: number; pane: Pane; felt: number };

/** A frame that took longer than this is drawn coarser while it moves: half the time of a frame at 60 in a second. */
const TOO_LONG_MS = 9;
/** After so long without a movement, the fine picture is drawn. */
const REST_MS = 120;

/** Draws the sky when it has changed, and does nothing at all otherwise. */
export class Painter {
  private shown: Shown | null = null;
  private of: { lights: Lights; field: Field; haze: Haze } | null = null;
  private fine: Raster | null = null;
  private coarse: Raster | null = null;
  private tooLong = 0;
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private blooms = new Map<number, number>();

  /** How long a bloom takes, and whether it may grow or only brighten. */
  constructor(
    private readonly surface: Surface,
    private readonly palette: Palette,
    private readonly bloom: { ms: number; still: boolean },
  ) {}

  show(shown: Shown): void {
    const before = this.shown;
    this.shown = shown;
    const moved = before !== null && (before.view !== shown.view || before.pane !== shown.pane);
    this.ask(moved);
  }

  /** These lights have just come. */
  welcome(numbers: readonly number[]): void {
    if (this.bloom.ms <= 0) return;
    for (const number of numbers) this.blooms.set(number, -1);
    if (numbers.length > 0) this.ask(false);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
  }

  private moving = false;
  private ask(moving: boolean): void {
    this.moving = moving;
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame((now) => {
      this.frame = 0;
      this.draw(now);
    });
  }

  private draw(now: number): void {
    const { shown } = this;
    if (!shown || shown.pane.width < 1 || shown.pane.height < 1) return;
    if (this.of?.lights !== shown.lights) {
      this.of = { lights: shown.lights, field: new Field(shown.lights), haze: hazeOf(shown.lights) };
    }
    clearTimeout(this.rest);
    const coarse = this.moving && this.tooLong > 1;
    const raster = this.raster(shown.pane, coarse);
    const began = performance.now();
    raster.paint({
      ...this.of,
      ...shown,
      look: lookOf(shown.view, shown.whole),
      blooming: this.blooming(now),
    });
    this.surface.put(raster.pixels, raster.width, raster.height);
    const took = performance.now() - began;
    // Once may be the first picture of its size; twice is this machine.
    if (!coarse) this.tooLong = took > TOO_LONG_MS ? this.tooLong + 1 : 0;
    // Closer, or with the machine less busy, the fine picture may be quick enough again.
    else if (took < TOO_LONG_MS / 6) this.tooLong = 0;
    if (coarse) this.rest = setTimeout(() => this.ask(false), REST_MS);
    if (this.blooms.size > 0) this.ask(this.moving);
  }

  private raster(pane: Pane, coarse: boolean): Raster {
    const density = (devicePixelRatio || 1) * (coarse ? 0.5 : 1);
    const width = Math.max(1, Math.round(pane.width * density));
    const height = Math.max(1, Math.round(pane.height * density));
    const kept = coarse ? this.coarse : this.fine;
    if (kept && kept.width === width && kept.height === height) return kept;
    const made = new Raster(width, height, density, this.palette);
    if (coarse) this.coarse = made;
    else this.fine = made;
    return made;
  }

  private blooming(now: number): Map<number, { size: number; gain: number }> {
    const blooming = new Map<number, { size: number; gain: number }>();
    for (const [number, since] of this.blooms) {
      if (since < 0) this.blooms.set(number, now);
      const part = since < 0 ? 0 : (now - since) / this.bloom.ms;
      if (part >= 1) this.blooms.delete(number);
      else blooming.set(number, this.bloom.still ? { size: 1, gain: part } : bloomAt(part));
    }
    return blooming;
  }
}

/** As the light of a kept glimmer does elsewhere: it opens wide, and then is itself. */
export function bloomAt(part: number): { size: number; gain: number } {
  const ease = (at: number) => 1 - (1 - at) ** 3;
  if (part < 0.35) {
    const opened = ease(part / 0.35);
    return { size: 0.2 + 1.3 * opened, gain: opened };
  }
  return { size: 1.5 - 0.5 * ease((part - 0.35) / 0.65), gain: 1 };
}
