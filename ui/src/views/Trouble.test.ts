import { fireEvent, render, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import type { Copy, ErrorCode } from "../api/types";
import { settle } from "../settle";
import { backups } from "../state/copies.svelte";
import { outcome } from "../state/copies-outcome.svelte";
import { toast } from "../state/toast.svelte";
import Main from "./Main.svelte";

const copy = (id: string, made_at: string, some: Partial<Copy> = {}): Copy => ({
  id,
  place: "here",
  made_at,
  reason: "day",
  kept: "daily",
  until: null,
  checked: true,
  opens: true,
  ...some,
});

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  fake.inside = { ...fake.inside, stay_deleted: null };
  fake.backups = [
    copy("c1", "2026-11-22T04:10:00+01:00", { checked: false }),
    copy("c2", "2026-11-16T04:12:00+01:00"),
    copy("c3", "2026-10-01T04:12:00+01:00", { kept: "monthly" }),
  ];
  useApi(fake);
  toast.clear();
  backups.now = null;
  backups.leave();
  outcome.last = null;
});

const title = () => screen.getByRole("heading", { level: 1 }).textContent;
const button = (name: string) => screen.getByRole("button", { name });
const offered = (name: string) => screen.queryByRole("button", { name }) !== null;
const said = (words: string | RegExp) => screen.queryByText(words) !== null;
async function press(name: string): Promise<void> {
  await fireEvent.click(button(name));
  await settle();
}

async function open(code: ErrorCode): Promise<void> {
  fake.state.trouble = failure(code, "journal.db");
  location.hash = "today";
  render(Main);
  await settle();
  // The ways out are read when they are first wanted.
  if (["damaged", "no_vault"].includes(code))
    await vi.waitFor(() => expect(offered("Open the last good copy")).toBe(true), 10_000);
  await settle();
}

test("a damaged journal is said plainly, with two ways out, and a hard day within reach", async () => {
  await open("damaged");
  expect(screen.getByRole("alert").textContent).toMatch(
    /^The journal could not be opened\. Its file is damaged, and stays as it is\. Nothing was changed\./,
  );
  expect(offered("Open the last good copy")).toBe(true);
  expect(offered("Bring together what can be read")).toBe(true);
  expect(screen.getByRole("link", { name: "Hard day" })).toBeTruthy();
});

test.each(["newer", "busy", "read_only", "disk_full"] as const)(
  "no copy is offered where it would not help: %s",
  async (code) => {
    await open(code);
    expect(fake.calls).not.toContain("copies");
    expect(offered("Open the last good copy")).toBe(false);
  },
);

test("where the key is missing, copies are offered, and there is nothing to bring together", async () => {
  await open("no_vault");
  expect(offered("Open the last good copy")).toBe(true);
  expect(offered("Bring together what can be read")).toBe(false);
});

test("without any copy, that is said, and what can be read can still be brought together", async () => {
  fake.backups = [];
  fake.state.trouble = failure("damaged");
  location.hash = "today";
  render(Main);
  await vi.waitFor(() => screen.getByText("There is no copy to go back to."), 10_000);
  expect(offered("Bring together what can be read")).toBe(true);
});

test("the last good copy is the newest that was checked, and shows first what it holds", async () => {
  await open("damaged");
  expect(said("Monday 16 November, checked")).toBe(true);
  await press("Open the last good copy");
  expect(said("It holds 3 glimmers, from 1 October to 20 November.")).toBe(true);
  expect(screen.getByText("Rain on the skylight.").className).toContain("yours");
  expect(said(/what was deleted since then cannot be known: this would bring it back/)).toBe(true);
  expect(fake.calls).not.toContain("restoreCopy");
  await fireEvent.keyDown(button("Restore this copy…"), { key: "Escape" });
  await settle();
  expect(said(/^It holds/)).toBe(false);
  expect(document.activeElement).toBe(button("Open the last good copy"));
});

test("restored, the window goes on by itself to Today, and says what became of it until that is put away", async () => {
  await open("damaged");
  await press("Open the last good copy");
  await press("Restore this copy…");
  expect(said(/^What is here now is kept untouched\. Then your journal is as it was on Monday 16/)).toBe(true);
  await press("Restore");
  expect(title()).toBe("Sunday, 22 November");
  expect(screen.getByText(/^Your journal is as it was on Monday 16 November/).closest("[role=status]")).toBeTruthy();
  await press("All right");
  expect(said(/^Your journal is as it was/)).toBe(false);
  expect(document.activeElement?.tagName).toBe("H1");
});

test("where the damaged file lies is said", async () => {
  fake.restoreCopy = (id) => {
    fake.backups = fake.backups.filter((one) => one.id !== id);
    fake.state.trouble = null;
    fake.emitChanged("copies");
    return Promise.resolve({ glimmers: 3, before: "C:\\Glimmer\\set-aside" });
  };
  await open("damaged");
  await press("Open the last good copy");
  await press("Restore this copy…");
  await press("Restore");
  expect(said("C:\\Glimmer\\set-aside")).toBe(true);
});

test("what can be read is brought together at once, and how many, and where the file lies, is said", async () => {
  await open("damaged");
  await press("Bring together what can be read");
  expect(title()).toBe("Sunday, 22 November");
  expect(said(/^3 glimmers are here again\. One could not be read\. The damaged file lies untouched in/)).toBe(true);
  expect(said("/home/u/glimmer/set-aside/2026-11-22")).toBe(true);
});

test("what did not work says so in place, and the other ways stay", async () => {
  fake.failing.salvage = failure("disk_full");
  await open("damaged");
  await press("Bring together what can be read");
  expect(said(/^It could not be brought together\. Nothing was changed\. The disk is full\./)).toBe(true);
  expect(document.activeElement).toBe(button("Bring together what can be read"));
  expect(offered("Open the last good copy")).toBe(true);
});

test("while it goes on a hard day is open to the person, and coming back shows how far it has come", async () => {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const now = fake.salvage;
  fake.salvage = () => gate.then(() => now());
  await open("damaged");
  await press("Bring together what can be read");
  fake.emitProgress({ task: "salvage", done: 0.25 });
  fake.emitGo("hard-day");
  await settle();
  expect(screen.queryByRole("progressbar")).toBeNull();
  fake.emitGo("today");
  await vi.waitFor(() => screen.getByRole("progressbar"), 10_000);
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.25);
  fake.emitGo("hard-day");
  await settle();
  go();
  await settle();
  expect(location.hash, "nobody is taken out of a hard day").toBe("#hard-day");
});

test("any other copy can be chosen instead", async () => {
  await open("damaged");
  await press("Other copies…");
  const list = screen.getByRole("list", { name: "Copies on this computer" });
  expect(within(list).getAllByRole("button")).toHaveLength(3);
  expect(document.activeElement).toBe(within(list).getAllByRole("button")[0]);
});

test("nothing stands in anybody’s way, with a copy open", async () => {
  await open("damaged");
  await press("Open the last good copy");
  // Nothing is drawn here, so what needs a canvas is looked at in the real window.
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
