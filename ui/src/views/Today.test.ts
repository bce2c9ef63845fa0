import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import ToastLine from "../parts/ToastLine.svelte";
import { settle } from "../settle";
import { Opened } from "../state/opened.svelte";
import { toast } from "../state/toast.svelte";
import { Writing } from "../state/writing.svelte";
import Today from "./Today.svelte";

let fake: FakeApi;
let opened: Opened;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  opened = new Opened();
});

async function open(): Promise<void> {
  render(Today, { writing: new Writing("today"), opened, notices: [] });
  render(ToastLine);
  await settle();
}
const focused = () => document.activeElement as HTMLElement;
async function press(key: string): Promise<void> {
  await fireEvent.keyDown(focused(), { key });
  await settle();
}
async function click(name: string): Promise<void> {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settle();
}
const composer = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
const two = () => [glimmer({ id: "a", text: "first cup" }), glimmer({ id: "b", text: "her sevens" })];
const rain = () => glimmer({ id: "old", text: "rain on the skylight", day: "2023-11-22", feelings: ["safe"] });
const before = () => screen.queryByRole("region", { name: "A light from before" });

test("a light from before stands below, softly dated", async () => {
  fake.glimmers = two();
  fake.before = rain();
  await open();
  expect(before()?.textContent).toContain("rain on the skylight");
  expect(before()?.textContent).toContain("a November, three years ago");
});

