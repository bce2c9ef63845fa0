import { expect, test } from "vitest";
import type { Draft } from "../api/types";
import { DraftSaver } from "./draft.svelte";

const draft = (text: string): Draft => ({
  text,
  feelings: [],
  senses: [],
  tags: [],
  anchor: false,
  given: false,
  day: null,
  photos: [],
});

/** Saves that the test lets through one by one. */
function slowly() {
  const begun: { text: string; done: () => void; refuse: () => void }[] = [];
  const saver = new DraftSaver(
    ({ text }) => new Promise<void>((done, refuse) => begun.push({ text, done, refuse: () => refuse(new Error()) })),
  );
  return { saver, begun };
}
const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

test("only one save is under way, and the next one is the newest", async () => {
  const { saver, begun } = slowly();
  for (const text of ["a", "ab", "abc"]) saver.push(draft(text));
  expect(begun.map((save) => save.text)).toEqual(["a"]);
  begun[0]?.done();
  await settle();
  expect(begun.map((save) => save.text)).toEqual(["a", "abc"]);
});

test("flush resolves when the newest is saved and not before", async () => {
  const { saver, begun } = slowly();
  saver.push(draft("a"));
  saver.push(draft("ab"));
  let flushed = false;
  const flushing = saver.flush().then((saved) => (flushed = saved));
  begun[0]?.done();
  await settle();
  expect(flushed, "the newest is still on its way").toBe(false);
  begun[1]?.done();
  await flushing;
  expect(flushed).toBe(true);
});

test("a refused save goes out again with the next flush, not in a loop", async () => {
  const { saver, begun } = slowly();
  saver.push(draft("a"));
  begun[0]?.refuse();
  await settle();
  expect(begun.length).toBe(1);
  const flushing = saver.flush();
  expect(begun.map((save) => save.text)).toEqual(["a", "a"]);
  begun[1]?.refuse();
  expect(await flushing, "it is only in the window").toBe(false);
});

test("a newer draft replaces a refused one", async () => {
  const { saver, begun } = slowly();
  saver.push(draft("a"));
  saver.push(draft("ab"));
  begun[0]?.refuse();
  await settle();
  expect(begun.map((save) => save.text)).toEqual(["a", "ab"]);
});

test("held back, nothing is saved; released, only what is in the window now", async () => {
  const { saver, begun } = slowly();
  saver.hold();
  saver.push(draft("kept already"));
  expect(await saver.flush(), "kept back is not saved").toBe(false);
  expect(begun).toEqual([]);
  saver.release(draft("the next one"));
  expect(begun.map((save) => save.text)).toEqual(["the next one"]);
});
