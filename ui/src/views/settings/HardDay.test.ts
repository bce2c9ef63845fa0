import { fireEvent, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import { toast } from "../../state/toast.svelte";
import { openSettings } from "./open.test-env";
import { press } from "../acts.test-env";
import { settle } from "../../settle";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  fake.words = { tags: ["@Marta", "@Otto", "+kitchen"], feelings: [] };
  useApi(fake);
  toast.clear();
});

const open = () => openSettings("Hard day");

const toggle = (name: string | RegExp) => screen.getByRole("switch", { name });
const alert = () => screen.getByRole("alert").textContent?.trim();
const field = () => screen.getByRole<HTMLInputElement>("combobox", { name: "People, places, anything" });
const kept = () => within(screen.getByRole("group", { name: "Nothing with …" })).queryAllByRole("listitem");

async function type(words: string): Promise<void> {
  field().focus();
  await fireEvent.input(field(), { target: { value: words } });
  await settle();
}

async function enter(words: string): Promise<void> {
  await type(words);
  await fireEvent.keyDown(field(), { key: "Enter" });
  await settle();
}

// How it goes

test("how it breathes is chosen among three, at once", async () => {
  await open();
  const chosen = () => screen.getAllByRole<HTMLInputElement>("radio").filter((one) => one.checked);
  expect(screen.getByRole("group", { name: "How it breathes" })).toBeTruthy();
  expect(chosen().map((one) => one.value)).toEqual(["4-6"]);
  await fireEvent.click(screen.getByRole("radio", { name: "5 in, 7 out" }));
  await settle();
  expect(fake.chosen.breath).toBe("5-7");
  await fireEvent.click(screen.getByRole("radio", { name: "3 in, 5 out" }));
  await settle();
  expect(fake.chosen.breath).toBe("3-5");
});

test("nothing asks how heavy it is until that is switched on", async () => {
  await open();
  expect(toggle("Ask how heavy it is").getAttribute("aria-checked")).toBe("false");
  await fireEvent.click(toggle("Ask how heavy it is"));
  await settle();
  expect(fake.chosen.heaviness).toBe(true);
  expect(toggle("Ask how heavy it is").getAttribute("aria-checked")).toBe("true");
});

test("what could not be saved goes back, and says so beside it", async () => {
  await open();
  fake.failing.changeSettings = failure("file");
  await fireEvent.click(toggle("Ask how heavy it is"));
  await settle();
  expect(toggle("Ask how heavy it is").getAttribute("aria-checked")).toBe("false");
  expect(alert()).toBe("That could not be saved. The setting is as it was.");
});

test("keys that another program has stay off everywhere else, and are said to work in the window", async () => {
  await open();
  const everywhere = "Ctrl + Shift + H from anywhere";
  fake.failing.changeSettings = failure("shortcut");
  await fireEvent.click(toggle(everywhere));
  await settle();
  expect(alert()).toBe("Another program has these keys. In Glimmer’s own window they work all the same.");
  expect(toggle(everywhere).getAttribute("aria-checked")).toBe("false");
  delete fake.failing.changeSettings;
  await fireEvent.click(toggle(everywhere));
  await settle();
  expect(fake.chosen.hard_day_everywhere).toBe(true);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a desktop without shortcuts for everywhere gets the command for its own settings", async () => {
  fake.state.shortcut = "unavailable";
  await open();
  expect(screen.queryByRole("switch", { name: /from anywhere/ })).toBeNull();
  expect(screen.getByText("glimmer --hard-day")).toBeTruthy();
});

// What is kept out

test("a tag that is kept out can come up again, the focus goes to the next, and Undo keeps it out as before", async () => {
  fake.tagsOut = ["@Marta", "+kitchen"];
  await open();
  expect(kept().map((one) => one.textContent)).toEqual([
    expect.stringContaining("@Marta"),
    expect.stringContaining("+kitchen"),
  ]);
  const button = (of: number) => within(kept()[of] as HTMLElement).getByRole("button");
  button(0).focus();
  await fireEvent.click(button(0));
  await settle();
  expect(fake.tagsOut).toEqual(["+kitchen"]);
  expect(document.activeElement).toBe(button(0));
  expect(toast.said?.text).toBe("@Marta can come up again.");
  await toast.undo();
  await settle();
  expect(fake.tagsOut).toEqual(["+kitchen", "@Marta"]);
  expect(document.activeElement, "the one that came back").toBe(button(1));
});

test("after the last one the focus is in the field, and it is said where such a tag comes from", async () => {
  fake.tagsOut = ["@Marta"];
  await open();
  await press("Let it come up again");
  expect(document.activeElement).toBe(field());
  expect(screen.getByText(/a glimmer’s menu offers “Nothing with …”/)).toBeTruthy();
});

test("a tag can be kept out in advance, and that can be taken back", async () => {
  await open();
  await enter("@Lena");
  expect(fake.tagsOut).toEqual(["@Lena"]);
  expect(field().value).toBe("");
  expect(toast.said?.text, "whoever meant another name must not rely on it").toBe(
    "Nothing carries @Lena so far. It holds for whatever will.",
  );
  await toast.undo();
  await settle();
  expect(kept()).toEqual([]);
});

test("those used before are offered, without those that are kept out; a bare name means the one there is", async () => {
  fake.tagsOut = ["@Marta"];
  await open();
  await type("o");
  expect(screen.getAllByRole("option").map((one) => one.textContent?.trim())).toEqual(["@Otto"]);
  await type("ma");
  expect(screen.queryByRole("option")).toBeNull();
  await enter("otto");
  expect(fake.tagsOut).toEqual(["@Marta", "@Otto"]);
});

test("words that could not be kept stay in the field, with the reason beside them", async () => {
  await open();
  fake.failing.keepTagOut = failure("disk_full");
  await enter("@Lena");
  expect(field().value).toBe("@Lena");
  expect(alert()).toBe("That could not be written. Nothing was changed, and what you typed stays here.");
});

test("when it cannot be read that is said, and can be tried again", async () => {
  fake.tagsOut = ["@Marta"];
  fake.failing.keptOutTags = failure("damaged");
  await open();
  expect(alert()).toBe("What is kept out could not be read. Nothing was changed.");
  delete fake.failing.keptOutTags;
  await press("Try again");
  expect(kept().length).toBe(1);
});
