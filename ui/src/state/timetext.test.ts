import { expect, test, vi } from "vitest";
import * as dates from "./dates";
import { timeWords } from "./dates";
import { moved, readTime } from "./timetext";

test.each([
  ["20:30", "20:30"],
  ["2030", "20:30"],
  ["20.30", "20:30"],
  ["20h30", "20:30"],
  [" 20:30 ", "20:30"],
  ["8:30 pm", "20:30"],
  ["8:30\u202fPM", "20:30"],
  ["8:30\u00a0p.m.", "20:30"],
  ["8pm", "20:00"],
  ["8 am", "08:00"],
  ["12am", "00:00"],
  ["12:15 pm", "12:15"],
  ["20:30 pm", "20:30"],
  ["830", "08:30"],
  ["0030", "00:30"],
  ["20", "20:00"],
  ["8", "08:00"],
  ["7:05", "07:05"],
  ["0:00", "00:00"],
  ["23:59", "23:59"],
])("“%s” is %s", (text, time) => expect(readTime(text)).toBe(time));

test.each([
  "",
  " ",
  "noon",
  "24:00",
  "25",
  "20:60",
  "2060",
  "7:5",
  "20:",
  ":30",
  "20:30:00",
  "20:30 am",
  "12345",
  "-1",
  "pm",
])("“%s” cannot be read", (text) => expect(readTime(text)).toBeNull());

test("whatever is shown as a time is read as that time, all day long", () => {
  for (let minutes = 0; minutes < 24 * 60; minutes++) {
    const wall = moved("00:00", minutes);
    expect(readTime(timeWords(wall))).toBe(wall);
  }
});

test.each([
  ["20:30", 5, "20:35"],
  ["20:33", -5, "20:28"],
  ["23:58", 5, "00:03"],
  ["00:00", -5, "23:55"],
])("%s moved by %i minutes is %s", (wall, by, then) => expect(moved(wall, by)).toBe(then));

test("where hours are counted twice round, one without its half is of the half that is in force", () => {
  vi.spyOn(dates, "timeWords").mockImplementation((time) => (time === "13:00" ? "1:00 PM" : time));
  expect([readTime("9:15", "20:30"), readTime("9", "20:30"), readTime("11", "12:30")]).toEqual([
    "21:15",
    "21:00",
    "23:00",
  ]);
  expect([readTime("9:15", "08:00"), readTime("09:15", "20:30"), readTime("9am", "20:30")], "or it says which").toEqual(
    ["09:15", "09:15", "09:00"],
  );
});
