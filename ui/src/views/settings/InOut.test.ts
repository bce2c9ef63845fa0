import { screen, within, fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure, glimmer } from "../../api/fake";
import type { Picked, Report, Table } from "../../api/types";
import { settle } from "../../settle";
import { importing } from "../../state/importing.svelte";
import { transfer } from "../../state/importing-work.svelte";
import { toast } from "../../state/toast.svelte";
import { alerts, clean, key, press, type } from "../acts.test-env";
import { openSettings } from "./open.test-env";

// Nothing is laid out here.
Element.prototype.scrollTo = () => undefined;

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  importing.clear();
  importing.earlier = [];
});

const open = () => openSettings("Import and export");
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const page = () => document.body.textContent.replace(/\s+/g, " ");
const pick = (some: Partial<Picked>) =>
  (fake.picked = { name: "notes.csv", source: null, table: null, refused: null, ...some });
const table: Table = {
  columns: {
    separator: ",",
    encoding: "utf8",
    header: true,
    date: 0,
    order: "day_first",
    time: null,
    title: null,
    text: 1,
    tags: null,
    mood: null,
    others: false,
  },
  first: ["When", "What", "Where"],
  rows: [["03/04/2019", "Frost on the shed roof.", "garden"]],
  doubts: ["day_order"],
};

/** What takes as long as the test wants: it ends when it is told to. */
function held<K extends "planImport" | "applyImport" | "undoImport">(call: K): (answer: unknown) => Promise<void> {
  let end: (answer: unknown) => void = () => undefined;
  fake[call] = (() => new Promise((done) => (end = done))) as never;
  return async (answer) => {
    end(answer);
    await settle();
  };
}

// The way through

test("a journal is looked at, its plan read, brought in, and left out until somebody lets it in", async () => {
  fake.plan = { ...fake.plan, here: 3, gone: 1, twice: 1, empty: 2, left: [{ what: "photos", how_many: 4 }] };
  await open();
  await press("Choose a file…");
  expect(page()).toContain("Journal.zip a journal from Day One");
  for (const said of [
    "2 entries are new, from 1 March 2019 to 20 November 2026.",
    "3 are here already, and stay as they are.",
    "One was here and you deleted it. It does not come back.",
    "One stands in it more than once, and comes once.",
    "2 have nothing in them.",
    "4 pictures",
    "A copy of your journal is made first.",
  ])
    expect(page()).toContain(said);
  expect(fake.calls).not.toContain("applyImport");
  await clean();
  await press("Bring them in");
  expect(page()).toContain("2 glimmers came. For now they stay out of everything that shows itself.");
  await press("Let them all in");
  expect(page()).toContain("They may come up by themselves now.");
  expect(fake.glimmers.map(({ waits }) => waits)).toEqual([false, false]);
  button("Done").focus();
  await press("Done");
  expect(button("Choose a file…")).toBe(document.activeElement);
});

test.each([
  [1, "One photo comes along."],
  [12, "12 photos come along."],
])("that %i of the pictures come along is said", async (photos, said) => {
  fake.plan = { ...fake.plan, photos };
  await open();
  await press("Choose a file…");
  expect(page()).toContain(said);
});

test("what came can be looked at among the glimmers, with what was not let in yet", async () => {
  fake.glimmers = [glimmer({ text: "Mine." })];
  await open();
  await press("Choose a file…");
  await press("Bring them in");
  await press("Look at them");
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
  expect(location.hash).toBe("#glimmers");
  await expect.poll(() => page()).toContain("These came from elsewhere");
  expect(button("Not let in yet: no longer only these")).toBeTruthy();
});

test("what came stays out if somebody likes, and it is said where it is found", async () => {
  await open();
  await press("Choose a folder…");
  await press("Bring them in");
  await press("Leave them out for now");
  expect(page()).toContain("They stay out. Under Glimmers, “Not let in yet” finds them");
  expect(fake.glimmers.every(({ waits }) => waits)).toBe(true);
});

test("what came is taken out again at once, but for what was changed since", async () => {
  await open();
  await press("Choose a file…");
  await press("Bring them in");
  Object.assign(fake.glimmers[0] ?? {}, { edited_at: "2026-11-22T18:00:00Z" });
  await press("Take it all back");
  expect(page()).toContain("One glimmer was taken out again. One stayed, because you changed it since.");
});

