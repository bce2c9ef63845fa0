import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { settle } from "../settle";
import { Opened } from "../state/opened.svelte";
import { settings } from "../state/settings.svelte";
import { toast } from "../state/toast.svelte";
import { Writing } from "../state/writing.svelte";
import Today from "./Today.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  fake.glimmers = [glimmer({ day: "2026-11-01", text: "older" })];
  useApi(fake);
  toast.clear();
});

async function open(): Promise<HTMLTextAreaElement> {
  await settings.load();
  render(Today, { writing: new Writing("today"), opened: new Opened(), notices: [] });
  await settle();
  const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
  field.focus();
  await settle();
  return field;
}

async function press(target: Element, key: string, more: KeyboardEventInit = {}): Promise<boolean> {
  const goesOn = await fireEvent.keyDown(target, { key, ...more });
  await settle();
  return goesOn;
}

async function keepOne(): Promise<HTMLTextAreaElement> {
  const field = await open();
  await fireEvent.input(field, { target: { value: "A dog on the tram." } });
  await press(field, "Enter");
  return field;
}

const breaths = () => screen.queryByRole("group", { name: "Three breaths with it" });

test("the prompt is the journal's, and the first of all is always the same", async () => {
  fake.comingPrompts = [{ kind: "shipped", of: "prompt-hear" }];
  expect((await open()).placeholder).toBe("Something you heard today?");
});

test("in a journal in which nothing was ever kept, the prompt is the one for a beginning", async () => {
  fake.glimmers = [];
  expect((await open()).placeholder).toBe("What felt all right, even for a second?");
});

test("after keeping, three breaths are offered in place; any key ends them and does nothing else", async () => {
  const field = await keepOne();
  expect(screen.getByText("Kept.")).toBeTruthy();
  expect(await press(field, " ")).toBe(false);
  expect(breaths()?.textContent).toContain("A dog on the tram.");
  await press(breaths() as Element, "x");
  expect([breaths(), document.activeElement, field.value]).toEqual([null, field, ""]);
  expect(screen.queryByText("Kept.")).toBeNull();
});

test("whoever began typing writes a space", async () => {
  const field = await keepOne();
  await fireEvent.input(field, { target: { value: "N" } });
  expect(await press(field, " ")).toBe(true);
  expect(breaths()).toBeNull();
});

test("the way back stays in the composer until the next one is kept", async () => {
  const field = await keepOne();
  await fireEvent.input(field, { target: { value: "half" } });
  await fireEvent.input(field, { target: { value: "" } });
  await settle();
  expect(screen.queryByText("Kept.")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await settle();
  expect(field.value).toBe("A dog on the tram.");
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("Ctrl+Z takes back what was done last", async () => {
  const field = await keepOne();
  let other = false;
  toast.say({ text: "Moved to trash.", undo: async () => (other = true) });
  await press(field, "z", { ctrlKey: true });
  expect(fake.calls, "that is the main window's to take back").not.toContain("undoKeep");
  expect(other).toBe(false);
  toast.clear();
  await press(field, "z", { ctrlKey: true });
  expect(field.value).toBe("A dog on the tram.");
});

test("when it is too late to take it back, it says so", async () => {
  const field = await keepOne();
  fake.failing.undoKeep = failure("not_found");
  await press(field, "z", { ctrlKey: true });
  expect(screen.getByText(/still in your journal/)).toBeTruthy();
});
