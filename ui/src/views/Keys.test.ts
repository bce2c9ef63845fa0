import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { settle } from "../settle";
import { toast } from "../state/toast.svelte";
import Main from "./Main.svelte";
import { key } from "./acts.test-env";

// jsdom knows the element but not how it is opened.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
  this.querySelector<HTMLElement>("[autofocus]")?.focus();
};

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

async function hashChanged(): Promise<void> {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
}

async function open(hash = "today"): Promise<void> {
  location.hash = hash;
  render(Main);
  if (hash === "settings") await settingsOpen();
  await settle();
}

/** They are read when they are first wanted. */
const settingsOpen = () => vi.waitFor(() => screen.getByRole("navigation", { name: "Settings" }), 10_000);

const dialog = () => screen.queryByRole("dialog");
const hide = () => key("X", { code: "KeyX", ctrlKey: true, shiftKey: true });
const hidden = () => fake.calls.filter((call) => call === "hideAll").length;

test("F1 shows the keys, Esc puts them away, and the focus is where it was", async () => {
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  await open();
  const row = screen.getByRole("button", { name: /Clean sheets/ });
  row.focus();
  await key("F1");
  expect(dialog()?.getAttribute("aria-label")).toBe("Keys");
  expect(document.activeElement?.textContent).toBe("Keys");
  expect(screen.getByText("Ctrl + Shift + X")).toBeTruthy();
  await key("Escape");
  expect(dialog()).toBeNull();
  expect(document.activeElement).toBe(row);
});

test("the page below hears nothing of what is pressed over it", async () => {
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  await open();
  await fireEvent.click(screen.getByRole("button", { name: /Clean sheets/ }));
  await key("F1");
  await key("a");
  await key("Escape");
  const row = screen.getByRole("button", { name: /Clean sheets/ });
  expect(row.getAttribute("aria-expanded"), "Esc closed the list of keys and nothing else").toBe("true");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" }).value).toBe("");
});

test("the capture shortcut is listed as it was chosen, and only where it works", async () => {
  fake.chosen.shortcut = "CmdOrCtrl+Alt+J";
  await open();
  await key("F1");
  expect(screen.getByText("Ctrl + Alt + J")).toBeTruthy();
  await key("Escape");
  fake.state.shortcut = "unavailable";
  fake.emitChanged("notices");
  await settle();
  await key("F1");
  expect(screen.queryByText("Ctrl + Alt + J")).toBeNull();
});

test("what a key does to a row, to the list and to the sky is all named", async () => {
  await open();
  await key("F1");
  const named = [...document.querySelectorAll("dl > div")].map((line) => line.textContent.trim().replace(/\s+/g, " "));
  expect(named).toEqual(
    expect.arrayContaining([
      "A one to return to, or no longer",
      "HomeEnd the first, the last",
      "Page UpPage Down a page back, a page on",
      "Esc let go of it",
    ]),
  );
  expect(named.filter((line) => line.startsWith("Space three breaths")).length, "on Today too").toBe(2);
});

test("the keys can be found without knowing one: from About", async () => {
  await open("settings");
  await fireEvent.click(screen.getByRole("button", { name: "About" }));
  await settle();
  await fireEvent.click(screen.getByRole("button", { name: "Show them" }));
  await settle();
  expect(dialog()?.getAttribute("aria-label")).toBe("Keys");
});

test("Ctrl+K goes anywhere: typing narrows, Enter goes", async () => {
  await open();
  await key("k", { ctrlKey: true });
  const field = screen.getByRole<HTMLInputElement>("combobox", { name: "Where to?" });
  expect(document.activeElement).toBe(field);
  await fireEvent.input(field, { target: { value: "appear" } });
  await settle();
  expect(screen.getAllByRole("option").map((option) => option.textContent?.trim())).toEqual(["Settings: Appearance"]);
  await key("Enter");
  await hashChanged();
  await settingsOpen();
  expect(dialog()).toBeNull();
  await vi.waitFor(() => expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Appearance"));
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Appearance" })));
});

test("the arrows choose, round both ends, and the field says which one it is", async () => {
  await open();
  await key("k", { ctrlKey: true });
  const chosen = () =>
    document.getElementById(document.activeElement?.getAttribute("aria-activedescendant") ?? "")?.textContent?.trim();
  expect(chosen()).toBe("Today");
  await key("ArrowDown");
  expect(chosen()).toBe("Glimmers");
  await key("ArrowUp");
  await key("ArrowUp");
  expect(chosen()).toBe("Keys");
  await key("Enter");
  expect(dialog()?.getAttribute("aria-label"), "the list of keys is a place too").toBe("Keys");
});

test("what is nowhere says so, and Enter does nothing", async () => {
  await open();
  await key("k", { ctrlKey: true });
  await fireEvent.input(screen.getByRole("combobox"), { target: { value: "lighthouse" } });
  await settle();
  expect(screen.getByText("Nothing here by that name.")).toBeTruthy();
  await key("Enter");
  expect(dialog()).toBeTruthy();
});

test("“Jot one” opens the capture window and leaves this one as it was", async () => {
  await open();
  await key("k", { ctrlKey: true });
  await fireEvent.click(screen.getByRole("option", { name: "Jot one" }));
  await settle();
  expect(fake.calls).toContain("jot");
  expect(dialog()).toBeNull();
});

test("Ctrl+, opens Settings", async () => {
  await open();
  await key(",", { ctrlKey: true });
  await hashChanged();
  await settingsOpen();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Reminders");
});

test("Ctrl+Shift+X hides everything from every page, from over a page, and once", async () => {
  await open();
  await hide();
  expect(hidden()).toBe(1);
  await key("F1");
  await hide();
  expect(hidden()).toBe(2);
  await key("X", { code: "KeyX", ctrlKey: true, shiftKey: true, repeat: true });
  expect(hidden(), "held down, it is still one wish").toBe(2);
});

test.each(["newcomer", "trouble", "hard-day"])("Ctrl+Shift+X hides everything: %s", async (where) => {
  if (where === "newcomer") fake.state.newcomer = true;
  if (where === "trouble") fake.state.trouble = failure("damaged");
  await open(where === "hard-day" ? where : "today");
  await hide();
  expect(hidden()).toBe(1);
});

test("Ctrl+X stays what it is", async () => {
  await open();
  await key("x", { code: "KeyX", ctrlKey: true });
  expect(hidden()).toBe(0);
});

test("on a hard day there is no list of keys and nowhere to go", async () => {
  await open("hard-day");
  await key("F1");
  await key("k", { ctrlKey: true });
  expect(dialog()).toBeNull();
});

test("the way to a hard day is open from over a page too", async () => {
  await open();
  await key("k", { ctrlKey: true });
  await key("H", { code: "KeyH", ctrlKey: true, shiftKey: true });
  await hashChanged();
  expect(dialog()).toBeNull();
  expect(document.activeElement?.textContent, "and it has the focus").toContain("Wound up");
});

test("a hard day that opens meanwhile is not covered", async () => {
  await open();
  await key("F1");
  fake.emitGo("hard-day");
  await hashChanged();
  expect(screen.getByText("You’re here.")).toBeTruthy();
  expect(dialog()).toBeNull();
});

test("what would be lost is asked about in sight when the window closes from elsewhere", async () => {
  fake.failing.saveDraft = failure("disk_full");
  await open();
  const field = screen.getByRole("textbox", { name: "A glimmer" });
  await fireEvent.input(field, { target: { value: "only here" } });
  await key("F1");
  fake.emitClosing();
  await settle();
  expect(dialog()).toBeNull();
  expect(fake.calls).toContain("keepOpen");
});
