import { LEVELS, type Lights } from "../../state/sky-places";

const ACROSS = 256;
/** The glow reaches a little further than the lights. */
const BEYOND = 1.15;
/** Steps of brightness between the dark and the densest place; the picture has no finer ones. */
const STEPS = 25;

/** The glow of many lights together: how densely they stand, softened. There is no other light in the sky. */
export type Haze = {
  /** A square of {@link ACROSS} by {@link ACROSS}, in 256ths of a step. */
  dense: Uint16Array;
  across: number;
  /** Half its side, in units of the spiral. */
  half: number;
};

/** Three passes of a box are as soft as anyone can see. */
function soften(from: Float32Array<ArrayBuffer>, radius: number): Float32Array<ArrayBuffer> {
  const pass = (source: Float32Array<ArrayBuffer>, step: number, line: number) => {
    const soft = new Float32Array(source.length);
    for (let l = 0; l < ACROSS; l++) {
      let sum = 0;
      for (let i = -radius; i < ACROSS; i++) {
        if (i + radius < ACROSS) sum += source[l * line + (i + radius) * step] ?? 0;
        if (i - radius - 1 >= 0) sum -= source[l * line + (i - radius - 1) * step] ?? 0;
        if (i >= 0) soft[l * line + i * step] = sum / (2 * radius + 1);
      }
    }
    return soft;
  };
  return pass(pass(from, 1, ACROSS), ACROSS, 1);
}

export function hazeOf(lights: Lights): Haze {
  const half = Math.max(1, lights.radius) * BEYOND;
  const texel = (2 * half) / ACROSS;
  let dense = new Float32Array(ACROSS * ACROSS);
  for (let i = 0; i < lights.count; i++) {
    const level = (lights.looks[i] ?? 0) % LEVELS;
    const column = Math.floor(((lights.xs[i] ?? 0) + half) / texel);
    const row = Math.floor(((lights.ys[i] ?? 0) + half) / texel);
    const cell = row * ACROSS + column;
    dense[cell] = (dense[cell] ?? 0) + (level === LEVELS - 1 ? 2.5 : 0.3 + level * 0.2);
  }
  for (const radius of [6, 6, 4]) dense = soften(dense, radius);
  // One light has the area π to itself; where all of them are there, the glow is a little under its full strength.
  const usual = (texel * texel) / Math.PI;
  return {
    dense: Uint16Array.from(dense, (at) => Math.min(1, (at / usual) * 0.85) * STEPS * 256),
    across: ACROSS,
    half,
  };
}

export const HAZE_STEPS = STEPS;
