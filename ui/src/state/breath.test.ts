import { expect, test } from "vitest";
import type { Breath } from "../api/types";
import { breathing, paceOf, phaseAt } from "./breath";

const FIVE_MINUTES = 300_000;
const PACES: [Breath, number, number][] = [
  ["3-5", 3000, 5000],
  ["4-6", 4000, 6000],
  ["5-7", 5000, 7000],
];

test.each(PACES)(
  "%s: over five minutes of late ticks each change is planned for its exact time",
  (breath, inward, out) => {
    const pace = paceOf(breath);
    // The times as they would be written down by hand, one after the other.
    const changes: { at: number; word: string }[] = [];
    for (let at = 0; at <= FIVE_MINUTES; at += inward + out)
      changes.push({ at, word: "in" }, { at: at + inward, word: "out" });

    let now = 0;
    let tick = 0;
    for (const [i, change] of changes.slice(0, -1).entries()) {
      const phase = phaseAt(now, pace);
      expect(phase.word, `at ${now} ms`).toBe(change.word);
      expect(phase.until, "no lateness is handed on").toBe(changes[i + 1]?.at);
      // Each tick is late, by a different part of up to two seconds.
      tick += 1;
      now = phase.until + ((tick * 7919) % 1999);
    }
    expect(now).toBeGreaterThan(FIVE_MINUTES - inward - out);
  },
);

test.each(PACES)("%s: after a long time away it is right at once", (breath, inward, out) => {
  const pace = paceOf(breath);
  const whole = inward + out;
  expect(phaseAt(37 * whole, pace)).toEqual({ word: "in", until: 37 * whole + inward });
  expect(phaseAt(37 * whole + inward - 1, pace).word).toBe("in");
  expect(phaseAt(37 * whole + inward, pace)).toEqual({ word: "out", until: 38 * whole });
});

test("before the first breath there is no word", () => {
  expect(phaseAt(-1, paceOf("4-6"))).toEqual({ word: null, until: 0 });
});

test.each(PACES)("%s: the light is at its height where the word changes", (breath, inward, out) => {
  const frames = breathing(paceOf(breath), { opacity: 0 }, { opacity: 1 });
  expect(frames.map(({ offset, opacity }) => [offset, opacity])).toEqual([
    [0, 0],
    [inward / (inward + out), 1],
    [1, 0],
  ]);
});
