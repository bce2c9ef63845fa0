import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import Capture from "./Capture.svelte";

let fake: FakeApi;
beforeEach(() => {
  vi.useFakeTimers();
  // jsdom never has the focus of a desktop.
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  fake = new FakeApi();
  fake.words = { tags: ["@Marta", "@María José", "+kitchen", "#small"], feelings: ["wide awake", "tender"] };
  useApi(fake);
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
  await tick();
}

async function open(): Promise<HTMLTextAreaElement> {
  render(Capture);
  await settle();
  return screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
}

async function write(field: HTMLInputElement | HTMLTextAreaElement, value: string): Promise<void> {
  field.focus();
  await fireEvent.input(field, { target: { value } });
  await settle();
}

async function press(target: Element, key: string, more: KeyboardEventInit = {}): Promise<boolean> {
  const goesOn = await fireEvent.keyDown(target, { key, ...more });
  await settle();
  return goesOn;
}

const more = (field: Element) => press(field, "m", { code: "KeyM", altKey: true });
const tagField = () => screen.getByRole<HTMLInputElement>("combobox", { name: "People, places, anything" });
const offered = () => {
  const list = screen.queryByRole("listbox");
  return list
    ? within(list)
        .getAllByRole("option")
        .map((option) => option.textContent)
    : [];
};
const when = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "When it was" });
const choose = async (value: string) => {
  await fireEvent.change(when(), { target: { value } });
  await settle();
};

test("Alt+M shows more with the caret in the tags, and takes it away again with the caret in the words", async () => {
  const field = await open();
  expect(screen.getByRole("button", { name: "More" }).getAttribute("aria-expanded")).toBe("false");
  await more(field);
  expect(document.activeElement).toBe(tagField());
  expect(screen.getByRole("button", { name: "Less" }).getAttribute("aria-expanded")).toBe("true");
  await more(tagField());
  expect(screen.queryByRole("combobox")).toBeNull();
  expect(document.activeElement).toBe(field);
});

test("a click on More leaves the caret in the words", async () => {
  const field = await open();
  await fireEvent.click(screen.getByRole("button", { name: "More" }));
  await settle();
  expect(tagField()).toBeTruthy();
  expect(document.activeElement).toBe(field);
});

test("opened anew with nothing begun, there is nothing but the field and the chips", async () => {
  const field = await open();
  await more(field);
  await press(field, "Escape");
  fake.emitOpened();
  await settle();
  expect(screen.getByRole("button", { name: "More" })).toBeTruthy();
});

test("all of it is kept, and the next glimmer begins without it", async () => {
  const field = await open();
  await write(field, "rain");
  await more(field);
  await write(tagField(), "+line 18");
  await press(tagField(), "Enter");
  await fireEvent.click(screen.getByRole("checkbox", { name: "one I can return to" }));
  await fireEvent.click(screen.getByRole("checkbox", { name: "I was a glimmer for someone" }));
  await choose("yesterday");
  await press(field, "Enter");
  expect(fake.glimmers[0]).toMatchObject({
    text: "rain",
    tags: ["+line 18"],
    anchor: true,
    given: true,
    day: "2026-11-21",
  });
  await write(field, "n");
  expect(screen.getByRole("button", { name: "More" }), "nothing else until asked").toBeTruthy();
});

test("a draft that holds something of it is seen whole", async () => {
  const rest = { feelings: [], senses: [], anchor: false, given: false, photos: [] };
  fake.drafts.set("capture", { ...rest, text: "rain", tags: ["@Marta"], day: "2026-11-01" });
  await open();
  expect(screen.getByText("@Marta")).toBeTruthy();
  expect(when().value).toBe("other");
  expect(screen.getByLabelText<HTMLInputElement>("The day it was").value).toBe("2026-11-01");
});

