import { fireEvent, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import type { Support } from "../../api/types";
import { crisisLine } from "../../state/crisisline.svelte";
import { promptList } from "../../state/promptlist.svelte";
import { supports } from "../../state/supports.svelte";
import { toast } from "../../state/toast.svelte";
import { openSettings } from "./open.test-env";
import { press } from "../acts.test-env";
import { settle } from "../../settle";

const support = (some: Partial<Support>): Support => ({
  kind: "song",
  name: "",
  reach: "",
  about: "",
  way: null,
  ...some,
});

Element.prototype.scrollIntoView = () => undefined;

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  fake.ownSupports = [
    support({ kind: "person", name: "Marta", reach: "07700 900146", about: "sister, any hour", way: "call" }),
    support({
      kind: "therapist",
      name: "Dr Okafor",
      reach: "020 7946 0190",
      about: "weekdays until five.",
      way: "call",
    }),
    support({ name: "Nina Simone, “Feeling Good”" }),
    support({ kind: "sentence", name: "It did not stay." }),
  ];
  toast.clear();
  for (const state of [promptList, supports, crisisLine]) state.reset();
});

const open = () => openSettings("Supports");

const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
async function write(name: string, value: string): Promise<void> {
  field(name).focus();
  await fireEvent.input(field(name), { target: { value } });
}
async function key(name: string, more: object = {}): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
  await settle();
}
const said = () => screen.getByRole("alert").textContent?.trim().replace(/\s+/g, " ");
const list = () => screen.getByRole("list", { name: "Your supports" });
const names = () => [...list().querySelectorAll("p:first-child")].map((each) => each.textContent);
const focused = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;
const announced = () => screen.getAllByRole("status").map((each) => each.textContent?.trim());

test("they stand in the person’s order, each with its line, its way, or what it is", async () => {
  await open();
  expect(
    within(list())
      .getAllByRole("listitem")
      .map((each) => each.querySelector(".said")?.textContent),
  ).toEqual([
    "Marta sister, any hour. 07700 900146",
    "Dr Okafor therapist, weekdays until five. 020 7946 0190",
    "Nina Simone, “Feeling Good” a song",
    "It did not stay. a sentence to myself",
  ]);
  expect(screen.getByText("It did not stay.").className, "only a sentence is words to be read").toContain("yours");
  expect(screen.getByText("Marta").className).not.toContain("yours");
});

