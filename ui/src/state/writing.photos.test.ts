import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer, photo } from "../api/fake";
import type { Draft, Edit, Glimmer } from "../api/types";
import { settle } from "../settle";
import { Opened } from "./opened.svelte";
import { arrive } from "./taking-in";
import { Writing } from "./writing.svelte";

let fake: FakeApi;
let writing: Writing;
const dog = photo({ name: "dog" });
const door = photo({ name: "door" });
const names = (of: { photos: readonly { name: string }[] } | null | undefined) => of?.photos.map(({ name }) => name);
const draft = (some: Partial<Draft>): Draft => ({
  text: "",
  feelings: [],
  senses: [],
  tags: [],
  anchor: false,
  given: false,
  day: null,
  photos: [],
  ...some,
});

beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  writing = new Writing("capture");
});
const bring = (...photos: (typeof dog)[]) => arrive(writing.attaching, { photos, refused: [] }, 0);

test("a photo alone is a glimmer, and a draft", async () => {
  await writing.restore();
  bring(dog);
  expect([writing.empty, writing.blank]).toEqual([false, false]);
  expect(await writing.flush()).toBe(true);
  expect(names(fake.drafts.get("capture"))).toEqual(["dog"]);
  expect(names(await writing.keep())).toEqual(["dog"]);
  expect([writing.blank, fake.drafts.has("capture")]).toEqual([true, false]);
});

test("a draft of before brings its photos back, before those that came meanwhile", async () => {
  fake.drafts.set("capture", draft({ photos: [dog] }));
  bring(door);
  await writing.restore();
  expect(names(writing)).toEqual(["dog", "door"]);
});

test("taking back what was kept brings its photos back", async () => {
  bring(dog, door);
  await writing.keep();
  expect(await writing.undo()).toBe(true);
  expect(names(writing)).toEqual(["dog", "door"]);
  expect(names(fake.drafts.get("capture"))).toEqual(["dog", "door"]);
});

const six = ["a", "b", "c", "d", "e", "f"];
const these = (...names: string[]) => names.map((name) => photo({ name }));

test("taking back four while two are begun loses none, and all can be kept once it is clear which", async () => {
  bring(...these("a", "b", "c", "d"));
  await writing.keep();
  bring(...these("e", "f"));
  expect(await writing.undo()).toBe(true);
  expect(names(writing)).toEqual(six);
  expect(names(fake.drafts.get("capture"))).toEqual(six);
  expect(await writing.keep()).toBeNull();
  expect([writing.failure, names(writing)]).toEqual(["bad_value", six]);
  expect(names(fake.drafts.get("capture")), "and they are still saved").toEqual(six);
  writing.attaching.set(writing.photos.slice(2));
  expect(writing.failure).toBeNull();
  expect(names(await writing.keep())).toEqual(["c", "d", "e", "f"]);
});

test("two drafts that join keep all their photos", async () => {
  fake.failing.saveDraft = failure("disk_full");
  await writing.restore();
  bring(...these("d", "e", "f"));
  await writing.flush();
  delete fake.failing.saveDraft;
  fake.drafts.set("capture", draft({ photos: these("a", "b", "c") }));
  await writing.rejoin();
  expect(names(writing)).toEqual(six);
});

test("keeping waits for a photo that is on its way", async () => {
  await writing.restore();
  writing.text = "Look.";
  writing.changed();
  writing.attaching.coming = 1;
  const keeping = writing.keep();
  await settle();
  expect(fake.calls).not.toContain("keepGlimmer");
  arrive(writing.attaching, { photos: [dog], refused: [] }, 1);
  expect(names(await keeping)).toEqual(["dog"]);
});

test("if that photo is refused and there was nothing else, nothing is kept and nothing is wrong", async () => {
  await writing.restore();
  writing.attaching.coming = 1;
  const keeping = writing.keep();
  arrive(writing.attaching, { photos: [], refused: [{ name: "a.txt", why: "not_a_picture" }] }, 1);
  expect(await keeping).toBeNull();
  expect([writing.failure, fake.calls.includes("keepGlimmer"), writing.attaching.refused.length]).toEqual([
    null,
    false,
    1,
  ]);
});

test("what is refused is kept in the box, photos too", async () => {
  await writing.restore();
  fake.failing.keepGlimmer = failure("disk_full");
  bring(dog);
  expect(await writing.keep()).toBeNull();
  expect(names(writing)).toEqual(["dog"]);
});

