import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import type { Glimmer, Light, Reason } from "../api/types";
import { settle } from "../settle";
import HardDay from "./HardDay.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
});

async function press(key: string, more: KeyboardEventInit = {}) {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  await settle();
}
const click = async (name: string) => {
  const button = screen.getByRole("button", { name });
  button.focus();
  await fireEvent.click(button);
  await settle();
};
async function toOne(...lights: Light[]): Promise<void> {
  if (lights.length > 0) fake.nextLight = async () => lights.shift() as Light;
  render(HardDay, { onleave: vi.fn() });
  await settle();
  await press("3", { code: "Digit3" });
}
const own = (some: Partial<Glimmer>, reason: Partial<Reason> = {}): Light => ({
  kind: "own",
  glimmer: glimmer({ text: "humming", day: "2026-04-02", ...some }),
  reason: { turn: "not_shown_yet", stayed_on: null, felt: null, ...reason },
});
const focused = () => document.activeElement?.textContent.trim();

test.each<[string, Partial<Reason>, string]>([
  ["this year", { turn: "stayed_with", stayed_on: "2026-03-02" }, "because you stayed with it in March"],
  ["last year", { turn: "stayed_with", stayed_on: "2025-12-02" }, "because you stayed with it last December"],
  ["long ago", { turn: "stayed_with", stayed_on: "2023-03-02" }, "because you stayed with it in March 2023"],
  ["an anchor", { turn: "anchor" }, "because you can return to it"],
  ["unseen", { turn: "not_shown_yet" }, "because it has not come up on a hard day before"],
  ["again", { turn: "again" }, "because it was longest ago that it came up"],
  ["felt", { turn: "anchor", felt: "calm" }, "because you can return to it, and it felt calm"],
  [
    "own word",
    { turn: "again", felt: "wide awake" },
    "because it was longest ago that it came up, and it felt wide awake",
  ],
])("why this one is said when it is asked, and only then: %s", async (_, reason, said) => {
  await toOne(own({}, reason));
  expect(screen.queryByText(/shown because/)).toBeNull();
  await click("why this one?");
  expect(focused(), "the answer has the focus that the question had").toBe(`in April, shown ${said}`);
  expect(document.activeElement?.getAttribute("aria-live"), "and is not read a second time").toBe("off");
});

test("the next one is not explained before it is asked about", async () => {
  await toOne(own({ id: "a" }), own({ id: "b", text: "a warm cup" }));
  await click("why this one?");
  await press("ArrowRight");
  expect(screen.getByText("a warm cup")).toBeTruthy();
  expect(screen.queryByText(/shown because/)).toBeNull();
});

test("nothing with a tag: chosen with the keyboard, said in place, taken back in place", async () => {
  fake.glimmers = [glimmer({ text: "humming", tags: ["@Marta", "+stairs"] })];
  await toOne();
  screen.getByRole("button", { name: "More about this one" }).focus();
  await press("ArrowDown");
  expect(focused()).toBe("Nothing with @Marta");
  await press("ArrowDown");
  expect(focused()).toBe("Nothing with +stairs");
  await press("ArrowDown");
  expect(focused(), "round to the first").toBe("Nothing with @Marta");
  await press("ArrowRight");
  expect(screen.getByText("humming"), "→ is not for another while the menu is open").toBeTruthy();
  await fireEvent.click(screen.getByRole("menuitem", { name: "Nothing with @Marta" }));
  await settle();
  expect(fake.tagsOut).toEqual(["@Marta"]);
  expect(screen.getByText("Nothing with @Marta will come up by itself.")).toBeTruthy();
  expect(document.activeElement?.getAttribute("aria-label"), "the focus is where it was").toBe("More about this one");
  await press("ArrowDown");
  expect(screen.queryByRole("menuitem", { name: "Nothing with @Marta" }), "it is out already").toBeNull();
  await click("Undo");
  expect(fake.tagsOut).toEqual([]);
  expect(screen.queryByText(/will come up by itself/)).toBeNull();
  expect(document.activeElement?.getAttribute("aria-label")).toBe("More about this one");
});

test("Tab closes the menu; without tags there is none", async () => {
  await toOne(own({ tags: ["@Marta"] }), own({ id: "b" }));
  await click("More about this one");
  await press("Tab");
  expect(screen.queryByRole("menu")).toBeNull();
  await press("ArrowRight");
  expect(screen.queryByRole("button", { name: "More about this one" })).toBeNull();
  expect(document.activeElement, "its button went, the focus did not").not.toBe(document.body);
});

test("what is refused is said, and nothing is said to be done", async () => {
  await toOne(own({ tags: ["@Marta"] }));
  fake.failing.keepTagOut = failure("disk_full");
  await click("More about this one");
  await fireEvent.click(screen.getByRole("menuitem"));
  await settle();
  const said = screen.getByText("That could not be written. Nothing was changed.");
  expect(said.closest("[aria-live]")?.getAttribute("aria-live")).toBe("polite");
  expect(said.closest("[role=alert]"), "it is read once").toBeNull();
});

test("taking back one consent leaves the other that was there", async () => {
  fake.glimmers = [glimmer({ text: "humming", tags: ["@Marta"] })];
  await toOne();
  await click("Not for a while");
  await click("More about this one");
  await fireEvent.click(screen.getByRole("menuitem"));
  await settle();
  await click("Undo");
  expect(screen.getByText("It will rest until 22 December.")).toBeTruthy();
  await click("A season");
  expect(screen.getByText(/It will rest until 20 February/)).toBeTruthy();
  expect(focused(), "it can be made longer still").toBe("A season");
  await click("Undo");
  expect(focused(), "the focus goes on from what was taken back").toBe("Not for a while");
});

test("bright ones of their own wait, and it is said kindly; staying with an example is noted", async () => {
  await toOne({ kind: "others", why: "bright_wait" });
  expect(screen.getByText(/bright ones; they can wait a little/)).toBeTruthy();
  await press(" ");
  expect(fake.visit.stayed, "something other people noticed").toEqual([null]);
});

test("a held key is one press", async () => {
  fake.glimmers = ["a", "b", "c"].map((id) => glimmer({ id, text: `moment ${id}` }));
  await toOne();
  await press("ArrowRight", { repeat: true });
  expect(screen.getByText("moment a")).toBeTruthy();
  const another = screen.getByRole("button", { name: "Another" });
  another.focus();
  expect(await fireEvent.keyDown(another, { key: "Enter", repeat: true }), "no second press").toBe(false);
  await press(" ", { repeat: true });
  expect(fake.visit.stayed).toEqual([]);
});

test("staying and coming back does not read the words out again", async () => {
  fake.glimmers = [glimmer({ text: "humming" }), glimmer({ id: "b", text: "a warm cup" })];
  await toOne();
  const words = document.querySelector(".words");
  expect(words?.getAttribute("aria-live")).toBe("polite");
  await press(" ");
  expect(words?.getAttribute("aria-live")).toBe("off");
  expect(focused()).toBe("as long as you like; any key goes on");
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: "x" });
  expect(words?.getAttribute("aria-live")).toBe("off");
  await settle();
  expect([words?.getAttribute("aria-live"), focused()]).toEqual(["polite", "Stay with it"]);
});
