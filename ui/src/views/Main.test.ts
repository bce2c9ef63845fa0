import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { toast } from "../state/toast.svelte";
import Main from "./Main.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  location.hash = "";
});

async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) await Promise.resolve();
  await tick();
}

async function open(hash = "today"): Promise<void> {
  location.hash = hash;
  render(Main);
  await settle();
}

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

test("Ctrl+Shift+H opens the hard day from any page, and leaving comes back to Today", async () => {
  await open("settings");
  await fireEvent.keyDown(document.body, { key: "H", code: "KeyH", ctrlKey: true, shiftKey: true });
  await hashChanged();
  expect(screen.getByText("You’re here.")).toBeTruthy();
  expect(document.documentElement.dataset["theme"]).toBe("hard");
  await fireEvent.keyDown(document.body, { key: "Escape" });
  await hashChanged();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Sunday, 22 November");
  expect(fake.calls).toContain("closeHardDay");
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
