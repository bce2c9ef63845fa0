import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, photo } from "../api/fake";
import type { Photo } from "../api/types";
import { settle } from "../settle";
import { Attaching, takeDrops, withPhotos } from "./attaching.svelte";
import { arrive } from "./taking-in";

// Read once, so that no test waits for it.
beforeAll(() => import("../parts/Photos.svelte"));

let fake: FakeApi;
let photos: Photo[];
let attaching: Attaching;
const named = (...names: string[]) => names.map((name) => photo({ name }));
const names = () => photos.map(({ name }) => name);
const why = () => attaching.refused.map((each) => each.why);

beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  photos = [];
  attaching = new Attaching(
    () => photos,
    (now) => (photos = now),
  );
});

function paste(types: string[]): ClipboardEvent {
  const e = new Event("paste", { cancelable: true }) as ClipboardEvent;
  const getData = (type: string) => (types.includes(type) ? "words" : "");
  Object.defineProperty(e, "clipboardData", { value: { types, getData } });
  attaching.paste(e);
  return e;
}

test("what is chosen follows what is there, and there is room for four", async () => {
  photos = named("a");
  fake.taken = { photos: named("b", "c"), refused: [] };
  await attaching.choose();
  expect(names()).toEqual(["a", "b", "c"]);
  expect(fake.rooms).toEqual([3]);
});

test("nothing chosen changes nothing and says nothing", async () => {
  await attaching.choose();
  expect([names(), why(), attaching.some]).toEqual([[], [], false]);
});

test("where there are four already, nobody is asked for a fifth", async () => {
  photos = named("a", "b", "c", "d");
  await attaching.choose();
  expect(paste(["image/png"]).defaultPrevented).toBe(true);
  expect([fake.calls, why()]).toEqual([[], ["too_many"]]);
});

test("of too many the first are kept, and it is said once", () => {
  photos = named("a", "b", "c");
  arrive(attaching, { photos: named("d", "e"), refused: [] }, 0);
  expect([names(), why()]).toEqual([["a", "b", "c", "d"], ["too_many"]]);
  arrive(attaching, { photos: named("e"), refused: [{ name: "x.png", why: "too_many" }] }, 0);
  expect(why()).toEqual(["too_many"]);
});

test("where there are more than four, from before, all stay and none is added", () => {
  photos = named("a", "b", "c", "d", "e");
  arrive(attaching, { photos: named("f"), refused: [] }, 0);
  expect([names(), why()]).toEqual([["a", "b", "c", "d", "e"], ["too_many"]]);
  expect(withPhotos(named("a", "b", "c"), named("d", "e", "f")).length).toBe(6);
});

test("the same picture is not in a glimmer twice", () => {
  photos = named("a");
  arrive(attaching, { photos: named("a", "b"), refused: [] }, 0);
  expect([names(), why()]).toEqual([["a", "b"], []]);
  expect(withPhotos(named("a", "b"), named("b", "c")).map(({ name }) => name)).toEqual(["a", "b", "c"]);
});

test("a picture in the clipboard is taken, and shown as coming at once", async () => {
  fake.taken = { photos: named("a"), refused: [] };
  expect(paste(["text/html", "image/png"]).defaultPrevented).toBe(true);
  expect([attaching.coming, attaching.some]).toEqual([1, true]);
  await settle();
  expect([attaching.coming, names()]).toEqual([0, ["a"]]);
});

test.each([
  [["text/plain"], false],
  [["text/plain", "text/html", "Files"], false],
  [["text/plain", "text/uri-list", "Files"], true],
  [["Files"], true],
  [["text/plain", "text/uri-list"], false],
  [["text/uri-list"], true],
  [[], true],
])("with %j in the clipboard, taking a picture is %s: words are never lost", async (types, taken) => {
  expect(paste(types).defaultPrevented).toBe(taken);
  await settle();
  expect(fake.calls).toEqual(taken ? ["pastePhotos"] : []);
});

