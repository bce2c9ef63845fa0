import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import type { Draft } from "../api/types";
import { Writing, dayProblem } from "./writing.svelte";

let fake: FakeApi;
let writing: Writing;
beforeEach(async () => {
  fake = new FakeApi();
  useApi(fake);
  writing = new Writing("capture");
});

const full: Draft = {
  text: "rain",
  feelings: ["calm"],
  senses: ["hearing"],
  tags: ["@Marta"],
  anchor: true,
  given: true,
  day: "2026-11-20",
  photos: [],
};

function type(text: string): void {
  writing.text += text;
  writing.changed();
}

test("a draft brings back all that was said, and what was begun before it came joins it", async () => {
  fake.drafts.set("capture", full);
  writing.takeTags("+kitchen");
  writing.setDay("2026-11-21");
  await writing.restore();
  await writing.flush();
  expect(fake.drafts.get("capture")).toEqual({ ...full, tags: ["@Marta", "+kitchen"], day: "2026-11-21" });
});

test("what was kept can be taken back with all that was said", async () => {
  fake.drafts.set("capture", full);
  await writing.restore();
  await writing.keep();
  expect([writing.blank, writing.tags, writing.anchor, writing.given, writing.day]).toEqual([
    true,
    [],
    false,
    false,
    null,
  ]);
  expect(fake.glimmers[0]).toMatchObject({ tags: ["@Marta"], anchor: true, given: true, day: "2026-11-20" });
  expect(await writing.undo()).toBe(true);
  expect(fake.drafts.get("capture")).toEqual(full);
  expect(writing.saidMore).toBe(true);
});

test("a tag alone is something to keep; what is only said about it is not", async () => {
  await writing.restore();
  writing.toggleAnchor();
  writing.toggleGiven();
  writing.setDay("2026-11-20");
  expect(writing.empty).toBe(true);
  expect(await writing.keep()).toBeNull();
  writing.takeTags("@Marta");
  expect((await writing.keep())?.tags).toEqual(["@Marta"]);
});

test("what is said about nothing yet is still a draft", async () => {
  await writing.restore();
  writing.toggleAnchor();
  await writing.flush();
  expect(fake.drafts.get("capture")?.anchor).toBe(true);
});

test("a tag and an own word that were typed and not finished are saved, kept and gone from their fields", async () => {
  await writing.restore();
  writing.typedTags = "@Marta +Mill Street";
  writing.ownWord = " wide  awake ";
  writing.changed();
  await writing.flush();
  expect(fake.drafts.get("capture")).toMatchObject({ tags: ["@Marta", "+Mill Street"], feelings: ["wide awake"] });
  expect((await writing.keep())?.tags).toEqual(["@Marta", "+Mill Street"]);
  expect([writing.typedTags, writing.ownWord, writing.blank]).toEqual(["", "", true]);
});

test("an own word that is one of the five is that one, and nothing is chosen twice", () => {
  writing.ownWord = "Calm";
  writing.takeOwnWord();
  expect(writing.feelings).toEqual(["calm"]);
  writing.takeTags("@Marta");
  writing.typedTags = "@marta";
  writing.takeTags();
  expect(writing.tags).toEqual(["@Marta"]);
});

test("what is said while one is being kept belongs to the next", async () => {
  await writing.restore();
  type("one");
  writing.toggleAnchor();
  const keep = fake.keepGlimmer;
  fake.keepGlimmer = (place, fresh) => {
    writing.takeTags("@Marta");
    writing.toggleGiven();
    return keep(place, fresh);
  };
  await writing.keep();
  expect([writing.tags, writing.anchor, writing.given]).toEqual([["@Marta"], false, true]);
});

test.each([
  ["2026-11-22", null],
  [" 2026-11-01 ", null],
  ["2026-11-23", "ahead"],
  ["2026-02-30", "unread"],
  ["22.11.2026", "unread"],
  ["", "unread"],
])("of the days that may be typed on 22 November, “%s” is %s", (text, problem) => {
  expect(dayProblem(text, "2026-11-22")).toBe(problem);
});

test("a day that cannot be kept is never sent", async () => {
  await writing.restore();
  type("rain");
  writing.typeDay("2026-11-20", "2026-11-22");
  expect(writing.day).toBe("2026-11-20");
  writing.typeDay("2026-12-20", "2026-11-22");
  expect([writing.day, writing.otherDay]).toEqual([null, "2026-12-20"]);
});

test("after ten minutes the way back is no longer offered, and asking is answered", async () => {
  vi.useFakeTimers();
  await writing.restore();
  type("rain");
  await writing.keep();
  expect(writing.recent).toBe(true);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(writing.recent).toBe(false);
  fake.failing.undoKeep = failure("not_found");
  expect(await writing.undo()).toBe(false);
  expect(writing.kept, "asking again would only be refused again").toBeNull();
});