test("without any, it says how it can begin", async () => {
  fake.ownSupports = [];
  await open();
  expect(screen.getByText(/^Nothing here yet\./)).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("Enter saves a change, and the focus is on its row again", async () => {
  await open();
  await press("Edit “Marta”");
  expect(document.activeElement).toBe(field("Name"));
  await write("Name", "  Marta   R. ");
  await key("Enter");
  expect(fake.ownSupports[0]).toMatchObject({ kind: "person", name: "Marta R.", reach: "07700 900146" });
  expect(focused()).toBe("Edit “Marta R.”");
});

test("the key that ends a composed word saves nothing", async () => {
  await open();
  await press("Edit “Marta”");
  await key("Enter", { keyCode: 229 });
  expect(field("Name")).toBeTruthy();
});

test("Esc brings back what was there, and closes the form", async () => {
  await open();
  await press("Edit “Marta”");
  await write("How to reach them", "elsewhere");
  await key("Escape");
  expect(fake.ownSupports[0]?.reach).toBe("07700 900146");
  expect(fake.calls).not.toContain("setSupports");
  expect(focused()).toBe("Edit “Marta”");
});

test("a support without a name is not saved, and says what it needs", async () => {
  await open();
  await press("Edit “Marta”");
  await write("How to reach them", "0123");
  await write("Name", "  ");
  await press("Save");
  expect(said()).toMatch(/^It needs a name\./);
  expect(field("How to reach them").value).toBe("0123");
  expect(document.activeElement).toBe(field("Name"));
  expect(field("Name").getAttribute("aria-invalid")).toBe("true");
  expect(fake.calls).not.toContain("setSupports");
});

test("what cannot be saved stays in its form, and can be kept again", async () => {
  fake.failing.setSupports = failure("disk_full");
  await open();
  await press("Edit “Marta”");
  await write("Name", "Marta R.");
  await key("Enter");
  expect(said()).toMatch(/^Not kept yet: this computer’s disk is full\. Your words stay here\./);
  expect(field("Name").value).toBe("Marta R.");
  delete fake.failing.setSupports;
  await press("Keep again");
  expect(fake.ownSupports[0]?.name).toBe("Marta R.");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a form half written is there after another section, another page, and another form", async () => {
  await open();
  await press("Edit “Marta”");
  await write("Name", "Marta and");
  await press("Appearance");
  await press("Supports");
  expect(field("Name").value).toBe("Marta and");
  for (const page of ["today", "settings"]) {
    location.hash = page;
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    await settle();
  }
  expect(field("Name").value).toBe("Marta and");
  await press("Edit “Dr Okafor”");
  expect(screen.getAllByRole<HTMLInputElement>("textbox", { name: "Name" }).map(({ value }) => value)).toEqual([
    "Marta and",
    "Dr Okafor",
  ]);
});

test("the window stays over a form half written, and shows it, from whatever page", async () => {
  await open();
  await press("Edit “Marta”");
  await write("Name", "Marta and");
  await press("Appearance");
  const answers = () => fake.calls.filter((call) => call === "closeMain" || call === "keepOpen");
  fake.emitClosing();
  await settle();
  expect(answers()).toEqual(["keepOpen"]);
  expect(said()).toBe("This is not saved yet.");
  expect(document.activeElement).toBe(field("Name"));
  await key("Escape");
  fake.emitClosing();
  await settle();
  expect(answers()).toEqual(["keepOpen", "closeMain"]);
});

test("coming back to a form that the window waited for leaves the focus where it is", async () => {
  await open();
  await press("Edit “Marta”");
  await write("Name", "Marta and");
  fake.emitClosing();
  await settle();
  await press("Appearance");
  await press("Supports");
  expect(focused()).toBe("Supports");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("one that is removed comes back with Undo, in its place", async () => {
  await open();
  await press("Edit “Dr Okafor”");
  await press("Remove “Dr Okafor”");
  expect(fake.ownSupports.map(({ name }) => name)).not.toContain("Dr Okafor");
  expect(focused()).toBe("Edit “Nina Simone, “Feeling Good””");
  await press("Undo");
  expect(fake.ownSupports.map(({ name }) => name)[1]).toBe("Dr Okafor");
  expect(focused()).toBe("Edit “Dr Okafor”");
});

test("the last one that is removed leaves the focus on the way to add one", async () => {
  fake.ownSupports.splice(1);
  await open();
  await press("Edit “Marta”");
  await press("Remove “Marta”");
  expect(focused()).toBe("Add a support");
});

// Adding

test("adding asks first what it is, then only what belongs to that, and ends on the new one", async () => {
  await open();
  await press("Add a support");
  expect(focused()).toBe("someone");
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  await press("a small step");
  expect(screen.getAllByRole("textbox")).toHaveLength(1);
  expect(document.activeElement).toBe(field("A step that is possible also when little is"));
  await press("a place");
  await write("Which place", "The bench by the canal");
  await write("One line, if you like", "ten minutes on foot");
  expect(screen.queryByRole("textbox", { name: "How to reach them" })).toBeNull();
  await key("Enter");
  expect(fake.ownSupports.at(-1)).toMatchObject({ kind: "place", about: "ten minutes on foot", reach: "" });
  expect(focused()).toBe("Edit “The bench by the canal”");
});

test("a change of kind keeps what was typed", async () => {
  await open();
  await press("Add a support");
  await press("someone");
  await write("Name", "The library");
  await press("a place");
  expect(field("Which place").value).toBe("The library");
});

test("a sentence is saved with Enter too", async () => {
  await open();
  await press("Add a support");
  await press("a sentence to myself");
  await write("What you would like to hear from yourself", "Slowly is fine.");
  await key("Enter");
  expect(fake.ownSupports.at(-1)).toMatchObject({ kind: "sentence", name: "Slowly is fine." });
});

test("one that cannot be added stays in its form", async () => {
  fake.failing.addSupport = failure("file");
  await open();
  await press("Add a support");
  await press("a song");
  await press("Save");
  expect(said()).toMatch(/^It needs a name\./);
  await write("Which song", "Blackbird");
  await key("Enter");
  expect(said()).toBe("Not kept yet: the journal could not be written. Your words stay here.");
  expect(field("Which song").value).toBe("Blackbird");
});

test("Esc leaves adding, and the button that began it has the focus", async () => {
  await open();
  await press("Add a support");
  await key("Escape");
  expect(focused()).toBe("Add a support");
});

// The order

test("Alt+↓ moves a row, says where it is now, and keeps the focus", async () => {
  await open();
  screen.getByRole("button", { name: "Edit “Marta”" }).focus();
  await key("ArrowDown", { altKey: true });
  expect(names().slice(0, 2)).toEqual(["Dr Okafor", "Marta"]);
  expect(fake.ownSupports[1]?.name).toBe("Marta");
  expect(announced()).toContain("Marta is now before Nina Simone, “Feeling Good”.");
  expect(focused()).toBe("Edit “Marta”");
  await key("ArrowUp", { altKey: true });
  expect(announced()).toContain("Marta is now before Dr Okafor.");
  await key("ArrowUp", { altKey: true });
  expect(announced()).toContain("Marta is at the beginning.");
});

test("on the dots an arrow alone moves it, and Enter offers both ways as buttons", async () => {
  await open();
  const dots = () => screen.getByRole("button", { name: "Move “It did not stay.”" });
  dots().focus();
  await key("ArrowUp");
  expect(names()[2]).toBe("It did not stay.");
  await fireEvent.click(dots());
  expect(dots().getAttribute("aria-expanded")).toBe("true");
  await press("Later");
  expect(announced()).toContain("It did not stay. is now after Nina Simone, “Feeling Good”.");
  await fireEvent.keyDown(screen.getByRole("button", { name: "Earlier" }), { key: "Escape" });
  await settle();
  expect(document.activeElement).toBe(dots());
  expect(screen.queryByRole("button", { name: "Earlier" })).toBeNull();
});

test("an order that cannot be saved is said, and stays until it can", async () => {
  fake.failing.setSupports = failure("busy");
  await open();
  screen.getByRole("button", { name: "Edit “Marta”" }).focus();
  await key("ArrowDown", { altKey: true });
  expect(said()).toMatch(/^Not kept yet: another program has the journal just now\. What stands here is only in this/);
  expect(names()[1]).toBe("Marta");
  delete fake.failing.setSupports;
  await press("Keep again");
  expect(fake.ownSupports[1]?.name).toBe("Marta");
  expect(screen.queryByRole("alert")).toBeNull();
});

/** Rows of 80 pixels, one under the other. */
function laidOut(): void {
  [...list().children].forEach((row, i) => {
    row.getBoundingClientRect = () => new DOMRect(0, i * 80, 600, 80);
  });
}

/** What a hand does; the pointer events of jsdom know no place. */
async function hand(does: "pointerdown" | "pointermove" | "pointerup", on: Element, clientY: number): Promise<void> {
  await fireEvent(on, new MouseEvent(does, { bubbles: true, cancelable: true, button: 0, clientY }));
}

test("a row is carried by its dots; the others stay until it is dropped", async () => {
  await open();
  laidOut();
  const dots = screen.getByRole("button", { name: "Move “Marta”" });
  await hand("pointerdown", dots, 40);
  await hand("pointermove", dots, 210);
  expect(names()[0]).toBe("Marta");
  expect(list().children[3]?.className).toContain("drop-before");
  await hand("pointerup", dots, 210);
  await fireEvent.click(dots);
  await settle();
  expect(names()).toEqual(["Dr Okafor", "Nina Simone, “Feeling Good”", "Marta", "It did not stay."]);
  expect(fake.ownSupports[2]?.name).toBe("Marta");
  expect(dots.getAttribute("aria-expanded"), "letting go is not a click").toBe("false");
});

test("Esc lets go of what is carried, and it lies where it was", async () => {
  await open();
  laidOut();
  const dots = screen.getByRole("button", { name: "Move “Marta”" });
  await hand("pointerdown", dots, 40);
  await hand("pointermove", dots, 300);
  expect(list().children[3]?.className).toContain("drop-after");
  await fireEvent.keyDown(window, { key: "Escape" });
  await hand("pointerup", dots, 300);
  await settle();
  expect(names()[0]).toBe("Marta");
  expect(fake.calls).not.toContain("setSupports");
});

test("supports that cannot be read say so; nothing can be added over them, and the crisis line is still there", async () => {
  fake.failing.supports = failure("damaged");
  await open();
  expect(said()).toBe("Your supports could not be read. Nothing was changed.");
  expect(screen.queryByRole("button", { name: "Add a support" })).toBeNull();
  expect(screen.getByRole("button", { name: "Change…" })).toBeTruthy();
});
