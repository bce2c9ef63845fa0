import { fireEvent, render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { failure, glimmer, type FakeApi } from "../api/fake";
import { settle } from "../settle";
import { lockedFake } from "../state/locked.test-env";
import HardDay from "./HardDay.svelte";

let fake: FakeApi;
const onopened = vi.fn();
beforeEach(() => {
  fake = lockedFake();
  fake.glimmers = [glimmer({ text: "Clean sheets.", senses: ["seeing"] })];
  fake.ownSupports = [
    { kind: "person", name: "Marta", reach: "07700 900146", about: "", way: "call" },
    { kind: "sentence", name: "It did not stay.", reach: "", about: "", way: null },
  ];
  onopened.mockReset();
  useApi(fake);
});

async function enter(help = false): Promise<void> {
  render(HardDay, { onleave: vi.fn(), onopened, help });
  await settle();
}
async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  await settle();
}
const door = (digit: number) => press(String(digit), { code: `Digit${digit}` });
const click = async (name: string) => {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settle();
};
const has = (name: string) => screen.queryByRole("button", { name }) !== null;
const ASK = "Your own are locked away. Open them?";
const asked = () => screen.queryByRole("heading", { name: ASK });
const field = () => screen.getByLabelText<HTMLInputElement>(/^(Passphrase|Recovery code)$/);
async function type(words: string): Promise<void> {
  await fireEvent.input(field(), { target: { value: words } });
  await settle();
}
const heading = () => screen.getByRole("heading", { level: 1 }).textContent.trim();

test("breathing and looking around begin without a question, with plain invitations", async () => {
  await enter();
  await door(1);
  expect(has("Begin")).toBe(true);
  await click("Look around the room instead");
  expect(screen.queryByText(/Clean sheets/)).toBeNull();
  expect(has("Next")).toBe(true);
  expect(asked()).toBeNull();
});

test("small steps come without a question", async () => {
  await enter();
  await door(2);
  expect(heading()).toBe("Drink some water, slowly.");
});

test("where one’s own would come, it is asked whether to open them, quietly", async () => {
  await enter();
  await door(3);
  expect(document.activeElement, "the sentence first, not the field").toBe(asked());
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(has("That’s enough for now"), "every way out is still there").toBe(true);
  expect(has("I need help now")).toBe(true);
  await press("w");
  expect(document.activeElement, "a letter belongs in the field").toBe(field());
});

test("opened, the visit goes on with one’s own, and the journal knows how the person came in", async () => {
  await enter();
  await door(3);
  await type("warm bread");
  await click("Open");
  expect(screen.getByText("Clean sheets.")).toBeTruthy();
  expect(onopened).toHaveBeenCalledWith({ joined: 0, unreadable: 0 });
  expect(fake.visit.arrival).toBe("not_sure");
  expect(document.activeElement?.textContent).toBe("One moment");
  expect(has("Not for a while")).toBe(true);
});

test("Enter in the field opens, and Space with nothing typed leads into the field", async () => {
  await enter();
  await door(3);
  await press(" ");
  expect(document.activeElement).toBe(field());
  await type("warm bread");
  await fireEvent.submit(field());
  await settle();
  expect(screen.getByText("Clean sheets.")).toBeTruthy();
});

test("Not now shows what others noticed, and nothing asks again in this visit", async () => {
  await enter();
  await door(3);
  await click("Not now");
  expect(screen.getByText(/^Yours are locked away for now\./)).toBeTruthy();
  expect(has("Stay with it")).toBe(true);
  await click("Another");
  expect(asked()).toBeNull();
  expect(screen.getByText("Something other people noticed:")).toBeTruthy();
  await click("That’s enough for now");
  await click("My supports");
  expect(asked()).toBeNull();
  expect(screen.getByText("Your supports are locked away with your journal.")).toBeTruthy();
  await click("Back to where you were");
  await click("I need help now");
  expect(asked()).toBeNull();
});

