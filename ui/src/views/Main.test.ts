import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { settle } from "../settle";
import { timeWords } from "../state/dates";
import { toast } from "../state/toast.svelte";
import Main from "./Main.svelte";

let fake: FakeApi;
// Read when they are first needed; a test does not wait for a disk.
beforeAll(
  async () =>
    void (await Promise.all([
      import("./Keys.svelte"),
      import("./GoTo.svelte"),
      import("./Trouble.svelte"),
      import("./Settings.svelte"),
    ])),
  60_000,
);
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  location.hash = "";
});

async function open(hash = "today"): Promise<void> {
  location.hash = hash;
  render(Main);
  if (hash === "settings") await settingsOpen();
  await settle();
}

/** They are read when they are first wanted. */
const settingsOpen = () => vi.waitFor(() => screen.getByRole("navigation", { name: "Settings" }), 10_000);

/** The hash changes at once, its event a task later; here it is said at once. */
async function hashChanged(): Promise<void> {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
}

const composer = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });

test("Today has the date for a title and no number of anything", async () => {
  fake.glimmers = [glimmer({ text: "First cup" })];
  await open();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Sunday, 22 November");
  expect(screen.queryByRole("button", { name: "Keep" }), "the composer is closed until it is wanted").toBeNull();
});

test("a letter typed anywhere on Today starts writing", async () => {
  await open();
  await fireEvent.keyDown(document.body, { key: "a" });
  expect(document.activeElement).toBe(composer());
  await settle();
  expect(screen.getByRole("button", { name: "Keep" })).toBeTruthy();
});

test("what is kept on Today stands there, and Undo brings it back into the composer", async () => {
  await open();
  composer().focus();
  await fireEvent.input(composer(), { target: { value: "A dog on the tram." } });
  await fireEvent.keyDown(composer(), { key: "Enter" });
  await settle();
  expect(screen.getByText("A dog on the tram.")).toBeTruthy();
  await fireEvent.keyDown(composer(), { key: "z", ctrlKey: true });
  await settle();
  expect(composer().value).toBe("A dog on the tram.");
  expect(fake.glimmers).toEqual([]);
});

test("Del on a row moves it to the trash, and Ctrl+Z puts it back", async () => {
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  await open();
  const row = screen.getByRole("button", { name: /Clean sheets/ });
  row.focus();
  await fireEvent.keyDown(row, { key: "Delete" });
  await settle();
  expect(screen.getByText("Moved to trash.")).toBeTruthy();
  expect(screen.queryByText("Clean sheets.")).toBeNull();
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: "z", ctrlKey: true });
  await settle();
  expect(screen.getByText("Clean sheets.")).toBeTruthy();
});

test("a row opens in place, E edits it, and Esc asks before a change is let go", async () => {
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  await open();
  const row = screen.getByRole("button", { name: /Clean sheets/ });
  await fireEvent.keyDown(row, { key: "Enter" });
  expect(row.getAttribute("aria-expanded")).toBe("true");
  await fireEvent.keyDown(row, { key: "e" });
  const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Its words" });
  await fireEvent.input(field, { target: { value: "Clean sheets, and rain." } });
  await fireEvent.keyDown(field, { key: "Escape" });
  expect(screen.getByText("Your changes are not saved yet.")).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await settle();
  expect(fake.glimmers[0]?.text).toBe("Clean sheets, and rain.");
});

test("Ctrl+Shift+H opens the hard day from any page, and leaving lands on Today", async () => {
  await open("settings");
  await fireEvent.keyDown(document.body, { key: "H", code: "KeyH", ctrlKey: true, shiftKey: true });
  await hashChanged();
  expect(screen.getByText("You’re here.")).toBeTruthy();
  expect(document.documentElement.dataset["theme"]).toBe("hard");
  await fireEvent.keyDown(document.body, { key: "Escape" });
  await hashChanged();
  expect(location.hash, "a neutral page, not the middle of something").toBe("#today");
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Sunday, 22 November");
  await vi.waitFor(() => expect(fake.calls).toContain("closeHardDay"));
});

test("Ctrl+F goes to the search of Glimmers", async () => {
  await open();
  await fireEvent.keyDown(document.body, { key: "f", ctrlKey: true });
  await hashChanged();
  expect(document.activeElement).toBe(screen.getByRole("searchbox"));
});

test("a journal that cannot be opened is said plainly, and a hard day is still possible", async () => {
  fake.state.trouble = failure("no_vault", "vault.key");
  await open();
  expect(screen.getByText("Nothing was changed.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Hard day" }).getAttribute("href")).toBe("#hard-day");
});

