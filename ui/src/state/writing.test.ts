import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import type { Draft, Glimmer } from "../api/types";
import { Writing } from "./writing.svelte";

let fake: FakeApi;
let writing: Writing;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  writing = new Writing("capture");
});

function type(text: string): void {
  writing.text += text;
  writing.changed();
}

test("letters typed before the old draft is read follow it and overwrite nothing", async () => {
  fake.drafts.set("capture", {
    text: "half a sen",
    feelings: ["calm"],
    senses: [],
    tags: [],
    anchor: false,
    given: false,
    day: null,
    photos: [],
  });
  const restoring = writing.restore();
  type("tence");
  await restoring;
  await writing.flush();
  expect(writing.text).toBe("half a sentence");
  expect(fake.drafts.get("capture")).toEqual({
    text: "half a sentence",
    feelings: ["calm"],
    senses: [],
    tags: [],
    anchor: false,
    given: false,
    day: null,
    photos: [],
  });
});

test("keeping before the old draft is read does not lose it", async () => {
  fake.drafts.set("capture", {
    text: "old and ",
    feelings: [],
    senses: [],
    tags: [],
    anchor: false,
    given: false,
    day: null,
    photos: [],
  });
  type("new");
  const kept = await writing.keep();
  expect(kept?.text).toBe("old and new");
});

test("white space alone is nothing to keep", async () => {
  await writing.restore();
  type("  \n");
  expect(writing.empty).toBe(true);
  expect(await writing.keep()).toBeNull();
  expect(fake.calls).not.toContain("keepGlimmer");
});

test("a feeling alone is enough", async () => {
  await writing.restore();
  writing.toggleFeeling("calm");
  expect((await writing.keep())?.feelings).toEqual(["calm"]);
  expect(writing.empty).toBe(true);
});

test("the words are kept exactly as they were typed", async () => {
  await writing.restore();
  type("  two spaces, then\na line ");
  expect((await writing.keep())?.text).toBe("  two spaces, then\na line ");
});

test("when keeping is refused the words stay, in the box and in the draft", async () => {
  await writing.restore();
  type("Otto leaned against my leg");
  fake.failing.keepGlimmer = failure("disk_full");
  expect(await writing.keep()).toBeNull();
  await writing.flush();
  expect(writing.failure).toBe("disk_full");
  expect(writing.text).toBe("Otto leaned against my leg");
  expect(fake.drafts.get("capture")?.text).toBe("Otto leaned against my leg");
  fake.failing = {};
  expect((await writing.keep())?.text).toBe("Otto leaned against my leg");
  expect(writing.failure).toBeNull();
});

test("what is typed while a glimmer is being kept becomes the next one", async () => {
  await writing.restore();
  type("one");
  let answer: (kept: Glimmer) => void = () => undefined;
  const keep = fake.keepGlimmer;
  const saved: Draft[] = [];
  fake.saveDraft = async (_place, draft) => void saved.push(draft);
  fake.keepGlimmer = (place, fresh) => new Promise((resolve) => (answer = () => void keep(place, fresh).then(resolve)));
  const keeping = writing.keep();
  for (let i = 0; i < 20; i++) await Promise.resolve();
  type(" and two");
  expect(saved, "a save now would bring the kept words back as a draft").toEqual([]);
  answer(fake.glimmers[0] as Glimmer);
  await keeping;
  await writing.flush();
  expect(writing.text).toBe(" and two");
  expect(saved.at(-1)?.text).toBe(" and two");
});

test("undo brings words and chips back, before what was begun since", async () => {
  await writing.restore();
  type("first");
  writing.toggleSense("hearing");
  await writing.keep();
  type("second");
  expect(await writing.undo()).toBe(true);
  expect(writing.text).toBe("first\nsecond");
  expect(writing.senses).toEqual(["hearing"]);
  expect(fake.glimmers).toEqual([]);
});

/** Keeps that the test lets through one by one. */
function slowly(): (() => void)[] {
  const answers: (() => void)[] = [];
  const keep = fake.keepGlimmer;
  fake.keepGlimmer = (place, fresh) =>
    new Promise((resolve, refuse) => answers.push(() => void keep(place, fresh).then(resolve, refuse)));
  return answers;
}
const settle = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve();
};

test("asked twice in one breath, both are kept, and the first asking tells the last one", async () => {
  await writing.restore();
  const answers = slowly();
  type("one");
  const first = writing.keep();
  await settle();
  type("two");
  expect(await writing.keep(), "the first asking takes it along").toBeNull();
  answers[0]?.();
  await settle();
  answers[1]?.();
  expect((await first)?.text).toBe("two");
  expect(fake.glimmers.map((kept) => kept.text)).toEqual(["two", "one"]);
  expect(writing.empty).toBe(true);
});

test("a second Enter with nothing new keeps nothing twice", async () => {
  await writing.restore();
  const answers = slowly();
  type("one");
  const first = writing.keep();
  await settle();
  void writing.keep();
  answers[0]?.();
  expect((await first)?.text).toBe("one");
  expect(fake.glimmers.length).toBe(1);
});

test("flush waits for a glimmer that is being kept and saves what was typed since", async () => {
  await writing.restore();
  const answers = slowly();
  type("one");
  void writing.keep();
  await settle();
  type(" and two");
  let saved: boolean | null = null;
  void writing.flush().then((all) => (saved = all));
  await settle();
  expect(saved).toBeNull();
  answers[0]?.();
  await settle();
  expect(saved).toBe(true);
  expect(fake.drafts.get("capture")?.text).toBe(" and two");
});

test("words that cannot be saved hold the page once, and typing on asks anew", async () => {
  await writing.restore();
  fake.failing.saveDraft = failure("disk_full");
  type("only here");
  expect(await writing.mayGo()).toBe(false);
  expect(writing.unsaved).toBe(true);
  expect(await writing.mayGo(), "it was said; the person closed again").toBe(true);
  type(" and more");
  expect(await writing.mayGo()).toBe(false);
});

test("words typed where the old draft cannot be read count as not saved", async () => {
  fake.failing.readDraft = failure("no_vault");
  expect(await writing.flush(), "there is nothing to lose").toBe(true);
  type("mine");
  expect(await writing.flush()).toBe(false);
});
