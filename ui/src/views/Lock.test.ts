import { fireEvent, render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { failure, glimmer, type FakeApi } from "../api/fake";
import { settle } from "../settle";
import { lockedFake } from "../state/locked.test-env";
import { toast } from "../state/toast.svelte";
import Main from "./Main.svelte";

let fake: FakeApi;
// Read when they are first needed; a test does not wait for a disk.
beforeAll(
  async () => void (await Promise.all([import("./Keys.svelte"), import("./GoTo.svelte"), import("./Trouble.svelte")])),
);
beforeEach(() => {
  fake = lockedFake();
  fake.glimmers = [glimmer({ text: "Clean sheets." })];
  useApi(fake);
  toast.clear();
  location.hash = "";
});

async function open(): Promise<void> {
  location.hash = "today";
  render(Main);
  await vi.waitFor(() => screen.getByRole("heading", { name: "Locked" }), 10_000);
  await settle();
}
const field = () => screen.getByLabelText<HTMLInputElement>(/^(Passphrase|Recovery code)$/);
const button = (name: string) => screen.getByRole("button", { name });
const said = () => screen.getAllByRole("status")[0]?.textContent.trim();
const unlocks = () => fake.calls.filter((call) => call === "unlock").length;
async function type(words: string): Promise<void> {
  await fireEvent.input(field(), { target: { value: words } });
  await settle();
}
async function press(name: string): Promise<void> {
  await fireEvent.click(button(name));
  await settle();
}
async function hashChanged(): Promise<void> {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
}
const caps = (on: boolean) =>
  fireEvent.keyUp(field(), { key: "a", modifierCapsLock: on } as KeyboardEventInit).then(settle);

test("nothing of the journal is in a locked window, and the field has the focus", async () => {
  await open();
  expect(document.body.textContent).not.toContain("Clean sheets.");
  expect(document.body.textContent).not.toContain("Glimmer");
  expect(screen.queryByRole("navigation")).toBeNull();
  expect(document.activeElement).toBe(field());
  expect([field().type, field().autocomplete]).toEqual(["password", "off"]);
  expect(fake.calls).not.toContain("today");
});

test("the passphrase opens it, on the page that was asked for", async () => {
  await open();
  location.hash = "glimmers";
  await hashChanged();
  expect(field()).toBeTruthy();
  await type("warm bread");
  await press("Open");
  expect(screen.getByText("Clean sheets.")).toBeTruthy();
  expect(screen.getByRole("searchbox")).toBeTruthy();
});

test("what was typed can be seen, and the button says what it does", async () => {
  await open();
  await type("warm");
  await press("Show what is typed");
  expect(field().type).toBe("text");
  expect(field().value).toBe("warm");
  await press("Hide what is typed");
  expect(field().type).toBe("password");
});

test("what did not open it is said, and stands selected in the field", async () => {
  await open();
  await type("cold bread");
  await press("Open");
  expect(said()).toBe("That did not open it. Is Caps Lock on?");
  expect(document.activeElement).toBe(field());
  expect([field().selectionStart, field().selectionEnd]).toEqual([0, "cold bread".length]);
  expect(field().getAttribute("aria-invalid")).toBe("true");
  expect(field().getAttribute("aria-describedby")).toBe(screen.getAllByRole("status")[0]?.id);
  await type("warm");
  expect(said(), "once it is mended, nothing is said of it").toBe("");
});

test("Caps Lock is looked at, and said when it is on", async () => {
  await open();
  await caps(true);
  expect(said()).toBe("Caps Lock is on.");
  await type("WARM BREAD");
  await press("Open");
  expect(said()).toBe("That did not open it. Caps Lock is on.");
  await caps(false);
  await type("");
  expect(said()).toBe("");
});

test("the recovery code opens it too, however it is written", async () => {
  await open();
  await press("Use the recovery code");
  expect(document.activeElement).toBe(field());
  expect(screen.getByLabelText("Recovery code")).toBe(field());
  await type("7kqm 2xhd pvra-94te wj3fc8nb 5sgy");
  await press("Open");
  expect(said()).toBe("That did not open it. Is every group there?");
  await type("7kqm 2xhd pvra-94te wj3fc8nb 5sgy l6zu ");
  await press("Open");
  expect(screen.queryByRole("heading", { name: "Locked" })).toBeNull();
});

test("turning to the code and back leaves nothing behind", async () => {
  await open();
  await type("warm bread");
  await press("Use the recovery code");
  expect(field().value).toBe("");
  await type("7KQM");
  await press("Use the passphrase");
  expect([field().value, field().type]).toEqual(["", "password"]);
});

test("while it opens this is said, and a second press does nothing", async () => {
  await open();
  let answer: (() => void) | undefined;
  const unlock = fake.unlock;
  fake.unlock = async (secret) => {
    await new Promise<void>((resolve) => (answer = resolve));
    return unlock(secret);
  };
  const spy = vi.spyOn(fake, "unlock");
  await type("warm bread");
  await press("Open");
  await press("Open");
  await fireEvent.submit(field());
  expect(said()).toBe("Opening…");
  expect(spy).toHaveBeenCalledTimes(1);
  answer?.();
  await settle();
  expect(screen.queryByRole("heading", { name: "Locked" })).toBeNull();
});

test("an empty field asks for nothing", async () => {
  await open();
  await press("Open");
  expect(unlocks()).toBe(0);
  expect(document.activeElement).toBe(field());
});

test("a time to wait is said once and runs down quietly, and then it can be tried again", async () => {
  await open();
  vi.useFakeTimers();
  fake.failing.unlock = failure("wait", "30");
  await type("warm bread");
  await press("Open");
  const left = () => document.querySelector(".says p:not([role])")?.textContent;
  expect(said()).toBe("It can be tried again in 30 seconds.");
  expect(button("Open").getAttribute("aria-disabled")).toBe("true");
  await vi.advanceTimersByTimeAsync(17_000);
  await settle();
  expect(left()).toBe("It can be tried again in 15 seconds.");
  expect(said(), "nothing is read out meanwhile").toBe("It can be tried again in 30 seconds.");
  await vi.advanceTimersByTimeAsync(5000);
  await settle();
  expect(left()).toBe("It can be tried again in a few seconds.");
  delete fake.failing.unlock;
  await press("Open");
  expect(unlocks(), "not before the time is over").toBe(1);
  expect(field().value, "what was typed stays").toBe("warm bread");
  await vi.advanceTimersByTimeAsync(9000);
  await settle();
  expect(said()).toBe("It can be tried again now.");
  await press("Open");
  expect(screen.queryByRole("heading", { name: "Locked" })).toBeNull();
});

test("a long wait is said in minutes", async () => {
  await open();
  fake.failing.unlock = failure("wait", "200");
  await type("x");
  await press("Open");
  expect(said()).toBe("It can be tried again in 4 minutes.");
});

test("what was jotted meanwhile is there, and what cannot be read is not passed over", async () => {
  fake.sealed = [glimmer({ id: "s-1", text: "Steam on the window." })];
  fake.unreadable = 1;
  await open();
  await type("warm bread");
  await press("Open");
  expect(screen.getByText("Steam on the window.")).toBeTruthy();
  expect(
    screen.getByText(
      "What you jotted while it was locked is in your journal. Something that was sealed cannot be read. It is left where it is.",
    ),
  ).toBeTruthy();
});

test("where nothing came in, nothing is said", async () => {
  await open();
  await type("warm bread");
  await press("Open");
  expect(screen.queryByText(/jotted/)).toBeNull();
});

test("jotting one, a hard day and help need no passphrase", async () => {
  await open();
  await press("Jot one");
  expect(fake.calls).toContain("jot");
  expect(screen.getByRole("link", { name: "Hard day" }).getAttribute("href")).toBe("#hard-day");
  await press("I need help now");
  await hashChanged();
  expect(screen.getByRole("heading", { name: /If you are in danger/ })).toBeTruthy();
  await press("Back to where you were");
  await hashChanged();
  await vi.waitFor(() => screen.getByRole("heading", { name: "Locked" }));
});

test("the second time a hard day is opened, it begins where it begins", async () => {
  await open();
  await press("I need help now");
  await fireEvent.keyDown(document.body, { key: "Escape" });
  await hashChanged();
  await fireEvent.keyDown(document.body, { key: "H", code: "KeyH", ctrlKey: true, shiftKey: true });
  await hashChanged();
  expect(screen.getByText("You’re here.")).toBeTruthy();
});

test("a journal that is damaged behind its lock is said to be, and is not the passphrase’s fault", async () => {
  await open();
  fake.failing.unlock = failure("damaged");
  await type("warm bread");
  fake.state.trouble = failure("damaged");
  await press("Open");
  expect(screen.getByText("The journal could not be opened.")).toBeTruthy();
});

test("any other reason is said without blame", async () => {
  await open();
  fake.failing.unlock = failure("file");
  await type("warm bread");
  await press("Open");
  expect(said()).toBe("It could not be opened. Nothing was changed.");
});

test("locked from elsewhere, everything goes from the window, what is half written too", async () => {
  fake.state.lock = "open";
  location.hash = "today";
  render(Main);
  await settle();
  await fireEvent.input(screen.getByRole("textbox", { name: "A glimmer" }), { target: { value: "half a" } });
  await settle();
  fake.lock();
  await vi.waitFor(() => screen.getByRole("heading", { name: "Locked" }), 10_000);
  expect(document.body.textContent).not.toContain("Clean sheets.");
  fake.drafts.clear();
  await type("warm bread");
  await press("Open");
  const composer = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
  expect(composer.value, "only what the journal gives back").toBe("");
});

test("locked in the middle of a hard day, the window is at the lock", async () => {
  fake.state.lock = "open";
  location.hash = "hard-day";
  render(Main);
  await settle();
  await fireEvent.keyDown(document.body, { key: "3", code: "Digit3" });
  await settle();
  expect(screen.getByText("Clean sheets.")).toBeTruthy();
  fake.lock();
  await vi.waitFor(() => screen.getByRole("heading", { name: "Locked" }), 10_000);
  expect(document.body.textContent).not.toContain("Clean sheets.");
});

test("a locked window closes without a question", async () => {
  await open();
  fake.emitClosing();
  await settle();
  expect(fake.calls).toContain("closeMain");
});

test("nothing on it stands in anybody’s way", async () => {
  await open();
  await type("x");
  await press("Open");
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

const lockKey = (on: Element = document.activeElement ?? document.body, more: object = {}) =>
  fireEvent.keyDown(on, { key: "L", code: "KeyL", ctrlKey: true, shiftKey: true, ...more }).then(settle);
const locked = () => fake.calls.filter((call) => call === "lockNow").length;

test.each(["today", "hard-day"])("Ctrl+Shift+L locks at once, on %s", async (where) => {
  fake.state.lock = "open";
  location.hash = where;
  render(Main);
  await settle();
  await lockKey();
  expect(locked()).toBe(1);
  await vi.waitFor(() => screen.getByRole("heading", { name: "Locked" }), 10_000);
});

test("it locks out of a field and out of what lies over the page, and once for a key that is held", async () => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  fake.state.lock = "open";
  location.hash = "today";
  render(Main);
  await settle();
  fake.lockNow = () => Promise.resolve(void fake.calls.push("lockNow"));
  await lockKey(screen.getByRole("textbox", { name: "A glimmer" }));
  await lockKey(document.body, { repeat: true });
  await lockKey(document.body, { key: "Д" });
  await fireEvent.keyDown(document.body, { key: "F1" });
  await settle();
  expect(screen.getByText("lock the journal")).toBeTruthy();
  await lockKey(screen.getByRole("dialog"));
  expect(locked()).toBe(3);
});

test("locking can be gone to by its name, where there is a passphrase", async () => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  fake.state.lock = "open";
  location.hash = "today";
  render(Main);
  await settle();
  await fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  await settle();
  await fireEvent.click(screen.getByRole("option", { name: "Lock the journal" }));
  await vi.waitFor(() => screen.getByRole("heading", { name: "Locked" }), 10_000);
});
