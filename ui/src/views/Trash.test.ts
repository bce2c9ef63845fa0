import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import ToastLine from "../parts/ToastLine.svelte";
import { settle } from "../settle";
import { toast } from "../state/toast.svelte";
import Trash from "./Trash.svelte";

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
// jsdom lays nothing out, so it does not scroll.
Element.prototype.scrollBy = () => undefined;
Element.prototype.scrollTo = () => undefined;

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  location.hash = "trash";
  fake.glimmers = ["a", "b", "c"].map((id) => glimmer({ id, text: `moment ${id}`, trashed_on: "2026-11-14" }));
});

async function open(): Promise<void> {
  render(Trash);
  render(ToastLine);
  await settle();
}
const focused = () => document.activeElement as HTMLElement;
async function press(key: string): Promise<void> {
  await fireEvent.keyDown(focused(), { key });
  await settle();
}
async function click(name: string): Promise<void> {
  // A row that was not measured yet is hidden, and nothing is measured here.
  await fireEvent.click(screen.getByText(name, { selector: "button" }));
  await settle();
}
const ids = () => fake.glimmers.map((one) => `${one.id}${one.trashed_on ? "" : " back"}`);

test("each says until when it is here", async () => {
  await open();
  expect(screen.getAllByText("here until 14 December").length).toBeGreaterThan(0);
});

test("the arrows go from one to the next, its button puts one back, and the focus goes on", async () => {
  await open();
  expect(focused().tagName).toBe("H1");
  await press("ArrowDown");
  expect(focused().dataset["row"]).toBe("a");
  await press("ArrowDown");
  expect(focused().dataset["row"]).toBe("b");
  await fireEvent.click(focused());
  await settle();
  expect(ids()).toEqual(["a", "b back", "c"]);
  expect(focused().dataset["row"]).toBe("c");
  await click("Undo");
  expect(ids()).toEqual(["a", "b", "c"]);
  expect(focused().dataset["row"]).toBe("b");
});

test("deleting for good asks once, and “Keep it” has the focus", async () => {
  await open();
  await press("ArrowDown");
  await press("Delete");
  expect(screen.getByText("This cannot be brought back.")).toBeTruthy();
  expect(focused().textContent).toBe("Keep it");
  await press("Escape");
  expect(ids()).toEqual(["a", "b", "c"]);
  expect(focused().dataset["row"], "Esc leaves the question, not the page").toBe("a");
  expect(location.hash).toBe("#trash");
  await press("Delete");
  await click("Delete");
  expect(ids()).toEqual(["b", "c"]);
  expect(focused().dataset["row"]).toBe("b");
});

test("what cannot be deleted stays, and that is said", async () => {
  fake.failing.deleteGlimmer = failure("disk_full");
  await open();
  await press("ArrowDown");
  await press("Delete");
  await click("Delete");
  expect(screen.getByText("That did not work. Nothing was changed.")).toBeTruthy();
  expect(ids()).toEqual(["a", "b", "c"]);
});

test("emptying asks in the same way, and then nothing is there", async () => {
  await open();
  screen.getByText("Empty now…").focus();
  await click("Empty now…");
  expect(focused().textContent).toBe("Keep it");
  await click("Keep it");
  expect(ids()).toEqual(["a", "b", "c"]);
  expect(focused().textContent).toBe("Empty now…");
  await click("Empty now…");
  await click("Delete all");
  expect(ids()).toEqual([]);
  expect(screen.getByText("Nothing is in the trash.")).toBeTruthy();
  expect(focused().tagName).toBe("H1");
});

test("Esc leaves the page to Glimmers", async () => {
  await open();
  await press("Escape");
  expect(location.hash).toBe("#glimmers");
});

test("an empty trash offers nothing to empty", async () => {
  fake.glimmers = [];
  await open();
  expect(screen.queryByRole("button", { name: "Empty now…" })).toBeNull();
});
