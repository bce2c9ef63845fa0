import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import type { CrisisHelp, Support } from "../../api/types";
import { settle } from "../../settle";
import { Unlocking } from "../../state/lock.svelte";
import { Visit } from "../../state/visit.svelte";
import Help from "./Help.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
});

async function open(): Promise<void> {
  render(Help, { visit: new Visit(), unlocking: new Unlocking(), onopened: vi.fn() });
  await settle();
}
const click = async (name: string) => {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settle();
};
const lookIn = async (country: string) => {
  await fireEvent.change(screen.getByRole("combobox", { name: "Country" }), { target: { value: country } });
  await settle();
};
const headings = () => screen.getAllByRole("heading").map((heading) => heading.textContent);
const items = () => screen.getAllByRole("listitem").map((item) => item.textContent ?? "");
const people = () => {
  fake.ownSupports = [
    { kind: "song", name: "Nina Simone", reach: "", about: "", way: null },
    { kind: "therapist", name: "Dr Okafor", reach: "okafor@example.org", about: "", way: "write" },
    { kind: "person", name: "Otto", reach: "", about: "next door", way: null },
  ];
};

test("danger comes first, then one’s own people, then the lines of the country", async () => {
  people();
  await open();
  expect(headings()).toEqual([
    "If you are in danger, call your local emergency number: 999 or 112 (United Kingdom).",
    "People you can reach",
    "Help that answers",
  ]);
  expect(document.activeElement?.textContent).toContain("If you are in danger");
  const [first, second] = items();
  expect(first).toMatch(/Dr Okafor.*therapist.*okafor@example.org/s);
  expect(second).toMatch(/Otto.*next door/s);
  expect(screen.queryByText("Nina Simone"), "not somebody who answers").toBeNull();
});

test("somebody without a way to be reached is there, without a button", async () => {
  people();
  await open();
  const otto = screen.getAllByRole("listitem")[1] as HTMLElement;
  expect(within(otto).queryByRole("button")).toBeNull();
});

test.each([
  ["there are none", () => undefined],
  ["the journal cannot be read", () => void (fake.failing.supports = failure("damaged"))],
])("of supports nothing is said when %s", async (_why, arrange) => {
  arrange();
  await open();
  expect(headings()).not.toContain("People you can reach");
  expect(screen.getByText("A line")).toBeTruthy();
  expect(
    screen
      .getAllByRole("status")
      .map((region) => region.textContent?.trim())
      .join(""),
  ).toBe("");
});

test("a journal that does not answer holds the lines up only for a moment", async () => {
  fake.supports = () => new Promise(() => undefined);
  await open();
  expect(await screen.findByText("A line")).toBeTruthy();
});

test("when the list cannot be read, danger and people are still there", async () => {
  people();
  fake.failing.crisisHelp = failure("internal");
  await open();
  expect(headings()).toEqual(["If you are in danger, call your local emergency number.", "People you can reach"]);
  expect(screen.getByText("The list of lines could not be read.")).toBeTruthy();
});

test("the chosen line stands alone; the others come when asked for", async () => {
  fake.crisis = { country: "GB", line: "Another", own: null };
  await open();
  expect(items().length).toBe(1);
  expect(items()[0]).toMatch(/Another.*the line you chose.*Check this for your place/s);
  expect(screen.getByRole("combobox", { name: "Country" }), "the country of the number for danger").toBeTruthy();
  await click("Other lines");
  expect(screen.getByRole("button", { name: "Other lines" }).getAttribute("aria-expanded")).toBe("true");
  expect(items().filter((item) => item.includes("Another")).length, "it is not named twice").toBe(1);
  expect(screen.getByText("A line")).toBeTruthy();
});

test("a line of one’s own stands where the chosen one would", async () => {
  fake.crisis = {
    country: "GB",
    line: null,
    own: { name: "The night desk", reach: "020 7946 0190", about: "until two", outside: true, way: "call" },
  };
  await open();
  expect(items()).toEqual([expect.stringMatching(/The night desk.*until two.*the line you chose.*020 7946 0190/s)]);
  await click("Call The night desk");
  expect(fake.reached).toEqual(["020 7946 0190"]);
});

test("a line is chosen where it stands; what that means is said, and it can be taken back", async () => {
  await open();
  const choose = screen.getByRole("button", { name: "Choose this one: A line" });
  choose.focus();
  await click("Choose this one: A line");
  expect(fake.crisis).toEqual({ country: "GB", line: "A line", own: null });
  expect(screen.getByText(/It stands outside your journal/).getAttribute("role")).toBe("status");
  expect(document.activeElement, "nothing moves from under the hand").toBe(choose);
  await click("Undo");
  expect(fake.crisis.line).toBeNull();
  expect(screen.queryByText(/comes first from now on/)).toBeNull();
});

test("taking a choice back brings back what was chosen before", async () => {
  const own = { name: "The night desk", reach: "020 7946 0190", about: "", outside: true, way: "call" as const };
  fake.crisis = { country: "GB", line: null, own };
  await open();
  await click("Other lines");
  await click("Choose this one: A line");
  expect(screen.queryByText("the line you chose"), "not any more").toBeNull();
  await click("Undo");
  expect(fake.crisis.own).toEqual(own);
  expect(screen.getByText("the line you chose")).toBeTruthy();
});

test("a choice that cannot be written says so and changes nothing", async () => {
  fake.failing.chooseLine = failure("disk_full");
  await open();
  await click("Choose this one: A line");
  expect(screen.getByText("That could not be written. Nothing was changed.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Choose this one: A line" })).toBeTruthy();
});

