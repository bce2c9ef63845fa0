import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, glimmer, photo } from "../api/fake";
import type { Glimmer, Light } from "../api/types";
import { settle } from "../settle";
import { lockedFake } from "../state/locked.test-env";
import { GlimmerList } from "../state/list.svelte";
import { Opened } from "../state/opened.svelte";
import { toast } from "../state/toast.svelte";
import { Visit } from "../state/visit.svelte";
import { alerts, clean, key, press } from "./acts.test-env";
import Glimmers from "./Glimmers.svelte";
import One from "./hard/One.svelte";
import HardDay from "./HardDay.svelte";
import Main from "./Main.svelte";
import Card from "./sky/Card.svelte";

// Read once, so that no test waits for it.
beforeAll(async () => {
  await import("../parts/Photos.svelte");
  await import("../parts/Pictures.svelte");
});

// jsdom lays nothing out, so it does not scroll.
Element.prototype.scrollBy = () => undefined;
Element.prototype.scrollTo = () => undefined;

let fake: FakeApi;
const dog = photo({ name: "d".repeat(64), alt: "the dog, asleep" });
const door = photo({ name: "e".repeat(64), width: 900, height: 1600 });
const hall = (some: Partial<Glimmer> = {}) =>
  glimmer({ id: "g-hall", text: "The hall light.", photos: [dog], ...some });
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
    this.querySelector<HTMLElement>("button")?.focus();
  };
  fake = new FakeApi();
  fake.glimmers = [hall()];
  useApi(fake);
  toast.clear();
  location.hash = "today";
});

async function open(view = "today"): Promise<void> {
  location.hash = view;
  render(Main);
  await settle();
}
const images = () => [...document.querySelectorAll("img")].map((each) => each.getAttribute("src"));
const small = (of: { name: string }) => `photo://localhost/${of.name}.small`;
const full = (of: { name: string }) => `photo://localhost/${of.name}`;
const row = () => document.querySelector<HTMLElement>("[data-row]") as HTMLElement;
const strip = () => screen.getByRole("group", { name: "Photos" });
const dialog = () => screen.queryByRole("dialog", { hidden: true });
const show = async () => {
  await fireEvent.click(row());
  await settle();
};

// Seen

test.each(["today", "glimmers"])("in %s a row shows its photos small, read only when they are near", async (view) => {
  fake.glimmers = [hall({ photos: [dog, door] })];
  await open(view);
  expect(images()).toEqual([small(dog), small(door)]);
  for (const each of document.querySelectorAll("img")) {
    expect([each.getAttribute("loading"), each.getAttribute("decoding")]).toEqual(["lazy", "async"]);
    expect(Number(each.getAttribute("width")), "its size is known before it is").toBeGreaterThan(0);
  }
  expect(row().querySelector("button"), "a row is one thing to press").toBeNull();
  await clean();
});

test("a glimmer that is a photo and nothing else has words that stand for it", async () => {
  fake.glimmers = [hall({ text: "" })];
  await open();
  expect(row().textContent).toContain("a moment, in a photo");
});

test("opened, the photos are large, and each can be looked at by itself", async () => {
  fake.glimmers = [hall({ photos: [dog, door] })];
  await open();
  await show();
  expect(images()).toEqual([full(dog), full(door)]);
  await clean();
  screen.getByRole("button", { name: "Photo 1 of 2: the dog, asleep" }).focus();
  await press("Photo 1 of 2: the dog, asleep");
  const large = within(dialog() as HTMLElement);
  expect(large.getByRole("img", { hidden: true }).getAttribute("alt")).toBe("the dog, asleep");
  await key("ArrowRight");
  expect(large.getByRole("status", { hidden: true }).textContent).toBe("Photo 2 of 2");
  expect(dialog()?.querySelector("img")?.getAttribute("src")).toBe(full(door));
  await key("ArrowRight");
  expect(large.getByRole("status", { hidden: true }).textContent, "the last is the last").toBe("Photo 2 of 2");
  await key("Home");
  expect(large.getByRole("status", { hidden: true }).textContent).toBe("Photo 1 of 2: the dog, asleep");
  await key("Escape");
  expect(dialog()).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Photo 1 of 2: the dog, asleep" }));
  expect(row().getAttribute("aria-expanded"), "Esc closed only what was on top").toBe("true");
});

test("hiding at once works over a large photo too", async () => {
  await open();
  await show();
  await press("Photo: the dog, asleep");
  await key("X", { code: "KeyX", ctrlKey: true, shiftKey: true });
  expect(fake.calls).toContain("hideAll");
});

test("a photo that cannot be read says so where it would be, with what was in it", async () => {
  await open();
  await show();
  await fireEvent.error(document.querySelector("img") as Element);
  await settle();
  expect(document.querySelector(".pictures")?.textContent).toContain(
    "This photo cannot be shown. Its file is missing or damaged.",
  );
  expect(alerts(), "quietly").toBe("");
});

