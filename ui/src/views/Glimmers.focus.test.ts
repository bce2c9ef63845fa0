import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import ToastLine from "../parts/ToastLine.svelte";
import { settle } from "../settle";
import { GlimmerList } from "../state/list.svelte";
import { Opened } from "../state/opened.svelte";
import { toast } from "../state/toast.svelte";
import Glimmers from "./Glimmers.svelte";

// jsdom lays nothing out, so it does not scroll.
Element.prototype.scrollBy = () => undefined;
Element.prototype.scrollTo = () => undefined;

let fake: FakeApi;
let list: GlimmerList;
let opened: Opened;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  list = new GlimmerList(false);
  opened = new Opened();
  fake.glimmers = [
    glimmer({ id: "a", text: "rain on the roof", anchor: true }),
    glimmer({ id: "b", text: "bread" }),
    glimmer({ id: "c", text: "rain again", anchor: true }),
  ];
});

async function open(): Promise<void> {
  render(Glimmers, { list, opened, onexport: () => undefined });
  render(ToastLine);
  await settle();
}
const field = () => screen.getByRole<HTMLInputElement>("searchbox");
const focused = () => document.activeElement as HTMLElement;
const shown = () => list.items.map((item) => item.id);
async function press(key: string): Promise<void> {
  await fireEvent.keyDown(focused(), { key });
  await settle();
}
async function undo(): Promise<void> {
  await fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await settle();
}

test("↓ pressed as soon as the last letter is typed goes to the rows that were asked for", async () => {
  await open();
  await fireEvent.input(field(), { target: { value: "bread" } });
  await press("ArrowDown");
  expect(shown()).toEqual(["b"]);
  expect(focused().dataset["row"]).toBe("b");
});

test("a row that goes while it has the focus leaves it to the one in its place", async () => {
  await open();
  list.filter = { ...list.filter, anchor: true };
  await list.reload();
  await settle();
  await press("ArrowDown");
  await press("a");
  expect(shown()).toEqual(["c"]);
  expect(focused().dataset["row"]).toBe("c");
  await press("a");
  expect(shown()).toEqual([]);
  expect(focused()).toBe(field());
});

test("an edit that takes a glimmer out of what was looked for leaves the focus to its neighbour", async () => {
  await open();
  await fireEvent.input(field(), { target: { value: "rain" } });
  await press("ArrowDown");
  await press("e");
  if (opened.edit) opened.edit.text = "sun";
  await opened.save();
  await vi.waitFor(() => expect(focused().dataset["row"]).toBe("c"));
});

test("what cannot be read again leaves what is shown, and says so", async () => {
  await open();
  fake.failing.listGlimmers = failure("damaged");
  fake.emitChanged("glimmers");
  await settle();
  expect(shown()).toEqual(["a", "b", "c"]);
  expect(list.unreadable).toBe(false);
  expect(toast.said?.text).toBe("The list could not be read. Nothing was changed.");
});

test("nothing that could be read at first can be tried again", async () => {
  fake.failing.listGlimmers = failure("damaged");
  await open();
  expect(screen.getByRole("alert").textContent).toContain("could not be read");
  fake.failing = {};
  await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await settle();
  expect(shown()).toEqual(["a", "b", "c"]);
});

test("without knowing which day it is, dates can still be asked for", async () => {
  fake.failing.today = failure("damaged");
  await open();
  await fireEvent.click(screen.getByRole("button", { name: "Dates" }));
  await settle();
  expect(focused()).toBe(screen.getByLabelText("From"));
  expect(screen.queryByRole("button", { name: "This month" })).toBeNull();
  await fireEvent.input(screen.getByLabelText("Go to a day"), { target: { value: "2027-01-01" } });
  await fireEvent.click(screen.getByRole("button", { name: "Go" }));
  await settle();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("Del trashes, the focus goes on, and Undo brings the row and the focus back", async () => {
  await open();
  await press("ArrowDown");
  await press("Delete");
  expect(shown()).toEqual(["b", "c"]);
  expect(focused().dataset["row"]).toBe("b");
  await undo();
  expect(focused().dataset["row"]).toBe("a");
});

test("A makes a glimmer one to return to, and that can be taken back", async () => {
  await open();
  await press("ArrowDown");
  await press("ArrowDown");
  await press("a");
  expect(fake.glimmers[1]?.anchor).toBe(true);
  expect(focused().dataset["row"]).toBe("b");
  await undo();
  expect(fake.glimmers[1]?.anchor).toBe(false);
});

test("closing an edit puts the focus on its row", async () => {
  await open();
  await press("ArrowDown");
  await press("ArrowDown");
  await press("e");
  expect(focused().tagName).toBe("TEXTAREA");
  await press("Escape");
  expect(focused().dataset["row"]).toBe("b");
});
