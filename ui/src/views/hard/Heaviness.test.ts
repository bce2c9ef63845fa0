import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import { settle } from "../../settle";
import { settings } from "../../state/settings.svelte";
import Heaviness from "./Heaviness.svelte";

let fake: FakeApi;
beforeEach(async () => {
  fake = new FakeApi();
  fake.chosen.heaviness = true;
  useApi(fake);
  await settings.load();
});

const open = (visit: string | null = "visit-1") => ({ id: Promise.resolve(visit) });
async function weigh(visit = open(), moment: "before" | "after" = "before") {
  const page = render(Heaviness, { visit, moment });
  await settle();
  return page;
}
const number = (weight: number) => screen.getByRole("radio", { name: String(weight) });
const chosen = () => screen.getAllByRole("radio").filter((one) => one.getAttribute("aria-checked") === "true");
const press = async (key: string) => {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key });
  await settle();
};

test("it is there only if it was switched on", async () => {
  fake.chosen.heaviness = false;
  await settings.load();
  await weigh();
  expect(screen.queryByRole("radiogroup")).toBeNull();
});

test("without a visit it is not asked: nothing could be noted", async () => {
  await weigh(open(null));
  expect(screen.queryByRole("radiogroup")).toBeNull();
});

test("nothing is chosen at first, and one choice is noted", async () => {
  await weigh();
  expect(screen.getByRole("radiogroup", { name: "How heavy is it? 0 light, 10 very heavy" })).toBeTruthy();
  expect(chosen()).toEqual([]);
  await fireEvent.click(number(7));
  await settle();
  expect(chosen()).toEqual([number(7)]);
  expect(fake.visit.before).toBe(7);
});

test("choosing the chosen one again takes it back", async () => {
  await weigh();
  for (let i = 0; i < 2; i++) await fireEvent.click(number(7));
  await settle();
  expect(chosen()).toEqual([]);
  expect(fake.visit.before).toBeNull();
});

test.each(["Delete", "Backspace"])("%s takes it back", async (key) => {
  await weigh();
  await fireEvent.click(number(3));
  number(3).focus();
  await press(key);
  expect(fake.visit.before).toBeNull();
});

test("the arrow keys move and choose, around the ends, and Tab stops at one of them", async () => {
  await weigh();
  const stops = () => screen.getAllByRole("radio").filter((one) => one.tabIndex === 0);
  expect(stops()).toEqual([number(0)]);
  number(0).focus();
  await press("ArrowRight");
  await press("ArrowDown");
  expect(document.activeElement).toBe(number(2));
  expect(stops()).toEqual([number(2)]);
  for (let i = 0; i < 3; i++) await press("ArrowLeft");
  expect(document.activeElement).toBe(number(10));
  expect(fake.visit.before).toBe(10);
});

test("pressed once more with Space to be sure, it stays", async () => {
  await weigh();
  number(4).focus();
  await fireEvent.click(number(4));
  await settle();
  await press(" ");
  expect(chosen()).toEqual([number(4)]);
});

test("what cannot be noted stands in nobody’s way", async () => {
  fake.failing.noteHeaviness = failure("disk_full");
  await weigh();
  await fireEvent.click(number(4));
  await settle();
  expect(chosen()).toEqual([number(4)]);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("it is as it was after a look elsewhere, and the two ends of a visit never meet", async () => {
  const visit = open();
  const page = await weigh(visit);
  await fireEvent.click(number(7));
  page.unmount();
  const again = await weigh(visit);
  expect(chosen()).toEqual([number(7)]);
  again.unmount();
  await weigh(visit, "after");
  expect(chosen()).toEqual([]);
  await fireEvent.click(number(5));
  await settle();
  expect([fake.visit.before, fake.visit.after]).toEqual([7, 5]);
});
