import { FEELINGS, type Feeling } from "../../state/words";
import { COLOURS, LEVELS } from "../../state/sky-places";

export type Rgb = readonly [number, number, number];

/** What one light adds to the pixels around it. */
export type Stamp = {
  /** Where each pixel is from the light's own: across, down, and counted along the picture it was made for. */
  dx: Int16Array;
  dy: Int16Array;
  at: Int32Array;
  /** Blue, green and red, a byte each. */
  light: Int32Array;
  /** No pixel is further away than this, in any direction. */
  reach: number;
};

export type StampOf = {
  /** 0 for lamplight, then the five. */
  colour: number;
  level: number;
  /** In pixels of the picture: 1 is the size of a light among a thousand. */
  size: number;
  forms: number;
  /** Where in its pixel the light stands, 0 to 1. */
  x: number;
  y: number;
  gain: number;
  /** How wide the picture is. */
  width: number;
};

const WARM: Rgb = [255, 246, 228];
const HEART: Rgb = [255, 248, 232];

// Math.hypot guards against numbers that never occur here, and takes ten times as long.
const length = (x: number, y: number) => Math.sqrt(x * x + y * y);
const disc = (x: number, y: number, radius: number) => length(x, y) - radius;
function line(x: number, y: number, ax: number, ay: number, bx: number, by: number, half: number): number {
  const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
  const part = Math.min(1, Math.max(0, along));
  return length(x - ax - part * (bx - ax), y - ay - part * (by - ay)) - half;
}
const arch = (x: number, y: number, radius: number, half: number) =>
  y <= 0 ? Math.abs(length(x, y) - radius) - half : length(Math.abs(x) - radius, y) - half;

// The forms of styles/forms, 16 by 16, as distances to their edge: below zero is inside. A picture could not be drawn in
// between pixels at every size; a distance can.
const FORMS: Record<Feeling, { distance: (x: number, y: number, thin: number) => number; heart: number | null }> = {
  safe: {
    distance: (x, y, thin) =>
      Math.min(
        disc(x, y - 2.6, 2.7),
        arch(x, y - 2.6, 5.7, Math.max(0.75, thin)),
        line(Math.abs(x), y, 5.7, 2.6, 5.7, 4.6, Math.max(0.75, thin)),
      ),
    heart: 2.6,
  },
  calm: {
    distance: (x, y, thin) =>
      Math.min(
        disc(x, y + 2.4, 3),
        line(x, y, -6.2, 3.2, 6.2, 3.2, Math.max(0.7, thin)),
        line(x, y, -3, 6, 2, 6, Math.max(0.7, thin)),
      ),
    heart: -2.4,
  },
  connected: {
    distance: (x, y, thin) =>
      Math.min(disc(Math.abs(x) - 3.3, y, 3.1), line(x, y, -3.3, 0, 3.3, 0, Math.max(0.8, thin))),
    heart: null,
  },
  hopeful: {
    distance: (x, y, thin) =>
      Math.min(
        Math.max(disc(x, y - 3.4, 4.4), y - 3.4),
        line(x, y, -6.4, 5.6, 6.4, 5.6, Math.max(0.7, thin)),
        line(x, y, 0, -6, 0, -3.8, Math.max(0.7, thin)),
      ),
    heart: null,
  },
  joyful: {
    distance: (x, y, thin) => {
      // Six rays, a sixth of a turn apart; the one nearest to straight up stands for all.
      const sixth = Math.PI / 3;
      const turn = Math.atan2(x, -y);
      const off = turn - Math.round(turn / sixth) * sixth;
      const far = length(x, y);
      const ray = line(Math.sin(off) * far, Math.cos(off) * far, 0, 5.1, 0, 6.6, Math.max(0.7, thin));
      return Math.min(disc(x, y, 2.9), ray);
    },
    heart: 0,
  },
};

const covered = (distance: number) => Math.min(1, Math.max(0, 0.5 - distance));
/** A disc smaller than a pixel dims instead of vanishing. */
const dot = (far: number, radius: number) =>
  radius >= 0.6 ? covered(far - radius) : covered(far - 0.6) * (radius / 0.6) ** 2;

export function makeStamp(of: StampOf, colours: readonly Rgb[]): Stamp {
  const anchor = of.level === LEVELS - 1;
  const bright = (of.level + 0.5) / (LEVELS - 1);
  const radius = anchor ? 2.2 * Math.max(0.5, of.size) : (0.72 + bright * 1.05) * of.size;
  // Far away halos would flow together into fog, and most of the time of a frame would go into it.
  const halo = radius * (anchor ? 3.5 + 5 * Math.min(1, of.size) : 5);
  const glow = anchor ? 0.48 : 0.12 + bright * 0.26;
  const body = anchor ? 1 : 0.6 + bright * 0.4;
  const heart = anchor ? 0.95 : 0.3 + bright * 0.35;
  const feeling = FEELINGS[of.colour - 1];
  const form = feeling && of.forms > 0 ? FORMS[feeling] : null;
  const formed = form ? of.forms : 0;
  // Pixels that one unit of the form takes.
  const unit = (radius * 1.06) / 2.8;
  const pale = anchor ? 0 : 0.22 * (1 - of.forms);
  const colour = (colours[of.colour % COLOURS] ?? WARM).map((c, i) => c * (1 - pale) + (WARM[i] ?? 0) * pale);

  const [red, green, blue] = colour as unknown as Rgb;
  const reach = Math.ceil(Math.max(halo, form ? unit * 7.5 : 0)) + 1;
  const side = 2 * reach + 1;
  const dx = new Int16Array(side * side);
  const dy = new Int16Array(side * side);
  const light = new Int32Array(side * side);
  let count = 0;
  for (let down = -reach; down <= reach; down++) {
    for (let across = -reach; across <= reach; across++) {
      const x = across + 0.5 - of.x;
      const y = down + 0.5 - of.y;
      const far = length(x, y);
      if (far > halo && (!form || far > unit * 9)) continue;
      const out = far / halo;
      let tint = out >= 1 ? 0 : out < 0.4 ? glow * (1 - 1.8 * out) : glow * 0.28 * ((1 - out) / 0.6);
      let white = 0;
      if (formed < 1 && far < radius + 1) {
        tint += dot(far, radius) * body * (1 - formed);
        white += dot(far, radius * 0.45) * heart * (1 - formed);
      }
      if (form && far < unit * 9) {
        tint += covered(form.distance(x / unit, y / unit, 0.5 / unit) * unit) * 0.9 * formed;
        if (form.heart !== null) white += dot(length(x, y - form.heart * unit), radius * 0.45) * heart * formed;
      }
      tint *= of.gain;
      white *= of.gain;
      const r = Math.min(255, Math.round(red * tint + HEART[0] * white));
      const g = Math.min(255, Math.round(green * tint + HEART[1] * white));
      const b = Math.min(255, Math.round(blue * tint + HEART[2] * white));
      if (r + g + b === 0) continue;
      dx[count] = across;
      dy[count] = down;
      light[count] = (b << 16) | (g << 8) | r;
      count += 1;
    }
  }
  return {
    dx: dx.slice(0, count),
    dy: dy.slice(0, count),
    at: Int32Array.from({ length: count }, (_, i) => (dy[i] ?? 0) * of.width + (dx[i] ?? 0)),
    light: light.slice(0, count),
    reach,
  };
}
