import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import { settle } from "../settle";
import { timeWords } from "../state/dates";
import { toast } from "../state/toast.svelte";
import Main from "./Main.svelte";
import { key, press } from "./acts.test-env";

let fake: FakeApi;
// Read when they are first needed; a test does not wait for a disk.
beforeAll(async () => void (await Promise.all([import("./Trouble.svelte")])));
beforeEach(() => {
  fake = new FakeApi();
  fake.state.newcomer = true;
  useApi(fake);
  toast.clear();
  location.hash = "";
});

async function open(): Promise<void> {
  render(Main);
  // The third screen is read while the first is looked at.
  await import("./welcome/Who.svelte");
  await settle();
}

const at = () => screen.getByLabelText<HTMLInputElement>("At");
async function enterTime(value: string): Promise<void> {
  await fireEvent.input(at(), { target: { value } });
  await fireEvent.blur(at());
  await settle();
}

async function hashChanged(): Promise<void> {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
}

const title = () => screen.getByRole("heading", { level: 1 }).textContent;
const composer = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
const WHAT = "A glimmer is a small moment when something in you eases.";
const WHEN = "Would you like to be asked in the evening?";
const WHO = "Who else uses this computer?";

async function write(words: string): Promise<void> {
  composer().focus();
  await fireEvent.input(composer(), { target: { value: words } });
  await settle();
}

test("somebody new meets what a glimmer is, and reading begins there", async () => {
  await open();
  expect(title()).toBe(WHAT);
  expect(document.activeElement?.textContent).toBe(WHAT);
  expect(screen.getByText("Warm water on cold hands")).toBeTruthy();
  expect(screen.getByRole("img", { name: "Screen 1 of 3" })).toBeTruthy();
  expect(screen.queryByRole("link"), "there is nowhere else to go").toBeNull();
});

test("whoever was here before sees none of it", async () => {
  fake.state.newcomer = false;
  await open();
  expect(title()).toBe("Sunday, 22 November");
});

test("Skip goes on from each screen, asks nothing, changes nothing, and ends on Today", async () => {
  const before = structuredClone(fake.chosen);
  await open();
  await press("Skip");
  expect(title()).toBe(WHEN);
  await press("Skip");
  expect(title()).toBe(WHO);
  expect(fake.calls).not.toContain("welcomed");
  await press("Skip");
  expect(title()).toBe("Sunday, 22 November");
  expect(fake.calls).toContain("welcomed");
  expect(fake.calls).not.toContain("changeSettings");
  expect(fake.chosen).toEqual(before);
});

test("Enter goes on and Esc skips, without a hand on the mouse", async () => {
  await open();
  await key("Enter");
  expect(document.activeElement?.textContent).toBe(WHEN);
  await key("Escape");
  expect(document.activeElement?.textContent).toBe(WHO);
  await key("Escape");
  expect(document.activeElement?.textContent).toBe("Sunday, 22 November");
});

test("a key that is held down does not run through the screens", async () => {
  await open();
  await key("Enter", { repeat: true });
  expect(title()).toBe(WHAT);
});

test("the first glimmer is jotted here: a letter begins it, Enter keeps it, and it is shown", async () => {
  await open();
  await key("T");
  expect(document.activeElement).toBe(composer());
  await write("The radiator ticking as it warms up.");
  await fireEvent.click(screen.getByRole("button", { name: "calm" }));
  await fireEvent.keyDown(composer(), { key: "Enter" });
  await settle();
  expect(title()).toBe("Kept.");
  expect(screen.getByText("The radiator ticking as it warms up.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Skip" }), "there is nothing left to skip").toBeNull();
  expect(fake.glimmers[0]).toMatchObject({ text: "The radiator ticking as it warms up.", feelings: ["calm"] });
  await key("Enter");
  expect(title()).toBe(WHEN);
});

test("the first one can be taken back, and is in its field again with the caret", async () => {
  await open();
  await write("The radiator");
  await fireEvent.keyDown(composer(), { key: "Enter" });
  await settle();
  await key("z", { ctrlKey: true });
  expect(composer().value).toBe("The radiator");
  expect(document.activeElement).toBe(composer());
  expect(fake.glimmers).toEqual([]);
});

test("the other two screens follow although the journal is no longer new", async () => {
  await open();
  await write("The radiator");
  await fireEvent.keyDown(composer(), { key: "Enter" });
  await settle();
  fake.state.newcomer = false;
  fake.emitChanged("notices");
  await settle();
  await press("Continue");
  expect(title()).toBe(WHEN);
});

test("a first glimmer that is refused stays in its field", async () => {
  fake.failing.keepGlimmer = failure("disk_full");
  await open();
  await write("The radiator");
  await fireEvent.keyDown(composer(), { key: "Enter" });
  await settle();
  expect(title()).toBe(WHAT);
  expect(composer().value).toBe("The radiator");
  expect(screen.getByRole("alert").textContent).toContain("disk is full");
});

test("an unfinished line is found on Today; Esc first only leaves its field", async () => {
  await open();
  await write("half a");
  await key("Escape");
  expect(title()).toBe(WHAT);
  expect(document.activeElement?.textContent).toBe(WHAT);
  for (const screen of [WHEN, WHO]) {
    await key("Escape");
    expect(title()).toBe(screen);
  }
  await key("Escape");
  expect(composer().value).toBe("half a");
});