test("from another Glimmer, what was decided there comes too, and nothing has to be let in", async () => {
  fake.plan = { ...fake.plan, waits: false, beside: true };
  fake.coming = fake.coming.map((one) => ({ ...one, waits: false }));
  pick({ name: "glimmer.json", source: "glimmer" });
  await open();
  await press("Choose a file…");
  expect(page()).toContain(
    "Glimmers come with what you decided about them there. A copy of your journal is made first. Hard-day visits, supports",
  );
  await press("Bring them in");
  expect(screen.queryByRole("button", { name: "Let them all in" })).toBeNull();
});

test("nothing new is said kindly, and there is nothing to bring in", async () => {
  fake.plan = { ...fake.plan, new: 0, here: 12, first: null, last: null };
  await open();
  await press("Choose a file…");
  expect(page()).toContain("Nothing in it is new. All of it is here already, so there is nothing to do.");
  expect(screen.queryByRole("button", { name: /Bring/ })).toBeNull();
});

test("stars are asked about only where there are some, and become nothing unasked", async () => {
  await open();
  await press("Choose a file…");
  expect(screen.queryByRole("checkbox", { name: /starred/ })).toBeNull();
  fake.plan = { ...fake.plan, starred: 1 };
  fake.coming = [glimmer({ id: "came-1", anchor: true, waits: true })];
  await press("Another file…");
  const stars = screen.getByRole<HTMLInputElement>("checkbox", {
    name: /^The starred one becomes one I can return to/,
  });
  expect(stars.checked).toBe(false);
  await fireEvent.click(stars);
  await press("Bring them in");
  expect(fake.glimmers[0]?.anchor).toBe(true);
});

test("a thousand that could not be read are there only when somebody opens the list", async () => {
  const report: Report = {
    file: "2019-03.txt",
    line: 7,
    entry: null,
    why: "bad_day",
    detail: "31 Feb",
    words: "Frost.",
    came: false,
  };
  fake.plan.reports = [...Array<Report>(999).fill(report), { ...report, why: "no_zone", came: true }];
  await open();
  await press("Choose a file…");
  expect(page()).not.toContain("is not a day");
  const list = screen.getByText("The 1,000 to look at").closest("details");
  if (list) list.open = true;
  await fireEvent(list as Element, new Event("toggle"));
  await settle();
  const region = screen.getByRole("region", { name: "The 1,000 to look at" });
  expect(region.textContent).toContain("2019-03.txt, line 7");
  expect(region.textContent).toContain("“31 Feb” is not a day.");
  expect(within(region).getAllByRole("listitem")).toHaveLength(1000);
  expect(within(region).getByText("Comes, a little otherwise")).toBeTruthy();
});

// What is refused

test.each([
  ["unknown_journal", "That is no journal Glimmer knows."],
  ["empty_file", "There is nothing in it."],
  ["damaged_file", "It is damaged, or was cut off."],
  ["encrypted_file", "It is locked with a password of its own."],
  ["too_large", "It is larger than Glimmer can read at once."],
  ["file", "It could not be read from the disk."],
] as const)("a file that is refused as %s says why, and another can be chosen", async (code, said) => {
  pick({ refused: failure(code) });
  await open();
  await press("Choose a file…");
  expect(alerts()).toContain(said);
  expect(screen.queryByRole("button", { name: "Read it" })).toBeNull();
  pick({ source: { elsewhere: "jrnl" } });
  await press("Another file…");
  expect(page()).toContain("a journal from jrnl");
  expect(button("Bring them in")).toBeTruthy();
});

test("choosing nothing changes nothing", async () => {
  fake.picked = null;
  await open();
  await press("Choose a file…");
  expect(button("Choose a file…")).toBeTruthy();
  expect(fake.calls).not.toContain("planImport");
});

test("what could not be brought in says so, and can be tried again", async () => {
  fake.failing.applyImport = failure("disk_full");
  await open();
  await press("Choose a file…");
  await press("Bring them in");
  expect(alerts()).toContain("The disk is full.");
  fake.failing = {};
  await press("Bring them in");
  expect(page()).toContain("2 glimmers came.");
});

// A sealed one

test("a sealed journal asks for its passphrase, and a wrong one is not lost", async () => {
  pick({ name: "glimmer.json.age", source: "sealed" });
  await open();
  await press("Choose a file…");
  expect(document.activeElement).toBe(screen.getByLabelText("Its passphrase"));
  await press("Open and read it");
  expect(alerts()).toBe("The passphrase is needed for this one.");
  await type("Its passphrase", "not this");
  await key("Enter");
  expect(alerts()).toBe("That did not open it. Is Caps Lock on?");
  expect(screen.getByLabelText<HTMLInputElement>("Its passphrase").value).toBe("not this");
  await type("Its passphrase", "of its time");
  await key("Enter");
  expect(page()).toContain("2 entries are new");
  expect(importing.secret).toBe("");
});

