import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { settle } from "../settle";
import HardDay from "./HardDay.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
});

async function enter(onleave = vi.fn()) {
  render(HardDay, { onleave });
  await settle();
  return onleave;
}

async function press(key: string, more: KeyboardEventInit = {}) {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  await settle();
}
const click = async (name: string) => {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settle();
};

test("the first door has the focus, and a number opens one", async () => {
  fake.glimmers = [glimmer({ text: "humming on the stairs", senses: ["hearing"], day: "2026-04-02" })];
  await enter();
  expect(document.activeElement?.textContent).toContain("Wound up");
  await press("3", { code: "Digit3" });
  expect(screen.getByText("humming on the stairs")).toBeTruthy();
  expect(screen.getByText("in April")).toBeTruthy();
});

test.each([0, 1, 1000])("with %i of one’s own there is always one thing, and never a list", async (many) => {
  fake.glimmers = Array.from({ length: many }, (_, i) => glimmer({ id: `g${i}`, text: `moment ${i}` }));
  await enter();
  await press("3", { code: "Digit3" });
  for (let i = 0; i < 3; i++) {
    expect(document.querySelectorAll(".large").length).toBe(1);
    await click("Another");
  }
});

test.each([
  ["arriving", async () => undefined],
  ["the slow light", () => press("1", { code: "Digit1" })],
  [
    "breathing",
    async () => {
      await press("1", { code: "Digit1" });
      await press(" ");
    },
  ],
  [
    "looking around",
    async () => {
      await press("1", { code: "Digit1" });
      await press("ArrowRight");
    },
  ],
  ["a small step", () => press("2", { code: "Digit2" })],
  ["one glimmer", () => press("3", { code: "Digit3" })],
  [
    "the menu of a glimmer",
    async () => {
      fake.glimmers = [glimmer({ text: "humming", tags: ["@Marta"] })];
      await press("3", { code: "Digit3" });
      await click("More about this one");
      expect(document.activeElement?.textContent).toBe("Nothing with @Marta");
    },
  ],
  ["help", () => click("I need help now")],
  [
    "their supports",
    async () => {
      await click("That’s enough for now");
      await click("My supports");
    },
  ],
  ["the closing page", () => click("That’s enough for now")],
])("Esc leaves at once from %s", async (_step, goThere) => {
  const onleave = await enter();
  await goThere();
  await press("Escape");
  expect(onleave).toHaveBeenCalledOnce();
});

test("a month of rest comes at once and can be made longer or taken back", async () => {
  fake.glimmers = [glimmer({ text: "humming" })];
  await enter();
  await press("3", { code: "Digit3" });
  await click("Not for a while");
  expect(screen.getByText("It will rest until 22 December.")).toBeTruthy();
  await click("Undo");
  expect(fake.glimmers[0]?.rests_until).toBeNull();
});

test("staying clears the page of buttons, and any key returns", async () => {
  fake.glimmers = [glimmer({ text: "humming" })];
  await enter();
  await press("3", { code: "Digit3" });
  await press(" ");
  expect(screen.queryByRole("button", { name: "Another" })).toBeNull();
  expect(screen.getByText("humming")).toBeTruthy();
  await press("x");
  expect(screen.getByRole("button", { name: "Another" })).toBeTruthy();
  expect(fake.calls).toContain("stayWith");
});

test("without a journal it still works, with what other people noticed", async () => {
  fake.failing.openHardDay = failure("damaged");
  fake.failing.today = failure("damaged");
  await enter();
  await press("3", { code: "Digit3" });
  expect(screen.getByText(/things other people noticed/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Notice one now, here" })).toBeNull();
});

test("help begins with the danger sentence and works when the list cannot be read", async () => {
  fake.failing.crisisHelp = failure("internal");
  await enter();
  await click("I need help now");
  expect(screen.getByRole("heading", { name: /If you are in danger/ })).toBeTruthy();
  await click("Back to where you were");
  expect(screen.getByText("You’re here.")).toBeTruthy();
});

test("one noticed here is kept, shown, and can be taken back", async () => {
  await enter();
  await press("3", { code: "Digit3" });
  await click("Notice one now, here");
  const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
  await fireEvent.input(field, { target: { value: "A round place of light." } });
  await fireEvent.keyDown(field, { key: "Enter" });
  await settle();
  expect(fake.glimmers.map((kept) => kept.text)).toEqual(["A round place of light."]);
  expect(screen.getByText("Kept. It is one of yours now.")).toBeTruthy();
  await click("Undo");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" }).value).toBe("A round place of light.");
  await click("Back");
  expect(screen.getByText(/things other people noticed/), "what was shown before is shown again").toBeTruthy();
});

test("a line that is only written to is copied as its source writes it, and nothing is said to be copied that is not", async () => {
  const writeText = vi.fn(async (_text: string) => undefined);
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
  await enter();
  await click("I need help now");
  await click("Copy text SHOUT to 85258");
  expect(writeText).toHaveBeenCalledWith("text SHOUT to 85258");
  expect(screen.getByText("Copied", { selector: "button" })).toBeTruthy();
  writeText.mockRejectedValue(new Error("no clipboard"));
  document.execCommand = () => false;
  await click("Copy 116 123");
  expect(screen.queryByText("Copied")).toBeNull();
  vi.unstubAllGlobals();
});

test("why others’ are shown is said once in a visit", async () => {
  fake.glimmers = [];
  await enter();
  await press("3", { code: "Digit3" });
  expect(screen.getByText(/None of yours to show yet/)).toBeTruthy();
  await click("Another");
  expect(screen.queryByText(/None of yours/)).toBeNull();
  expect(screen.getByText("Something other people noticed:")).toBeTruthy();
});

test("taking back “never” leaves a rest that was there before", async () => {
  fake.glimmers = [glimmer({ text: "humming on the stairs" })];
  await enter();
  await press("3", { code: "Digit3" });
  await click("Not for a while");
  await click("Not on hard days");
  await click("Undo");
  expect(screen.getByText(/It will rest until/)).toBeTruthy();
});

test("help without a known country asks for one, and the choice stays when it is made", async () => {
  const known = fake.crisisHelp;
  fake.crisisHelp = async (country) =>
    country === null
      ? { country: null, countries: ["DE", "GB"], emergency: null, lines: [], chosen: null, own: null }
      : known(country);
  await enter();
  await click("I need help now");
  const choice = screen.getByRole<HTMLSelectElement>("combobox", { name: "Country" });
  expect(choice.selectedOptions[0]?.textContent).toBe("choose yours");
  expect(screen.queryByText(/No line is listed/), "no country, so nothing is missing").toBeNull();
  choice.focus();
  await fireEvent.change(choice, { target: { value: "DE" } });
  await settle();
  expect(choice.selectedOptions[0]?.textContent).toBe("Germany");
  expect([...choice.options].map((option) => option.textContent)).not.toContain("choose yours");
  expect(document.activeElement, "the arrow keys go on from there").toBe(choice);
  expect(screen.getByRole("heading", { name: /emergency number: 112/ })).toBeTruthy();
});

test("on a help page the keys belong to its buttons", async () => {
  await enter();
  await click("I need help now");
  const copy = screen.getByRole("button", { name: "Copy 116 123" });
  copy.focus();
  for (const key of ["Enter", " "])
    expect(await fireEvent.keyDown(copy, { key }), "not taken from the button").toBe(true);
});
