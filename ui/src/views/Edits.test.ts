import { fireEvent, render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, glimmer } from "../api/fake";
import { settle } from "../settle";
import { toast } from "../state/toast.svelte";
import Main from "./Main.svelte";

let fake: FakeApi;
const before = { feelings: [], senses: [], tags: [], photos: [], anchor: false, given: false, day: "2026-11-22" };
beforeEach(() => {
  fake = new FakeApi();
  fake.glimmers = [glimmer({ id: "g0", text: "Clean sheets." })];
  useApi(fake);
  toast.clear();
  location.hash = "";
});

async function open(): Promise<void> {
  location.hash = "today";
  render(Main);
  await settle();
}
const row = () => screen.getByRole("button", { name: /Clean sheets/ });
async function press(key: string, on: Element = document.activeElement ?? document.body): Promise<void> {
  await fireEvent.keyDown(on, { key });
  await settle();
}
const words = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Its words" });
const click = async (name: string) => {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settle();
};
const BACK = "Your changes from before are here.";

test("what is typed into an edit is saved as a draft of it, and gone when it is saved", async () => {
  await open();
  await press("e", row());
  await fireEvent.input(words(), { target: { value: "Clean sheets, and rain." } });
  await settle();
  expect(fake.edits.get("g0")?.text).toBe("Clean sheets, and rain.");
  expect(screen.queryByText(BACK), "nothing came from before").toBeNull();
  fake.emitLocking();
  await vi.waitFor(() => expect(fake.calls).toContain("putAway"));
  await click("Save");
  expect(fake.glimmers[0]?.text).toBe("Clean sheets, and rain.");
});

test("opening a glimmer that was being changed goes on with it, says so, and is read out at the field", async () => {
  fake.edits.set("g0", { ...before, text: "Clean sheets, and rain." });
  await open();
  await press("Enter", row());
  expect(words().value).toBe("Clean sheets, and rain.");
  const said = screen.getByText(BACK);
  expect(words().getAttribute("aria-describedby")).toBe(said.id);
  expect(document.activeElement).toBe(words());
});

test("Start over shows the glimmer as it is, with the focus in its words", async () => {
  fake.edits.set("g0", { ...before, text: "Clean sheets, and rain." });
  await open();
  await press("e", row());
  await click("Start over");
  expect(words().value).toBe("Clean sheets.");
  expect(document.activeElement).toBe(words());
  expect(screen.queryByText(BACK)).toBeNull();
  expect(fake.edits.size).toBe(0);
  await press("Escape", words());
  expect(row().textContent).toContain("Clean sheets.");
});

test("a change from before is asked about before it is let go, and forgotten then", async () => {
  fake.edits.set("g0", { ...before, text: "Clean sheets, and rain." });
  await open();
  await press("e", row());
  await click("Cancel");
  expect(screen.getByText("Your changes are not saved yet.")).toBeTruthy();
  await click("Discard the changes");
  expect(fake.edits.size).toBe(0);
  expect(screen.queryByRole("textbox", { name: "Its words" })).toBeNull();
});

test("nothing in the form stands in anybody’s way", async () => {
  fake.edits.set("g0", { ...before, text: "Clean sheets, and rain." });
  await open();
  await press("e", row());
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
