import { fireEvent, render, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import type { Copy } from "../../api/types";
import { settle } from "../../settle";
import { backups } from "../../state/copies.svelte";
import { outcome } from "../../state/copies-outcome.svelte";
import { timeWords } from "../../state/dates";
import Backups from "./Backups.svelte";

const copy = (id: string, made_at: string, some: Partial<Copy> = {}): Copy => ({
  id,
  place: "here",
  made_at,
  reason: "day",
  kept: "daily",
  until: "2026-12-14",
  checked: true,
  opens: true,
  ...some,
});

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  fake.backups = [
    copy("c1", "2026-11-22T04:10:00+01:00", { until: null }),
    copy("c2", "2026-11-21T04:12:00+01:00"),
    copy("c3", "2026-11-16T04:12:00+01:00", { kept: "weekly" }),
    copy("c4", "2026-10-01T04:12:00+01:00", { kept: "before", reason: "migration" }),
  ];
  useApi(fake);
  backups.now = null;
  backups.leave();
});

async function open(): Promise<void> {
  render(Backups, { lock: "open" });
  await settle();
}
const button = (name: string) => screen.getByRole("button", { name });
async function press(name: string): Promise<void> {
  await fireEvent.click(button(name));
  await settle();
}
const rowOf = (date: string) => screen.getByText(date).closest("li") as HTMLElement;
async function lookInto(date: string): Promise<HTMLElement> {
  await fireEvent.click(within(rowOf(date)).getByRole("button", { name: "Open a look…" }));
  await settle();
  return rowOf(date);
}
const yesterday = `Yesterday, ${timeWords("04:12")}`;
const said = (words: string | RegExp) => screen.queryByText(words) !== null;

/** Answers when it is told to. */
function held(call: "backUpNow" | "restoreCopy" | "checkJournal"): () => Promise<void> {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const now = fake[call] as (...args: unknown[]) => Promise<unknown>;
  Object.assign(fake, { [call]: (...args: unknown[]) => gate.then(() => now(...args)) });
  return async () => {
    go();
    await settle();
  };
}

test("the copies stand newest first, each with its date and what it is", async () => {
  await open();
  const rows = screen.getAllByRole("listitem").map((row) => row.textContent.replace(/\s+/g, " ").trim());
  expect(rows).toEqual([
    `Today, ${timeWords("04:10")} checked Open a look…`,
    `${yesterday} checked Open a look…`,
    "Monday 16 November checked, kept weekly Open a look…",
    "1 October checked, before an update Open a look…",
  ]);
  expect(said(`This morning at ${timeWords("04:10")}, checked.`)).toBe(true);
});

test("two of one day are told apart by the time, and an earlier year is named", async () => {
  fake.backups = [
    copy("a", "2026-11-16T09:00:00+01:00"),
    copy("b", "2026-11-16T04:12:00+01:00"),
    copy("c", "2025-10-01T04:12:00+01:00"),
  ];
  await open();
  expect(said(`Monday 16 November, ${timeWords("09:00")}`)).toBe(true);
  expect(said(`Monday 16 November, ${timeWords("04:12")}`)).toBe(true);
  expect(said("1 October 2025")).toBe(true);
});

test("without a passphrase it says that whoever has a copy can open it", async () => {
  render(Backups, { lock: "none" });
  await settle();
  expect(said(/whoever has a copy can open it/)).toBe(true);
});

test("one is made at once, how far it has come is seen, and the button keeps the focus", async () => {
  const go = held("backUpNow");
  await open();
  button("Make one now").focus();
  await press("Make one now");
  fake.emitProgress({ task: "check", done: 0.9 });
  fake.emitProgress({ task: "backup", done: 0.4 });
  await settle();
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBeCloseTo(0.4);
  expect(button("Check now").getAttribute("aria-disabled"), "one at a time").toBe("true");
  await go();
  expect(screen.queryByRole("progressbar")).toBeNull();
  expect(document.activeElement).toBe(button("Make one now"));
  expect(said("A copy was made and checked.")).toBe(true);
  expect(said(`This afternoon at ${timeWords("16:40")}, checked, made by you.`)).toBe(true);
});

test("what goes on is still seen after the page was left and opened again", async () => {
  const go = held("backUpNow");
  const { unmount } = render(Backups, { lock: "open" });
  await settle();
  await press("Make one now");
  unmount();
  await open();
  expect(screen.getByRole("progressbar")).toBeTruthy();
  await go();
  expect(screen.queryByRole("progressbar")).toBeNull();
});

test("a copy that could not be made says why, here and now or earlier", async () => {
  fake.backupTrouble = failure("file");
  await open();
  expect(screen.getByRole("alert").textContent).toBe(
    "The last copy could not be made. A file could not be read or written.",
  );
  fake.failing.backUpNow = failure("disk_full");
  await press("Make one now");
  expect(screen.getByRole("alert").textContent).toMatch(/^No copy was made\. The disk is full\./);
});

