import { fireEvent, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import { crisisLine } from "../../state/crisisline.svelte";
import { promptList } from "../../state/promptlist.svelte";
import { supports } from "../../state/supports.svelte";
import { toast } from "../../state/toast.svelte";
import { openSettings } from "./open.test-env";
import { press } from "../acts.test-env";
import { settle } from "../../settle";

Element.prototype.scrollIntoView = () => undefined;

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  promptList.reset();
  supports.reset();
  crisisLine.reset();
});

const open = () => openSettings("Supports");

const choice = (name: RegExp) => screen.getByRole<HTMLInputElement>("radio", { name });
async function choose(name: RegExp): Promise<void> {
  await fireEvent.click(choice(name));
  await settle();
}
async function lookIn(country: string): Promise<void> {
  await fireEvent.change(screen.getByRole("combobox", { name: "Lines in" }), { target: { value: country } });
  await settle();
}
async function write(name: string, value: string): Promise<void> {
  const field = screen.getByRole<HTMLInputElement>("textbox", { name });
  field.focus();
  await fireEvent.input(field, { target: { value } });
}
async function key(name: string): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
  await settle();
}
const said = () => screen.getByRole("alert").textContent?.trim();
const OWN = { name: "A friend’s line", reach: "0123 456", about: "", outside: false, way: "call" as const };

test("with none chosen it names the country whose lines a hard day shows", async () => {
  await open();
  expect(screen.getByText("None chosen")).toBeTruthy();
  expect(screen.getByText(/United Kingdom/)).toBeTruthy();
});

test("the one that is chosen stands there with the day its number was read", async () => {
  fake.crisis = { country: "GB", line: "A line", own: null };
  await open();
  expect(screen.getByText("A line, 116 123")).toBeTruthy();
  expect(screen.getByText("Last checked 22 November 2026. Please check it once yourself.")).toBeTruthy();
});

test("each line is offered with its hours, its way, its source and the day that was read", async () => {
  await open();
  await press("Change…");
  const label = choice(/^A line/)
    .closest("label")
    ?.textContent?.replace(/\s+/g, " ");
  expect(label).toContain("A line, 116 123 24 hours Check this for your place. Read on 22 November 2026.");
  expect(label).toContain("Contact page, the operator: example.org");
  expect(choice(/^Another, text SHOUT/), "one that is only written to").toBeTruthy();
});

test("a line is chosen at once, and it is said that this is kept outside the journal", async () => {
  await open();
  await press("Change…");
  expect(choice(/^None/).checked).toBe(true);
  await choose(/^A line/);
  expect(fake.crisis).toMatchObject({ country: "GB", line: "A line" });
  expect(
    screen.getByText(/kept outside the journal, so that it can be shown while the journal is locked/),
  ).toBeTruthy();
  await choose(/^None/);
  expect(fake.crisis.line).toBeNull();
});

test("a choice that cannot be saved says so, and is as it was", async () => {
  fake.failing.chooseLine = failure("disk_full");
  await open();
  await press("Change…");
  await choose(/^A line/);
  expect(said()).toBe("That could not be saved. It is as it was.");
  expect(choice(/^None/).checked).toBe(true);
  expect(choice(/^A line/).checked).toBe(false);
});

test("the country can be changed, and one without lines is said to have none", async () => {
  await open();
  await press("Change…");
  const country = screen.getByRole<HTMLSelectElement>("combobox", { name: "Lines in" });
  expect([...country.options].map(({ text }) => text)).toEqual(["Germany", "United Kingdom", "somewhere else"]);
  await fireEvent.change(country, { target: { value: "DE" } });
  await settle();
  expect(fake.crisis.country).toBe("DE");
  expect(screen.getByText(/lines of your country are shown: Germany/)).toBeTruthy();
});

test("where no line is listed it says that one can be written down", async () => {
  const help = fake.crisisHelp;
  fake.crisisHelp = async (country) => ({ ...(await help(country)), country: "FJ", lines: [] });
  await open();
  await press("Change…");
  expect(screen.getByText(/^No line is listed here for this country\./)).toBeTruthy();
  expect(screen.getByRole("combobox", { name: "Lines in" }).querySelector("option:checked")?.textContent).toBe("Fiji");
});

test("another country is looked at and come back from: the line is still the chosen one", async () => {
  fake.crisis = { country: "GB", line: "A line", own: null };
  await open();
  await press("Change…");
  await lookIn("DE");
  expect(screen.getByText("A line, 116 123", { selector: ".name" })).toBeTruthy();
  const checked = () => screen.getAllByRole<HTMLInputElement>("radio").filter((radio) => radio.checked);
  expect(checked().map((radio) => radio.closest("label")?.textContent)).toEqual([
    expect.stringMatching(/A line.*United Kingdom/s),
  ]);
  await lookIn("GB");
  expect(choice(/^A line/).checked).toBe(true);
});