test("a photo that came in while another glimmer was being kept stays for the next", async () => {
  await writing.restore();
  let go: (value: unknown) => void = () => undefined;
  const gate = new Promise((then) => (go = then));
  const keep = fake.keepGlimmer;
  fake.keepGlimmer = (...what) => gate.then(() => keep(...what));
  bring(dog);
  const keeping = writing.keep();
  await settle();
  bring(door);
  go(null);
  expect(names(await keeping)).toEqual(["dog"]);
  expect(names(writing)).toEqual(["door"]);
  await writing.flush();
  expect(names(fake.drafts.get("capture"))).toEqual(["door"]);
});

test("what was sealed comes back once, under its new name, when the journal is opened", async () => {
  await writing.restore();
  bring(photo({ name: "new-1" }));
  await writing.flush();
  fake.drafts.set("capture", draft({ photos: [dog] }));
  await writing.rejoin();
  expect(names(writing)).toEqual(["dog"]);
});

test("sealed photos that could not be saved stay in the box", async () => {
  await writing.restore();
  fake.failing.saveDraft = failure("disk_full");
  bring(photo({ name: "new-1" }));
  await writing.rejoin();
  expect(names(writing)).toEqual(["new-1"]);
});

test("the page may not go for good before a photo that is coming is in the draft", async () => {
  await writing.restore();
  writing.attaching.coming = 1;
  const may = writing.mayGo();
  await settle();
  arrive(writing.attaching, { photos: [dog], refused: [] }, 1);
  expect(await may).toBe(true);
  expect(names(fake.drafts.get("capture"))).toEqual(["dog"]);
});

test("the words are saved while a photo is still on its way", async () => {
  await writing.restore();
  writing.attaching.coming = 1;
  writing.text = "Rain.";
  writing.changed();
  const flushed = writing.flush();
  await settle();
  expect(fake.drafts.get("capture")?.text).toBe("Rain.");
  arrive(writing.attaching, { photos: [], refused: [] }, 1);
  expect(await flushed).toBe(true);
});

test("what was refused is said until something is written", () => {
  arrive(writing.attaching, { photos: [], refused: [{ name: "", why: "heic" }] }, 0);
  expect(writing.attaching.some).toBe(true);
  writing.text = "a";
  writing.changed();
  expect(writing.attaching.some).toBe(false);
});

// One that is written anew at the same place

test("what comes late for one that is written no more joins what is written there now, without its words", async () => {
  await writing.restore();
  writing.text = "Rain.";
  writing.changed();
  await writing.flush();
  writing.attaching.coming = 2;
  const before = writing;
  writing = new Writing("capture");
  const elsewhere = new Writing("hard_day");
  fake.drafts.clear();
  await writing.restore();
  expect([before.attaching.coming, writing.attaching.coming, elsewhere.attaching.coming]).toEqual([0, 2, 0]);
  arrive(before.attaching, { photos: [dog, door], refused: [{ name: "a.txt", why: "not_a_picture" }] }, 2);
  await settle();
  expect([names(before), names(writing), writing.attaching.coming]).toEqual([[], ["dog", "door"], 0]);
  expect(writing.attaching.refused.length).toBe(1);
  expect([...fake.drafts.values()].map(({ text, photos }) => [text, photos.length])).toEqual([["", 2]]);
});

test("one that waits to be kept for a photo, and is locked over, is neither kept nor saved again", async () => {
  await writing.restore();
  writing.text = "Rain.";
  writing.changed();
  writing.attaching.coming = 1;
  const keeping = writing.keep();
  const flushed = writing.flush();
  await settle();
  fake.drafts.clear();
  const { attaching } = writing;
  writing = new Writing("capture");
  expect([await keeping, await flushed, fake.calls.includes("keepGlimmer")]).toEqual([null, true, false]);
  arrive(attaching, { photos: [dog], refused: [] }, 1);
  await writing.restore();
  await settle();
  expect(fake.drafts.get("capture")).toMatchObject({ text: "", photos: [dog] });
});

// Changing one

const kept = () => glimmer({ id: "g-1", text: "Rain.", photos: [dog] });
async function begun(): Promise<Opened> {
  fake.glimmers = [kept()];
  const opened = new Opened();
  opened.begin(kept());
  await settle();
  return opened;
}