test("a second folder is chosen, is named in full, and can be given up", async () => {
  await open();
  fake.folderToChoose = null;
  await press("Choose a folder…");
  expect(button("Choose a folder…"), "nothing was chosen").toBeTruthy();
  fake.folderToChoose = "/media/stick";
  await press("Choose a folder…");
  expect(said("/media/stick")).toBe(true);
  expect(said("All copies are there.")).toBe(true);
  await press("Stop copying there");
  expect(said("Copies go there no more. Those that are there stay.")).toBe(true);
  expect(document.activeElement).toBe(button("Choose a folder…"));
});

test.each([
  ["absent", 3, "The drive is not plugged in. Copies wait for it: 3 so far."],
  ["absent", 0, "The drive is not plugged in. Copies will wait for it."],
  ["here", 1, "One copy is still to go there."],
  [
    "refused",
    1,
    "The copy to /media/stick did not work: Glimmer may not write there. The copies on this computer are fine.",
  ],
  ["full", 2, "The copy to /media/stick did not work: there is no room left. The copies on this computer are fine."],
] as const)("the second folder is %s with %d behind", async (state, behind, words) => {
  fake.second = { path: "/media/stick", state, behind };
  await open();
  expect(said(words)).toBe(true);
});

test("making one while the drive is away says that it did not go there", async () => {
  fake.second = { path: "/media/stick", state: "absent", behind: 3 };
  await open();
  await press("Make one now");
  expect(screen.getByRole("alert").textContent).toBe(
    "The copy to /media/stick did not work: the folder is not there. The copies on this computer are fine.",
  );
});

test("both places have a list of their own, only when there is a second", async () => {
  await open();
  expect(screen.getAllByRole("list")).toHaveLength(1);
  fake.second = { path: "/media/stick", state: "here", behind: 0 };
  fake.backups.push(copy("c1", "2026-11-22T04:10:00+01:00", { place: "second" }));
  fake.emitChanged("copies");
  await settle();
  expect(screen.getByRole("list", { name: "Copies on this computer" })).toBeTruthy();
  const there = screen.getByRole("list", { name: "Copies in /media/stick" });
  await fireEvent.click(within(there).getByRole("button"));
  await settle();
  expect(screen.getAllByText("Close"), "the same copy in the other place stays closed").toHaveLength(1);
});

test("a look says what a copy holds, in the person’s own words, and what is newer or deleted", async () => {
  fake.inside = { ...fake.inside, glimmers: 412, newer: 2, stay_deleted: 1, newest: ["Rain on the skylight.", ""] };
  await open();
  const row = await lookInto("Monday 16 November");
  expect(row.textContent).toContain("It holds 412 glimmers, from 1 October to 20 November.");
  expect(within(row).getByText("Rain on the skylight.").className).toContain("yours");
  expect(within(row).getAllByRole("listitem"), "what has no words says nothing").toHaveLength(1);
  expect(row.textContent).toContain("Your journal has 2 that this copy has not. They stay in the copy");
  expect(row.textContent).toContain("One that you deleted since then stays deleted.");
  expect(row.textContent).toContain("It is here until 14 December, perhaps longer.");
});

test("Esc closes a look, and the focus is on what opened it", async () => {
  await open();
  const row = await lookInto(yesterday);
  await fireEvent.keyDown(within(row).getByRole("button", { name: "Restore this copy…" }), { key: "Escape" });
  await settle();
  expect(said(/^It holds/)).toBe(false);
  expect(document.activeElement).toBe(within(row).getByRole("button", { name: "Open a look…" }));
});

test("restoring asks once, says that the present is copied first, and leaving is nearest", async () => {
  await open();
  const row = await lookInto("Monday 16 November");
  await press("Restore this copy…");
  expect(said(/^A copy of what is here now is made first\. Then your journal is as it was on Monday 16/)).toBe(true);
  expect(document.activeElement).toBe(button("Leave it as it is"));
  await press("Leave it as it is");
  expect(fake.calls).not.toContain("restoreCopy");
  expect(document.activeElement).toBe(within(row).getByRole("button", { name: "Restore this copy…" }));
});

test("restoring shows how far it has come, then that it is done, with the focus there", async () => {
  const go = held("restoreCopy");
  await open();
  await lookInto("Monday 16 November");
  await press("Restore this copy…");
  await press("Restore");
  fake.emitProgress({ task: "restore", done: 0.5 });
  await settle();
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.5);
  await go();
  const words = screen.getByText(
    "Your journal is as it was on Monday 16 November. What was here before is kept as a copy.",
  );
  expect(document.activeElement?.contains(words)).toBe(true);
  expect(said(/^It holds/)).toBe(false);
});

test("what cannot be restored says so in place, and the copy stays open", async () => {
  fake.failing.restoreCopy = failure("disk_full");
  await open();
  await lookInto(yesterday);
  await press("Restore this copy…");
  await press("Restore");
  expect(screen.getByRole("alert").textContent).toMatch(/^It was not restored, and nothing was changed\. The disk/);
  expect(document.activeElement).toBe(button("Restore this copy…"));
});

