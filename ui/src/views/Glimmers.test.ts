import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import type { Page } from "../api/types";
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
let page: { component: { show(id: string): Promise<void>; search(): void }; unmount: () => void };
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  list = new GlimmerList(false);
  opened = new Opened();
});

async function open(): Promise<void> {
  const { component, unmount } = render(Glimmers, { list, opened, onexport: () => undefined });
  page = { component: component as typeof page.component, unmount };
  render(ToastLine);
  await settle();
}

const field = () => screen.getByRole<HTMLInputElement>("searchbox");
const focused = () => document.activeElement as HTMLElement;
const shown = () => list.items.map((item) => item.id);
async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(focused(), { key, ...more });
  await settle();
}
async function click(name: string | RegExp, role = "button"): Promise<void> {
  await fireEvent.click(screen.getByRole(role, { name }));
  await settle();
}
async function type(words: string): Promise<void> {
  await fireEvent.input(field(), { target: { value: words } });
  await list.reload();
  await settle();
}

const three = () => [
  glimmer({ id: "a", text: "rain on the roof", feelings: ["safe"], senses: ["hearing"], tags: ["@Marta"] }),
  glimmer({ id: "b", text: "rain again", feelings: ["calm"], senses: ["hearing"], day: "2026-03-02", anchor: true }),
  glimmer({ id: "c", text: "bread", feelings: ["safe", "calm"], senses: ["smelling"], day: "2024-05-09", given: true }),
];

test("the search has the focus on arrival, and ↓ and ↑ go to the rows and back", async () => {
  fake.glimmers = three();
  await open();
  expect(focused()).toBe(field());
  await press("ArrowDown");
  expect(focused().dataset["row"]).toBe("a");
  await press("ArrowDown");
  expect(focused().dataset["row"]).toBe("b");
  await press("End");
  expect(focused().dataset["row"]).toBe("c");
  await press("Home");
  expect(focused().dataset["row"]).toBe("a");
  await press("ArrowUp");
  expect(focused()).toBe(field());
});

test("letters do nothing to a glimmer unless its row has the focus", async () => {
  fake.glimmers = three();
  await open();
  for (const key of ["e", "a", "Delete", "Enter"]) await press(key);
  expect(fake.calls).not.toContain("trashGlimmer");
  expect(fake.calls).not.toContain("editGlimmer");
  expect(opened.id).toBeNull();
});

test("filters combine with each other and with the search: all must hold", async () => {
  fake.glimmers = three();
  await open();
  await click("Felt");
  await click("safe", "menuitemcheckbox");
  expect(shown()).toEqual(["a", "c"]);
  expect(focused().textContent, "the focus is back where the menu was opened").toBe("Felt");
  await click("Noticed by");
  await click("hearing", "menuitemcheckbox");
  expect(shown()).toEqual(["a"]);
  await type("bread");
  expect(shown()).toEqual([]);
});

test("a chosen filter is taken off by itself, and the focus stays beside it", async () => {
  fake.glimmers = three();
  await open();
  await click("Felt");
  await click("safe", "menuitemcheckbox");
  await click("Felt");
  await click("calm", "menuitemcheckbox");
  expect(shown()).toEqual(["c"]);
  await click(/^safe:/);
  expect(shown()).toEqual(["b", "c"]);
  expect(focused().textContent).toContain("calm");
  await click(/^calm:/);
  expect(shown()).toEqual(["a", "b", "c"]);
  expect(focused().textContent).toBe("Felt");
});

test("to return to and given are on or off in their place", async () => {
  fake.glimmers = three();
  await open();
  await click("To return to");
  expect(shown()).toEqual(["b"]);
  expect(screen.getByRole("button", { name: "To return to" }).getAttribute("aria-pressed")).toBe("true");
  await click("To return to");
  await click("Given");
  expect(shown()).toEqual(["c"]);
});

test("and each of them, once pressed, can be taken off like the others", async () => {
  fake.glimmers = three();
  await open();
  await click("To return to");
  await click("Felt");
  await click("calm", "menuitemcheckbox");
  await click(/^To return to:/);
  expect(list.filter.anchor).toBe(false);
  expect(screen.getByRole("button", { name: "To return to" }).getAttribute("aria-pressed")).toBe("false");
  expect(focused().textContent).toBe("Felt");
  expect(shown()).toEqual(["b", "c"]);
});

