import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { settle } from "../settle";
import HardDay from "./HardDay.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function enter() {
  const { component } = render(HardDay, { onleave: vi.fn() });
  await settle();
  return component as unknown as { mayGo: () => Promise<boolean> };
}
async function press(key: string, more: KeyboardEventInit = {}) {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  await settle();
}
const button = (name: string) => screen.getByRole("button", { name });
const click = async (name: string, detail = 1) => {
  await fireEvent.click(button(name), { detail });
  await settle();
};
const door = (digit: number) => press(String(digit), { code: `Digit${digit}` });
const has = (name: string) => screen.queryByRole("button", { name }) !== null;
const heading = () => screen.getByRole("heading", { level: 1 });
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
async function write(text: string) {
  await fireEvent.input(field(), { target: { value: text } });
  await settle();
}
const read = () => {
  const at = document.activeElement;
  const about = (at?.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));
  return [at, ...about].map((part) => part?.textContent.trim()).join(" ");
};
const moments = (many: number) =>
  Array.from({ length: many }, (_, i) => glimmer({ id: `g${i}`, text: `moment ${i}`, senses: ["seeing"] }));

test("of two doors in one breath only the first counts, and nothing is shown unseen", async () => {
  fake.glimmers = moments(1);
  await enter();
  await Promise.all(
    [2, 3, 1].map((digit) => fireEvent.keyDown(document.body, { key: String(digit), code: `Digit${digit}` })),
  );
  await settle();
  expect(heading().textContent.trim()).toBe("Drink some water, slowly.");
  expect(fake.visit.arrival).toBe("shut_down");
  expect(fake.calls).not.toContain("nextLight");
});

test("what is pressed while the next words are fetched asks for nothing more", async () => {
  fake.glimmers = moments(3);
  await enter();
  await door(1);
  await Promise.all([
    fireEvent.click(button("Show me one of mine")),
    fireEvent.keyDown(document.body, { key: "ArrowRight" }),
  ]);
  await settle();
  expect(screen.getByText("moment 0")).toBeTruthy();
  expect(fake.calls).not.toContain("lightBySense");
});

test("the rest of a double click presses nothing that came under the pointer with its first", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  fake.glimmers = moments(3);
  await enter();
  await door(2);
  await click("Show me one of mine");
  await click("Not for a while", 2);
  await click("Another", 2);
  await click("why this one?", 2);
  expect(screen.getByText("moment 0")).toBeTruthy();
  expect(screen.queryByText(/shown because/)).toBeNull();
  expect(fake.glimmers[0]?.rests_until).toBeNull();
  vi.advanceTimersByTime(600);
  await click("Another", 2);
  expect(screen.getByText("moment 1"), "later, it was meant").toBeTruthy();
  await click("Another", 2);
  expect(screen.getByText("moment 1"), "no glimmer goes by unseen").toBeTruthy();
  await click("Another", 0);
  expect(screen.getByText("moment 2"), "keys are never held up").toBeTruthy();
});

test("help that was double-clicked is open", async () => {
  await enter();
  await click("I need help now");
  expect(await fireEvent.mouseDown(document.body, { detail: 2 }), "nor does the focus go").toBe(false);
  await click("Back to where you were", 2);
  expect(screen.getByRole("heading", { name: /If you are in danger/ })).toBeTruthy();
});

test("the way out begins to be read at its first words", async () => {
  await enter();
  await click("That’s enough for now");
  expect(read()).toBe("You can stop here. Hard moments come back sometimes, and you don’t start over when they do.");
});

test("what is jotted on the way out leads back there, is said there, and can be taken back there", async () => {
  fake.glimmers = moments(2);
  await enter();
  await door(3);
  await click("That’s enough for now");
  await click("Jot something from now");
  await write("A round place of light.");
  await press("Enter");
  expect(fake.glimmers.map(({ text }) => text)).toContain("A round place of light.");
  expect(heading().textContent).toBe("You can stop here.");
  expect(read()).toMatch(/^You can stop here\. Kept\. Hard moments/);
  expect(fake.calls.filter((call) => call === "nextLight").length, "no other glimmer").toBe(1);
  await click("Undo");
  expect(field().value).toBe("A round place of light.");
  expect(fake.glimmers.length).toBe(2);
  await click("Back");
  expect(heading().textContent).toBe("You can stop here.");
  expect(has("Undo")).toBe(false);
});