// As it stays if what was sealed cannot be opened with the journal.
const sealed = photo({ name: "new-" + "1".repeat(32), alt: "the dog, asleep" });
const unread = async () => {
  await fireEvent.error(document.querySelector("img") as Element);
  await settle();
  return document.body.textContent;
};

test.each(["row", "open", "large", "card"])(
  "in a %s, a sealed photo that was never opened says that it is missing",
  async (place) => {
    fake.glimmers = [hall({ photos: [sealed] })];
    if (place === "card") {
      const pane = { width: 900, height: 600, foot: 0 };
      render(Card, { glimmer: hall({ photos: [sealed] }), today: "2026-11-22", light: { x: 10, y: 10 }, pane });
    } else await open();
    if (place === "open" || place === "large") await show();
    if (place === "large") {
      await press("Photo: the dog, asleep");
      await fireEvent.error(dialog()?.querySelector("img") as Element);
      await settle();
      expect(dialog()?.textContent).toContain("This photo cannot be shown.");
    } else expect(await unread()).toMatch(/[Cc]annot be shown/);
  },
);

test("on a hard day a sealed photo is missing, unless it was noticed there just now", async () => {
  const visit = new Visit();
  visit.kept(hall({ id: "g-now", photos: [sealed] }));
  render(One, { visit, onundokeep: vi.fn(), onundone: vi.fn() });
  await vi.waitFor(() => expect(document.querySelector("canvas")).not.toBeNull());
  expect(images(), "opened meanwhile, it has another name than the one that is known here").toEqual([]);
  const reason = { turn: "anchor", stayed_on: null, felt: null } as const;
  visit.light = { kind: "own", glimmer: hall({ photos: [sealed] }), reason };
  await settle();
  expect(images()).toEqual([full(sealed)]);
  expect(await unread()).toContain("This photo cannot be shown.");
});

test("a hard day shows one photo, and nothing there opens over the page", async () => {
  const light: Light = {
    kind: "own",
    glimmer: hall({ photos: [dog, door] }),
    reason: { turn: "anchor", stayed_on: null, felt: null },
  };
  fake.nextLight = async () => light;
  render(HardDay, { onleave: vi.fn() });
  await settle();
  await key("3", { code: "Digit3" });
  await vi.waitFor(() => expect(images()).toEqual([full(dog)]));
  expect(screen.getByRole("img", { name: "the dog, asleep" })).toBeTruthy();
  expect(document.querySelector(".picture button")).toBeNull();
  await press(/^Stay with it/);
  expect(images(), "the words are enough to stay with").toEqual([]);
});

test("the card of a light in the sky shows the first photo", async () => {
  render(Card, {
    glimmer: hall(),
    today: "2026-11-22",
    light: { x: 10, y: 10 },
    pane: { width: 900, height: 600, foot: 0 },
  });
  expect(images()).toEqual([small(dog)]);
});

test("those with a photo can be asked for, and let go of again", async () => {
  fake.glimmers = [hall(), glimmer({ id: "g-2", text: "Rain." })];
  const list = new GlimmerList(false);
  render(Glimmers, { list, opened: new Opened(), onexport: () => undefined });
  await settle();
  const shown = () => list.items.map(({ id }) => id);
  expect(shown()).toEqual(["g-hall", "g-2"]);
  await press("With a photo");
  expect(shown()).toEqual(["g-hall"]);
  await press("With a photo: no longer only these");
  expect(shown()).toEqual(["g-hall", "g-2"]);
  fake.glimmers = [];
  await press("With a photo");
  expect(document.body.textContent).toContain("Nothing here with a photo.");
});

// Dropped

test("what is dropped on the window goes into the composer, which is shown", async () => {
  await open("glimmers");
  fake.emitPhotosComing(1);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
  expect(location.hash).toBe("#today");
  expect(document.activeElement, "so that Enter keeps it").toBe(screen.getByRole("textbox", { name: "A glimmer" }));
  fake.emitPhotosDropped({ photos: [door] });
  await settle();
  expect(strip().querySelector("img")?.getAttribute("src")).toBe(small(door));
  expect(fake.drafts.get("today")?.photos).toEqual([door]);
  await press(/^Keep/);
  expect(fake.glimmers[0]?.photos).toEqual([door]);
});

test("with an edit open, it goes there", async () => {
  await open("glimmers");
  row().focus();
  await key("e");
  fake.emitPhotosComing(1);
  fake.emitPhotosDropped({ photos: [door], refused: [{ name: "a.heic", why: "heic" }] });
  await settle();
  expect(location.hash).toBe("#glimmers");
  expect(document.querySelectorAll(".edit [data-photo]").length).toBe(2);
  // A row of a list that is not laid out cannot be seen by its role.
  expect(document.querySelector(".edit")?.textContent).toContain(
    "a.heic: That is a HEIC picture, which Glimmer cannot read. Save it as JPEG first",
  );
});

