import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { settle } from "../settle";
import { placeOf } from "../state/sky-places";
import { all, toScreen } from "../state/sky-view";
import { sky } from "../state/sky.svelte";
import { theme } from "../state/theme.svelte";
import Sky from "./Sky.svelte";

const WORDS = ["Warm bread.", "Rain on the skylight.", "A nod on the tram.", "Her sevens.", "Steam.", "The blackbird."];

let fake: FakeApi;
const onopen = vi.fn();
beforeEach(() => {
  fake = new FakeApi();
  // The newest first, as the journal lists them; the oldest is the light in the middle.
  fake.glimmers = WORDS.map((text, i) =>
    glimmer({ id: `g-${i}`, text, feelings: [i % 2 ? "calm" : "joyful"], day: "2026-03-08" }),
  ).reverse();
  useApi(fake);
  sky.forget();
  onopen.mockReset();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  HTMLCanvasElement.prototype.getContext = () => null;
});

async function rest(): Promise<void> {
  await settle();
  vi.advanceTimersByTime(400);
  await settle();
}

async function open() {
  const rendered = render(Sky, { onopen });
  await rest();
  return rendered;
}

const stage = () => screen.getByRole("listbox", { name: /^Your sky/ });
const card = () => document.querySelector(".card");
const read = () => document.getElementById(stage().getAttribute("aria-activedescendant") ?? "")?.textContent?.trim();
const press = async (key: string) => {
  await fireEvent.keyDown(stage(), { key });
  await rest();
};
// Nothing is laid out here, so the window of the sky is the smallest there is.
const PANE = { width: 0, height: 0, foot: 0 };
const on = (number: number) => toScreen(all(PANE, Math.sqrt(WORDS.length)), PANE, placeOf(number));

/** A pointer where a light is; the tests' browser knows no pointer events of its own. */
async function point(what: "pointermove" | "pointerdown" | "pointerup", number: number): Promise<void> {
  const { x, y } = on(number);
  await fireEvent(stage(), new MouseEvent(what, { clientX: x, clientY: y, bubbles: true }));
}

test("an empty sky says what will be there, and lets one jot", async () => {
  fake.glimmers = [];
  await open();
  expect(screen.getByText("Every glimmer you keep becomes a light here.")).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "Jot one" }));
  expect(fake.calls).toContain("jot");
  expect(screen.queryByRole("listbox")).toBeNull();
});

test("the first lights are greeted, many are not", async () => {
  await open();
  expect(screen.getByText("Your first lights. Each new one finds its place beside them.")).toBeTruthy();
});

test("a sky that cannot be read says so, and tries again when asked", async () => {
  fake.failing.skyLights = failure("damaged");
  await open();
  expect(screen.getByRole("alert").textContent).toContain("The sky could not be read. Nothing was changed.");
  fake.failing = {};
  await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await rest();
  expect(stage()).toBeTruthy();
});