test("the evening is asked for at the time and on the days that were chosen", async () => {
  await open();
  await press("Skip");
  await enterTime("19:15");
  await press("Choose days");
  await press("Monday");
  expect(fake.calls, "nothing counts before it is said").not.toContain("changeSettings");
  await press(/^Ask me at/);
  expect(fake.chosen.evening).toMatchObject({ on: true, at: "19:15", until: "23:59" });
  expect(fake.chosen.evening.days).toEqual([false, true, true, true, true, true, true]);
  expect(title()).toBe(WHO);
});

test("Enter in the time goes on, with the time that was typed", async () => {
  await open();
  await press("Skip");
  at().focus();
  await fireEvent.input(at(), { target: { value: "1915" } });
  await key("Enter");
  expect(fake.chosen.evening.at).toBe("19:15");
  expect(title()).toBe(WHO);
});

test("a time that cannot be read is gone on with by no key and no button", async () => {
  await open();
  await press("Skip");
  at().focus();
  await fireEvent.input(at(), { target: { value: "soon" } });
  await key("Enter");
  expect(title()).toBe(WHEN);
  expect(screen.getByRole("alert").textContent).toMatch(/^That time cannot be read/);
  await press(/^Ask me at/);
  expect(title()).toBe(WHEN);
  expect(document.activeElement).toBe(at());
  expect(fake.calls).not.toContain("changeSettings");
  await key("Escape");
  expect(screen.queryByRole("alert"), "Esc takes it back").toBeNull();
  await press(/^Ask me at/);
  expect(title()).toBe(WHO);
});

test("passing by is said to leave it on, with the time in force and how to switch it off", async () => {
  await open();
  await press("Skip");
  const said = () => screen.getByText(/Passed by/).textContent;
  expect(said()).toContain(timeWords("20:30"));
  await enterTime("19:15");
  expect(said(), "nothing counts before it is said").toContain(timeWords("20:30"));
});

test("where nothing asks already, passing by is not said to ask", async () => {
  fake.chosen.evening.on = false;
  await open();
  await press("Skip");
  expect(screen.getByText(/Passed by, nothing asks\./)).toBeTruthy();
});

test("“Don’t ask me” is as good an answer", async () => {
  await open();
  await press("Skip");
  await press("Don’t ask me");
  expect(fake.chosen.evening.on).toBe(false);
  expect(title()).toBe(WHO);
});

test("no day at all means not to be asked, and says so", async () => {
  await open();
  await press("Skip");
  await press("Choose days");
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]) await press(day);
  const [, goesOn] = screen.getAllByRole("button", { name: "Don’t ask me" });
  await fireEvent.click(goesOn as HTMLElement);
  await settle();
  expect(fake.chosen.evening).toMatchObject({ on: false, days: Array<boolean>(7).fill(true) });
});

test("a time after midnight makes the evening long enough", async () => {
  await open();
  await press("Skip");
  await enterTime("00:30");
  await press(/^Ask me at/);
  expect(fake.chosen.evening).toMatchObject({ at: "00:30", until: "03:59" });
});

test("an evening that cannot be saved says so, keeps what was chosen, and can be skipped", async () => {
  fake.failing.changeSettings = failure("disk_full");
  await open();
  await press("Skip");
  await enterTime("19:15");
  await press(/^Ask me at/);
  expect(title()).toBe(WHEN);
  expect(screen.getByRole("alert").textContent).toContain("could not be saved");
  expect(at().value).toBe(timeWords("19:15"));
  await press("Skip");
  expect(title()).toBe(WHO);
});

test.each([
  ["listening", true],
  ["taken", false],
  ["unavailable", false],
] as const)("where the shortcut is %s, the last screen says no key that does nothing", async (shortcut, said) => {
  fake.state.shortcut = shortcut;
  await open();
  await press("Skip");
  await press("Skip");
  expect(screen.queryByText("Ctrl + Shift + G") !== null).toBe(said);
  expect(screen.getByText("Ctrl + Shift + X")).toBeTruthy();
});

test("a hard day comes before everything else, and afterwards the screen is where it was", async () => {
  await open();
  await press("Skip");
  await key("H", { code: "KeyH", ctrlKey: true, shiftKey: true });
  await hashChanged();
  expect(screen.getByText("You’re here.")).toBeTruthy();
  await key("Escape");
  await hashChanged();
  expect(title()).toBe(WHEN);
});

test("a journal in trouble is said instead", async () => {
  fake.state.trouble = failure("no_vault");
  await open();
  expect(screen.getByText("Nothing was changed.")).toBeTruthy();
  expect(screen.queryByText(WHAT)).toBeNull();
});

test("closing with words that cannot be saved shows them, on whatever screen one is", async () => {
  fake.failing.saveDraft = failure("disk_full");
  await open();
  await write("only here");
  await press("Skip");
  fake.emitClosing();
  await settle();
  expect(title()).toBe(WHAT);
  expect(composer().value).toBe("only here");
  expect(fake.calls).toContain("keepOpen");
});
