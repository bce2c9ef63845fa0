import { fireEvent, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi } from "../../api/fake";
import { settle } from "../../settle";
import { timeWords } from "../../state/dates";
import { reminding } from "../../state/reminding.svelte";
import { toast } from "../../state/toast.svelte";
import { openSettings } from "./open.test-env";
import { press } from "../acts.test-env";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  reminding.reset();
});

const open = () => openSettings();

async function key(field: HTMLElement, name: string): Promise<void> {
  await fireEvent.keyDown(field, { key: name });
  await settle();
}
async function typeTime(field: HTMLElement, value: string): Promise<void> {
  await fireEvent.input(field, { target: { value } });
  await settle();
}
async function enter(field: HTMLElement, value: string): Promise<void> {
  await typeTime(field, value);
  await key(field, "Enter");
}
const described = (element: Element) =>
  document.getElementById(element.getAttribute("aria-describedby") ?? "")?.textContent;

test("a time that cannot be read stays in its field and says so, and the old one stays in force", async () => {
  fake.chosen.midday.on = true;
  await open();
  const field = screen.getByLabelText<HTMLInputElement>("The pause at");
  await enter(field, "noon");
  expect(screen.getByRole("alert").textContent).toMatch(/^That time cannot be read/);
  expect(field.value).toBe("noon");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(described(field)).toMatch(/^That time cannot be read/);
  expect(fake.chosen.midday.at).toBe("12:30");
  expect(field.dataset.time).toBe("12:30");
  await typeTime(field, "1245");
  expect(screen.queryByRole("alert"), "it is right again").toBeNull();
  await key(field, "Enter");
  expect(fake.chosen.midday.at).toBe("12:45");
  expect(field.value).toBe(timeWords("12:45"));
});

test("a time counts when it is entered or left, not while it is being typed", async () => {
  await open();
  const field = screen.getByLabelText<HTMLInputElement>("At");
  field.focus();
  for (const half of ["1", "15", "153", "1531"]) await typeTime(field, half);
  expect(fake.calls).not.toContain("changeSettings");
  await key(field, "Enter");
  expect(fake.chosen.evening.at).toBe("15:31");
  await typeTime(field, "2115");
  await press("Monday");
  field.blur();
  await settle();
  expect(fake.chosen.evening.at).toBe("21:15");
});

test("Esc takes back a time that is being typed, also one that cannot be read", async () => {
  await open();
  const field = screen.getByLabelText<HTMLInputElement>("At");
  await typeTime(field, "15");
  await key(field, "Escape");
  expect(field.value).toBe(timeWords("20:30"));
  await enter(field, "soon");
  await key(field, "Escape");
  expect(field.value).toBe(timeWords("20:30"));
  expect(screen.queryByRole("alert")).toBeNull();
  await enter(screen.getByLabelText("until"), "19:00");
  await key(screen.getByLabelText("until"), "Escape");
  expect(screen.queryByRole("alert"), "also one that makes no evening").toBeNull();
  expect(fake.chosen.evening).toMatchObject({ at: "20:30", until: "23:59" });
});

test("the arrows move a time by five minutes, round midnight, and it counts once the field is left", async () => {
  await open();
  const field = screen.getByLabelText<HTMLInputElement>("until");
  field.focus();
  await key(field, "ArrowUp");
  expect(field.value).toBe(timeWords("00:04"));
  await key(field, "ArrowDown");
  await key(field, "ArrowDown");
  expect(field.value).toBe(timeWords("23:54"));
  expect(fake.calls).not.toContain("changeSettings");
  field.blur();
  await settle();
  expect(fake.chosen.evening.until).toBe("23:54");
});

test("a field that is come to by keys is selected", async () => {
  await open();
  const field = screen.getByLabelText<HTMLInputElement>("At");
  field.focus();
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length]);
});

test.each(["the window closes", "another page is opened"])("a typed time is taken when %s", async (how) => {
  await open();
  const field = screen.getByLabelText<HTMLInputElement>("At");
  await typeTime(field, "2115");
  if (how === "the window closes") fake.emitClosing();
  else fake.emitGo("sky");
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
  expect(fake.chosen.evening.at).toBe("21:15");
  if (how === "the window closes")
    expect(fake.calls.indexOf("changeSettings")).toBeLessThan(fake.calls.indexOf("closeMain"));
});

test("a day ends before noon: another time stays in its field, and Esc brings back the one in force", async () => {
  await open();
  await press("Capture");
  const field = screen.getByLabelText<HTMLInputElement>("Your day ends at");
  await enter(field, "13:00");
  expect(described(field)).toMatch(/^A day ends before noon\./);
  expect(field.value).toBe(timeWords("13:00"));
  expect(field.dataset.time).toBe("04:00");
  await key(field, "Escape");
  expect(field.value).toBe(timeWords("04:00"));
  expect(screen.queryByRole("alert")).toBeNull();
  await enter(field, "5");
  expect(fake.chosen.day_ends).toBe("05:00");
});
