import { fireEvent, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure, glimmer } from "../../api/fake";
import type { Visit } from "../../api/types";
import { timeHere } from "../../state/dates";
import { toast } from "../../state/toast.svelte";
import { openSettings } from "./open.test-env";
import { key, press } from "../acts.test-env";
import { settle } from "../../settle";

// jsdom does not scroll.
Element.prototype.scrollIntoView = Element.prototype.scrollTo = () => undefined;

const visit = (some: Partial<Visit>): Visit => ({
  id: "v-1",
  day: "2026-11-12",
  opened_at: "2026-11-12T20:04:00Z",
  closed_at: "2026-11-12T20:19:00Z",
  arrival: null,
  heavy_before: null,
  heavy_after: null,
  leaving: { forward: "", toward: "" },
  ...some,
});

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  const rain = glimmer({ id: "g-rain", day: "2026-11-20", text: "Rain on the skylight." });
  const hall = glimmer({ id: "g-hall", day: "2026-10-02", text: "The hall light was on." });
  const calm = glimmer({ id: "g-calm", day: "2025-12-02", feelings: ["calm"], senses: ["touching"] });
  fake.glimmers = [rain, hall, calm];
  fake.pastVisits = [
    visit({
      id: "v-3",
      arrival: "wound_up",
      heavy_before: 7,
      heavy_after: 0,
      leaving: { forward: "tea when I get in", toward: "answer Otto" },
    }),
    visit({ id: "v-2", day: "2026-10-03", closed_at: null, arrival: "not_sure" }),
    visit({ id: "v-1", day: "2025-06-01" }),
  ];
  fake.shownThen.set("v-3", [
    { glimmer: rain, stayed: true, rested: true, kept_out: false },
    { glimmer: hall, stayed: false, rested: false, kept_out: true },
    { glimmer: calm, stayed: false, rested: false, kept_out: false },
  ]);
  useApi(fake);
  toast.clear();
});

async function open(): Promise<void> {
  await openSettings("Hard day");
  await press("Earlier visits");
}

const rows = () => [...document.querySelectorAll<HTMLElement>(".visit")];
const tidy = (text: string) => text.replace(/\s+/g, " ").trim();
const words = (of: Element | undefined) => tidy(of?.textContent ?? "");
const focused = () => words(document.activeElement ?? undefined);
const asked = () => screen.queryByRole("alertdialog");

test("each says its day, when it began and by which door, the newest first", async () => {
  await open();
  expect(screen.getByRole("heading", { level: 1 })).toBe(document.activeElement);
  const began = tidy(timeHere("2026-11-12T20:04:00Z"));
  expect(rows().map((row) => [...row.querySelectorAll("span.day, span.time, span.arrived")].map(words))).toEqual([
    ["Thursday, 12 November", began, "wound up"],
    ["Saturday, 3 October", began, "not sure"],
    ["Sunday, 1 June 2025", began],
  ]);
});

test("one that is opened says what was said and written, and what became of each glimmer", async () => {
  await open();
  await press(/12 November/);
  expect(rows()[0]?.getAttribute("aria-expanded")).toBe("true");
  const facts = screen.getAllByRole("definition").map(words);
  expect(facts.slice(1)).toEqual(["7", "0", "tea when I get in", "answer Otto"]);
  expect(screen.getByText("tea when I get in").className, "their own words").toContain("yours");
  const shown = within(screen.getByRole("list", { name: "What it showed" })).getAllByRole("listitem");
  const parts = (of: HTMLElement | undefined) => [...(of?.querySelectorAll(".part") ?? [])].map(words);
  expect(words(shown[0])).toContain("Rain on the skylight.");
  expect(parts(shown[0])).toEqual(["a few days ago", "stayed with", "not for a while"]);
  expect(parts(shown[1])).toEqual(["in October", "not on hard days"]);
  expect(words(shown[2])).toContain("a calm moment, by touch");
  expect(parts(shown[2])).toEqual(["last December", "let pass"]);
});

test("what was not said stands nowhere", async () => {
  await open();
  await press(/3 October/);
  expect(screen.getAllByRole("definition").length, "only when it was").toBe(1);
  expect(screen.queryByRole("heading", { level: 2 })).toBeNull();
});

test("a glimmer that was shown opens among the others", async () => {
  await open();
  await press(/12 November/);
  const [, second] = screen.getAllByRole("button", { name: "Open it in Glimmers" });
  await fireEvent.click(second as HTMLElement);
  await settle();
  expect(location.hash).toBe("#glimmers");
});

