import { fireEvent, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import { settle } from "../settle";
import { timeWords } from "../state/dates";
import { promptList } from "../state/promptlist.svelte";
import { toast } from "../state/toast.svelte";
import { openSettings } from "./settings/open.test-env";
import { press } from "./acts.test-env";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  promptList.reset();
});

const open = openSettings;

async function enter(label: string, value: string): Promise<void> {
  const field = screen.getByLabelText(label);
  await fireEvent.input(field, { target: { value } });
  await fireEvent.blur(field);
  await settle();
}

const said = () => screen.getByRole("alert").textContent?.trim();

// Sections

test("↑ and ↓ go through the sections, and the focus goes with them", async () => {
  await open("Reminders");
  for (const name of [
    "Capture",
    "Appearance",
    "Words and examples",
    "Supports",
    "Hard day",
    "Privacy and lock",
    "Backups",
    "Import and export",
    "What is a glimmer?",
    "About",
    "About",
  ]) {
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: "ArrowDown" });
    await settle();
    expect(document.activeElement?.textContent).toBe(name);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(name);
  }
});

test("what a glimmer is can be read again, with examples for every sense, people, places and the body", async () => {
  await open("What is a glimmer?");
  const groups = screen.getAllByRole("heading", { level: 3 }).map((heading) => heading.textContent);
  expect(groups).toEqual([
    "seeing",
    "hearing",
    "smelling",
    "tasting",
    "touching",
    "sensing inside",
    "People",
    "Places",
    "The body",
  ]);
});

// A pause

test("reminders can be paused and the pause ended, and the buttons hand the focus on", async () => {
  await open("Reminders");
  await press("A week");
  expect(screen.getByText("Paused until Sunday 29 November.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "End the pause" }));
  await press("End the pause");
  expect(fake.state.paused_until).toBeNull();
  expect(document.activeElement?.textContent).toBe("Today");
});

test("a pause that was made in the tray is said here", async () => {
  await open("Reminders");
  fake.state.paused_until = "2026-11-23";
  fake.emitChanged("notices");
  await settle();
  expect(screen.getByText("Paused until Monday 23 November.")).toBeTruthy();
});

test("a pause that cannot be saved says so", async () => {
  fake.failing.pauseReminders = failure("disk_full");
  await open("Reminders");
  await press("A week");
  expect(said()).toBe("That could not be saved. It is as it was.");
  expect(screen.getByRole("button", { name: "A week" })).toBeTruthy();
});

test("an evening that is switched off has nothing to pause", async () => {
  fake.chosen.evening.on = false;
  await open("Reminders");
  expect(screen.queryByRole("button", { name: "A week" })).toBeNull();
});

// The shortcut

const recorder = () => screen.getByRole("button", { name: /The shortcut that opens it/ });
async function record(...presses: object[]): Promise<void> {
  await fireEvent.click(recorder());
  for (const press of presses) {
    await fireEvent.keyDown(recorder(), press);
    await settle();
  }
}

test("a shortcut needs two modifiers; with one it says so and goes on listening", async () => {
  await open("Capture");
  await record({ key: "c", code: "KeyC", ctrlKey: true });
  expect(said()).toMatch(/^Two of Ctrl, Alt, Shift/);
  expect(recorder().getAttribute("aria-pressed")).toBe("true");
  await fireEvent.keyDown(recorder(), { key: "J", code: "KeyJ", ctrlKey: true, shiftKey: true });
  await settle();
  expect(fake.chosen.shortcut).toBe("CmdOrCtrl+Shift+J");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what is held so far is shown", async () => {
  await open("Capture");
  await record({ key: "Control", code: "ControlLeft", ctrlKey: true });
  expect(recorder().textContent).toBe("Ctrl + …");
});

test("Esc leaves the shortcut as it is, Backspace brings back the first one", async () => {
  fake.chosen.shortcut = "CmdOrCtrl+Alt+J";
  await open("Capture");
  await record({ key: "Escape", code: "Escape" });
  expect(recorder().textContent).toBe("Ctrl + Alt + J");
  expect(fake.calls).not.toContain("changeSettings");
  await record({ key: "Backspace", code: "Backspace" });
  expect(fake.chosen.shortcut).toBe("CmdOrCtrl+Shift+G");
});

test("the hard day’s own keys are not given away", async () => {
  await open("Capture");
  await record({ key: "H", code: "KeyH", ctrlKey: true, shiftKey: true });
  expect(said()).toBe("Glimmer uses that one for a hard day.");
  expect(location.hash, "and they open nothing while they are being chosen").toBe("#settings");
});

test("Tab leaves the recorder, and leaving ends it", async () => {
  await open("Capture");
  await fireEvent.click(recorder());
  const tab = await fireEvent.keyDown(recorder(), { key: "Tab", code: "Tab" });
  expect(tab, "it was not held back").toBe(true);
  await fireEvent.blur(recorder());
  expect(recorder().getAttribute("aria-pressed")).toBe("false");
});

test("where no shortcut can be had, the command to bind can be copied", async () => {
  fake.state.shortcut = "unavailable";
  const copied: string[] = [];
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
  });
  await open("Capture");
  expect(screen.queryByRole("button", { name: /The shortcut that opens it/ }), "there is nothing to record").toBeNull();
  await press("Copy “glimmer --capture”");
  expect(copied).toEqual(["glimmer --capture"]);
  expect(screen.getByText("Copied", { selector: "[role=status]" })).toBeTruthy();
});

