import { fireEvent, render, screen } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import { settings } from "../state/settings.svelte";
import Capture from "./Capture.svelte";

let fake: FakeApi;
beforeEach(() => {
  vi.useFakeTimers();
  fake = new FakeApi();
  settings.current = null;
  useApi(fake);
});

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

async function press(target: Element, key: string, more: KeyboardEventInit = {}): Promise<boolean> {
  const goesOn = await fireEvent.keyDown(target, { key, ...more });
  await settle();
  return goesOn;
}

async function keepOne(text = "Clean sheets."): Promise<HTMLTextAreaElement> {
  const field = await open();
  await fireEvent.input(field, { target: { value: text } });
  await press(field, "Enter");
  return field;
}

const OFFER = "Stay with it for three breaths?";
const breaths = () => screen.queryByRole("group", { name: "Three breaths with it" });

test("after keeping it offers three breaths, and Space begins them, in the dark", async () => {
  const field = await keepOne();
  expect(screen.getByText(OFFER, { exact: false })).toBeTruthy();
  expect(await press(field, " "), "the space is not written").toBe(false);
  expect(breaths()?.dataset["theme"]).toBe("night");
  expect(breaths()?.textContent).toContain("Clean sheets.");
  expect(document.activeElement, "no input method can write with the key that ends it").toBe(breaths());
});

test("three breaths last fifteen seconds, and then the window goes", async () => {
  const field = await keepOne();
  await press(field, " ");
  await vi.advanceTimersByTimeAsync(14_900);
  expect([breaths() !== null, fake.hidden]).toEqual([true, []]);
  await vi.advanceTimersByTimeAsync(200);
  expect(fake.hidden).toEqual([{ summoning: 0, saved: true }]);
});

test.each(["x", "Escape", "Enter", " ", "Shift", "Tab"])("%j ends it, and does nothing else", async (key) => {
  const field = await keepOne();
  await press(field, " ");
  expect(await press(breaths() as Element, key)).toBe(false);
  expect(breaths()).toBeNull();
  expect([field.value, fake.hidden, fake.glimmers.length]).toEqual(["", [], 1]);
  expect(screen.queryByText(OFFER, { exact: false }), "it is offered once").toBeNull();
  expect(document.activeElement).toBe(field);
  await vi.advanceTimersByTimeAsync(4100);
  expect(fake.hidden.length).toBe(1);
});

test("what is typed after it begins the next glimmer", async () => {
  const field = await keepOne();
  await press(field, " ");
  await press(breaths() as Element, "x");
  await fireEvent.input(field, { target: { value: "N" } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([field.value, field.classList.contains("hidden"), fake.hidden]).toEqual(["N", false, []]);
});

test("the keys that hide everything do so out of the three breaths too", async () => {
  const field = await keepOne();
  await press(field, " ");
  await press(breaths() as Element, "X", { code: "KeyX", ctrlKey: true, shiftKey: true });
  expect(fake.calls).toContain("hideAll");
});

test("the Space that is still held does not end what it began, and a press of the pointer does", async () => {
  const field = await keepOne();
  await press(field, " ");
  await press(breaths() as Element, " ", { repeat: true });
  expect(breaths()).not.toBeNull();
  await fireEvent.pointerDown(breaths() as Element);
  await settle();
  expect(breaths()).toBeNull();
});

test("a click begins it too, and a wordless glimmer is said in its place", async () => {
  const field = await open();
  await press(field, "2", { code: "Digit2", ctrlKey: true });
  await press(field, "Enter");
  await fireEvent.click(screen.getByRole("button", { name: new RegExp("^Stay with it") }));
  await settle();
  expect(breaths()?.textContent).toContain("a calm moment");
});

test("whoever began typing writes a space", async () => {
  const field = await keepOne();
  field.value = "N";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  expect(await press(field, " ")).toBe(true);
  expect(breaths()).toBeNull();
});

test("switched off, nothing is offered and Space begins the next glimmer", async () => {
  fake.chosen.savouring = false;
  const field = await keepOne();
  expect(screen.getByText("Kept.")).toBeTruthy();
  expect(screen.queryByText(OFFER, { exact: false })).toBeNull();
  expect(await press(field, " ")).toBe(true);
  expect(breaths()).toBeNull();
});

test("summoned while it is stayed with, the window begins writing", async () => {
  const field = await keepOne();
  await press(field, " ");
  fake.emitOpened();
  await settle();
  expect([breaths(), document.activeElement]).toEqual([null, field]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(fake.inSight).toBe(true);
});

test("hidden and opened again, Ctrl+Z in the empty field still takes it back", async () => {
  const field = await keepOne("Clean sheets.");
  await vi.advanceTimersByTimeAsync(4100);
  fake.emitOpened();
  await settle();
  await press(field, "z", { ctrlKey: true });
  expect([field.value, fake.glimmers]).toEqual(["Clean sheets.", []]);
});

test("with something in the box Ctrl+Z is about the typing", async () => {
  const field = await keepOne();
  await fireEvent.input(field, { target: { value: "next" } });
  expect(await press(field, "z", { ctrlKey: true })).toBe(true);
  expect(fake.calls).not.toContain("undoKeep");
});

test("when it is too late, it says so and the glimmer stays", async () => {
  const field = await keepOne();
  fake.failing.undoKeep = failure("not_found");
  fake.emitOpened();
  await settle();
  await press(field, "z", { ctrlKey: true });
  expect(screen.getByRole("alert").textContent).toContain("still in your journal");
  expect(fake.glimmers.length).toBe(1);
});

test("each opening has a prompt of its own, asked for before it is needed", async () => {
  fake.comingPrompts = [
    { kind: "shipped", of: "prompt-hear" },
    { kind: "own", of: "What did Otto do?" },
  ];
  const field = await open();
  expect(field.placeholder).toBe("Something you heard today?");
  fake.emitOpened();
  await settle();
  expect(field.placeholder, "summoned while it is open, it is the same opening").toBe("Something you heard today?");
  await vi.advanceTimersByTimeAsync(200);
  await press(field, "Escape");
  const asked = fake.calls.filter((call) => call === "nextPrompt").length;
  fake.emitOpened();
  expect(field.placeholder).toBe("What did Otto do?");
  expect([asked, field.classList.contains("own-prompt")]).toEqual([2, true]);
});

test("switching prompts off is seen at once", async () => {
  const field = await open();
  fake.chosen.prompts = false;
  fake.emitChanged("prompts");
  await settle();
  expect(field.placeholder).toBe("A glimmer");
});

test("another setting uses up no prompt that nobody saw", async () => {
  await open();
  const asked = () => fake.calls.filter((call) => call === "nextPrompt").length;
  const before = asked();
  await fake.changeSettings({ ...fake.chosen, appearance: "night" });
  await settle();
  expect(asked()).toBe(before);
  await fake.changeSettings({ ...fake.chosen, prompts: false });
  await settle();
  expect(asked()).toBe(before + 1);
});