test("what was jotted and cannot be taken back is said so in place", async () => {
  await enter();
  await click("That’s enough for now");
  await click("Jot something from now");
  await write("A round place of light.");
  await press("Enter");
  fake.failing.undoKeep = failure("not_found");
  button("Undo").focus();
  await click("Undo");
  expect(screen.getByText("That could not be taken back. It is still in your journal.")).toBeTruthy();
  expect(has("Undo")).toBe(false);
  expect(document.activeElement).toBe(heading());
});

test("one noticed here belongs to the visit: it does not come up again, and nobody hears that they have none", async () => {
  const noted = vi.spyOn(fake, "noteNoticed");
  await enter();
  await door(3);
  expect(screen.getByText(/None of yours/)).toBeTruthy();
  await click("Notice one now, here");
  await write("A round place of light.");
  await press("Enter");
  expect(noted.mock.calls).toEqual([["visit-1", fake.glimmers[0]?.id]]);
  await click("Another");
  expect(screen.queryByText("A round place of light.")).toBeNull();
  expect(screen.queryByText(/None of yours/)).toBeNull();
  expect(screen.getByText(/only a few of yours/)).toBeTruthy();
});

test("that it could not be noted is nobody’s trouble", async () => {
  fake.failing.noteNoticed = failure("disk_full");
  await enter();
  await door(3);
  await click("Notice one now, here");
  await write("A round place of light.");
  await press("Enter");
  expect(screen.getByText("Kept. It is one of yours now.")).toBeTruthy();
  await click("Another");
  expect(screen.getByText("A round place of light.")).toBeTruthy();
});

test.each([
  [5, /only a few of yours/],
  [6, /All of yours that can come up have been here/],
])("after %i of their own, what is said about the rest is true", async (many, said) => {
  fake.glimmers = moments(many);
  await enter();
  await door(3);
  for (let i = 0; i < many; i++) await click("Another");
  expect(screen.getByText(said)).toBeTruthy();
});

test("those that opened a sense were here too", async () => {
  fake.glimmers = moments(6);
  await enter();
  await door(1);
  await press("ArrowRight");
  await click("Show me one of mine");
  for (let i = 0; i < 5; i++) await click("Another");
  expect(screen.getByText(/All of yours/)).toBeTruthy();
});

test("in a hidden window no breath is said or planned; shown again, the word is right at once", async () => {
  vi.useFakeTimers();
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(false);
  const word = () => document.querySelector("[aria-live=assertive]")?.textContent.trim();
  await enter();
  await door(1);
  await press(" ");
  await vi.advanceTimersByTimeAsync(1000);
  await tick();
  expect(word()).toBe("in");
  hidden.mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  await tick();
  expect(word()).toBe("");
  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(25_000);
  expect(word()).toBe("");
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event("visibilitychange"));
  await tick();
  expect(word(), "25 seconds on").toBe("out");
});

/** Words that are only in the window, and a page that lies over them. */
async function unsavedUnder(open: () => Promise<void>) {
  fake.failing.saveDraft = failure("disk_full");
  const page = await enter();
  await door(3);
  await click("Notice one now, here");
  await write("only here");
  await open();
  expect(await page.mayGo()).toBe(false);
  await settle();
  expect(field().value).toBe("only here");
  expect(document.activeElement).toBe(field());
  expect(screen.getByRole("alert").textContent).toContain("They are only in this window.");
}

test("words that cannot be saved come into sight from under a panel", () =>
  unsavedUnder(() => click("I need help now")));

test("and from under a panel over another page", () =>
  unsavedUnder(async () => {
    await click("That’s enough for now");
    await click("My supports");
    await click("I need help now");
  }));