test("a menu is worked with the keyboard alone: arrows, first letters, Space for more, Enter, Esc", async () => {
  fake.words.feelings = ["wide awake"];
  fake.glimmers = three();
  await open();
  const felt = screen.getByRole("button", { name: "Felt" });
  felt.focus();
  await press("ArrowDown");
  expect(screen.getByRole("menu", { name: "Felt" })).toBeTruthy();
  expect(focused().textContent).toContain("safe");
  await press("ArrowUp");
  expect(focused().textContent, "around the end").toContain("wide awake");
  await press("c");
  expect(focused().textContent).toContain("calm");
  await press("Enter");
  expect(screen.queryByRole("menu")).toBeNull();
  expect(focused()).toBe(felt);
  expect(list.filter.feelings).toEqual(["calm"]);
  await press("ArrowDown");
  await press(" ");
  expect(screen.getByRole("menu")).toBeTruthy();
  expect(list.filter.feelings).toEqual(["calm", "safe"]);
  await press("Escape");
  expect(focused()).toBe(felt);
  expect(list.filter.feelings, "Esc closes the menu and nothing else").toEqual(["calm", "safe"]);
});

test("many tags are found by typing", async () => {
  fake.words.tags = Array.from({ length: 300 }, (_, i) => `#tag${i}`).concat("@Zoë");
  fake.glimmers = [glimmer({ id: "z", text: "soup", tags: ["@Zoë"] }), glimmer({ id: "y", text: "tea" })];
  await open();
  await click("People, places, tags");
  const find = screen.getByRole<HTMLInputElement>("combobox");
  expect(focused()).toBe(find);
  expect(screen.getAllByRole("option").length, "no more are drawn than can be looked at").toBe(50);
  await fireEvent.input(find, { target: { value: "zoe" } });
  await press("Enter");
  expect(shown()).toEqual(["z"]);
  expect(screen.getByRole("button", { name: /^with Zoë:/ })).toBeTruthy();
});

test("Esc clears the words first, then the filters", async () => {
  fake.glimmers = three();
  await open();
  await click("To return to");
  field().focus();
  await type("rain");
  await press("Escape");
  expect(list.search).toBe("");
  expect(list.filter.anchor).toBe(true);
  await press("Escape");
  expect(list.filter.anchor).toBe(false);
  expect(shown()).toEqual(["a", "b", "c"]);
});

test("nothing found says what was looked for, and searches without the filter", async () => {
  fake.words.tags = ["@Marta"];
  fake.glimmers = three();
  await open();
  await click("People, places, tags");
  await click("@Marta", "menuitemcheckbox");
  await type("bread");
  expect(screen.getByText("Nothing here with “bread” and Marta.")).toBeTruthy();
  await click("Search without the filter");
  expect(shown()).toEqual(["c"]);
  expect(focused()).toBe(field());
});

test("nothing found for filters alone names them, and shows all again", async () => {
  fake.glimmers = three();
  await open();
  await click("To return to");
  await click("Felt");
  await click("safe", "menuitemcheckbox");
  expect(screen.getByText("Nothing here with safe and the mark “one I can return to”.")).toBeTruthy();
  await click("Show all of them");
  expect(shown()).toEqual(["a", "b", "c"]);
});

test("a journal without a glimmer says what will be here", async () => {
  await open();
  expect(screen.getByText("Your glimmers will gather here.")).toBeTruthy();
  await click("People, places, tags");
  expect(screen.getByText(/A word like @Marta/)).toBeTruthy();
});

async function dates(fill: Record<string, string>): Promise<void> {
  await click("Dates");
  for (const [label, value] of Object.entries(fill))
    await fireEvent.input(screen.getByLabelText(label), { target: { value } });
}

test("dates narrow the list, each included", async () => {
  fake.glimmers = three();
  await open();
  await dates({ From: "2024-05-09", To: "2026-03-02" });
  await click("Show these");
  expect(shown()).toEqual(["b", "c"]);
  await click(/^9 May 2024 to 2 March 2026:/);
  expect(shown()).toEqual(["a", "b", "c"]);
  await click("Dates");
  await click("This month");
  expect(shown()).toEqual(["a"]);
  expect(list.filter).toMatchObject({ from: "2026-11-01", to: null });
});

test("dates the wrong way round are said at their field, and change nothing", async () => {
  fake.glimmers = three();
  await open();
  await dates({ From: "2026-03-02", To: "2024-05-09" });
  await click("Show these");
  expect(screen.getByRole("alert").textContent).toBe("The first day comes after the last.");
  expect(screen.getByLabelText("To").getAttribute("aria-invalid")).toBe("true");
  expect(shown()).toEqual(["a", "b", "c"]);
});

