import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { failure, glimmer, type FakeApi } from "../api/fake";
import { settle } from "../settle";
import { lockedFake } from "../state/locked.test-env";
import { supports, SupportForm } from "../state/supports.svelte";
import { toast } from "../state/toast.svelte";
import Capture from "./Capture.svelte";
import Main from "./Main.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = lockedFake();
  fake.state.lock = "open";
  useApi(fake);
  toast.clear();
  supports.reset();
  location.hash = "";
});

async function open(hash = "today"): Promise<void> {
  location.hash = hash;
  render(Main);
  await settle();
}
async function locking(): Promise<void> {
  fake.emitLocking();
  await vi.waitFor(() => expect(fake.calls).toContain("putAway"), 3000);
}
const composer = () => screen.getByRole("textbox", { name: "A glimmer" });
const write = (text: string) => fireEvent.input(composer(), { target: { value: text } }).then(settle);
const signs = () => fake.calls.filter((call) => call === "stillHere").length;

test("what is half written on Today is saved before the window goes", async () => {
  await open();
  await write("half a");
  await locking();
  expect(fake.drafts.get("today")?.text).toBe("half a");
});

test("it goes also when the words cannot be saved, without a question", async () => {
  fake.failing.saveDraft = failure("disk_full");
  await open();
  await write("only here");
  await locking();
  expect(fake.calls).not.toContain("keepOpen");
});

test("a line that is being noticed on a hard day, and what is written on the way out, are saved", async () => {
  await open("hard-day");
  await fireEvent.click(screen.getByRole("button", { name: "That’s enough for now" }));
  await settle();
  await fireEvent.input(screen.getByLabelText(/look forward to/), { target: { value: "tea" } });
  await fireEvent.click(screen.getByRole("button", { name: "Jot something from now" }));
  await settle();
  await write("a round place of light");
  await locking();
  expect(fake.leaving.forward).toBe("tea");
  expect(fake.drafts.get("hard_day")?.text).toBe("a round place of light");
});

test("a support that is half written is kept rather than lost", async () => {
  await open();
  await supports.load();
  const form = new SupportForm(null);
  [form.kind, form.name] = ["person", "Marta"];
  supports.adding = form;
  await locking();
  expect(fake.ownSupports.map(({ name }) => name)).toEqual(["Marta"]);
});

test("a page at the lock answers too", async () => {
  fake.state.lock = "locked";
  await open();
  await locking();
});

test("the capture window saves its draft and answers", async () => {
  render(Capture);
  await settle();
  await write("half a");
  await locking();
  expect(fake.drafts.get("capture")?.text).toBe("half a");
});

test.each(["main", "capture"])(
  "a sign of the person is told from the %s window, while it could lock",
  async (which) => {
    fake.glimmers = [glimmer({ text: "Clean sheets." })];
    render(which === "main" ? Main : Capture);
    await settle();
    await fireEvent.keyDown(document.body, { key: "Shift" });
    await fireEvent.pointerDown(document.body);
    expect(signs()).toBe(1);
  },
);

test.each(["none", "locked"] as const)("with the lock %s, no sign is told", async (lock) => {
  fake.state.lock = lock;
  render(Capture);
  await settle();
  await fireEvent.keyDown(document.body, { key: "Shift" });
  expect(signs()).toBe(0);
});

test("Ctrl+Shift+L locks from the capture window, out of its field", async () => {
  render(Capture);
  await settle();
  await fireEvent.keyDown(composer(), { key: "L", code: "KeyL", ctrlKey: true, shiftKey: true });
  expect(fake.calls).toContain("lockNow");
});