test("tags used before are offered without regard to accents, and taken by arrows and Enter", async () => {
  await more(await open());
  await write(tagField(), "@mar");
  expect(offered()).toEqual(["@Marta", "@María José"]);
  expect(tagField().getAttribute("aria-expanded")).toBe("true");
  await press(tagField(), "ArrowDown");
  await press(tagField(), "ArrowDown");
  const active = tagField().getAttribute("aria-activedescendant") ?? "";
  expect(document.getElementById(active)?.textContent).toBe("@María José");
  await press(tagField(), "Enter");
  expect(screen.getByRole("button", { name: "Take @María José off" })).toBeTruthy();
  expect([tagField().value, tagField().getAttribute("aria-expanded")]).toEqual(["", "false"]);
});

test("Tab takes the one that was moved to, and otherwise goes on with what was typed", async () => {
  await more(await open());
  await write(tagField(), "kit");
  await press(tagField(), "ArrowDown");
  expect(await press(tagField(), "Tab"), "the focus stays for the next one").toBe(false);
  await write(tagField(), "smal");
  expect(await press(tagField(), "Tab")).toBe(true);
  when().focus();
  await settle();
  expect(screen.getAllByRole("button", { name: /^Take/ }).map((button) => button.getAttribute("aria-label"))).toEqual([
    "Take +kitchen off",
    "Take #smal off",
  ]);
});

test("a click takes an offered tag, and Escape closes the list and nothing else", async () => {
  await more(await open());
  await write(tagField(), "@m");
  await press(tagField(), "Escape");
  expect(offered()).toEqual([]);
  expect(fake.hidden).toEqual([]);
  await press(tagField(), "ArrowDown");
  expect(screen.getByRole("option", { name: "@Marta" }).getAttribute("aria-selected")).toBe("true");
  await fireEvent.click(screen.getByRole("option", { name: "@Marta" }));
  await settle();
  expect(screen.getByText("@Marta")).toBeTruthy();
  expect(document.activeElement).toBe(tagField());
});