/** The journal's own answer for a day before all others; the one in memory has none. */
function withAnEnd(): void {
  const list = fake.listGlimmers;
  fake.listGlimmers = async (query): Promise<Page> => {
    if (query.start.at === "newer" && query.start.of === "the end") {
      const all = await list({ ...query, start: { at: "newest" }, limit: 1e6 });
      const last = all.glimmers.slice(-query.limit);
      return { glimmers: last, next: null, previous: last.length < query.limit ? null : (last[0]?.id ?? null) };
    }
    const page = await list(query);
    return query.start.at === "day" && page.glimmers.length === 0 ? { ...page, previous: "the end" } : page;
  };
}
const thousand = () =>
  Array.from({ length: 1000 }, (_, i) => {
    const day = new Date(Date.UTC(2026, 10, 22) - i * 86_400_000).toISOString().slice(0, 10);
    return glimmer({ id: `g${i}`, text: `light ${i}`, day });
  });

test("going to a day leaves nothing out: newer and older ones are there to read on", async () => {
  fake.glimmers = thousand();
  await open();
  await dates({ "Go to a day": "2025-06-15" });
  await click("Go");
  expect(focused().textContent).toContain("light 525");
  expect(shown().indexOf("g525"), "a page of newer ones stands before it").toBeGreaterThanOrEqual(100);
  expect(shown().length).toBeLessThan(500);
  expect(screen.queryByRole("button", { name: /2025:/ }), "it is no filter").toBeNull();
  const [first, last] = [shown()[0], shown().at(-1)];
  await list.newer();
  await list.older();
  expect(shown().indexOf(first ?? "")).toBe(100);
  expect(shown().length - shown().indexOf(last ?? "")).toBe(101);
  await click("Back to the newest");
  expect(focused().textContent).toContain("light 0");
  expect(screen.queryByRole("button", { name: "Back to the newest" })).toBeNull();
});

test.each([
  ["2027-01-01", "That day has not come yet."],
  ["", "That day cannot be read. Write it as year-month-day."],
])("a day that cannot be gone to (%j) is said in words", async (day, words) => {
  fake.glimmers = three();
  await open();
  await dates({ "Go to a day": day });
  await click("Go");
  expect(screen.getByRole("alert").textContent).toBe(words);
  expect(screen.getByLabelText("Go to a day").getAttribute("aria-invalid")).toBe("true");
});

test("End goes to the oldest of all, and Home back to the newest", async () => {
  withAnEnd();
  fake.glimmers = thousand();
  await open();
  await press("ArrowDown");
  await press("End");
  expect(focused().textContent).toContain("light 999");
  await press("ArrowUp");
  expect(focused().dataset["row"]).toBe("g998");
  await press("Home");
  expect(focused().dataset["row"]).toBe("g0");
});

test("one glimmer is shown open in its place, whatever was looked for before", async () => {
  fake.glimmers = thousand();
  await open();
  await type("light 1");
  await page.component.show("g700");
  await settle();
  expect(list.search).toBe("");
  expect(opened.id).toBe("g700");
  expect(focused().dataset["row"]).toBe("g700");
  expect(focused().getAttribute("aria-expanded")).toBe("true");
});

test("one that is asked for as the page opens is shown too", async () => {
  fake.glimmers = thousand();
  const { component } = render(Glimmers, { list, opened, onexport: () => undefined });
  await (component as typeof page.component).show("g700");
  await settle();
  expect(focused().dataset["row"]).toBe("g700");
});

test("one that is gone is said to be gone", async () => {
  fake.glimmers = three();
  await open();
  fake.failing.listGlimmers = failure("not_found");
  await page.component.show("nowhere");
  await settle();
  expect(screen.getByText("That glimmer is no longer in the list.")).toBeTruthy();
  expect(shown()).toEqual(["a", "b", "c"]);
});

test("leaving the page and coming back finds the row that had the focus", async () => {
  fake.glimmers = three();
  await open();
  await press("ArrowDown");
  await press("ArrowDown");
  page.unmount();
  await open();
  expect(focused().dataset["row"]).toBe("b");
});

test("leaving from the search comes back to the search", async () => {
  fake.glimmers = three();
  await open();
  await press("ArrowDown");
  field().focus();
  page.unmount();
  await open();
  expect(focused()).toBe(field());
});

test("a change elsewhere does not read a long list anew from its beginning", async () => {
  fake.glimmers = thousand();
  await open();
  await dates({ "Go to a day": "2025-06-15" });
  await click("Go");
  const before = list.items.find((item) => item.id === "g525") ?? null;
  await list.reload(before);
  expect(shown()).toContain("g525");
  expect(shown()).not.toContain("g0");
  expect(shown().length).toBeLessThan(400);
});

test("what is found is marked in the words and in the tags", async () => {
  fake.glimmers = [glimmer({ id: "a", text: "Marta laughed", tags: ["@Marta"] })];
  await open();
  await type("marta");
  expect([...document.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["Marta", "Marta"]);
});