test("where there is none, or it cannot be read, there is no section, and the page is as it is", async () => {
  fake.glimmers = two();
  await open();
  expect(before()).toBeNull();
  fake.failing.lightFromBefore = failure("internal");
  fake.emitChanged("settings");
  await settle();
  expect(screen.getByText("first cup")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("it is read again when glimmers or settings changed", async () => {
  await open();
  for (const what of ["glimmers", "settings"] as const) {
    fake.before = { ...rain(), text: `rain, after ${what}` };
    fake.emitChanged(what);
    await settle();
    expect(before()?.textContent).toContain(`rain, after ${what}`);
  }
});

test("putting it away needs no question, and the focus goes to the row above", async () => {
  fake.glimmers = two();
  fake.before = rain();
  await open();
  await click("Put away");
  expect(before()).toBeNull();
  expect(fake.calls).toContain("putAwayLight");
  expect(focused().dataset["row"]).toBe("b");
});

test("without a row above, the focus goes to the title", async () => {
  fake.before = rain();
  await open();
  await click("Put away");
  expect(focused().tagName).toBe("H1");
});

test("one that could not be put away stays and says so", async () => {
  fake.before = rain();
  fake.failing.putAwayLight = failure("disk_full");
  await open();
  await click("Put away");
  expect(before()).toBeTruthy();
  expect(screen.getByText("That did not work. Nothing was changed.")).toBeTruthy();
});

test("the arrows go over today’s rows to the light and back, up to the composer", async () => {
  fake.glimmers = two();
  fake.before = rain();
  await open();
  await press("ArrowDown");
  expect(focused().dataset["row"]).toBe("a");
  await press("End");
  expect(focused().dataset["row"]).toBe("old");
  await press("ArrowDown");
  expect(focused().dataset["row"], "there is no further").toBe("old");
  await press("Home");
  await press("ArrowUp");
  expect(focused()).toBe(composer());
  await press("ArrowDown");
  expect(focused().dataset["row"]).toBe("a");
});

test("in words that are being written, the arrows stay with the caret", async () => {
  fake.glimmers = two();
  await open();
  composer().focus();
  await fireEvent.input(composer(), { target: { value: "tea\nbread" } });
  await press("ArrowDown");
  expect(focused()).toBe(composer());
});

test("one Tab stop is enough for all rows", async () => {
  fake.glimmers = two();
  fake.before = rain();
  await open();
  const stops = () => [...document.querySelectorAll<HTMLElement>("[data-row]")].map((row) => row.tabIndex);
  expect(stops()).toEqual([0, -1, -1]);
  await press("ArrowDown");
  await press("ArrowDown");
  expect(stops()).toEqual([-1, 0, -1]);
});

test("the light can be kept out right there, and that can be taken back", async () => {
  fake.glimmers = [rain()];
  fake.before = fake.glimmers[0] ?? null;
  await open();
  fireEvent.click(screen.getByRole("button", { name: /rain on the skylight/ }));
  await settle();
  await click("On hard days: shown");
  await click("Never");
  expect(fake.glimmers[0]?.kept_out).toBe(true);
  expect(screen.getByText("It will not come up again by itself.")).toBeTruthy();
  await click("Undo");
  expect(fake.glimmers[0]?.kept_out).toBe(false);
});

test("a glimmer of today whose time is not known has a soft one", async () => {
  fake.glimmers = [glimmer({ text: "soup", noticed_at: null })];
  await open();
  expect(screen.getByText("earlier today")).toBeTruthy();
});

test("Undo after the trash brings the focus back with the row", async () => {
  fake.glimmers = two();
  await open();
  await press("ArrowDown");
  await press("Delete");
  expect(focused().dataset["row"]).toBe("b");
  await click("Undo");
  expect(focused().dataset["row"]).toBe("a");
});

async function edit(): Promise<void> {
  await press("ArrowDown");
  await press("e");
}

test("a word of one’s own for the feeling can be given, and those used before are offered", async () => {
  fake.words.feelings = ["wide awake"];
  fake.glimmers = two();
  await open();
  await edit();
  await click("Your own word for it");
  await click("wide awake");
  await click("Your own word for it");
  await fireEvent.input(focused(), { target: { value: " tender " } });
  await press("Enter");
  expect(opened.edit?.feelings).toEqual(["wide awake", "tender"]);
  expect(focused().getAttribute("aria-label"), "the focus is back where it was").toBe("Its words");
  await click("Your own word for it");
  await fireEvent.input(focused(), { target: { value: "half" } });
  await press("Escape");
  expect(opened.edit?.feelings, "Esc takes back the word, not the edit").toEqual(["wide awake", "tender"]);
  expect(opened.asking).toBe(false);
});

test("tags used before are offered as one writes, and picked with the keyboard", async () => {
  fake.words.tags = ["@Marta", "+Mill Street", "#small"];
  fake.glimmers = two();
  await open();
  await edit();
  const tags = screen.getByRole<HTMLInputElement>("combobox");
  tags.focus();
  await fireEvent.input(tags, { target: { value: "@Ben +mi" } });
  expect(screen.getAllByRole("option").map((option) => option.textContent.trim())).toEqual(["+Mill Street"]);
  await press("ArrowDown");
  await press("Enter");
  expect(opened.edit?.tags).toEqual(["@Ben", "+Mill Street"]);
  await fireEvent.input(tags, { target: { value: "#s" } });
  expect(tags.getAttribute("aria-expanded")).toBe("true");
  await press("Escape");
  expect(tags.getAttribute("aria-expanded")).toBe("false");
  expect(opened.edit, "Esc closed only the list").not.toBeNull();
});

test("a word and a tag that were only begun are saved with the edit", async () => {
  fake.glimmers = two();
  await open();
  await edit();
  await fireEvent.input(screen.getByRole("combobox"), { target: { value: "+Mill Street" } });
  await click("Your own word for it");
  await fireEvent.input(focused(), { target: { value: "tender" } });
  expect(opened.changed).toBe(true);
  await fireEvent.keyDown(focused(), { key: "Enter", ctrlKey: true });
  await settle();
  expect(fake.glimmers[0]).toMatchObject({ tags: ["+Mill Street"], feelings: ["tender"] });
  expect(opened.edit).toBeNull();
});

test("which day it is, is asked again whenever the page is read, and as More opens", async () => {
  await open();
  const asked = () => fake.calls.filter((call) => call === "status").length;
  const before = asked();
  fake.emitChanged("glimmers");
  await settle();
  expect(asked()).toBe(before + 1);
  composer().focus();
  await settle();
  await click("More");
  expect(asked()).toBe(before + 2);
});

test("a page that could not be read can be tried again", async () => {
  fake.glimmers = two();
  fake.failing.today = failure("damaged");
  await open();
  expect(screen.getByRole("alert").textContent).toContain("could not be read");
  fake.failing = {};
  await click("Try again");
  expect(screen.getByText("first cup")).toBeTruthy();
  expect(focused().tagName).toBe("H1");
});

test("an invitation that may not have come onto the screen stands there as a quiet line, until it is put away", async () => {
  fake.state.notices = ["invitation_not_shown"];
  render(Today, { writing: new Writing("today"), opened: new Opened(), notices: fake.state.notices });
  await settle();
  expect(screen.getByText(/^A quiet moment, if you’d like one\./)).toBeTruthy();
  await click("All right");
  expect(fake.state.notices).toEqual([]);
});