test("without a clipboard the command is marked, to be copied by hand", async () => {
  fake.state.shortcut = "unavailable";
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });
  await open("Capture");
  await press("Copy “glimmer --capture”");
  expect(getSelection()?.toString()).toBe("glimmer --capture");
  expect(screen.getByText("Marked: copy it now")).toBeTruthy();
});

// The rest of Capture

test.each([
  ["Show a prompt", "prompts"],
  ["Offer three breaths", "savouring"],
] as const)("“%s” can be switched off", async (name, setting) => {
  await open("Capture");
  await fireEvent.click(screen.getByRole("switch", { name }));
  await settle();
  expect(fake.chosen[setting]).toBe(false);
});

test("the day can end at another time, before noon", async () => {
  await open("Capture");
  await enter("Your day ends at", "05:30");
  expect(fake.chosen.day_ends).toBe("05:30");
  await enter("Your day ends at", "13:00");
  expect(said()).toMatch(/^A day ends before noon\./);
  const field = screen.getByLabelText<HTMLInputElement>("Your day ends at");
  expect(field.value, "what was typed stays").toBe(timeWords("13:00"));
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(field.getAttribute("aria-describedby")).toBe(screen.getByRole("alert").id);
  expect(fake.chosen.day_ends).toBe("05:30");
});

test("a day that would end inside the evening says which evening", async () => {
  fake.failing.changeSettings = failure("bad_value");
  await open("Capture");
  await enter("Your day ends at", "01:00");
  expect(said()).toMatch(/^The evening would end before it begins/);
  expect(screen.getByLabelText<HTMLInputElement>("Your day ends at").value).toBe(timeWords("01:00"));
});

// Words

const lines = () => screen.getAllByRole<HTMLTextAreaElement>("textbox", { name: "A prompt" });
const texts = () => lines().map((line) => line.value);
async function write(line: HTMLTextAreaElement, value: string): Promise<void> {
  line.focus();
  await fireEvent.input(line, { target: { value } });
  await fireEvent.change(line);
  await settle();
}

test("the prompts begin as Glimmer’s own, and one that is rewritten is saved with the others", async () => {
  await open("Words and examples");
  expect(texts()).toEqual(["Something you heard today?", "What was ordinary, and good?"]);
  expect(screen.getByRole("button", { name: "Bring back Glimmer’s own" }).getAttribute("aria-disabled")).toBe("true");
  await write(lines()[0] as HTMLTextAreaElement, "  A bird,   maybe? ");
  expect(fake.ownPrompts).toEqual(["A bird, maybe?", "What was ordinary, and good?"]);
});

test("one can be added, and an empty one leaves no trace", async () => {
  await open("Words and examples");
  await press("Add one");
  expect(document.activeElement).toBe(lines()[0]);
  await fireEvent.blur(lines()[0] as HTMLTextAreaElement);
  await settle();
  expect(lines()).toHaveLength(2);
  expect(fake.calls).not.toContain("setPrompts");
  await press("Add one");
  await write(lines()[0] as HTMLTextAreaElement, "Who waved?");
  expect(fake.ownPrompts[0]).toBe("Who waved?");
});

