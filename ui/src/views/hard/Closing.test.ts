import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import { settle } from "../../settle";
import { Leaving } from "../../state/leaving.svelte";
import { settings } from "../../state/settings.svelte";
import { Visit } from "../../state/visit.svelte";
import Closing from "./Closing.svelte";

const FORWARD = "One thing to look forward to, however small";
const TOWARD = "One small step toward feeling connected or cared for";
const WRITE = "A sentence to yourself, for days like this";

let fake: FakeApi;
let visit: Visit;
let leaving: Leaving;
beforeEach(async () => {
  fake = new FakeApi();
  useApi(fake);
  await settings.load();
});

async function close() {
  visit = new Visit();
  leaving = new Leaving(() => visit.id);
  const page = render(Closing, { visit, leaving, onundojot: vi.fn() });
  await settle();
  return page;
}
const click = async (name: string) => {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settle();
};
const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const write = async (name: string, value: string) => {
  await fireEvent.input(field(name), { target: { value } });
  await settle();
};
const press = async (key: string) => {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key });
  await settle();
};
const sentences = (...names: string[]) => {
  fake.ownSupports = names.map((name) => ({ kind: "sentence", name, reach: "", about: "", way: null }));
};

test("each invitation stands alone, in its order, and each can be passed by", async () => {
  fake.chosen.heaviness = true;
  await settings.load();
  sentences("It went by before.");
  await close();
  expect(screen.getByRole("heading", { name: "You can stop here." })).toBeTruthy();
  expect(screen.getByRole("radiogroup")).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
  await click("Next");
  expect(screen.getAllByRole("textbox")).toEqual([field(FORWARD)]);
  expect(screen.queryByRole("radiogroup")).toBeNull();
  await click("Next");
  expect(screen.getAllByRole("textbox")).toEqual([field(TOWARD)]);
  await click("Next");
  expect(screen.getByText("It went by before.").className).toContain("yours");
  await click("Next");
  expect(screen.getByText(/Nothing more is asked/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Next" })).toBeNull();
  expect(fake.calls, "what was passed by is not written down").not.toContain("noteLeaving");
});

test("the heaviness given on arriving is not shown on the way out", async () => {
  fake.chosen.heaviness = true;
  await settings.load();
  fake.visit.before = 8;
  await close();
  expect(document.querySelector('[aria-checked="true"]')).toBeNull();
  await fireEvent.click(screen.getByRole("radio", { name: "5" }));
  await settle();
  expect(fake.visit.after).toBe(5);
});

test("Enter goes on with the caret in the next field, and the words are kept", async () => {
  await close();
  field(FORWARD).focus();
  await write(FORWARD, "tea when I get in");
  await press("Enter");
  expect(document.activeElement).toBe(field(TOWARD));
  expect(fake.leaving.forward).toBe("tea when I get in");
  await click("Back");
  expect(field(FORWARD).value).toBe("tea when I get in");
});

test("a suggestion fills the field, gives way to another, and never takes the person’s words away", async () => {
  await close();
  await click("Next");
  await click("ask for a hug");
  expect(field(TOWARD).value).toBe("ask for a hug");
  expect(document.activeElement).toBe(field(TOWARD));
  await click("send somebody a picture of the sky");
  expect(field(TOWARD).value).toBe("send somebody a picture of the sky");
  await write(TOWARD, "call Otto");
  await click("ask for a hug");
  expect(field(TOWARD).value).toBe("call Otto, ask for a hug");
  await click("Next");
  expect(fake.leaving.toward).toBe("call Otto, ask for a hug");
});

test("words that cannot be saved are said so once, and stay through a look elsewhere", async () => {
  fake.failing.noteLeaving = failure("disk_full");
  const page = await close();
  await write(FORWARD, "sleep");
  await leaving.flush();
  await settle();
  expect(screen.getAllByRole("alert").map((alert) => alert.textContent)).toEqual([
    "Not saved. Your words stay here until you leave.",
  ]);
  page.unmount();
  render(Closing, { visit, leaving, onundojot: vi.fn() });
  await settle();
  expect(field(FORWARD).value).toBe("sleep");
  fake.failing = {};
  await write(FORWARD, "sleep, long");
  await leaving.flush();
  await settle();
  expect(screen.queryByRole("alert")).toBeNull();
  expect(fake.leaving.forward).toBe("sleep, long");
});

test("of several kind sentences one is shown at a time", async () => {
  sentences("It went by before.", "Nobody has to be fixed by tonight.");
  await close();
  await click("Next");
  await click("Next");
  expect(screen.queryByText("Nobody has to be fixed by tonight.")).toBeNull();
  await click("Another");
  expect(screen.getByText("Nobody has to be fixed by tonight.")).toBeTruthy();
  expect(screen.queryByText("It went by before.")).toBeNull();
  await click("Another");
  expect(screen.getByText("It went by before.")).toBeTruthy();
});

test("a single kind sentence offers no other", async () => {
  sentences("It went by before.");
  await close();
  await click("Next");
  await click("Next");
  expect(screen.queryByRole("button", { name: "Another" })).toBeNull();
});

test.each([
  ["Keep", () => click("Keep")],
  ["Enter", () => press("Enter")],
  ["Next", () => click("Next")],
])("with none of one’s own, one can be written; %s keeps it, and it can be taken back", async (_how, keep) => {
  await close();
  await click("Next");
  await click("Next");
  await write(WRITE, "It went by before.");
  await keep();
  expect(fake.ownSupports.map(({ kind, name }) => [kind, name])).toEqual([["sentence", "It went by before."]]);
  expect(screen.getByText("It went by before.").className).toContain("yours");
  expect(screen.getByText("Kept in your supports.")).toBeTruthy();
  await click("Undo");
  expect(fake.ownSupports).toEqual([]);
  expect(field(WRITE).value).toBe("It went by before.");
  await click("Next");
  expect(fake.ownSupports, "what was taken back is passed by").toEqual([]);
  expect(screen.getByText(/Nothing more is asked/)).toBeTruthy();
});

test("a sentence that cannot be kept stays in its field", async () => {
  fake.failing.addSupport = failure("disk_full");
  await close();
  await click("Next");
  await click("Next");
  await write(WRITE, "It went by before.");
  await click("Keep");
  expect(screen.getByRole("alert").textContent).toBe("Not kept. Your words stay here.");
  expect(field(WRITE).value).toBe("It went by before.");
  await click("Next");
  expect(screen.getByText(/Nothing more is asked/), "it does not hold anybody back").toBeTruthy();
});

test("without a journal nothing is offered that could not be kept, and one can still stop here", async () => {
  fake.failing.openHardDay = failure("damaged");
  fake.failing.supports = failure("damaged");
  await close();
  expect(screen.getByText(/You can stop here/)).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.queryByRole("button")).toBeNull();
});
