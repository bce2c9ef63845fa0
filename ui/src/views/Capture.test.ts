import { fireEvent, render, screen } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import Capture from "./Capture.svelte";

let fake: FakeApi;
beforeEach(() => {
  vi.useFakeTimers();
  fake = new FakeApi();
  useApi(fake);
});

/** Lets everything that is already decided happen, without letting time pass. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
  await tick();
}

async function open(): Promise<HTMLTextAreaElement> {
  render(Capture);
  await settle();
  return screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
}

async function write(field: HTMLTextAreaElement, text: string): Promise<void> {
  await fireEvent.input(field, { target: { value: text } });
}

async function keepOne(text = "Clean sheets."): Promise<HTMLTextAreaElement> {
  const field = await open();
  await write(field, text);
  await fireEvent.keyDown(field, { key: "Enter" });
  await settle();
  expect(screen.getByText("Kept.")).toBeTruthy();
  return field;
}

test("the window opens with the caret in the field and says that it is ready", async () => {
  const field = await open();
  expect(document.activeElement).toBe(field);
  expect(fake.calls).toContain("captureReady");
});

test("Enter keeps, Shift+Enter does not", async () => {
  const field = await open();
  await write(field, "one");
  await fireEvent.keyDown(field, { key: "Enter", shiftKey: true });
  await settle();
  expect(fake.glimmers).toEqual([]);
  await fireEvent.keyDown(field, { key: "Enter" });
  await settle();
  expect(fake.glimmers.map((glimmer) => glimmer.text)).toEqual(["one"]);
});

test("the Enter that ends a composition never keeps", async () => {
  const field = await open();
  await write(field, "にほん");
  await fireEvent.keyDown(field, { key: "Enter", isComposing: true });
  await fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
  await settle();
  expect(fake.glimmers).toEqual([]);
});

test("chips follow the physical keys, and their numbers show while the key is held", async () => {
  const field = await open();
  await fireEvent.keyDown(field, { key: "Control", ctrlKey: true });
  expect(screen.getByText("5")).toBeTruthy();
  await fireEvent.keyDown(field, { key: "é", code: "Digit2", ctrlKey: true });
  await fireEvent.keyUp(field, { key: "Control" });
  expect(screen.queryByText("5")).toBeNull();
  await fireEvent.keyDown(field, { key: "5", code: "Digit5", altKey: true });
  expect(screen.getByRole("button", { name: "calm" }).getAttribute("aria-pressed")).toBe("true");
  expect(screen.getByRole("button", { name: "touching" }).getAttribute("aria-pressed")).toBe("true");
  expect(field.placeholder).toBe("Words, if you have them");
});

test("Esc saves the draft first, then hides, and the words are still there", async () => {
  const field = await open();
  await write(field, "half a thought");
  await fireEvent.keyDown(field, { key: "Escape" });
  await settle();
  expect(fake.drafts.get("capture")?.text).toBe("half a thought");
  expect(fake.calls.indexOf("hideCapture")).toBeGreaterThan(fake.calls.lastIndexOf("saveDraft"));
  expect(field.value).toBe("half a thought");
});

test("when keeping is refused the words and the focus stay, and it says why", async () => {
  fake.failing.keepGlimmer = failure("disk_full");
  const field = await open();
  await write(field, "Otto");
  await fireEvent.click(screen.getByRole("button", { name: "Keep" }));
  await settle();
  expect(screen.getByRole("alert").textContent).toContain("disk is full");
  expect(field.value).toBe("Otto");
  expect(document.activeElement).toBe(field);
  expect(screen.getByRole("button", { name: "Keep again" })).toBeTruthy();
});

test("four seconds after keeping, without a key, the window goes", async () => {
  await keepOne();
  await vi.advanceTimersByTimeAsync(3900);
  expect(fake.calls).not.toContain("hideCapture");
  await vi.advanceTimersByTimeAsync(200);
  expect(fake.calls).toContain("hideCapture");
});

test("a letter typed at the kept line begins the next glimmer with that letter", async () => {
  const field = await keepOne();
  expect(document.activeElement, "the field still takes the keys").toBe(field);
  await write(field, "N");
  await settle();
  expect(screen.queryByText("Kept.")).toBeNull();
  expect(field.value).toBe("N");
  expect(field.classList.contains("hidden")).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(fake.calls).not.toContain("hideCapture");
});

test("a feeling chosen at the kept line begins the next glimmer too", async () => {
  const field = await keepOne();
  await fireEvent.keyDown(field, { key: "1", code: "Digit1", ctrlKey: true });
  await settle();
  expect(screen.getByRole("button", { name: "safe" }).getAttribute("aria-pressed")).toBe("true");
});

test("Ctrl+Z at the kept line brings the words back into the field", async () => {
  const field = await keepOne("Clean sheets.");
  await fireEvent.keyDown(field, { key: "z", ctrlKey: true });
  await settle();
  expect(field.value).toBe("Clean sheets.");
  expect(fake.glimmers).toEqual([]);
  expect(document.activeElement).toBe(field);
});

test("a button that has the focus holds the kept line", async () => {
  await keepOne();
  screen.getByRole("button", { name: "Undo" }).focus();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(fake.calls).not.toContain("hideCapture");
});

test("opened again, the kept line is gone and the field has the focus", async () => {
  const field = await keepOne();
  fake.emitOpened();
  await settle();
  expect(screen.queryByText("Kept.")).toBeNull();
  expect(document.activeElement).toBe(field);
});

test("without a journal the words stay in the box and it says so", async () => {
  fake.state.trouble = failure("newer");
  const field = await open();
  await write(field, "still mine");
  await fireEvent.keyDown(field, { key: "Enter" });
  await settle();
  expect(field.value).toBe("still mine");
  expect(screen.getByRole("alert").textContent).toContain("could not be opened");
  expect(screen.getByRole("button", { name: "Keep" }).getAttribute("aria-disabled")).toBe("true");
});