test("Backspace in the empty field takes the last tag off, and so does its cross", async () => {
  await more(await open());
  await write(tagField(), "@Marta +kitchen");
  await press(tagField(), "Enter");
  await press(tagField(), "Backspace");
  expect(screen.queryByText("+kitchen")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Take @Marta off" }));
  await settle();
  expect(screen.queryByText("@Marta")).toBeNull();
  expect(document.activeElement).toBe(tagField());
});

test("the Enter that ends a composition takes no tag", async () => {
  await more(await open());
  await write(tagField(), "山田");
  await fireEvent.keyDown(tagField(), { key: "Enter", isComposing: true });
  await fireEvent.keyDown(tagField(), { key: "Enter", keyCode: 229 });
  await settle();
  expect(tagField().value).toBe("山田");
});

test("a tag written in the words is offered lightly: Enter keeps unless the list was moved into", async () => {
  const field = await open();
  await write(field, "Tea with @ma");
  expect(offered()).toEqual(["@Marta"]);
  expect(await press(field, "Tab"), "Tab still leaves the field").toBe(true);
  await press(field, "Enter");
  expect(fake.glimmers[0]?.text).toBe("Tea with @ma");
});

test("moved into, Enter takes the tag into the words and keeps nothing yet", async () => {
  const field = await open();
  await write(field, "Tea with @ma");
  await press(field, "ArrowDown");
  expect(document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent).toBe("@Marta");
  await press(field, "Enter");
  expect(fake.glimmers).toEqual([]);
  expect(field.value, "the next word is a word of its own").toBe("Tea with @Marta ");
  expect(document.activeElement).toBe(field);
  await press(field, "Enter");
  expect(fake.glimmers[0]?.text, "the core takes the last space away").toBe("Tea with @Marta ");
});

test("Escape closes what is offered in the words first, then hides", async () => {
  const field = await open();
  await write(field, "@m");
  await press(field, "Escape");
  expect([offered(), fake.hidden]).toEqual([[], []]);
  await press(field, "Escape");
  await settle();
  expect(fake.hidden.length).toBe(1);
});

test("a day that has not come is refused in words, and nothing is lost", async () => {
  const field = await open();
  await write(field, "rain");
  await more(field);
  await choose("other");
  const date = screen.getByLabelText<HTMLInputElement>("The day it was");
  expect([document.activeElement, date.max]).toEqual([date, "2026-11-22"]);
  await fireEvent.input(date, { target: { value: "2026-11-23" } });
  await settle();
  expect(screen.getByRole("alert").textContent).toContain("That day has not come yet.");
  await press(field, "Enter");
  expect(fake.glimmers).toEqual([]);
  expect(field.value).toBe("rain");
  expect(document.activeElement).toBe(date);
  await fireEvent.input(date, { target: { value: "2026-11-03" } });
  await press(field, "Enter");
  expect(fake.glimmers[0]?.day).toBe("2026-11-03");
});

test("another day that was asked for and not named is asked about when it is to be kept", async () => {
  const field = await open();
  await write(field, "rain");
  await more(field);
  await choose("other");
  expect(screen.queryByRole("alert"), "not yet typed is no mistake").toBeNull();
  await press(field, "Enter");
  expect(screen.getByRole("alert").textContent).toContain("That day cannot be read.");
  await choose("now");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("after midnight it says which day it still is", async () => {
  fake.state.small_hours = true;
  await more(await open());
  expect(screen.getByText(/^It is still Sunday until 0?4:00/)).toBeTruthy();
});

test("an own word is taken by Enter, and the caret goes back to the words", async () => {
  const field = await open();
  await fireEvent.click(screen.getByRole("button", { name: "Your own word for it" }));
  await settle();
  const own = screen.getByRole<HTMLInputElement>("textbox", { name: "Your own word for it" });
  expect(document.activeElement).toBe(own);
  await fireEvent.keyDown(own, { key: "Enter", keyCode: 229 });
  await write(own, "snug");
  await press(own, "Enter");
  expect(screen.getByRole("button", { name: "snug" }).getAttribute("aria-pressed")).toBe("true");
  expect(document.activeElement).toBe(field);
  await press(field, "Enter");
  expect(fake.glimmers[0]?.feelings).toEqual(["snug"]);
});

test("Escape closes only the field for an own word, and an empty one closes by itself", async () => {
  await open();
  const ask = async () => {
    await fireEvent.click(screen.getByRole("button", { name: "Your own word for it" }));
    await settle();
    return screen.getByRole<HTMLInputElement>("textbox", { name: "Your own word for it" });
  };
  await press(await ask(), "Escape");
  expect(fake.hidden).toEqual([]);
  await press(await ask(), "Enter");
  expect(screen.getByRole("button", { name: "Your own word for it" })).toBeTruthy();
});

test("the person's own words are offered there and chosen by a press", async () => {
  await open();
  await fireEvent.click(screen.getByRole("button", { name: "Your own word for it" }));
  await settle();
  await fireEvent.click(screen.getByRole("button", { name: "wide awake" }));
  await settle();
  expect(screen.getByRole("button", { name: "wide awake" }).getAttribute("aria-pressed")).toBe("true");
});

test.each([
  ["read_only", "can only be read here"],
  ["busy", "another program has the journal"],
  ["file", "the journal could not be written"],
] as const)("refused because of %s, the words stay and it says so", async (code, words) => {
  fake.failing.keepGlimmer = failure(code);
  const field = await open();
  await write(field, "Otto");
  await press(field, "Enter");
  expect(screen.getByRole("alert").textContent).toContain(words);
  expect(screen.getByRole("alert").textContent).toContain("Your words stay here");
  expect(field.value).toBe("Otto");
});

test("Ctrl+Shift+H opens the hard day in the other window, and what is half written stays", async () => {
  const field = await open();
  await write(field, "half a");
  await fireEvent.keyDown(field, { key: "H", ctrlKey: true, shiftKey: true });
  await settle();
  expect(fake.calls).toContain("showHardDay");
  expect(fake.calls).not.toContain("hideCapture");
  expect(field.value).toBe("half a");
  expect(fake.drafts.get("capture")?.text).toBe("half a");
  fake.failing.showHardDay = failure("internal");
  await fireEvent.keyDown(field, { key: "H", metaKey: true, shiftKey: true });
  await settle();
  expect(field.value, "refused, nothing is lost either").toBe("half a");
});