test("what did not open it, and a time to wait, are said as at the lock", async () => {
  await enter();
  await door(3);
  await type("cold");
  await click("Open");
  expect(screen.getByText("That did not open it. Is Caps Lock on?")).toBeTruthy();
  expect(document.activeElement).toBe(field());
  expect(field().selectionEnd).toBe(4);
  fake.failing.unlock = failure("wait", "20");
  await click("Open");
  expect(screen.getAllByText("It can be tried again in 20 seconds.").length).toBeGreaterThan(0);
});

test("the recovery code is taken here too", async () => {
  await enter();
  await door(3);
  await click("Use the recovery code");
  expect(document.activeElement).toBe(field());
  await type("7kqm2xhdpvra94tewj3fc8nb5sgyl6zu");
  await click("Open");
  expect(screen.getByText("Clean sheets.")).toBeTruthy();
});

test("on the way out, supports ask; opened, they are there, and the invitations too", async () => {
  await enter();
  await click("That’s enough for now");
  expect(asked(), "nobody is asked for leaving").toBeNull();
  await click("My supports");
  expect(asked()).toBeTruthy();
  await type("warm bread");
  await click("Open");
  expect(screen.getByText("Marta")).toBeTruthy();
  expect(document.activeElement?.textContent).toBe("My supports");
  await click("Back to where you were");
  await fireEvent.input(screen.getByLabelText(/look forward to/), { target: { value: "tea" } });
  await settle();
  expect(fake.leaving.forward).toBe("tea");
});

test("help is there with all but the own people; asked below the lines, they come there", async () => {
  fake.crisis = { country: "GB", line: "A line", own: null };
  await enter(true);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toMatch(/^\s*If you are in danger/);
  expect(document.activeElement?.textContent).toMatch(/If you are in danger/);
  expect(screen.getByText("A line")).toBeTruthy();
  expect(screen.queryByText("Marta")).toBeNull();
  const line = screen.getByText("A line");
  expect(line.compareDocumentPosition(asked() as Element)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  await type("warm bread");
  await click("Open");
  expect(screen.getByText("Marta")).toBeTruthy();
  expect(document.activeElement?.textContent).toBe("People you can reach");
});

test("declined in help, that is said where it was asked, and the lines stay where they are", async () => {
  await enter(true);
  await click("Not now");
  expect(document.activeElement?.textContent).toBe("They stay locked away.");
  expect(screen.getByText("A line")).toBeTruthy();
});

test("opened from elsewhere meanwhile, one’s own come where they were asked for", async () => {
  await enter();
  await door(3);
  expect(asked()).toBeTruthy();
  fake.state.lock = "open";
  fake.emitChanged("lock");
  await settle();
  expect(screen.getByText("Clean sheets.")).toBeTruthy();
});

test("what is noticed here is sealed, and shown as one’s own without what cannot be done yet", async () => {
  await enter();
  await door(3);
  await click("Not now");
  await click("Notice one now, here");
  expect(screen.getByText(/^Your journal is locked\./)).toBeTruthy();
  const box = screen.getByRole("textbox", { name: "A glimmer" });
  await fireEvent.input(box, { target: { value: "the hum of the fridge" } });
  await fireEvent.keyDown(box, { key: "Enter" });
  await settle();
  expect(screen.getByText("the hum of the fridge")).toBeTruthy();
  expect(screen.getByText("Kept. It is one of yours now.")).toBeTruthy();
  expect(has("Not for a while")).toBe(false);
});

test("what was noticed before it was opened does not come up as if it were old", async () => {
  await enter();
  await click("That’s enough for now");
  await click("Jot something from now");
  const box = screen.getByRole("textbox", { name: "A glimmer" });
  await fireEvent.input(box, { target: { value: "the hum of the fridge" } });
  await fireEvent.keyDown(box, { key: "Enter" });
  await settle();
  await click("My supports");
  await type("warm bread");
  await click("Open");
  expect(fake.calls).toContain("noteNoticed");
});

test("Esc leaves from the field at once", async () => {
  const onleave = vi.fn();
  render(HardDay, { onleave });
  await settle();
  await door(3);
  field().focus();
  await press("Escape");
  expect(onleave).toHaveBeenCalled();
});

test.each(["step", "help"])("nothing of the question stands in anybody’s way: %s", async (where) => {
  await enter(where === "help");
  if (where === "step") await door(3);
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
