import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api";
import { FakeApi } from "../../api/fake";
import { settings } from "../../state/settings.svelte";
import { Visit } from "../../state/visit.svelte";
import Arrive from "./Arrive.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  fake.chosen.heaviness = true;
  useApi(fake);
});

async function arrive() {
  await settings.load();
  const onchoose = vi.fn();
  render(Arrive, { visit: new Visit(), onchoose });
  await tick();
  return onchoose;
}

test("the weight stands below the doors, and the first door has the focus all the same", async () => {
  await arrive();
  expect(document.activeElement?.textContent).toContain("Wound up");
  const doors = screen.getByRole("group", { name: "How it is right now" });
  const weights = screen.getByRole("radiogroup");
  expect(doors.compareDocumentPosition(weights) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test("a digit opens a door, but not from among the weights", async () => {
  const onchoose = await arrive();
  const weight = screen.getByRole("radio", { name: "0" });
  await fireEvent.keyDown(weight, { key: "2", code: "Digit2" });
  expect(onchoose).not.toHaveBeenCalled();
  await fireEvent.keyDown(document.body, { key: "2", code: "Digit2" });
  expect(onchoose).toHaveBeenCalledExactlyOnceWith("shut_down");
});

test("a weight given on arriving opens no door and is noted as the one before", async () => {
  const onchoose = await arrive();
  await fireEvent.click(screen.getByRole("radio", { name: "6" }));
  for (let i = 0; i < 20; i++) await Promise.resolve();
  expect(fake.visit.before).toBe(6);
  expect(onchoose).not.toHaveBeenCalled();
});

test("switched off, arriving is only the doors", async () => {
  fake.chosen.heaviness = false;
  await arrive();
  expect(screen.queryByText("How heavy is it?")).toBeNull();
});

test("with eyes closed, what is said above the doors is read though the first door has the focus", async () => {
  await arrive();
  const doors = screen.getByRole("group", { name: "How it is right now" });
  const said = (doors.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));
  expect(said.map((part) => part?.textContent)).toEqual(["You’re here.", "There is nothing you have to do."]);
});
