import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure, glimmer, photo } from "../../api/fake";
import type { LaidSheet } from "../../api/types";
import { settle } from "../../settle";
import { sheet } from "../../state/sheet.svelte";
import { paperOf } from "../../state/sheetchoices.svelte";
import { alerts, clean, key, press, type } from "../acts.test-env";
import Main from "../Main.svelte";

// Read once, so that no test waits for it.
beforeAll(() => import("./Sheet.svelte"));

let fake: FakeApi;
beforeEach(() => {
  // jsdom has no sheets that are made by a script.
  vi.stubGlobal(
    "CSSStyleSheet",
    class {
      replaceSync() {}
    },
  );
  Element.prototype.scrollTo = () => undefined;
  Object.defineProperty(document, "adoptedStyleSheets", { value: [], writable: true, configurable: true });
  sheet.forget();
  fake = new FakeApi();
  fake.words = { tags: ["@Marta"], feelings: [] };
  fake.glimmers = [
    glimmer({ id: "g-1", text: "Rain on the skylight.", day: "2026-11-20", feelings: ["safe"] }),
    glimmer({ id: "g-2", text: "The hall light was on.", day: "2026-11-02", feelings: ["calm"], tags: ["@Marta"] }),
    glimmer({ id: "g-3", text: "", day: "2026-10-20", feelings: ["calm"], senses: ["touching"] }),
    glimmer({ id: "g-4", text: "Snow, long ago.", day: "2019-01-03" }),
  ];
  useApi(fake);
  location.hash = "glimmers";
});

async function open(): Promise<void> {
  render(Main);
  await settle();
  await openAgain();
}
async function openAgain(): Promise<void> {
  screen.getByRole("button", { name: "A sheet for a session…" }).focus();
  await press("A sheet for a session…");
  await vi.waitFor(() => expect(screen.queryByRole("heading", { name: "A sheet for a session" })).not.toBeNull());
  await settle();
}
const options = () => screen.getAllByRole("option").filter((each) => each.hasAttribute("aria-posinset"));
const chosen = () =>
  options()
    .filter((each) => each.getAttribute("aria-selected") === "true")
    .map((each) => each.querySelector(".words")?.textContent);
const last = () => fake.sheets.at(-1);
async function day(label: "From" | "To", value: string): Promise<void> {
  await fireEvent.change(screen.getByLabelText(label), { target: { value } });
  await settle();
}

test("it begins with the last weeks, and shows the sheet as it will be", async () => {
  await open();
  expect(last()?.which.filter).toMatchObject({ from: "2026-10-12", to: "2026-11-22" });
  expect(last()).toMatchObject({ left_out: [], note: "", group: "day", visits: false, photos: false });
  expect(chosen()).toEqual(["Rain on the skylight.", "The hall light was on.", "a calm moment, by touch"]);
  expect(screen.getByRole("group", { name: "Page 1 of 1" }).textContent).toContain("Rain on the skylight.");
  await clean();
});

test("photos are on it only if asked for, and are asked about only where there are some", async () => {
  await open();
  expect(screen.queryByRole("checkbox", { name: "With photos" })).toBeNull();
  fake.glimmers.push(glimmer({ id: "g-5", text: "The dog.", day: "2026-11-01", photos: [photo()] }));
  fake.emitChanged("glimmers");
  await settle();
  expect(last()?.photos).toBe(false);
  screen.getByRole("checkbox", { name: "With photos" }).click();
  await settle();
  expect(last()?.photos).toBe(true);
});

test("a photo on the sheet is seen where it will be, with what is in it", async () => {
  const page = { width: 595, height: 842, runs: [], rules: [], marks: [] };
  const pictures = [{ name: "d".repeat(64), alt: "the dog", x: 130, y: 90, width: 200, height: 150 }];
  fake.laid = { pages: [{ ...page, pictures }], unshown: [] };
  await open();
  const image = document.querySelector("image");
  expect(image?.getAttribute("href")).toBe(`photo://localhost/${"d".repeat(64)}.small`);
  expect(image?.getAttribute("aria-label")).toBe("the dog");
});

test("what is looked for in Glimmers comes along, and can be let go of", async () => {
  render(Main);
  await settle();
  await type("Search your glimmers", "light");
  await openAgain();
  expect(last()?.which).toMatchObject({ search: "light", filter: { from: null, to: null } });
  expect(chosen()).toEqual(["Rain on the skylight.", "The hall light was on."]);
  await press("All words");
  expect(last()?.which.search).toBeNull();
});

test("single ones are left out by the keyboard, and come back", async () => {
  await open();
  options()[0]?.focus();
  await key("ArrowDown");
  await key(" ");
  expect(last()?.left_out).toEqual(["g-2"]);
  await key("End");
  expect((document.activeElement as HTMLElement).dataset.at).toBe("2");
  await key(" ");
  expect(last()?.left_out).toEqual(["g-2", "g-3"]);
  await press("All");
  expect(last()?.left_out).toEqual([]);
  await press("None");
  expect(screen.queryByRole("group", { name: /Page/ })).toBeNull();
  expect(screen.getByText("Nothing is on the sheet yet.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Save as PDF…" }).getAttribute("aria-disabled")).toBe("true");
});

test("a long list holds only the rows in sight, and reaches its end", async () => {
  fake.glimmers = Array.from({ length: 1000 }, (_, i) => glimmer({ id: `g-${i}`, text: `Moment ${i}.` }));
  await open();
  expect(options().length).toBeLessThan(80);
  expect(options()[0]?.getAttribute("aria-setsize")).toBe("1000");
  options()[0]?.focus();
  await key("End");
  expect(document.activeElement?.textContent).toContain("Moment 999.");
});