test("one that is removed comes back with Undo, in its place", async () => {
  fake.ownPrompts = ["One?", "Two?", "Three?"];
  await open("Words and examples");
  await press("Remove “Two?”");
  expect(fake.ownPrompts).toEqual(["One?", "Three?"]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Remove “Three?”" }));
  await press("Undo");
  expect(fake.ownPrompts).toEqual(["One?", "Two?", "Three?"]);
  await write(lines()[1] as HTMLTextAreaElement, "");
  expect(fake.ownPrompts, "emptied is removed").toEqual(["One?", "Three?"]);
  await press("Undo");
  expect(texts()).toEqual(["One?", "Two?", "Three?"]);
});

test("the last one stays, and it says how to see none", async () => {
  fake.ownPrompts = ["One?"];
  await open("Words and examples");
  await press("Remove “One?”");
  expect(fake.ownPrompts).toEqual(["One?"]);
  expect(screen.getByText(/switch prompts off under Capture/)).toBeTruthy();
  await write(lines()[0] as HTMLTextAreaElement, " ");
  expect(texts()).toEqual(["One?"]);
});

test("Glimmer’s own come back, and so do the person’s", async () => {
  fake.ownPrompts = ["One?"];
  await open("Words and examples");
  await press("Bring back Glimmer’s own");
  expect(texts()).toEqual(["Something you heard today?", "What was ordinary, and good?"]);
  expect(fake.ownPrompts, "kept as none, so that they follow the app").toEqual([]);
  await press("Undo");
  expect(fake.ownPrompts).toEqual(["One?"]);
});

test("what could not be saved stays, also over another page, and can be saved again", async () => {
  fake.failing.setPrompts = failure("disk_full");
  await open("Words and examples");
  await write(lines()[0] as HTMLTextAreaElement, "A bird, maybe?");
  expect(said()).toMatch(/^Not saved: this computer’s disk is full\./);
  await press("Appearance");
  await press("Words and examples");
  expect(texts()[0]).toBe("A bird, maybe?");
  delete fake.failing.setPrompts;
  await press("Save again");
  expect(fake.ownPrompts[0]).toBe("A bird, maybe?");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a half-typed prompt is saved when the window closes; if it cannot be, the window stays once", async () => {
  await open("Words and examples");
  await fireEvent.input(lines()[0] as HTMLTextAreaElement, { target: { value: "A bird" } });
  fake.failing.setPrompts = failure("disk_full");
  const answers = () => fake.calls.filter((call) => call === "closeMain" || call === "keepOpen");
  fake.emitClosing();
  await settle();
  expect(answers()).toEqual(["keepOpen"]);
  expect(said()).toMatch(/^Not saved/);
  delete fake.failing.setPrompts;
  fake.emitClosing();
  await settle();
  expect(answers()).toEqual(["keepOpen", "closeMain"]);
  expect(fake.ownPrompts[0]).toBe("A bird");
});

test("Enter and the arrows go from one prompt to the next", async () => {
  await open("Words and examples");
  (lines()[0] as HTMLTextAreaElement).focus();
  await fireEvent.keyDown(document.activeElement as Element, { key: "Enter" });
  expect(document.activeElement).toBe(lines()[1]);
  await fireEvent.keyDown(document.activeElement as Element, { key: "ArrowUp" });
  expect(document.activeElement).toBe(lines()[0]);
  await fireEvent.keyDown(lines()[1] as Element, { key: "Enter" });
  await settle();
  expect(lines(), "after the last one Enter begins another").toHaveLength(3);
});

test("prompts that cannot be read say so, and the rest of Settings works", async () => {
  fake.failing.prompts = failure("damaged");
  await open("Words and examples");
  expect(said()).toBe("The prompts could not be read. Nothing was changed.");
  await press("Capture");
  expect(within(screen.getByRole("main")).getByRole("switch", { name: "Keep this window ready" })).toBeTruthy();
});
