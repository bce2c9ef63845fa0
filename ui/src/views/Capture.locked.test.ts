import { fireEvent, render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { glimmer, type FakeApi } from "../api/fake";
import type { Draft } from "../api/types";
import { settle } from "../settle";
import { lockedFake } from "../state/locked.test-env";
import Capture from "./Capture.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = lockedFake();
  fake.words = { tags: ["@Marta"], feelings: ["tender"] };
  useApi(fake);
});

async function open(): Promise<void> {
  render(Capture);
  await settle();
}
const draft = (text: string, some: Partial<Draft> = {}): Draft => ({
  text,
  feelings: [],
  senses: [],
  tags: [],
  anchor: false,
  given: false,
  day: null,
  photos: [],
  ...some,
});
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
const write = (text: string) => fireEvent.input(field(), { target: { value: text } }).then(settle);
const LINE = "Your journal is locked. This is sealed now and joins it when you unlock.";
const line = () => screen.queryByText(LINE);
/** As after unlocking, with `joined` as the draft of this place. */
async function unlock(joined: Draft | null): Promise<void> {
  fake.state.lock = "open";
  if (joined) fake.drafts.set("capture", joined);
  else fake.drafts.delete("capture");
  fake.emitChanged("lock");
  await settle();
}

test("while it is locked that is said, at the field too, and keeping is as it always is", async () => {
  await open();
  expect(line()).toBeTruthy();
  expect(field().getAttribute("aria-describedby")).toBe(line()?.id);
  await write("Warm bread.");
  await fireEvent.keyDown(field(), { key: "Enter" });
  await settle();
  expect(screen.getByText("Kept.")).toBeTruthy();
  expect(line(), "the kept line is one line").toBeNull();
  await fireEvent.keyDown(field(), { key: "z", ctrlKey: true });
  await settle();
  expect(field().value).toBe("Warm bread.");
  expect(fake.calls).toContain("undoKeep");
});

test("a status that only says “locked” is no trouble: what is written can be kept", async () => {
  fake.failing.status = { code: "locked", detail: "" };
  await open();
  await write("Warm bread.");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(line()).toBeTruthy();
  expect(screen.getByRole("button", { name: "Keep" }).getAttribute("aria-disabled")).toBe("false");
});

test("nothing that was used before is offered", async () => {
  await open();
  expect(fake.calls).not.toContain("vocabulary");
  field().focus();
  field().value = "with @M";
  field().setSelectionRange(7, 7);
  await fireEvent.input(field());
  await settle();
  expect(screen.queryByRole("option")).toBeNull();
});

test("opened elsewhere, the line goes and what was used before is offered again", async () => {
  await open();
  await unlock(null);
  expect(line()).toBeNull();
  expect(field().hasAttribute("aria-describedby")).toBe(false);
  expect(fake.calls).toContain("vocabulary");
});

test("words that come back with more around them stand there once", async () => {
  await open();
  await write("and the bridge");
  await unlock(draft("Warm bread,\nand the bridge", { feelings: ["safe"] }));
  expect(field().value).toBe("Warm bread,\nand the bridge");
  expect(screen.getByRole("button", { name: "safe" }).getAttribute("aria-pressed")).toBe("true");
});

test("the same words stand there once", async () => {
  await open();
  await write("Warm bread");
  await unlock(draft("Warm bread"));
  expect(field().value).toBe("Warm bread");
});

test("what was written on since it was saved goes on where it was, and all of it is saved then", async () => {
  await open();
  await write("and the bri");
  const release = fake.readDraft;
  // The answer takes a moment, and the hands do not wait.
  fake.readDraft = async (place) => {
    await fireEvent.input(field(), { target: { value: "and the bridge" } });
    return release(place);
  };
  await unlock(draft("Warm bread,\nand the bri"));
  expect(field().value).toBe("Warm bread,\nand the bridge");
  expect(fake.drafts.get("capture")?.text).toBe("Warm bread,\nand the bridge");
});

test("words that have nothing to do with what comes back stand below it", async () => {
  fake.failing.saveDraft = { code: "disk_full", detail: "" };
  await open();
  await write("the bridge");
  delete fake.failing.saveDraft;
  await unlock(draft("Warm bread"));
  expect(field().value).toBe("Warm bread\nthe bridge");
});

test("a draft that cannot be read again is never overwritten", async () => {
  await open();
  await write("the bridge");
  fake.failing.readDraft = { code: "busy", detail: "" };
  await unlock(draft("Warm bread, the bridge"));
  await write("the bridge at");
  expect(fake.drafts.get("capture")?.text).toBe("Warm bread, the bridge");
  delete fake.failing.readDraft;
  fake.emitOpened();
  await settle();
  expect(field().value).toBe("Warm bread, the bridge at");
});

test("locked over it, what stood there is put away with the journal", async () => {
  fake.state.lock = "open";
  fake.words = { tags: [], feelings: ["tender"] };
  await open();
  await write("Warm bread");
  // Sealed with the journal: it comes back when that is opened.
  const sealed = fake.drafts.get("capture");
  fake.drafts.delete("capture");
  fake.lock();
  await settle();
  expect(field().value).toBe("");
  expect(line()).toBeTruthy();
  await unlock(sealed ?? null);
  expect(field().value).toBe("Warm bread");
});

test("what is kept while it is locked can be stayed with", async () => {
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  await open();
  await write("Warm bread.");
  await fireEvent.keyDown(field(), { key: "Enter" });
  await settle();
  expect(screen.getByText("Stay with it for three breaths?")).toBeTruthy();
});

test("nothing in it stands in anybody’s way", async () => {
  await open();
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