// A table

test("a table shows what its rows become, and changes as its columns are chosen", async () => {
  pick({ source: { elsewhere: "csv" }, table });
  await open();
  await press("Choose a file…");
  expect(page()).toContain("No date here shows whether the day or the month comes first.");
  const rows = () => screen.getByRole("table", { name: "The first rows" }).textContent.replace(/\s+/g, " ");
  expect(rows()).toContain("3 April 2019");
  await fireEvent.change(screen.getByLabelText("Dates like 03/04/2026"), { target: { value: "month_first" } });
  await settle();
  expect(rows()).toContain("4 March 2019");
  expect(rows()).not.toContain("garden");
  await fireEvent.click(screen.getByLabelText("Add the other columns to the words"));
  await settle();
  expect(rows()).toContain("Where: garden");
  await fireEvent.change(screen.getByLabelText("Tags"), { target: { value: "2" } });
  await settle();
  expect(rows()).not.toContain("Where: garden");
  await clean();
  await press("Read it");
  await press("The columns again");
  expect(screen.getByLabelText<HTMLSelectElement>("Tags").value).toBe("2");
});

test("a column means one thing, and without a day nothing is read", async () => {
  pick({ source: { elsewhere: "csv" }, table });
  await open();
  await press("Choose a file…");
  await fireEvent.change(screen.getByLabelText("Words"), { target: { value: "0" } });
  await settle();
  expect(screen.getByLabelText<HTMLSelectElement>("Date").value).toBe("");
  expect(page()).toContain("Which column holds the date?");
  expect(button("Read it").getAttribute("aria-disabled")).toBe("true");
  await press("Read it");
  expect(fake.calls).not.toContain("planImport");
});

// What takes a while

test("reading can be stopped, and leaves nothing", async () => {
  const end = held("planImport");
  await open();
  await press("Choose a file…");
  transfer.long = true;
  await settle();
  expect(screen.getByRole("progressbar")).toBeTruthy();
  await press("Stop");
  expect(fake.calls).toContain("cancelTransfer");
  await end(null);
  expect(page()).toContain("Stopped. Nothing was changed.");
  expect(button("Read it")).toBeTruthy();
});

test("bringing in goes on while somebody looks elsewhere, and is found where it is", async () => {
  const end = held("applyImport");
  await open();
  await press("Choose a file…");
  await press("Bring them in");
  fake.emitProgress({ task: "import", done: 0.5 });
  await press("About");
  await press("Import and export");
  transfer.long = true;
  await settle();
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.5);
  await end({ id: "import-1", glimmers: 5, backed_up: false });
  expect(page()).toContain("5 glimmers came. The copy before it could not be made.");
});

test("pictures that could not be read are told of, and the glimmers came all the same", async () => {
  fake.cameToo = { photos: 3, photos_refused: 2, backed_up: true };
  await open();
  await press("Choose a file…");
  await press("Bring them in");
  expect(page()).toContain("2 photos could not be read, and stayed behind.");
});

// Dropped

test("what is dragged over the window is asked for quietly, and what is dropped is looked at", async () => {
  await openSettings();
  fake.emitDragging(true);
  await expect.poll(() => screen.queryByText("Let go here")).toBeTruthy();
  fake.emitDragging(false);
  fake.emitDropped();
  await expect.poll(() => page()).toContain("a journal from Day One");
  expect(screen.queryByText("Let go here")).toBeNull();
});

test("nothing is asked for on a hard day", async () => {
  await openSettings();
  location.hash = "hard-day";
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
  fake.emitDragging(true);
  fake.emitDropped();
  await settle();
  expect(screen.queryByText("Let go here")).toBeNull();
  expect(fake.calls).not.toContain("droppedImport");
  expect(location.hash).toBe("#hard-day");
});

// Earlier ones

test("an earlier import is taken back after one question, whose answer to keep it is nearest", async () => {
  fake.made = [{ id: "m-1", day: "2026-10-30", name: "Daylio.csv", glimmers: 2 }];
  fake.glimmers = fake.coming;
  await open();
  expect(page()).toContain("30 October 2026, 2 glimmers of it are here");
  await press("Take back…");
  expect(document.activeElement?.textContent).toBe("Leave it here");
  await key("Escape");
  expect(document.activeElement?.textContent).toBe("Take back…");
  await press("Take back…");
  await press("Take it back");
  expect(page()).toContain("2 glimmers were taken out again.");
  expect(fake.made).toEqual([]);
});