test("none can be chosen where the country is not known, and the country stays unknown", async () => {
  const help = fake.crisisHelp;
  fake.crisisHelp = async (country) => ({ ...(await help(country)), country: null, lines: [] });
  fake.crisis.own = OWN;
  await open();
  await press("Change…");
  await choose(/^None$/);
  expect(fake.crisis).toMatchObject({ country: null, own: null });
  await press("Undo");
  expect(fake.crisis.own).toEqual(OWN);
});

test("somewhere else is not named as if it were a country", async () => {
  fake.crisis.country = "ZZ";
  await open();
  expect(screen.getByText("On a hard day you can choose whose lines are shown.")).toBeTruthy();
});

test("one’s own line stands there with what was written about it", async () => {
  fake.crisis.own = { ...OWN, about: "until two in the night" };
  await open();
  expect(screen.getByText("until two in the night")).toBeTruthy();
});

test("where the country is not known, one can be chosen, and one’s own line written", async () => {
  const help = fake.crisisHelp;
  fake.crisisHelp = async (country) => ({ ...(await help(country)), country: null, lines: [] });
  await open();
  expect(screen.getByText("On a hard day you can choose whose lines are shown.")).toBeTruthy();
  await press("Change…");
  expect(screen.getByRole("option", { name: "choose yours" })).toBeTruthy();
  expect(choice(/^One of my own/)).toBeTruthy();
});

test("one of their own stays inside the journal, unless they say otherwise", async () => {
  await open();
  await press("Change…");
  await choose(/^One of my own/);
  expect(fake.calls, "nothing is chosen yet").not.toContain("chooseLine");
  await write("Name", OWN.name);
  await write("How to reach it", OWN.reach);
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /outside the journal too/ }).checked).toBe(false);
  await key("Enter");
  expect(fake.crisis.own).toEqual(OWN);
  expect(screen.getByText("A friend’s line, 0123 456")).toBeTruthy();
  expect(screen.getByText(/kept inside the journal, and not there while that is locked/)).toBeTruthy();
  await fireEvent.click(screen.getByRole("checkbox", { name: /outside the journal too/ }));
  await press("Save");
  expect(fake.crisis.own?.outside).toBe(true);
  expect(document.activeElement).toBe(choice(/^One of my own/));
});

test("an own line without a way to reach it says what it needs, and keeps what is written", async () => {
  await open();
  await press("Change…");
  await choose(/^One of my own/);
  await write("Name", "A friend");
  await key("Enter");
  expect(said()).toMatch(/^It needs a name and a way to reach it\./);
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "How to reach it" }));
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("A friend");
  expect(fake.calls).not.toContain("setOwnLine");
});

test("an own line that cannot be saved stays in its form", async () => {
  fake.failing.setOwnLine = failure("disk_full");
  await open();
  await press("Change…");
  await choose(/^One of my own/);
  await write("Name", OWN.name);
  await write("How to reach it", OWN.reach);
  await key("Enter");
  expect(said()).toMatch(/^Not kept yet: this computer’s disk is full\./);
  delete fake.failing.setOwnLine;
  await press("Keep again");
  expect(fake.crisis.own).toEqual(OWN);
});

test("one that takes the place of their own can be taken back", async () => {
  fake.crisis.own = OWN;
  await open();
  await press("Change…");
  await choose(/^A line/);
  expect(fake.crisis.own).toBeNull();
  await press("Undo");
  expect(fake.crisis.own).toEqual(OWN);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe(OWN.name);
});

test("Esc gives back the own line as it was, then closes the choices", async () => {
  fake.crisis.own = OWN;
  await open();
  await press("Change…");
  await write("Name", "Somebody else");
  await key("Escape");
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe(OWN.name);
  await key("Escape");
  expect(screen.queryByRole("radio")).toBeNull();
  expect(document.activeElement?.textContent).toBe("Change…");
});

test("Done over a line half written says that it is not saved, and stays", async () => {
  await open();
  await press("Change…");
  await choose(/^One of my own/);
  await write("Name", "A friend");
  await press("Done");
  expect(said()).toBe("This is not saved yet.");
  await choose(/^A line/);
  await press("Appearance");
  await press("Supports");
  expect(screen.queryByRole("alert"), "asked about once, not at every coming back").toBeNull();
  await choose(/^One of my own/);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("A friend");
});

test("a line half written is there after another section, and the window waits for it", async () => {
  await open();
  await press("Change…");
  await choose(/^One of my own/);
  await write("Name", "A friend");
  await press("Appearance");
  const answers = () => fake.calls.filter((call) => call === "closeMain" || call === "keepOpen");
  fake.emitClosing();
  await settle();
  expect(answers()).toEqual(["keepOpen"]);
  const name = screen.getByRole<HTMLInputElement>("textbox", { name: "Name" });
  expect(name.value).toBe("A friend");
  expect(document.activeElement).toBe(name);
  expect(said()).toBe("This is not saved yet.");
  await press("Cancel");
  fake.emitClosing();
  await settle();
  expect(answers()).toEqual(["keepOpen", "closeMain"]);
});

test("lines that cannot be read say so", async () => {
  fake.failing.crisisHelp = failure("file");
  await open();
  expect(said()).toBe("The list of lines could not be read.");
});