test("a notice goes when it is said to be all right", async () => {
  fake.state.notices = ["no_tray"];
  await open();
  await fireEvent.click(screen.getByRole("button", { name: "All right" }));
  await settle();
  expect(screen.queryByRole("button", { name: "All right" })).toBeNull();
});

test("a setting applies at once, and one that is refused goes back and says so", async () => {
  await open("settings");
  await fireEvent.click(screen.getByRole("switch", { name: "In the evening" }));
  await settle();
  expect(fake.chosen.evening.on).toBe(false);
  fake.failing.changeSettings = failure("disk_full");
  await fireEvent.click(screen.getByRole("switch", { name: "In the evening" }));
  await settle();
  expect(screen.getByRole("switch", { name: "In the evening" }).getAttribute("aria-checked")).toBe("false");
  expect(screen.getByRole("alert").textContent).toBe("That could not be saved. The setting is as it was.");
});

test("a shortcut that is taken leaves the old one and says so", async () => {
  await open("settings");
  await fireEvent.click(screen.getByRole("button", { name: "Capture" }));
  await settle();
  fake.failing.changeSettings = failure("shortcut");
  const recorder = screen.getByRole("button", { name: /The shortcut that opens it/ });
  await fireEvent.click(recorder);
  await fireEvent.keyDown(recorder, { key: "j", code: "KeyJ", ctrlKey: true, altKey: true });
  await settle();
  expect(recorder.textContent).toContain("Ctrl + Shift + G");
  expect(screen.getByRole("alert").textContent).toContain("cannot be used");
});

async function close(): Promise<void> {
  fake.emitClosing();
  await settle();
  await hashChanged();
}
const answers = () => fake.calls.filter((call) => call === "closeMain" || call === "keepOpen");

test("closing saves what is half written on Today, and the window goes", async () => {
  await open();
  await fireEvent.input(composer(), { target: { value: "half a" } });
  await close();
  expect(fake.drafts.get("today")?.text).toBe("half a");
  expect(answers()).toEqual(["closeMain"]);
});

test("words that cannot be saved hold the window once and say so", async () => {
  fake.failing.saveDraft = failure("disk_full");
  await open();
  await fireEvent.input(composer(), { target: { value: "only here" } });
  location.hash = "settings";
  await hashChanged();
  await close();
  expect(answers()).toEqual(["keepOpen"]);
  expect(composer().value).toBe("only here");
  expect(screen.getByRole("alert").textContent).toContain("They are only in this window.");
  await close();
  expect(answers()).toEqual(["keepOpen", "closeMain"]);
});

/** Opens the edit of the one glimmer there is. */
async function edit(words: RegExp): Promise<HTMLTextAreaElement> {
  const row = screen.getByRole("button", { name: words });
  row.focus();
  await fireEvent.keyDown(row, { key: "e" });
  await settle();
  return screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Its words" });
}

