import { fireEvent, render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure, glimmer } from "../../api/fake";
import type { Holding } from "../../api/types";
import ToastLine from "../../parts/ToastLine.svelte";
import { settle } from "../../settle";
import { backups } from "../../state/copies.svelte";
import { toast } from "../../state/toast.svelte";
import Trash from "../Trash.svelte";

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
  backups.leave();
  location.hash = "trash";
  fake.glimmers = ["a", "b", "c"].map((id) => glimmer({ id, text: `moment ${id}`, trashed_on: "2026-11-14" }));
});

const focused = () => document.activeElement as HTMLElement;
const ids = () => fake.glimmers.map(({ id }) => id);
const said = (words: string | RegExp) => screen.queryByText(words) !== null;
const button = (name: string) => screen.getByRole("button", { name });
const thereToo = () => screen.queryByRole<HTMLInputElement>("checkbox", { name: "Remove there too" });
async function press(name: string): Promise<void> {
  await fireEvent.click(button(name));
  await settle();
}

/** The question about the first one, or about all. */
async function ask(all = false): Promise<void> {
  render(Trash);
  render(ToastLine);
  await settle();
  if (all) {
    screen.getByText("Empty now…").focus();
    return press("Empty now…");
  }
  await fireEvent.keyDown(focused(), { key: "ArrowDown" });
  await settle();
  await fireEvent.keyDown(focused(), { key: "Delete" });
  await settle();
}

const holding = (some: Partial<Holding>): Holding => ({ copies: 0, until: null, away: false, ...some });
test.each([
  [holding({}), "No copy holds it.", false],
  [holding({ copies: 2, until: "2026-12-03" }), "Two copies still hold it, until 3 December at the latest.", true],
  [holding({ copies: 1, until: "2027-01-03" }), "One copy still holds it, until 3 January 2027 at the latest.", true],
  [holding({ copies: 9 }), "9 copies still hold it, one of them for as long as it is the newest.", true],
  [
    holding({ copies: 1, away: true }),
    "One copy still holds it, for as long as it is the newest. And perhaps the copies in the second folder, which is not here now.",
    true,
  ],
  [holding({ away: true }), "Perhaps the copies in the second folder hold it, which is not here now.", true],
] as const)("which copies still hold it, and until when: %j", async (there, words, offered) => {
  fake.holding = there;
  await ask();
  expect(said(words)).toBe(true);
  expect(thereToo() !== null).toBe(offered);
  expect(focused()).toBe(button("Keep it"));
});

test("that it could not be found out is said, and it can be deleted all the same", async () => {
  fake.failing.whereHeld = failure("file");
  await ask();
  expect(said("Which copies still hold it could not be found out.")).toBe(true);
  expect(thereToo()).not.toBeNull();
  await press("Delete");
  expect(ids()).toEqual(["b", "c"]);
});

test("where the answer takes long, the question comes first", async () => {
  vi.useFakeTimers();
  fake.whereHeld = () => new Promise(() => undefined);
  await ask();
  expect(said("This cannot be brought back.")).toBe(false);
  await vi.advanceTimersByTimeAsync(500);
  await settle();
  expect(said("Looking which copies hold it…")).toBe(true);
  expect(focused()).toBe(button("Keep it"));
});

test("without asking for it no copy is changed", async () => {
  fake.holding = holding({ copies: 2, until: "2026-12-03" });
  await ask();
  await press("Delete");
  expect(fake.calls).not.toContain("cleanCopies");
  expect(said("Deleted for good.")).toBe(true);
  expect(focused().dataset["row"]).toBe("b");
});

test("removed there too: first here, then from the copies, and the focus goes on", async () => {
  fake.holding = holding({ copies: 2, until: "2026-12-03" });
  await ask();
  await fireEvent.click(thereToo() as HTMLInputElement);
  await press("Delete");
  expect(fake.calls.filter((call) => /deleteGlimmer|cleanCopies/.test(call))).toEqual(["deleteGlimmer", "cleanCopies"]);
  expect(said("Deleted for good, also from the copies.")).toBe(true);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(focused().dataset["row"]).toBe("b");
});

test("how far it has come is seen, and closing leaves it going on", async () => {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  fake.holding = holding({ copies: 1 });
  fake.cleanCopies = () => gate.then(() => ({ copies: 0, left: 1, away: false }));
  await ask();
  await fireEvent.click(thereToo() as HTMLInputElement);
  await press("Delete");
  fake.emitProgress({ task: "clean", done: 0.5 });
  await settle();
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.5);
  await press("Close");
  expect(focused().dataset["row"]).toBe("b");
  go();
  await settle();
  expect(said(/One copy could not be changed, and still holds it\./), "it is said all the same").toBe(true);
});

test("what could not be cleaned is said, and where it can be done later", async () => {
  fake.holding = holding({ copies: 2, away: true });
  await ask();
  await fireEvent.click(thereToo() as HTMLInputElement);
  await press("Delete");
  expect(said("The copies in the second folder may still hold it: it is not here now.")).toBe(true);
  expect(said("It can be taken out later, in Settings, under Backups.")).toBe(true);
  expect(focused()).toBe(button("All right"));
  await press("All right");
  expect(ids()).toEqual(["b", "c"]);
});

test("copies that refuse are said, and that it is deleted here", async () => {
  fake.holding = holding({ copies: 1 });
  fake.failing.cleanCopies = failure("read_only");
  await ask();
  await fireEvent.click(thereToo() as HTMLInputElement);
  await press("Delete");
  expect(said("It is deleted for good, here.")).toBe(true);
  expect(said("The folder or disk is read-only.")).toBe(true);
});

test("what could not be deleted leaves the copies alone, and what had the focus has it again", async () => {
  fake.holding = holding({ copies: 1 });
  fake.failing.deleteGlimmer = failure("disk_full");
  await ask();
  await fireEvent.click(thereToo() as HTMLInputElement);
  await press("Delete");
  expect(said("That did not work. Nothing was changed.")).toBe(true);
  expect(fake.calls).not.toContain("cleanCopies");
  expect(focused().dataset["row"]).toBe("a");
});

test("emptying asks about all of them, also those that no list has read", async () => {
  fake.glimmers = Array.from({ length: 1500 }, (_, i) => glimmer({ id: `g-${i}`, trashed_on: "2026-11-14" }));
  let asked: string[] = [];
  fake.whereHeld = (all) => {
    asked = all;
    return Promise.resolve(holding({ copies: 3, until: "2026-12-03" }));
  };
  await ask(true);
  expect(asked).toHaveLength(1500);
  expect(said("Three copies still hold it, until 3 December at the latest.")).toBe(true);
  await fireEvent.click(thereToo() as HTMLInputElement);
  await press("Delete all");
  expect(fake.calls).toContain("cleanCopies");
  expect(said("Nothing is in the trash.")).toBe(true);
  expect(focused().tagName).toBe("H1");
});

test("the question stands in nobody’s way", async () => {
  fake.holding = holding({ copies: 2, away: true });
  await ask();
  // Nothing is drawn here, so what needs a canvas is looked at in the real window.
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
  const { violations } = await axe.run(screen.getByRole("dialog"), { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
