import type { Breath } from "../api/types";

/** How long the light grows and fades, in milliseconds. */
export type Pace = { in: number; out: number };

const PACES: Record<Breath, Pace> = {
  "3-5": { in: 3000, out: 5000 },
  "4-6": { in: 4000, out: 6000 },
  "5-7": { in: 5000, out: 7000 },
};
export const paceOf = (breath: Breath): Pace => PACES[breath];

/** `until` is when it changes, in milliseconds since the first breath began. Before that there is no word yet. */
export type Phase = { word: "in" | "out" | null; until: number };

/**
 * Where in the breath one is, `ms` milliseconds after the first one began.
 *
 * It follows from the time alone, never from the phase before: a tick that comes late, or not at all while the window is
 * hidden, moves nothing that comes after it.
 */
export function phaseAt(ms: number, pace: Pace): Phase {
  if (ms < 0) return { word: null, until: 0 };
  const whole = pace.in + pace.out;
  const began = Math.floor(ms / whole) * whole;
  return ms - began < pace.in ? { word: "in", until: began + pace.in } : { word: "out", until: began + whole };
}

/** Keyframes for something that grows and fades with the breath: `least` at its end, `most` at its height. */
export function breathing(pace: Pace, least: Keyframe, most: Keyframe): Keyframe[] {
  // As --ease-breath: lungs, not machinery. Each half of the breath has its own, so that its end is as soft as its start.
  const easing = "cubic-bezier(0.45, 0.05, 0.55, 0.95)";
  return [
    { ...least, offset: 0, easing },
    { ...most, offset: pace.in / (pace.in + pace.out), easing },
    { ...least, offset: 1 },
  ];
}
