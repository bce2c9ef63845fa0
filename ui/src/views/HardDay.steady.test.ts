import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import type { Breath, Support } from "../api/types";
import { settle } from "../settle";
import { settings } from "../state/settings.svelte";
import HardDay from "./HardDay.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  settings.current = null;
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
const door = (digit: number) => press(String(digit), { code: `Digit${digit}` });
const has = (name: string) => screen.queryByRole("button", { name }) !== null;
const buttons = () => [...document.querySelectorAll(".next button")].map((button) => button.textContent);
const heading = () => screen.getByRole("heading").textContent.trim();
const word = () => document.querySelector("[aria-live=assertive]")?.textContent.trim();
const step = (name: string): Support => ({ kind: "step", name, reach: "", about: "", way: null });

test("wound up begins with a light that waits to be asked", async () => {
  await enter();
  await door(1);
  expect(screen.getByText(/grows for four seconds and fades for six/)).toBeTruthy();
  expect(buttons()).toEqual(["Begin", "Look around the room instead", "Show me one of mine", "That’s enough for now"]);
  expect(word()).toBe("");
  expect(fake.visit.arrival).toBe("wound_up");
  expect(fake.calls, "nothing is counted as shown").not.toContain("nextLight");
});

test.each<[Breath, number, number, string]>([
  ["3-5", 3000, 5000, "for three seconds and fades for five"],
  ["5-7", 5000, 7000, "for five seconds and fades for seven"],
])("the pace that was chosen is the pace: %s", async (breath, inward, out, said) => {
  vi.useFakeTimers();
  fake.chosen.breath = breath;
  await settings.load();
  await enter();
  await door(1);
  expect(screen.getByText(new RegExp(said))).toBeTruthy();
  await press(" ");
  const after = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    await tick();
    return word();
  };
  expect(await after(1000), "a moment to settle").toBe("in");
  expect([await after(inward - 1), await after(1)]).toEqual(["in", "out"]);
  expect([await after(out - 1), await after(1)]).toEqual(["out", "in"]);
});

test("breathing goes on for five minutes without a word out of time, also when the window slept through some", async () => {
  vi.useFakeTimers();
  await enter();
  await door(1);
  await press(" ");
  await vi.advanceTimersByTimeAsync(1000);
  await vi.advanceTimersByTimeAsync(300_000 - 1);
  await tick();
  expect(word()).toBe("out");
  await vi.advanceTimersByTimeAsync(1);
  await tick();
  expect(word()).toBe("in");
  // Time passes, and no timer runs.
  vi.setSystemTime(Date.now());
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 45_000);
  document.dispatchEvent(new Event("visibilitychange"));
  await tick();
  expect(word(), "45 seconds on, at once").toBe("out");
});

test("breathing stops by Space, by a click, and for help; held, Space does it once", async () => {
  await enter();
  await door(1);
  await press(" ");
  expect(buttons().map((name) => name.replace("Space", "").trim())).toEqual(["Stop here", "That’s enough for now"]);
  await press(" ", { repeat: true });
  expect(has("Begin")).toBe(false);
  await press(" ");
  expect(has("Begin")).toBe(true);
  await press(" ");
  await click("Stop here");
  expect(has("Begin")).toBe(true);
  await press(" ");
  await click("I need help now");
  await click("Back to where you were");
  expect(has("Begin"), "nothing went on unseen").toBe(true);
  expect(document.activeElement?.textContent).toBe("I need help now");
});

test("looking around opens each sense with one of their own, and asks for it only then", async () => {
  fake.glimmers = [
    glimmer({ id: "s", text: "light on the wall", senses: ["seeing"] }),
    glimmer({ id: "h", text: "rain on the skylight", senses: ["hearing"] }),
    glimmer({ id: "h2", text: "a kettle", senses: ["hearing"] }),
  ];
  const asked = vi.spyOn(fake, "lightBySense");
  await enter();
  await door(1);
  expect(asked).not.toHaveBeenCalled();
  await click("Look around the room instead");
  expect(heading()).toBe("What can you see now?");
  expect(screen.getByText("You once noticed by seeing:")).toBeTruthy();
  expect(screen.getByText("light on the wall").className).toContain("yours");
  expect(asked.mock.calls.map(([, sense]) => sense)).toEqual(["seeing"]);

  await click("Next");
  expect(heading()).toBe("What can you touch now?");
  expect(screen.queryByText(/You once noticed/), "none of their own: only the question").toBeNull();

  await press("ArrowRight");
  expect(screen.getByText("rain on the skylight")).toBeTruthy();
  const lights = screen.getByRole("group", { name: "What can you hear now?" }).querySelectorAll("button");
  expect([...lights].map((light) => light.getAttribute("aria-label"))).toEqual(["one thing", "another", "a third"]);
  await click("another");
  expect([...lights].map((light) => light.getAttribute("aria-pressed"))).toEqual(["false", "true", "false"]);
  await click("I need help now");
  await click("Back to where you were");
  expect(screen.getByRole("button", { name: "another" }).getAttribute("aria-pressed"), "it waited").toBe("true");

  await press(" ", { repeat: true });
  expect(heading()).toBe("What can you hear now?");
  await click("Next");
  await click("Next");
  expect(heading()).toBe("What can you taste now?");
  expect(screen.getByRole("button", { name: "one thing" }).getAttribute("aria-pressed"), "no light is carried on").toBe(
    "false",
  );
  await click("Next");
  expect(screen.getByText("a kettle"), "then one glimmer").toBeTruthy();
});