test.each(["today", "trash", "settings", "hard-day"])(
  "closing from %s asks about a changed edit where it stands",
  async (from) => {
    fake.glimmers = [glimmer({ text: "Clean sheets." })];
    await open();
    await fireEvent.input(await edit(/Clean sheets/), { target: { value: "Clean sheets, and rain." } });
    location.hash = from;
    await hashChanged();
    await close();
    expect(answers()).toEqual(["keepOpen"]);
    expect(screen.getByText("Your changes are not saved yet.")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Its words" }));
    await fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await settle();
    expect(fake.glimmers[0]?.text).toBe("Clean sheets, and rain.");
    expect(answers(), "nothing closes by itself").toEqual(["keepOpen"]);
    await close();
    expect(answers()).toEqual(["keepOpen", "closeMain"]);
  },
);

test("an edit that was not changed lets the window go", async () => {
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  await open();
  await edit(/Clean sheets/);
  await close();
  expect(answers()).toEqual(["closeMain"]);
});

test("an edit that is just being saved is waited for, not asked about", async () => {
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  await open();
  const field = await edit(/Clean sheets/);
  await fireEvent.input(field, { target: { value: "Rain." } });
  await fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
  await close();
  expect(answers()).toEqual(["closeMain"]);
});

test("an edit left open overnight is still asked about in sight", async () => {
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  await open();
  await fireEvent.input(await edit(/Clean sheets/), { target: { value: "Rain." } });
  fake.day = "2026-11-23";
  fake.emitChanged("glimmers");
  await settle();
  expect(screen.queryByRole("textbox", { name: "Its words" })).toBeNull();
  await close();
  expect(answers()).toEqual(["keepOpen"]);
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Its words" }).value).toBe("Rain.");
  await fireEvent.click(screen.getByRole("button", { name: "Discard the changes" }));
  await close();
  expect(answers()).toEqual(["keepOpen", "closeMain"]);
});

test("closing on a hard day saves what is being noticed and goes", async () => {
  await open("hard-day");
  await fireEvent.keyDown(document.body, { key: "3", code: "Digit3" });
  await settle();
  await fireEvent.click(screen.getByRole("button", { name: "Notice one now, here" }));
  await settle();
  await fireEvent.input(composer(), { target: { value: "a round place of" } });
  await close();
  expect(fake.drafts.get("hard_day")?.text).toBe("a round place of");
  expect(answers()).toEqual(["closeMain"]);
});

test("closing where the journal cannot be opened closes", async () => {
  fake.state.trouble = failure("no_vault", "vault.key");
  await open();
  await close();
  expect(answers()).toEqual(["closeMain"]);
});

test("a day that has not come says so at its field, and the day it had is never refused", async () => {
  fake.glimmers = [glimmer({ text: "Clean sheets.", day: "2026-11-22" })];
  await open();
  const field = await edit(/Clean sheets/);
  const day = screen.getByLabelText<HTMLInputElement>("The day it was");
  await fireEvent.input(day, { target: { value: "2026-11-24" } });
  await fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await settle();
  const said = screen.getByRole("alert");
  expect(said.textContent).toBe("That day has not come yet.");
  expect(day.getAttribute("aria-invalid")).toBe("true");
  expect(day.getAttribute("aria-describedby")).toBe(said.id);
  expect(field.getAttribute("aria-invalid")).toBeNull();
  // Yesterday's, after a flight westward over the date line.
  fake.day = "2026-11-21";
  await fireEvent.input(day, { target: { value: "2026-11-22" } });
  await fireEvent.input(field, { target: { value: "Rain." } });
  await fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await settle();
  expect(fake.glimmers[0]?.text).toBe("Rain.");
});

test("an evening that would end before it begins says so and keeps both what was typed and what is in force", async () => {
  await open("settings");
  const at = screen.getByLabelText<HTMLInputElement>("At");
  const until = screen.getByLabelText<HTMLInputElement>("until");
  const enter = async (field: HTMLInputElement, time: string) => {
    await fireEvent.input(field, { target: { value: time } });
    await fireEvent.blur(field);
    await settle();
  };
  await enter(until, "19:00");
  expect(screen.getByRole("alert").textContent).toMatch(/^The evening would end before it begins\./);
  expect(until.value).toBe(timeWords("19:00"));
  expect(until.getAttribute("aria-invalid")).toBe("true");
  expect(until.getAttribute("aria-describedby")).toContain(screen.getByRole("alert").id);
  expect(fake.chosen.evening).toMatchObject({ at: "20:30", until: "23:59" });

  await fireEvent.click(screen.getByRole("button", { name: "Monday" }));
  await settle();
  expect(until.value).toBe(timeWords("19:00"));
  expect(fake.chosen.evening, "another change leaves the times alone").toMatchObject({ at: "20:30", until: "23:59" });

  await enter(at, "18:00");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(fake.chosen.evening).toMatchObject({ at: "18:00", until: "19:00" });
  await enter(until, "01:30");
  expect(fake.chosen.evening.until, "half past one is after midnight").toBe("01:30");
});

test("what “until” means can be read, and is read out with its field", async () => {
  await open("settings");
  const about = document.getElementById(screen.getByLabelText("until").getAttribute("aria-describedby") ?? "");
  expect(about?.textContent).toContain("nothing asks");
});

test.each([
  ["taken", /Another program has this combination now/],
  ["unavailable", /glimmer --capture/],
  ["listening", null],
] as const)("a shortcut that is %s is said beside it", async (shortcut, words) => {
  fake.state.shortcut = shortcut;
  await open("settings");
  await fireEvent.click(screen.getByRole("button", { name: "Capture" }));
  await settle();
  if (words) expect(screen.getByText(words)).toBeTruthy();
  else expect(document.querySelector(".note")).toBeNull();
});

test("the sky is a page of its own, at night, and the way back leads to day", async () => {
  HTMLCanvasElement.prototype.getContext = () => null;
  fake.chosen.appearance = "day";
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  await open();
  expect(screen.getByRole("link", { name: "Sky" }).getAttribute("href")).toBe("#sky");
  location.hash = "sky";
  await hashChanged();
  await vi.waitFor(() => screen.getByRole("listbox", { name: /^Your sky/ }), 10_000);
  expect(document.documentElement.dataset["theme"]).toBe("night");
  location.hash = "today";
  await hashChanged();
  expect(document.documentElement.dataset["theme"]).toBe("day");
});
