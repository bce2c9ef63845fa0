import { createEvent, fireEvent, render, screen } from "@testing-library/svelte";
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

test("the window that gets the keyboard says that what is typed goes into its field", async () => {
  const hasFocus = vi.spyOn(document, "hasFocus").mockReturnValue(false);
  const field = await open();
  const says = () => fake.calls.filter((call) => call === "caretIsThere").length;
  await fireEvent.focus(window);
  expect(says(), "another window has it still").toBe(0);
  hasFocus.mockReturnValue(true);
  field.blur();
  await fireEvent.focus(window);
  expect(document.activeElement).toBe(field);
  expect(says()).toBe(1);
  hasFocus.mockRestore();
});

test("a window that had the keyboard before its page was there says so too", async () => {
  const hasFocus = vi.spyOn(document, "hasFocus").mockReturnValue(true);
  await open();
  expect(fake.calls.filter((call) => call === "caretIsThere").length).toBe(1);
  hasFocus.mockRestore();
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
  expect(fake.hidden).toEqual([{ summoning: 0, saved: true }]);
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

/** Answers of one command that the test lets through one by one. */
function slowly(call: "keepGlimmer" | "saveDraft" | "captureReady"): (() => void)[] {
  const answers: (() => void)[] = [];
  const real = fake[call] as (...args: unknown[]) => Promise<unknown>;
  (fake as unknown as Record<string, unknown>)[call] = (...args: unknown[]) =>
    new Promise((resolve, refuse) => answers.push(() => void real(...args).then(resolve, refuse)));
  return answers;
}
const enter = (field: HTMLElement) => fireEvent.keyDown(field, { key: "Enter" });
function escape(field: HTMLElement, pressedAt = performance.now()): Promise<boolean> {
  const event = createEvent.keyDown(field, { key: "Escape" });
  Object.defineProperty(event, "timeStamp", { value: pressedAt });
  return fireEvent(field, event);
}

test("two Enters in one breath end in the kept line of the second, and the window goes", async () => {
  const field = await open();
  const answers = slowly("keepGlimmer");
  await write(field, "first");
  await enter(field);
  await settle();
  await write(field, "firstsecond");
  await enter(field);
  answers[0]?.();
  await settle();
  answers[1]?.();
  await settle();
  expect(fake.glimmers.map((kept) => kept.text)).toEqual(["second", "first"]);
  expect(screen.getByText("Kept.")).toBeTruthy();
  await vi.advanceTimersByTimeAsync(4100);
  expect(fake.inSight).toBe(false);
});

test("summoned again while it is open, it keeps what is being typed and takes the keys", async () => {
  const field = await open();
  const prompt = field.placeholder;
  await write(field, "half a");
  field.blur();
  fake.emitOpened();
  await settle();
  expect(field.value).toBe("half a");
  expect(document.activeElement).toBe(field);
  await write(field, "");
  expect(field.placeholder, "the prompt stays while there is something in the box").toBe(prompt);
});

test("summoned again at the kept line, it begins writing and does not go by itself", async () => {
  await keepOne();
  await vi.advanceTimersByTimeAsync(3900);
  fake.emitOpened();
  await settle();
  expect(screen.queryByText("Kept.")).toBeNull();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(fake.inSight).toBe(true);
});

test("a letter in the last moment before it goes by itself keeps it", async () => {
  const field = await keepOne();
  await vi.advanceTimersByTimeAsync(3999);
  field.value = "N";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  vi.advanceTimersByTime(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(fake.hidden).toEqual([]);
  expect(field.value).toBe("N");
});

test("Esc and the shortcut in one breath leave it open, with its words", async () => {
  const field = await open();
  const answers = slowly("saveDraft");
  await write(field, "half a");
  await escape(field);
  fake.emitOpened();
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(1000);
  expect(fake.inSight).toBe(true);
  expect(field.value).toBe("half a");
});

test("a hiding names the wish that it answers", async () => {
  const field = await open();
  fake.emitOpened();
  await vi.advanceTimersByTimeAsync(200);
  await escape(field);
  await settle();
  expect(fake.hidden).toEqual([{ summoning: 1, saved: true }]);
});

test("an Esc that was pressed before the shortcut, and comes after it, hides nothing", async () => {
  const field = await open();
  fake.emitOpened();
  await vi.advanceTimersByTimeAsync(50);
  await escape(field);
  await vi.advanceTimersByTimeAsync(250);
  await escape(field, performance.now() - 310);
  await settle();
  expect(fake.hidden, "however long it was on its way").toEqual([]);
});

test("Esc works although the clock of the keys jumped", async () => {
  const field = await open();
  fake.emitOpened();
  await vi.advanceTimersByTimeAsync(200);
  await escape(field, performance.now() - 2 ** 32);
  await settle();
  expect(fake.inSight).toBe(false);
});

test("a modifier alone is never handed back to a window that may be gone by then", async () => {
  const field = await open();
  for (const key of ["Control", "Shift", "Alt", "AltGraph", "Super", "Meta"])
    expect(await fireEvent.keyDown(field, { key }), key).toBe(false);
  expect(await fireEvent.keyDown(field, { key: "a" }), "a letter is left to the field").toBe(true);
});

test("Esc before the page knows which wish it answers still hides it", async () => {
  const answers = slowly("captureReady");
  render(Capture);
  fake.summoning = 3;
  await settle();
  await escape(screen.getByRole("textbox", { name: "A glimmer" }));
  answers[0]?.();
  await settle();
  expect(fake.hidden).toEqual([{ summoning: 3, saved: true }]);
});

test("Esc works when the draft cannot be saved, and says so, so that the page stays", async () => {
  fake.failing.saveDraft = failure("disk_full");
  const field = await open();
  await write(field, "only here");
  await escape(field);
  await settle();
  expect(fake.hidden).toEqual([{ summoning: 0, saved: false }]);
  expect(field.value).toBe("only here");
});

test("Esc never waits long for a disk that does not answer", async () => {
  const field = await open();
  slowly("saveDraft");
  await write(field, "only here");
  await escape(field);
  await vi.advanceTimersByTimeAsync(250);
  expect(fake.hidden).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(fake.hidden).toEqual([{ summoning: 0, saved: false }]);
});

test("Enter and Esc in one breath hide it only when the words are kept", async () => {
  const field = await open();
  const answers = slowly("keepGlimmer");
  fake.failing.keepGlimmer = failure("disk_full");
  await write(field, "Otto");
  await enter(field);
  await settle();
  await escape(field);
  answers[0]?.();
  await settle();
  expect(fake.inSight, "nobody should leave believing that it was kept").toBe(true);
  expect(screen.getByRole("alert").textContent).toContain("disk is full");
  fake.failing = {};
  await enter(field);
  await settle();
  await escape(field);
  answers[1]?.();
  await settle();
  expect(fake.glimmers.map((kept) => kept.text)).toEqual(["Otto"]);
  expect(fake.hidden).toEqual([{ summoning: 0, saved: true }]);
});