test.each(["lightBySense", "openHardDay"] as const)(
  "looking around works when the journal refuses %s",
  async (call) => {
    fake.failing[call] = failure("damaged");
    await enter();
    await door(1);
    await press("ArrowRight");
    for (const sense of ["see", "touch", "hear", "smell", "taste"]) {
      expect(heading()).toBe(`What can you ${sense} now?`);
      await press("ArrowRight");
    }
    expect(screen.getByText(/things other people noticed/)).toBeTruthy();
  },
);

test("a journal that does not answer holds nobody up, and nobody is pulled back by it", async () => {
  vi.useFakeTimers();
  fake.lightBySense = () => new Promise(() => undefined);
  await enter();
  await door(1);
  await press("ArrowRight");
  await press("ArrowRight");
  await vi.advanceTimersByTimeAsync(500);
  await settle();
  expect(heading()).toBe("What can you see now?");
  fake.nextLight = () => new Promise(() => undefined);
  await click("Show me one of mine");
  await click("That’s enough for now");
  await vi.advanceTimersByTimeAsync(500);
  await settle();
  expect(has("My supports"), "where they went since").toBe(true);
});

test("shut down begins with one small step: their own first, in their voice", async () => {
  fake.ownSupports = [{ ...step("Marta"), kind: "person" }, step("Put the kettle on")];
  await enter();
  await door(2);
  expect(heading()).toBe("Put the kettle on");
  expect(screen.getByRole("heading").className).toContain("yours");
  expect(screen.getByText("One small thing, if it feels possible")).toBeTruthy();
  await click("I did that");
  expect(screen.getByText("One more, if it feels possible")).toBeTruthy();
  expect(heading()).toBe("Drink some water, slowly.");
  expect(screen.getByRole("heading").className).not.toContain("yours");
  await press("ArrowRight");
  expect(screen.getByText("One small thing, if it feels possible"), "passing by is as good").toBeTruthy();
});

test("when all steps were shown there is one glimmer; each was shown once", async () => {
  fake.failing.supports = failure("internal");
  fake.glimmers = [glimmer({ text: "humming" })];
  await enter();
  await door(2);
  const seen: string[] = [];
  while (has("A different one")) {
    seen.push(heading());
    await press("ArrowRight");
  }
  expect(new Set(seen).size).toBe(6);
  expect(seen.length).toBe(6);
  expect(screen.getByText("humming")).toBeTruthy();
});

test.each([1, 2, 3])("from door %i on, one of theirs and the way out are in every step", async (digit) => {
  fake.glimmers = [glimmer({ text: "humming" })];
  await enter();
  await door(digit);
  if (digit !== 3) await click("Show me one of mine");
  expect(screen.getByText("humming")).toBeTruthy();
  await click("That’s enough for now");
  expect(screen.getByRole("heading", { name: "You can stop here." })).toBeTruthy();
  await click("My supports");
  await click("Back to where you were");
  expect(document.activeElement?.textContent, "the focus is where it was").toBe("My supports");
});

test("with eyes closed and one hand: wound up, breathing, the room, one glimmer, out", async () => {
  fake.glimmers = [
    glimmer({ text: "rain on the skylight", senses: ["hearing"] }),
    glimmer({ id: "b", text: "humming" }),
  ];
  const onleave = await enter();
  await door(1);
  const read = () => {
    const at = document.activeElement;
    const about = (at?.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));
    return [at?.textContent, ...about.map((part) => part?.textContent)].join(" ").replace(/\s+/g, " ");
  };
  expect(read()).toContain("The light grows for four seconds");
  await press(" ");
  await press(" ");
  await press("ArrowRight");
  expect(read()).toContain("What can you see now? Five things");
  await press(" ");
  await press(" ");
  expect(document.querySelector(".words")?.getAttribute("aria-live"), "the next sense is read out").toBe("polite");
  expect(read()).toContain("You once noticed by hearing: rain on the skylight");
  for (let i = 0; i < 3; i++) await press(" ");
  expect(read()).toMatch(/One moment .*humming.*\?/);
  await press(" ");
  await press("x");
  await press("Escape");
  expect(onleave).toHaveBeenCalledOnce();
  expect(fake.visit.stayed).toEqual(["b"]);
});

test("with eyes closed and one hand: shut down, a step, one glimmer, out", async () => {
  fake.glimmers = [glimmer({ text: "humming" })];
  const onleave = await enter();
  await door(2);
  expect(document.activeElement?.textContent.trim()).toBe("Drink some water, slowly.");
  for (let i = 0; i < 6; i++) await press(i % 2 ? " " : "ArrowRight");
  expect(screen.getByText("humming")).toBeTruthy();
  await press("ArrowRight");
  expect(screen.getByText(/things other people noticed/)).toBeTruthy();
  await press("Escape");
  expect(onleave).toHaveBeenCalledOnce();
});

test("with eyes closed and one hand: not sure, one glimmer after another, out", async () => {
  fake.glimmers = [glimmer({ text: "humming" }), glimmer({ id: "b", text: "a warm cup" })];
  const onleave = await enter();
  await door(3);
  await press("ArrowRight");
  expect(screen.getByText("a warm cup")).toBeTruthy();
  await press(" ");
  await press(" ");
  expect(fake.visit.stayed).toEqual(["b"]);
  await press("Escape");
  expect(onleave).toHaveBeenCalledOnce();
});