test("photos are part of an edit: added, it is a change; taken off again, it is none", async () => {
  const opened = await begun();
  expect(opened.changed).toBe(false);
  arrive(opened.attaching, { photos: [door], refused: [] }, 0);
  expect([opened.changed, opened.free()]).toEqual([true, false]);
  opened.keep();
  await opened.settled();
  expect(names(fake.edits.get("g-1"))).toEqual(["dog", "door"]);
  opened.attaching.set([dog]);
  expect(opened.changed).toBe(false);
});

test("an edit waits for a photo that is on its way, and is not let go of silently meanwhile", async () => {
  const opened = await begun();
  opened.attaching.coming = 1;
  expect(opened.free()).toBe(false);
  const saving = opened.save();
  await settle();
  arrive(opened.attaching, { photos: [door], refused: [] }, 1);
  await saving;
  expect(names(fake.glimmers[0])).toEqual(["dog", "door"]);
  expect(opened.edit).toBeNull();
});

test("a glimmer whose words are taken away may live by its photo, and not by nothing", async () => {
  const opened = await begun();
  (opened.edit as Edit).text = "";
  await opened.save();
  expect([opened.problem, fake.glimmers[0]?.text]).toEqual([null, ""]);
  opened.begin({ ...kept(), text: "" });
  await settle();
  opened.attaching.set([]);
  await opened.save();
  expect(opened.problem).toBe("empty");
});

test("what comes late for an edit that was let go of is in no other", async () => {
  const opened = await begun();
  const { attaching } = opened;
  attaching.coming = 1;
  opened.discard();
  opened.begin(glimmer({ id: "g-2", text: "Snow." }));
  await settle();
  expect(opened.changed).toBe(false);
  arrive(attaching, { photos: [door], refused: [] }, 1);
  expect([names(opened.edit), opened.changed]).toEqual([[], false]);
});

test("a glimmer that came with more than four keeps them through an edit, and through one of before", async () => {
  fake.glimmers = [{ ...kept(), photos: these(...six) }];
  fake.edits.set("g-1", { ...draft({ text: "Snow.", photos: these(...six) }), day: "2026-11-22" });
  const opened = new Opened();
  opened.begin(fake.glimmers[0] as Glimmer);
  arrive(opened.attaching, { photos: [door], refused: [] }, 0);
  expect(opened.attaching.refused.map(({ why }) => why)).toEqual(["too_many"]);
  await settle();
  expect(names(opened.edit)).toEqual(six);
  await opened.save();
  expect([opened.problem, fake.glimmers[0]?.text, names(fake.glimmers[0])]).toEqual([null, "Snow.", six]);
});

test("an edit that has more than the glimmer may keep is not saved, and says that it is the photos", async () => {
  fake.glimmers = [{ ...kept(), photos: [] }];
  fake.edits.set("g-1", { ...draft({ text: "Rain.", photos: these("a", "b", "c", "d") }), day: "2026-11-22" });
  const opened = new Opened();
  opened.begin(fake.glimmers[0] as Glimmer);
  arrive(opened.attaching, { photos: [door], refused: [] }, 0);
  await settle();
  expect(names(opened.edit)).toEqual(["a", "b", "c", "d", "door"]);
  await opened.save();
  expect([opened.problem, fake.calls.includes("editGlimmer")]).toEqual(["photos", false]);
  expect(names(fake.edits.get("g-1")), "nothing is lost").toEqual(["a", "b", "c", "d", "door"]);
  opened.attaching.set((opened.edit as Edit).photos.slice(1));
  await opened.save();
  expect([opened.problem, names(fake.glimmers[0])]).toEqual([null, ["b", "c", "d", "door"]]);
});

test("a change of before brings its photos, and keeps those that came while it was on its way", async () => {
  fake.glimmers = [kept()];
  fake.edits.set("g-1", { ...draft({ text: "Rain.", photos: [door] }), day: "2026-11-22" });
  const opened = new Opened();
  opened.begin(kept());
  arrive(opened.attaching, { photos: [photo({ name: "tram" })], refused: [] }, 0);
  await settle();
  expect(opened.edit?.photos.map(({ name }) => name)).toEqual(["door", "dog", "tram"]);
});