test("what is seen stays when it cannot be read again", async () => {
  await open();
  fake.failing.skyLights = failure("busy");
  fake.emitChanged("glimmers");
  await rest();
  expect(stage()).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("it is night in the sky and as before outside of it", async () => {
  const { unmount } = await open();
  expect(theme.night).toBe(true);
  unmount();
  expect(theme.night).toBe(false);
});

test("the keys work at once", async () => {
  await open();
  expect(document.activeElement).toBe(stage());
});

test("the first arrow takes the light in the middle, the next one that way, and both are read out", async () => {
  await open();
  await press("ArrowRight");
  expect(sky.current).toBe(0);
  expect(read()).toBe("Warm bread. joyful, in March");
  expect(card()?.textContent).toContain("Warm bread.");
  await press("ArrowRight");
  const next = sky.current ?? 0;
  expect(placeOf(next).x).toBeGreaterThan(0);
  expect(read()).toContain(WORDS[next]);
});

test("a list for screen readers has the lights around, with the same words", async () => {
  await open();
  await press("ArrowRight");
  const options = screen.getAllByRole("option");
  expect(options.map((option) => option.textContent?.trim().split(". ")[0] + ".")).toEqual(WORDS);
  expect(options.map((option) => option.getAttribute("aria-selected"))).toEqual(["true", ...Array(5).fill("false")]);
});

test("a light without words is read as what it felt like", async () => {
  fake.glimmers = [glimmer({ feelings: ["calm"], senses: ["touching"], day: "2026-11-21" })];
  await open();
  await press("ArrowDown");
  expect(read()).toBe("a calm moment, by touch, yesterday");
  expect(card()?.textContent).toContain("a calm moment, by touch");
});

test("Enter opens the light, and nothing where there is none", async () => {
  await open();
  await press("Enter");
  expect(onopen).not.toHaveBeenCalled();
  await press("ArrowLeft");
  await press("Enter");
  expect(onopen).toHaveBeenCalledWith("g-0");
});

test("Esc lets go of the light first, then of the feeling", async () => {
  await open();
  await fireEvent.click(screen.getByRole("button", { name: "calm" }));
  await press("ArrowRight");
  await press("Escape");
  expect(sky.current).toBeNull();
  expect(card()).toBeNull();
  expect(sky.chosen).toBe("calm");
  await press("Escape");
  expect(sky.chosen).toBeNull();
});

test("one feeling is chosen at a time, and chosen again it is let go", async () => {
  await open();
  const chip = (name: string) => screen.getByRole("button", { name });
  expect(screen.getByRole("group", { name: "Dim all but" })).toBeTruthy();
  await fireEvent.click(chip("calm"));
  await fireEvent.click(chip("joyful"));
  expect([chip("calm"), chip("joyful")].map((one) => one.getAttribute("aria-pressed"))).toEqual(["false", "true"]);
  await fireEvent.click(chip("joyful"));
  expect(chip("joyful").getAttribute("aria-pressed")).toBe("false");
});

test("with a feeling chosen the arrows stay among its lights", async () => {
  await open();
  await fireEvent.click(screen.getByRole("button", { name: "calm" }));
  await press("ArrowRight");
  for (const key of ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"]) {
    await press(key);
    expect((sky.current ?? 0) % 2, "odd ones are calm here").toBe(1);
  }
});

test("plus, minus and 0 go closer, further and back to all, as the buttons do", async () => {
  await open();
  const whole = all(PANE, Math.sqrt(WORDS.length)).scale;
  await press("+");
  expect(sky.view?.scale).toBeCloseTo(whole * 1.6);
  await press("=");
  await press("-");
  expect(sky.view?.scale).toBeCloseTo(whole * 1.6);
  await press("0");
  expect(sky.view, "all of it, in a window of any size").toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Closer" }));
  expect(sky.view?.scale).toBeCloseTo(whole * 1.6);
  await fireEvent.click(screen.getByRole("button", { name: "Further" }));
  expect(sky.view?.scale).toBeCloseTo(whole);
  await fireEvent.click(screen.getByRole("button", { name: "All" }));
  expect(sky.view).toBeNull();
});

test("keys with Ctrl belong to others", async () => {
  await open();
  await fireEvent.keyDown(stage(), { key: "+", ctrlKey: true });
  expect(sky.view).toBeNull();
});

test("arrows on a button leave the sky alone", async () => {
  await open();
  await fireEvent.keyDown(screen.getByRole("button", { name: "calm" }), { key: "ArrowRight" });
  expect(sky.current).toBeNull();
});

test("what is pointed at is read after a moment, and not what was only passed", async () => {
  await open();
  fake.calls = [];
  sky.read.clear();
  for (const number of [1, 2, 3]) {
    await point("pointermove", number);
  }
  await settle();
  vi.advanceTimersByTime(100);
  await settle();
  expect(fake.calls).toEqual(["lightAt"]);
  await fireEvent.pointerLeave(stage());
  await settle();
  expect(sky.pointed).toBeNull();
});

test("pressing a light opens it", async () => {
  await open();
  await point("pointerdown", 2);
  await point("pointerup", 2);
  await rest();
  expect(onopen).toHaveBeenCalledWith("g-2");
  expect(sky.current, "and it is found again on the way back").toBe(2);
});

test("a light that cannot be read is quiet", async () => {
  await open();
  sky.read.clear();
  fake.failing.lightAt = failure("file");
  await press("ArrowRight");
  await press("Enter");
  expect(card()).toBeNull();
  expect(screen.queryByRole("alert")).toBeNull();
  expect(onopen).not.toHaveBeenCalled();
});

test("a light kept while someone watches is told from the others, and moves nothing", async () => {
  await open();
  await press("+");
  await press("ArrowRight");
  const before = { view: sky.view, current: sky.current };
  fake.glimmers = [glimmer({ id: "new", text: "Just now." }), ...fake.glimmers];
  expect(await sky.look()).toEqual([6]);
  expect({ view: sky.view, current: sky.current }).toEqual(before);
});

test("lights that came while nobody watched do not bloom", async () => {
  expect(await sky.look(), "nothing was there to compare with").toEqual([]);
});

test("the current light is let go when its glimmer is in the trash", async () => {
  await open();
  await press("ArrowRight");
  fake.glimmers = [];
  fake.emitChanged("glimmers");
  await rest();
  expect(sky.current).toBeNull();
  expect(screen.getByText("Every glimmer you keep becomes a light here.")).toBeTruthy();
});

test("words that were changed elsewhere are read again", async () => {
  await open();
  await press("ArrowRight");
  const first = fake.glimmers.at(-1);
  if (first) first.text = "Warm bread, and butter.";
  fake.emitChanged("glimmers");
  await rest();
  expect(card()?.textContent).toContain("Warm bread, and butter.");
});

test("coming back finds the same view and the same light", async () => {
  const { unmount } = await open();
  await press("ArrowRight");
  await press("+");
  const before = { view: sky.view, current: sky.current };
  unmount();
  await open();
  expect({ view: sky.view, current: sky.current }).toEqual(before);
  expect(card()?.textContent).toContain("Warm bread.");
});
