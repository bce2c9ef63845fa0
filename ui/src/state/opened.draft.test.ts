import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import type { Edit } from "../api/types";
import { settle } from "../settle";
import { Opened } from "./opened.svelte";

let fake: FakeApi;
const one = () => glimmer({ id: "g0", text: "tea", day: "2026-11-20" });
beforeEach(() => {
  fake = new FakeApi();
  fake.glimmers = [one(), glimmer({ id: "g1", text: "rain" })];
  useApi(fake);
});

const edit = (some: Partial<Edit> = {}): Edit => ({
  text: "tea",
  feelings: [],
  senses: [],
  tags: [],
  anchor: false,
  given: false,
  day: "2026-11-20",
  photos: [],
  ...some,
});
async function begun(): Promise<Opened> {
  const opened = new Opened();
  opened.begin(one());
  await settle();
  return opened;
}
/** As the form does after each change. */
function type(opened: Opened, text: string): void {
  if (opened.edit) opened.edit.text = text;
  opened.keep();
}
const saves = () => fake.calls.filter((call) => call === "saveEdit").length;

test("what is typed is saved as it is typed, one save under way and the newest next", async () => {
  const opened = await begun();
  for (const text of ["tea,", "tea, h", "tea, ho", "tea, hot"]) type(opened, text);
  await settle();
  expect(fake.edits.get("g0")?.text).toBe("tea, hot");
  expect(saves()).toBe(2);
});

test("an edit that was only opened saves nothing", async () => {
  const opened = await begun();
  opened.keep();
  opened.close();
  await settle();
  expect(saves()).toBe(0);
});

test("changed back to what it was, nothing is left of it", async () => {
  const opened = await begun();
  type(opened, "tea, hot");
  await settle();
  type(opened, "tea");
  await settle();
  expect(fake.edits.size).toBe(0);
});

test("a change that was left before is in the form again, and is a change", async () => {
  fake.edits.set("g0", edit({ text: "tea, hot", feelings: ["calm"] }));
  const opened = await begun();
  expect(opened.edit).toMatchObject({ text: "tea, hot", feelings: ["calm"] });
  expect([opened.broughtBack, opened.changed]).toEqual([true, true]);
});

test("letters typed before it came follow it", async () => {
  fake.edits.set("g0", edit({ text: "tea, hot", feelings: ["calm"] }));
  const opened = new Opened();
  opened.begin(one());
  type(opened, "tea and");
  await settle();
  expect(opened.edit).toMatchObject({ text: "tea, hot and", feelings: ["calm"] });
  expect(fake.edits.get("g0")?.text).toBe("tea, hot and");
});

test("a row that is opened goes on with its change", async () => {
  fake.edits.set("g0", edit({ text: "tea, hot" }));
  const opened = new Opened();
  opened.toggle("g0");
  await opened.look(one());
  expect(opened.edit?.text).toBe("tea, hot");
  const other = new Opened();
  other.toggle("g1");
  await other.look(glimmer({ id: "g1", text: "rain" }));
  expect(other.edit, "one without stays as it is").toBeNull();
});

test("one that is what the glimmer is by now is no change", async () => {
  fake.edits.set("g0", edit());
  const opened = new Opened();
  opened.toggle("g0");
  await opened.look(one());
  expect(opened.edit).toBeNull();
});

test("Start over brings the glimmer as it is, and forgets the change", async () => {
  fake.edits.set("g0", edit({ text: "tea, hot" }));
  const opened = await begun();
  opened.startOver();
  await settle();
  expect(opened.edit?.text).toBe("tea");
  expect(opened.broughtBack).toBe(false);
  expect(fake.edits.size).toBe(0);
});

test("saving leaves nothing behind, also when a save of the change was on its way", async () => {
  const opened = await begun();
  type(opened, "tea, hot");
  await opened.save();
  await settle();
  expect(fake.glimmers[0]?.text).toBe("tea, hot");
  const order = fake.calls.filter((call) => call === "saveEdit" || call === "editGlimmer");
  expect(order, "nothing of the change lands after it").toEqual(["saveEdit", "editGlimmer"]);
});

test("cancelling forgets it, and begun again the glimmer is as it is", async () => {
  const opened = await begun();
  type(opened, "tea, hot");
  await settle();
  opened.discard();
  opened.begin(one());
  await settle();
  expect(fake.edits.size).toBe(0);
  expect(opened.edit?.text).toBe("tea");
  expect(opened.broughtBack).toBe(false);
});

test("a refused save keeps the change where it was saved", async () => {
  fake.failing.editGlimmer = failure("disk_full");
  const opened = await begun();
  type(opened, "tea, hot");
  await opened.save();
  await settle();
  expect(fake.edits.get("g0")?.text).toBe("tea, hot");
  type(opened, "tea, hot, and");
  await settle();
  expect(fake.edits.get("g0")?.text, "and it goes on being saved").toBe("tea, hot, and");
});

test("letters that came while it was saved are a change again", async () => {
  const opened = await begun();
  type(opened, "tea, hot");
  const saving = opened.save();
  type(opened, "tea, hot, and");
  await saving;
  await settle();
  expect(fake.edits.get("g0")?.text).toBe("tea, hot, and");
});

test("one that cannot be read is not overwritten", async () => {
  fake.edits.set("g0", edit({ text: "tea, hot" }));
  fake.failing.readEdit = failure("busy");
  const opened = await begun();
  type(opened, "tea, cold");
  await settle();
  expect(fake.edits.get("g0")?.text).toBe("tea, hot");
});

test("a day that is only half typed does not keep the rest from being saved", async () => {
  const opened = await begun();
  if (opened.edit) opened.edit.day = "2026-1";
  type(opened, "tea, hot");
  await settle();
  expect(fake.edits.get("g0")).toMatchObject({ text: "tea, hot", day: "2026-11-20" });
});

test("settled, all of it is on the disk", async () => {
  const opened = await begun();
  if (opened.edit) opened.edit.text = "tea, hot";
  await opened.settled();
  expect(fake.edits.get("g0")?.text).toBe("tea, hot");
});
