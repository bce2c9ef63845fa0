import { expect, test } from "vitest";
import { dayMargin, dayTitle, intoEvening, isDay, softly, startOf, weekdays } from "./dates";

const TODAY = "2026-11-22";

test.each([
  ["2026-11-22", "earlier today"],
  ["2026-11-21", "yesterday"],
  ["2026-11-19", "a few days ago"],
  ["2026-11-12", "about a week ago"],
  ["2026-10-30", "a few weeks ago"],
  ["2026-03-08", "in March"],
  ["2025-12-24", "last December"],
  ["2025-11-10", "in November last year"],
  ["2025-03-10", "in March last year"],
  ["2023-11-25", "a November, three years ago"],
  ["2023-11-20", "a November, three years ago"],
  ["2016-04-01", "an April, ten years ago"],
  ["1998-08-01", "an August, many years ago"],
  ["2026-12-01", "one day"],
  ["not a day", "one day"],
])("%s is remembered as “%s”", (day, soft) => {
  expect(softly(day, TODAY)).toBe(soft);
});

test("a December seen in January two calendar years on is a year ago, not last December", () => {
  expect(softly("2024-12-20", "2026-01-05")).toBe("a December, a year ago");
});

test("a soft date never tells a day or an hour", () => {
  for (let days = 0; days < 4000; days += 13) {
    const day = new Date(Date.UTC(2026, 10, 22) - days * 86_400_000).toISOString().slice(0, 10);
    expect(softly(day, TODAY)).not.toMatch(/\d/);
  }
});

test("days are written in the order of the words, whatever the system’s language", () => {
  expect(dayTitle(TODAY)).toBe("Sunday, 22 November");
  expect(dayMargin(TODAY)).toBe("Sun 22 Nov");
});

test("the week begins on Monday", () => {
  expect(weekdays().map((day) => day.name)[0]).toBe("Monday");
});

test("only a day that exists is a day", () => {
  expect(isDay("2026-02-28")).toBe(true);
  for (const not of ["2026-02-30", "2026-2-8", "", "22 November"]) expect(isDay(not), not).toBe(false);
});

test("a week begins on its Monday, a month and a year on their first day", () => {
  expect(startOf.week("2026-11-22")).toBe("2026-11-16");
  expect(startOf.week("2026-11-16")).toBe("2026-11-16");
  expect(startOf.month("2026-11-22")).toBe("2026-11-01");
  expect(startOf.year("2026-11-22")).toBe("2026-01-01");
});

test("a time before the day ends is the night of that evening, after all others", () => {
  const evening = ["00:30", "20:30", "04:00", "23:59"].sort((a, b) =>
    intoEvening(a, "04:00") < intoEvening(b, "04:00") ? -1 : 1,
  );
  expect(evening).toEqual(["04:00", "20:30", "23:59", "00:30"]);
});
