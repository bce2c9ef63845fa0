import { expect, test } from "vitest";
import { photo } from "../api/fake";
import type { Photo, RefusedPhoto } from "../api/types";
import { Attaching } from "./attaching.svelte";
import { describe, isSealed, move, photoName, pointsOf, putBack, takeOff, whyRefused } from "./photos";

function some(...names: string[]): { of: Attaching; names: () => string[]; photos: () => readonly Photo[] } {
  let photos: readonly Photo[] = names.map((name) => photo({ name }));
  const of = new Attaching(
    () => photos,
    (now) => (photos = now),
  );
  return { of, names: () => photos.map(({ name }) => name), photos: () => photos };
}
const refused = (...each: RefusedPhoto[]) => {
  const { of } = some();
  of.refused = each;
  return of;
};

test("one that was taken off comes back to where it was", () => {
  const { of, names } = some("a", "b", "c");
  takeOff(of, 1);
  expect(names()).toEqual(["a", "c"]);
  putBack(of);
  expect(names()).toEqual(["a", "b", "c"]);
  putBack(of);
  expect(names(), "once").toEqual(["a", "b", "c"]);
});

test("it comes back also when what was around it is gone", () => {
  const { of, names } = some("a", "b");
  takeOff(of, 1);
  of.set([]);
  putBack(of);
  expect(names()).toEqual(["b"]);
});

test("a photo moves by one place, and not beyond the ends", () => {
  const { of, names } = some("a", "b", "c");
  expect(move(of, 0, 1)).toBe(1);
  expect(names()).toEqual(["b", "a", "c"]);
  expect(move(of, 0, -1)).toBe(0);
  expect(move(of, 2, 1)).toBe(2);
  expect(names()).toEqual(["b", "a", "c"]);
});

test("what is in it is said of one photo, and the others stay as they are", () => {
  const { of, photos } = some("a", "b");
  describe(of, 1, "the dog, asleep");
  expect(photos().map(({ alt }) => alt)).toEqual(["", "the dog, asleep"]);
});

test.each([
  [photo(), 0, 1, "Photo"],
  [photo(), 1, 3, "Photo 2 of 3"],
  [photo({ alt: " the dog " }), 1, 3, "Photo 2 of 3: the dog"],
])("a photo has a name, described or not", (which, at, of, name) => {
  expect(photoName(which, at, of)).toBe(name);
});

test("sixteen colours become the points of a small image, and a damaged one is dark", () => {
  const points = pointsOf("ff8000" + "000000".repeat(14) + "0102fe");
  expect([...points.slice(0, 4), ...points.slice(60)]).toEqual([255, 128, 0, 255, 1, 2, 254, 255]);
  expect([...pointsOf("zz").slice(0, 4)]).toEqual([0, 0, 0, 255]);
});

test("only what was taken in behind the lock is sealed", () => {
  expect([isSealed(photo()), isSealed(photo({ name: "new-" + "0".repeat(32) }))]).toEqual([false, true]);
});

test("more than a glimmer holds are all there, and that it is too many is said while it is so", () => {
  const { of } = some("a", "b", "c", "d", "e");
  expect(whyRefused(of)).toEqual(["A glimmer holds four photos at most."]);
  of.refused = [{ name: "x.png", why: "too_many" }];
  expect(whyRefused(of), "once").toEqual(["A glimmer holds four photos at most."]);
  of.refused = [];
  takeOff(of, 4);
  expect(whyRefused(of)).toEqual([]);
  of.most = () => 3;
  expect(whyRefused(of).length).toBe(1);
});

test("a file that is no picture is said to be none; which one, where it could be another", () => {
  const one = { name: "notes.txt", why: "not_a_picture" } as const;
  expect(whyRefused(refused(one))).toEqual(["That file is not a picture Glimmer can read."]);
  expect(whyRefused(refused(one, { name: "b.txt", why: "not_a_picture" }))).toEqual([
    "notes.txt: That file is not a picture Glimmer can read.",
    "b.txt: That file is not a picture Glimmer can read.",
  ]);
});

test.each([
  ["heic", "Save it as JPEG first"],
  ["too_large", "A smaller copy"],
  ["too_many", "four photos at most"],
  ["empty_clipboard", "no picture in the clipboard"],
  ["disk_full", "disk is full"],
  ["failed", "could not be taken in"],
] as const)("%s has words of its own, said once", (why, words) => {
  const said = whyRefused(refused({ name: "", why }, { name: "", why }));
  expect(said.length).toBe(1);
  expect(said[0]).toContain(words);
});
