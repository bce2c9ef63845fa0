import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { Opened } from "./opened.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
});

const days = (...each: string[]) => each.map((day, i) => glimmer({ id: `g${i}`, day }));

/** An edit of a glimmer in the journal, begun. */
function begun(some: Parameters<typeof glimmer>[0] = {}) {
  const one = glimmer({ id: "g0", text: "tea", ...some });
  fake.glimmers = [one];
  const opened = new Opened();
  opened.begin(one);
  if (!opened.edit) throw new Error("no edit was begun");
  return { opened, edit: opened.edit };
}

test("tags that stand in the words are left to them", async () => {
  const { opened, edit } = begun({ text: "tea with @Marta", tags: ["@marta", "+Mill Street"] });
  expect(edit.tags).toEqual(["+Mill Street"]);
  expect(opened.changed).toBe(false);
  edit.text = "tea with @Marta on +Mill";
  opened.takeTags("+mill");
  await opened.save();
  expect(fake.glimmers[0]?.tags, "one that is in the new words is no longer given by hand").toEqual(["+Mill Street"]);
});

test("what was only begun in the other fields is a change, and is saved", async () => {
  const { opened } = begun();
  opened.typedTags = " ";
  expect(opened.changed).toBe(false);
  opened.typedTags = "+Mill Street, @Ben";
  opened.ownWord = "Calm";
  opened.close();
  expect(opened.asking).toBe(true);
  await opened.save();
  expect(fake.glimmers[0]).toMatchObject({ tags: ["+Mill Street", "@Ben"], feelings: ["calm"] });
});

test("letters that come while an edit is being saved are not lost", async () => {
  const { opened, edit } = begun();
  edit.text = "tea, hot";
  const saving = opened.save();
  edit.text = "tea, hot, and";
  await saving;
  expect(fake.glimmers[0]?.text).toBe("tea, hot");
  expect(opened.edit?.text).toBe("tea, hot, and");
  expect(opened.changed, "they are not saved yet").toBe(true);
  edit.text = "tea, hot";
  expect(opened.changed, "against what is saved by now").toBe(false);
});

test("asked to save once more meanwhile, it saves those letters too", async () => {
  const { opened, edit } = begun();
  edit.text = "tea, hot";
  const saving = opened.save();
  edit.text = "tea, hot, and sweet";
  await Promise.all([saving, opened.save()]);
  expect(fake.glimmers[0]?.text).toBe("tea, hot, and sweet");
  expect(opened.edit).toBeNull();
});

test("a changed edit is not closed without asking", async () => {
  fake.glimmers = days("2026-11-22", "2026-11-21");
  const opened = new Opened();
  opened.begin(fake.glimmers[0] ?? glimmer());
  expect(opened.changed).toBe(false);
  if (opened.edit) opened.edit.text = "changed";
  opened.close();
  expect(opened.asking).toBe(true);
  opened.toggle("g1");
  expect(opened.id, "another row does not open over it").toBe("g0");
  expect(opened.edit?.text).toBe("changed");
  await opened.save();
  expect(opened.edit).toBeNull();
  expect(fake.glimmers[0]?.text).toBe("changed");
});

test("a refused edit keeps its words", async () => {
  fake.glimmers = days("2026-11-22");
  fake.failing.editGlimmer = failure("disk_full");
  const opened = new Opened();
  opened.begin(glimmer({ id: "g0" }));
  if (opened.edit) opened.edit.text = "still here";
  await opened.save();
  expect(opened.problem).toBe("disk_full");
  expect(opened.edit?.text).toBe("still here");
});