test("dates that cannot be are said, and change nothing", async () => {
  await open();
  const asked = fake.sheets.length;
  await day("From", "2026-12-24");
  expect(alerts()).toBe("The first day comes after the last.");
  expect(fake.sheets).toHaveLength(asked);
  await day("From", "2026-11-01");
  expect(alerts()).toBe("");
  expect(chosen()).toEqual(["Rain on the skylight.", "The hall light was on."]);
});

test("where nothing was kept in these days, it says so kindly", async () => {
  await open();
  await day("To", "2026-10-13");
  expect(screen.getByText("No glimmers in these days.")).toBeTruthy();
  await day("To", "");
  expect(chosen()).toHaveLength(3);
});

test("group, paper and hard-day visits are laid anew when they are chosen", async () => {
  await open();
  await fireEvent.change(screen.getByLabelText("Grouped by"), { target: { value: "sense" } });
  await fireEvent.change(screen.getByLabelText("Paper"), { target: { value: "letter" } });
  screen.getByRole("checkbox", { name: "With hard-day visits" }).click();
  await settle();
  expect(last()).toMatchObject({ group: "sense", paper: "letter", visits: true });
});

test("the paper is that of the place", () => {
  expect(["en-US", "en", "fr-CA", "es-MX", "en-GB", "de", "xx-nonsense-1"].map(paperOf)).toEqual([
    "letter",
    "letter",
    "letter",
    "letter",
    "a4",
    "a4",
    "a4",
  ]);
});

test("the note and what was left out outlive closing the view, and the focus goes back to its button", async () => {
  await open();
  await type("A note, if you like", "About the stairs.");
  options()[0]?.focus();
  await key(" ");
  await key("Escape");
  expect(document.activeElement?.textContent).toBe("A sheet for a session…");
  await openAgain();
  expect(screen.getByLabelText<HTMLTextAreaElement>("A note, if you like").value).toBe("About the stairs.");
  expect(last()).toMatchObject({ note: "About the stairs.", left_out: ["g-1"] });
});

test("nothing of it is left in a locked window", async () => {
  fake.secret = { passphrase: "a long one", code: [], made: "2026-11-01" };
  fake.state.lock = "open";
  await open();
  await type("A note, if you like", "About the stairs.");
  fake.lock();
  await settle();
  expect(sheet.kept).toBeNull();
  expect(sheet.shown).toBe(false);
});

test("the sheet that was seen stays until a newer one is there, and the newest answer wins", async () => {
  await open();
  const answers: ((laid: LaidSheet) => void)[] = [];
  const lay = fake.laySheet;
  fake.laySheet = () => new Promise((then) => answers.push(then));
  await fireEvent.change(screen.getByLabelText("Grouped by"), { target: { value: "sense" } });
  await fireEvent.change(screen.getByLabelText("Grouped by"), { target: { value: "feeling" } });
  await settle();
  expect(screen.queryByRole("group", { name: "Page 1 of 1" })).not.toBeNull();
  expect(answers, "one at a time").toHaveLength(1);
  const page = { width: 100, height: 100, runs: [], rules: [], marks: [], pictures: [] };
  answers[0]?.({ pages: [page, page, page], unshown: [] });
  await settle();
  expect(screen.queryByRole("group", { name: "Page 1 of 3" }), "this was overtaken").toBeNull();
  answers[1]?.({ pages: [page, page], unshown: [] });
  await settle();
  expect(screen.queryByRole("group", { name: "Page 1 of 2" })).not.toBeNull();
  fake.laySheet = lay;
});

test("letters that no font has are named", async () => {
  fake.laid = {
    pages: [{ width: 100, height: 100, runs: [], rules: [], marks: [], pictures: [] }],
    unshown: ["ꙮ", "𐎀"],
  };
  await open();
  expect(screen.getByText("This computer has no font for: ꙮ and 𐎀. They are missing on the sheet.")).toBeTruthy();
});

test("too much for a sheet is said in words, and other trouble can be tried again", async () => {
  fake.failing.laySheet = failure("too_large");
  await open();
  expect(screen.getByText(/These are more than a sheet can hold/)).toBeTruthy();
  fake.failing.laySheet = failure("internal");
  await day("From", "2026-11-01");
  fake.failing = {};
  await press("Try again");
  expect(screen.queryByRole("group", { name: "Page 1 of 1" })).not.toBeNull();
});

test("it is saved as it is seen, and it is said where", async () => {
  fake.placeToSave = "/home/u/sheet.pdf";
  await open();
  await press("Save as PDF…");
  expect(fake.saved).toEqual(["pdf"]);
  expect(screen.getByText("Saved: /home/u/sheet.pdf")).toBeTruthy();
  await press("Markdown…");
  expect(fake.saved).toEqual(["pdf", "markdown"]);
  fake.failing.saveSheet = failure("disk_full");
  await press("Save as PDF…");
  expect(alerts()).toBe("Not saved: that disk is full.");
});

test("what is printed is the pages alone", async () => {
  await open();
  expect(document.querySelector("body > .on-paper")).toBeNull();
  await press("Print…");
  expect(fake.calls).toContain("print");
  expect(document.querySelectorAll("body > .on-paper svg text").length).toBeGreaterThan(0);
  await key("Escape");
  await press(/A sheet/);
  expect(document.querySelector("body > .on-paper"), "not once it is closed").toBeNull();
});