test("restored after the page was left, it is said where the person is then", async () => {
  const go = held("restoreCopy");
  const { unmount } = render(Backups, { lock: "open" });
  await settle();
  await lookInto(yesterday);
  await press("Restore this copy…");
  await press("Restore");
  unmount();
  await go();
  expect(outcome.last?.said).toMatch(/^Your journal is as it was yesterday at/);
});

test("a copy of another key asks for what opened it then, and a wrong one costs nothing", async () => {
  fake.backups[3] = copy("c4", "2026-10-01T04:12:00+01:00", { opens: false });
  await open();
  await lookInto("1 October");
  const field = screen.getByLabelText<HTMLInputElement>("Passphrase or recovery code of its time");
  expect(document.activeElement).toBe(field);
  await fireEvent.input(field, { target: { value: "not this" } });
  await press("Open it");
  expect(screen.getByRole("alert").textContent.trim()).toBe("That did not open it. Is Caps Lock on?");
  expect(field.value, "what was typed stays").toBe("not this");
  fake.failing.lookInto = failure("wait", "30");
  await press("Open it");
  expect(screen.getByRole("alert").textContent.trim()).toBe("Please wait 30 seconds, then try again.");
  delete fake.failing.lookInto;
  await fireEvent.input(field, { target: { value: "of its time" } });
  await press("Open it");
  expect(said(/^It holds/)).toBe(true);
});

test("a copy that turns out to need a secret asks for it, without a word of blame", async () => {
  fake.failing.lookInto = failure("wrong_secret");
  await open();
  await lookInto(yesterday);
  expect(screen.getByLabelText("Passphrase or recovery code of its time")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a damaged copy is said, and can be tried again", async () => {
  fake.failing.lookInto = failure("bad_copy");
  await open();
  await lookInto(yesterday);
  expect(screen.getByRole("alert").textContent).toBe(
    "It could not be opened. This copy is damaged. The others may well open.",
  );
  delete fake.failing.lookInto;
  await press("Try again");
  expect(said(/^It holds/)).toBe(true);
});

test("a check that finds nothing says so", async () => {
  await open();
  await press("Check now");
  expect(said("Everything is as it was written.")).toBe(true);
});

test("what a check finds is said once for each kind, with what can be done", async () => {
  fake.findings = [
    { what: "search", detail: "row 4" },
    { what: "damaged_page", detail: "page 7" },
    { what: "damaged_page", detail: "page 9" },
  ];
  await open();
  await press("Check now");
  expect(screen.getAllByText("A part of the journal file cannot be read.")).toHaveLength(1);
  expect(said(/^It mends itself/) || document.body.textContent.includes("It mends itself")).toBe(true);
  expect(said("damaged_page: page 9")).toBe(true);
  await press("Open the last good copy");
  expect(said(/^It holds 3 glimmers/)).toBe(true);
  expect(document.activeElement?.textContent).toBe("Close");
});

test("where so much is damaged that the check cannot be done, the same ways are offered", async () => {
  fake.failing.checkJournal = failure("damaged");
  await open();
  await press("Check now");
  expect(screen.getByRole("alert").textContent).toContain("The check did not come to its end.");
  expect(button("Open the last good copy")).toBeTruthy();
  expect(button("Bring together what can be read")).toBeTruthy();
});

test("what a search index needs offers neither copies nor salvage", async () => {
  fake.findings = [{ what: "search", detail: "" }];
  await open();
  await press("Check now");
  expect(screen.queryByRole("button", { name: "Bring together what can be read" })).toBeNull();
});

test("bringing together asks first here, and says how many and where the damaged file lies", async () => {
  fake.findings = [{ what: "structure", detail: "" }];
  await open();
  await press("Check now");
  await press("Bring together what can be read");
  expect(document.activeElement).toBe(button("Leave it as it is"));
  await press("Bring it together");
  expect(said("3 glimmers are here again. One could not be read. The damaged file lies untouched in")).toBe(true);
  expect(said("/home/u/glimmer/set-aside/2026-11-22")).toBe(true);
});

test("what was deleted for good is taken out of the copies, and what could not be is said", async () => {
  fake.holding = { copies: 2, until: null, away: true };
  await open();
  await press("Take it out");
  expect(
    said(
      "It is out of the 2 copies that held it. The copies in the second folder may still hold it: it is not here now.",
    ),
  ).toBe(true);
  fake.failing.cleanCopies = failure("busy");
  await press("Take it out");
  expect(screen.getByRole("alert").textContent).toMatch(/^The copies could not be changed, and may still hold it\./);
});

test("copies that cannot be listed say so, and can be asked for again", async () => {
  fake.failing.copies = failure("file");
  await open();
  expect(screen.getByRole("alert").textContent).toMatch(/could not be listed/);
  delete fake.failing.copies;
  await press("Try again");
  expect(said(yesterday)).toBe(true);
});

test("nothing stands in anybody’s way, with everything open", async () => {
  fake.second = { path: "/media/stick", state: "full", behind: 1 };
  fake.findings = [{ what: "damaged_page", detail: "page 7" }];
  await open();
  await press("Check now");
  await lookInto(yesterday);
  await press("Restore this copy…");
  // Nothing is drawn here, so what needs a canvas is looked at in the real window.
  // The page stands in the window’s own region.
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