test("the arrows go from visit to visit, and Tab has one of them to go to", async () => {
  await open();
  expect(rows().map((row) => row.tabIndex)).toEqual([0, -1, -1]);
  rows()[0]?.focus();
  await key("ArrowDown");
  expect(document.activeElement).toBe(rows()[1]);
  expect(rows().map((row) => row.tabIndex)).toEqual([-1, 0, -1]);
  await key("End");
  expect(document.activeElement).toBe(rows()[2]);
  await key("Home");
  await key("ArrowUp");
  expect(document.activeElement).toBe(rows()[0]);
});

test("Esc closes the question, then the visit, then the list, and the focus is where each began", async () => {
  await open();
  rows()[0]?.focus();
  await press(/12 November/);
  await press("Erase this visit…");
  expect(focused()).toBe("Keep it");
  await key("Escape");
  expect(asked()).toBeNull();
  expect(focused()).toBe("Erase this visit…");
  await key("Escape");
  expect(document.activeElement).toBe(rows()[0]);
  expect(rows()[0]?.getAttribute("aria-expanded")).toBe("false");
  await key("Escape");
  expect(rows()).toEqual([]);
  expect(focused()).toBe("Earlier visits");
});

test("one is erased only when that was said twice, and the next one has the focus", async () => {
  await open();
  await press(/3 October/);
  await press("Erase this visit…");
  expect(asked()?.getAttribute("aria-label")).toBe("This cannot be brought back.");
  await press("Keep it");
  expect(fake.calls).not.toContain("eraseVisit");
  expect(focused()).toBe("Erase this visit…");
  await press("Erase this visit…");
  await press("Erase");
  expect(fake.pastVisits.map(({ id }) => id)).toEqual(["v-3", "v-1"]);
  expect(document.activeElement).toBe(rows()[1]);
  expect(toast.said).toEqual({ text: "That visit is no longer written down." });
});

test("after the last one the focus is on the title, and nothing is written down", async () => {
  fake.pastVisits = [visit({})];
  await open();
  await press(/12 November/);
  await press("Erase this visit…");
  await press("Erase");
  expect(focused()).toBe("Earlier visits");
  expect(screen.getByText("No visits are written down.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Erase all…" })).toBeNull();
});

test("all are erased only when that was said twice", async () => {
  await open();
  await press("Erase all…");
  expect(focused()).toBe("Keep it");
  await press("Keep it");
  expect(focused()).toBe("Erase all…");
  await press("Erase all…");
  await press("Erase all");
  expect(fake.pastVisits).toEqual([]);
  expect(focused()).toBe("Earlier visits");
  expect(toast.said?.text).toBe("No visit is written down any more.");
});

test("what could not be erased is still there, and that is said", async () => {
  await open();
  fake.failing.eraseVisit = failure("disk_full");
  fake.failing.eraseVisits = failure("disk_full");
  await press(/12 November/);
  await press("Erase this visit…");
  await press("Erase");
  expect(rows().length).toBe(3);
  expect(toast.said?.text).toBe("That did not work. Nothing was changed.");
  expect(focused()).toBe("Erase this visit…");
  await press("Erase all…");
  await press("Erase all");
  expect(rows().length).toBe(3);
  expect(focused()).toBe("Erase all…");
});

test("visits that cannot be read say so, and can be tried again", async () => {
  fake.failing.visits = failure("damaged");
  await open();
  expect(words(screen.getByRole("alert"))).toContain("The visits could not be read. Nothing was changed.");
  delete fake.failing.visits;
  await press("Try again");
  expect(rows().length).toBe(3);
  fake.failing.shownIn = failure("damaged");
  await press(/12 November/);
  expect(words(screen.getByRole("alert"))).toContain("What it showed could not be read.");
  expect(screen.getByText("tea when I get in"), "the rest is there").toBeTruthy();
  delete fake.failing.shownIn;
  await press("Try again");
  expect(screen.getByText("Rain on the skylight.")).toBeTruthy();
});

test("nothing about visits is counted", async () => {
  await open();
  await press(/12 November/);
  const page = words(document.querySelector(".pane") ?? undefined);
  expect(page).not.toMatch(/\b3 visits|visits: \d|average|more than|less than|since|compared/i);
});