test("on a hard day nothing is taken out of its quiet by what is dropped", async () => {
  await open("hard-day");
  fake.emitPhotosComing(1);
  fake.emitPhotosDropped({ photos: [door] });
  await settle();
  expect(location.hash).toBe("#hard-day");
});

// Locked over

async function lockOver(place: "today" | "hard-day"): Promise<void> {
  fake = lockedFake();
  fake.state.lock = "open";
  fake.glimmers = [hall()];
  useApi(fake);
  await open(place);
  if (place === "hard-day") {
    await press("That’s enough for now");
    await press("Jot something from now");
  }
  await fireEvent.input(screen.getByRole("textbox", { name: "A glimmer" }), { target: { value: "Warm bread." } });
  fake.emitPhotosComing(1);
  await settle();
  fake.lock();
  await settle();
  expect(location.hash).toBe("#today");
}
const saves = () => fake.calls.filter((call) => call === "saveDraft").length;

test("locked over Today, a photo on its way waits, and joins the words that come back", async () => {
  await lockOver("today");
  const before = saves();
  fake.emitPhotosDropped({ photos: [door] });
  await settle();
  // Asked to lock once more.
  fake.emitLocking();
  await settle();
  expect(saves(), "nothing is written over what was put away").toBe(before);
  await fake.unlock("warm bread");
  await settle();
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" }).value).toBe("Warm bread.");
  expect(strip().querySelector("img")?.getAttribute("src")).toBe(small(door));
  expect(fake.drafts.get("today")).toMatchObject({ text: "Warm bread.", photos: [door] });
});

test("locked over an edit, a photo on its way is in no other", async () => {
  fake = lockedFake();
  fake.state.lock = "open";
  fake.glimmers = [hall()];
  useApi(fake);
  await open();
  row().focus();
  await key("e");
  fake.emitPhotosComing(1);
  fake.lock();
  await settle();
  fake.emitPhotosDropped({ photos: [door] });
  await settle();
  expect([fake.edits.size, fake.drafts.size]).toEqual([0, 0]);
});

test("locked over a hard day, the words are not saved again for a photo that comes late", async () => {
  await lockOver("hard-day");
  fake.drafts.clear();
  fake.emitPhotosDropped({ photos: [door] });
  await settle();
  expect(fake.drafts.size).toBe(0);
});

test("left while it is on its way, a photo is in what was being noticed on a hard day", async () => {
  await open("hard-day");
  await press("That’s enough for now");
  await press("Jot something from now");
  await fireEvent.input(screen.getByRole("textbox", { name: "A glimmer" }), { target: { value: "Warm bread." } });
  fake.emitPhotosComing(1);
  await settle();
  location.hash = "today";
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
  fake.emitPhotosDropped({ photos: [door] });
  await settle();
  expect(fake.drafts.get("hard_day")).toMatchObject({ text: "Warm bread.", photos: [door] });
  expect(fake.drafts.get("today")).toBeUndefined();
});

// Changed

test("in an edit photos are added, described, moved, taken off and taken back, and saved", async () => {
  await open();
  row().focus();
  await key("e");
  await clean();
  fake.taken = { photos: [door], refused: [] };
  await press(/Photo, or drop one here/);
  expect(fake.rooms).toEqual([3]);
  await press("Photo 2 of 2");
  await press("Earlier");
  await press("Take off: Photo 2 of 2: the dog, asleep");
  expect(within(strip()).getByText("Taken off.")).toBeTruthy();
  await press("Undo");
  await clean();
  await press("Save");
  expect(fake.glimmers[0]?.photos).toEqual([door, dog]);
});

test("a picture pasted into an edit is the edit’s, and not the composer’s", async () => {
  await open();
  row().focus();
  await key("e");
  fake.taken = { photos: [door], refused: [] };
  await fireEvent.paste(screen.getByRole("textbox", { name: "Its words" }), {
    clipboardData: { types: ["image/png"], getData: () => "" },
  });
  await settle();
  expect(fake.calls.filter((call) => call === "pastePhotos").length).toBe(1);
  expect(fake.drafts.get("today")?.photos ?? []).toEqual([]);
  expect(within(strip()).getAllByRole("button", { name: /^Photo/ }).length).toBe(2);
});

test("an edit that has too many says how many can be saved, at the photos and at Save", async () => {
  const many = ["a", "b", "c", "d", "e"].map((name) => photo({ name }));
  fake.edits.set("g-hall", { ...hall(), photos: many });
  await open();
  row().focus();
  await key("e");
  expect(alerts()).toBe("A glimmer holds four photos at most.");
  await press("Save");
  expect(alerts()).toBe("A glimmer holds four photos at most.It can be kept with 4 or fewer.");
  expect(fake.calls).not.toContain("editGlimmer");
});

test("leaving an edit whose photos changed is asked about", async () => {
  await open();
  row().focus();
  await key("e");
  await press("Take off: Photo: the dog, asleep");
  await key("Escape");
  expect(alerts()).toContain("Your changes are not saved yet.");
});
