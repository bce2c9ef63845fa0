import { expect, test } from "vitest";
import type { Outlook, Silence } from "../api/types";
import { timeWords } from "./dates";
import { outlookWords, whenWords } from "./outlook";

// A Sunday.
const now = { day: "2026-11-22", small_hours: false, paused_until: null, dayEnds: "04:00" };
const every = Array<boolean>(7).fill(true);
const evening = timeWords("20:30");
const night = timeWords("00:30");

test.each([
  ["2026-11-22", "20:30", `today ${evening}`],
  ["2026-11-23", "20:30", `tomorrow ${evening}`],
  ["2026-11-25", "20:30", `Wednesday ${evening}`],
  ["2026-11-28", "20:30", `Saturday ${evening}`],
  ["2026-11-29", "20:30", `Sunday 29 November ${evening}`],
  ["2026-12-02", "20:30", `Wednesday 2 December ${evening}`],
  ["2026-11-22", "00:30", `tonight ${night}`],
  ["2026-11-25", "00:30", `in the night to Thursday, ${night}`],
  ["2026-12-02", "00:30", `in the night to Thursday 3 December, ${night}`],
])("%s %s is “%s”", (day, time, words) => {
  expect(whenWords({ day, time }, now)).toBe(words);
});

test("after midnight the coming day is called by its name", () => {
  expect(whenWords({ day: "2026-11-23", time: "20:30" }, { ...now, small_hours: true })).toBe(`Monday ${evening}`);
});

const ahead = (silent_today: Silence | null, some: Partial<Outlook> = {}): Outlook => ({
  kind: "evening",
  next: { day: "2026-11-23", time: "20:30" },
  silent_today,
  later: false,
  ...some,
});

test.each([
  [null, ""],
  ["kept", "Silent today: there is already one. "],
  ["quiet", "Silent today. "],
  ["asked", "It has had its moment today. "],
  ["passed", "This evening has passed. "],
  ["weekday", ""],
] as const)("silent because of %s, it says “%s” before what is next", (silent, words) => {
  expect(outlookWords(ahead(silent), every, now)).toBe(`${words}Next: tomorrow ${evening}`);
});

test.each([
  ["2026-11-23", "Paused until tomorrow."],
  ["2026-11-26", "Paused until Thursday."],
  ["2026-11-29", "Paused until Sunday 29 November."],
])("a pause until %s is “%s”", (paused_until, words) => {
  expect(outlookWords(ahead("paused", { next: null }), every, { ...now, paused_until })).toBe(words);
});

test("a question that waits because of Later says so", () => {
  const next = { day: "2026-11-22", time: "16:28" };
  expect(outlookWords(ahead(null, { next, later: true }), every, now)).toBe(
    `Next: today ${timeWords("16:28")}, because you said “Later”.`,
  );
});

test("the end of a pause is said once, unless it asks only some days after", () => {
  const paused = { ...now, paused_until: "2026-11-29" };
  const next = (day: string) => ({ next: { day, time: "20:30" } });
  expect(outlookWords(ahead("paused", next("2026-11-29")), every, paused)).toBe("Paused until Sunday 29 November.");
  expect(outlookWords(ahead("paused", next("2026-12-01")), every, paused)).toBe(
    `Paused until Sunday 29 November. Next: Tuesday 1 December ${evening}`,
  );
});

test("a journal that cannot be opened has nothing to show, and no time is promised", () => {
  expect(outlookWords(ahead("unreadable", { kind: "morning" }), every, now)).toBe(
    "The journal cannot be opened now, so there is nothing to show.",
  );
});

test("each part of the day passes by its own name", () => {
  expect(outlookWords(ahead("passed", { kind: "midday", next: null }), every, now)).toBe("This midday has passed.");
  expect(outlookWords(ahead("passed", { kind: "morning", next: null }), every, now)).toBe("This morning has passed.");
});

test("with none to return to, it says how to make one, and promises no time", () => {
  const words = outlookWords(ahead("no_cue", { kind: "morning" }), every, now);
  expect(words).toMatch(/^There is none you return to yet\. .*“one I can return to” makes it one\.$/);
});

test("on no weekday at all, it says that it stays silent", () => {
  expect(outlookWords(ahead(null, { next: null }), Array<boolean>(7).fill(false), now)).toBe(
    "No day is chosen, so it stays silent.",
  );
});