test("where the engine names nothing in the clipboard, only a picture is told of", async () => {
  fake.taken = { photos: [], refused: [{ name: "", why: "empty_clipboard" }] };
  paste([]);
  await settle();
  expect([why(), attaching.coming, attaching.some]).toEqual([[], 0, false]);
  paste(["Files"]);
  await settle();
  expect(why()).toEqual(["empty_clipboard"]);
});

test.each([
  ["disk_full", "disk_full"],
  ["internal", "failed"],
] as const)("what throws %s says so, and nothing is lost", async (code, said) => {
  photos = named("a");
  fake.failing.pastePhotos = failure(code);
  paste(["image/png"]);
  await settle();
  expect([names(), why(), attaching.coming]).toEqual([["a"], [said], 0]);
});

test("while the dialog is open nothing is shown as coming; when it has closed, what takes long is", async () => {
  vi.useFakeTimers();
  let end: (taken: { photos: Photo[]; refused: [] }) => void = () => undefined;
  fake.choosePhotos = () => new Promise((then) => (end = then));
  const chosen = attaching.choose();
  await vi.advanceTimersByTimeAsync(5000);
  expect(attaching.coming).toBe(0);
  window.dispatchEvent(new Event("focus"));
  expect(attaching.coming, "a dialog that was closed without a choice answers at once").toBe(0);
  await vi.advanceTimersByTimeAsync(400);
  expect(attaching.coming).toBe(1);
  void attaching.choose();
  end({ photos: named("a"), refused: [] });
  await chosen;
  expect([attaching.coming, names()]).toEqual([0, ["a"]]);
});

test("what is dropped goes where it belonged when it came, and is waited for there", async () => {
  let other: Photo[] = [];
  const elsewhere = new Attaching(
    () => other,
    (now) => (other = now),
  );
  let to = attaching;
  const stop = takeDrops(() => to);
  fake.emitPhotosComing(2);
  to = elsewhere;
  let waited = false;
  void attaching.settled().then(() => (waited = true));
  await settle();
  expect([attaching.coming, waited]).toEqual([2, false]);
  fake.emitPhotosDropped({ photos: named("a"), refused: [{ name: "b.txt", why: "not_a_picture" }] });
  await settle();
  expect([names(), why(), attaching.coming, waited, other]).toEqual([["a"], ["not_a_picture"], 0, true, []]);
  stop();
  fake.emitPhotosComing(1);
  expect(elsewhere.coming).toBe(0);
});

test("of two drops each goes where it belongs, whichever is done first", async () => {
  let other: Photo[] = [];
  const elsewhere = new Attaching(
    () => other,
    (now) => (other = now),
  );
  let to = attaching;
  takeDrops(() => to);
  fake.emitPhotosComing(2, 7);
  to = elsewhere;
  fake.emitPhotosComing(1, 8);
  fake.emitPhotosDropped({ photos: named("c") }, 8);
  await settle();
  expect([names(), attaching.coming, other, elsewhere.coming]).toEqual([[], 2, named("c"), 0]);
  fake.emitPhotosDropped({ photos: named("a", "b") }, 7);
  await settle();
  expect([names(), attaching.coming, other]).toEqual([["a", "b"], 0, named("c")]);
});

test("a page that is left while photos are on their way still gives them where they belong", async () => {
  const stop = takeDrops(() => attaching);
  fake.emitPhotosComing(1);
  stop();
  const elsewhere = new Attaching(
    () => [],
    () => expect.unreachable("it was not dropped there"),
  );
  takeDrops(() => elsewhere);
  fake.emitPhotosDropped({ photos: named("a") });
  await settle();
  expect([names(), attaching.coming, elsewhere.coming]).toEqual([["a"], 0, 0]);
});

test("nobody waits for ever", async () => {
  vi.useFakeTimers();
  attaching.coming = 1;
  let waited = false;
  void attaching.settled().then(() => (waited = true));
  await vi.advanceTimersByTimeAsync(11_000);
  expect(waited).toBe(true);
});