test("the date a line was read stands by it, and where it was found is told on request", async () => {
  await open();
  expect(screen.getAllByText("Check this for your place. Read on 22 November 2026.")).toHaveLength(2);
  const source = screen.getAllByText(/Source: Contact page, the operator: example.org, 2025\./)[0];
  expect(source?.closest("[hidden]")).toBeTruthy();
  await click("About this line: A line");
  expect(source?.closest("[hidden]")).toBeNull();
});

test.each([false, true])("another country is looked into, also if it cannot be remembered (%s)", async (refused) => {
  if (refused) fake.failing.chooseCountry = failure("disk_full");
  await open();
  await lookIn("DE");
  expect(screen.getByRole("heading", { name: /emergency number: 112/ })).toBeTruthy();
  expect(fake.crisis.country).toBe(refused ? null : "DE");
});

test("another country is looked at and come back from: the line is still the chosen one", async () => {
  fake.crisis = { country: "GB", line: "A line", own: null };
  await open();
  await click("Other lines");
  await lookIn("DE");
  expect(items()[0]).toContain("the line you chose");
  await lookIn("GB");
  expect(items()[0]).toContain("the line you chose");
  const again = await fake.crisisHelp(null);
  expect(again.chosen).toMatchObject({ country: "GB", name: "A line" });
});

test("undo brings back the chosen line, and stays in the country that is looked at", async () => {
  fake.crisis = { country: "GB", line: "A line", own: null };
  await open();
  await click("Other lines");
  await lookIn("DE");
  await click("Choose this one: Another");
  await click("Undo");
  const again = await fake.crisisHelp(null);
  expect(again.country).toBe("DE");
  expect(again.chosen).toMatchObject({ country: "GB", name: "A line" });
});

test("somewhere else has no number and no lines, and is remembered", async () => {
  const known = fake.crisisHelp;
  fake.crisisHelp = async (country) => {
    const answer = await known(country);
    return answer.country === "ZZ" ? { ...answer, emergency: null, lines: [] } : answer;
  };
  await open();
  const country = screen.getByRole<HTMLSelectElement>("combobox", { name: "Country" });
  expect([...country.options].map(({ text }) => text)).toEqual(["Germany", "United Kingdom", "somewhere else"]);
  await lookIn("ZZ");
  expect(headings()[0]).toBe("If you are in danger, call your local emergency number.");
  expect(screen.getByText(/^No line is listed here for this country\. You can write one down/)).toBeTruthy();
  expect(country.selectedOptions[0]?.text).toBe("somewhere else");
  expect(fake.crisis.country).toBe("ZZ");
});

test("of danger it is read first with its number, and later changes are read by themselves", async () => {
  await open();
  expect(document.activeElement?.textContent).toContain("999 or 112 (United Kingdom)");
  expect(document.activeElement?.getAttribute("aria-live")).toBe("polite");
});

test("the number for danger does not wait for the journal", async () => {
  fake.supports = () => new Promise(() => undefined);
  await open();
  expect(headings()).toEqual([expect.stringContaining("999 or 112")]);
  expect(document.activeElement?.textContent).toContain("999 or 112");
  expect(screen.getByRole("combobox", { name: "Country" })).toBeTruthy();
});

test("a number that is late holds the reading up only for a moment, and is read when it comes", async () => {
  const answer = await fake.crisisHelp(null);
  let come: (help: CrisisHelp) => void = () => undefined;
  fake.crisisHelp = () => new Promise((resolve) => (come = resolve));
  await open();
  const danger = screen.getByRole("group");
  expect(document.activeElement, "nothing to read yet").not.toBe(danger);
  expect(danger.getAttribute("aria-live")).toBeNull();
  await vi.waitFor(() => expect(danger.getAttribute("aria-live")).toBe("polite"));
  expect(document.activeElement).toBe(danger);
  come(answer);
  await settle();
  expect(danger.textContent).toContain("999 or 112");
});

test("whoever went on before the number came is not called back", async () => {
  people();
  fake.crisisHelp = () => new Promise(() => undefined);
  await open();
  const copy = screen.getByRole("button", { name: "Copy okafor@example.org" });
  copy.focus();
  await vi.waitFor(() => expect(screen.getByRole("group").getAttribute("aria-live")).toBe("polite"));
  expect(document.activeElement).toBe(copy);
});

test("supports that come after the lines stand below them, and move nothing", async () => {
  people();
  const list = await fake.supports();
  let come: (supports: Support[]) => void = () => undefined;
  fake.supports = () => new Promise((resolve) => (come = resolve));
  await open();
  await screen.findByText("A line");
  come(list);
  await settle();
  expect(headings().slice(1)).toEqual(["Help that answers", "People you can reach"]);
});

test("a line that takes the place of one’s own says so, beside its undo", async () => {
  fake.crisis = {
    country: "GB",
    line: null,
    own: { name: "The night desk", reach: "020 7946 0190", about: "", outside: true, way: "call" },
  };
  await open();
  await click("Other lines");
  await click("Choose this one: A line");
  expect(screen.getByText(/^Your own line is no longer kept\. This one comes first from now on\./)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
});

test("where the chosen line is the only one, no others are offered", async () => {
  fake.crisis = { country: "GB", line: "A line", own: null };
  const known = fake.crisisHelp;
  fake.crisisHelp = async (country) => {
    const answer = await known(country);
    return { ...answer, lines: answer.lines.slice(0, 1) };
  };
  await open();
  expect(items()[0]).toContain("the line you chose");
  expect(screen.queryByRole("button", { name: "Other lines" })).toBeNull();
});
