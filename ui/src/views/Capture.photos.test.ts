import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, photo } from "../api/fake";
import type { Draft, Photo, TakenPhotos } from "../api/types";
import { settle } from "../settle";
import { lockedFake } from "../state/locked.test-env";
import { alerts, clean } from "./acts.test-env";
import Capture from "./Capture.svelte";

// Read once, so that no test waits for it.
beforeAll(async () => {
  await import("../parts/Photos.svelte");
});

let fake: FakeApi;
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
    this.querySelector<HTMLElement>("button")?.focus();
  };
  // jsdom takes no typing back.
  document.execCommand = () => true;
  fake = new FakeApi();
  useApi(fake);
});

async function open(): Promise<void> {
  render(Capture);
  await settle();
}
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "A glimmer" });
const button = (name: string | RegExp) => screen.getByRole("button", { name });
async function press(name: string | RegExp): Promise<void> {
  button(name).focus();
  await fireEvent.click(button(name));
  await settle();
}
async function key(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  await settle();
}
async function paste(...taken: Photo[]): Promise<void> {
  fake.taken = { photos: taken, refused: [] };
  await fireEvent.paste(field(), { clipboardData: { types: ["image/png"], getData: () => "" } });
  await settle();
}
const dog = (some: Partial<Photo> = {}) => photo({ name: "d".repeat(64), ...some });
const door = (some: Partial<Photo> = {}) => photo({ name: "e".repeat(64), ...some });
const shown = () => [...document.querySelectorAll("[data-photo]")].map((each) => each.getAttribute("aria-label"));
const strip = () => screen.queryByRole("group", { name: "Photos" });
const status = () =>
  screen
    .getAllByRole("status")
    .map((each) => each.textContent?.trim())
    .join("");

test("nothing of photos is there before there is one, or before more is asked for", async () => {
  await open();
  expect(strip()).toBeNull();
  expect(screen.queryByRole("button", { name: /hoto/ })).toBeNull();
  await key("m", { code: "KeyM", altKey: true });
  expect(button(/Photo, or drop one here/)).toBeTruthy();
});

test("a picture is pasted anywhere in the window, and kept alone with Enter", async () => {
  await open();
  await paste(dog());
  expect(shown()).toEqual(["Photo"]);
  expect(document.activeElement, "the caret stays where it was").toBe(field());
  await clean();
  await key("Enter");
  expect(fake.glimmers[0]?.photos).toEqual([dog()]);
  expect(screen.getByText("Kept.")).toBeTruthy();
  expect(strip()).toBeNull();
  await key("z", { ctrlKey: true });
  expect(shown()).toEqual(["Photo"]);
});

test("files are chosen in the row that holds more", async () => {
  await open();
  await press("More");
  fake.taken = { photos: [dog(), door()], refused: [] };
  await press(/Photo, or drop one here/);
  expect(fake.rooms).toEqual([4]);
  expect(shown()).toEqual(["Photo 1 of 2", "Photo 2 of 2"]);
  expect(fake.drafts.get("capture")?.photos.length, "and are part of the draft").toBe(2);
});

test("what is dropped is shown as coming, then as it is, without a step in between", async () => {
  await open();
  fake.emitDragging(true);
  await vi.waitFor(() => expect(screen.queryByText("Let go, and it joins this glimmer.")).not.toBeNull());
  fake.emitDragging(false);
  fake.emitPhotosComing(2);
  await settle();
  expect(screen.queryByText("Let go, and it joins this glimmer.")).toBeNull();
  expect(document.querySelectorAll(".coming").length).toBe(2);
  expect(status()).toContain("Taking them in…");
  fake.emitPhotosDropped({ photos: [dog(), door()] });
  await settle();
  expect([document.querySelectorAll(".coming").length, shown().length]).toEqual([0, 2]);
  expect(status()).not.toContain("Taking");
});

test("what is dropped on the line that says Kept begins the next one", async () => {
  await open();
  await fireEvent.input(field(), { target: { value: "Rain." } });
  await key("Enter");
  expect(screen.getByText("Kept.")).toBeTruthy();
  fake.emitPhotosComing(1);
  await settle();
  expect(screen.queryByText("Kept.")).toBeNull();
  fake.emitPhotosDropped({ photos: [dog()] });
  await settle();
  expect(shown()).toEqual(["Photo"]);
});

test("a file that is no picture is refused in place, and the words stay", async () => {
  await open();
  await fireEvent.input(field(), { target: { value: "Rain." } });
  fake.taken = { photos: [], refused: [{ name: "notes.txt", why: "not_a_picture" }] };
  await fireEvent.paste(field(), { clipboardData: { types: ["Files"], getData: () => "" } });
  await settle();
  expect(alerts()).toBe("That file is not a picture Glimmer can read.");
  expect(field().value).toBe("Rain.");
  expect(document.activeElement).toBe(field());
  await fireEvent.input(field(), { target: { value: "Rain. Still." } });
  await settle();
  expect(alerts()).toBe("");
});

test("one that is taken off comes back with the button it leaves, or with Ctrl+Z", async () => {
  await open();
  await paste(dog({ alt: "the dog" }), door());
  await press("Take off: Photo 1 of 2: the dog");
  expect(shown()).toEqual(["Photo"]);
  expect(document.activeElement, "the same key again takes it back").toBe(button("Undo"));
  expect(status()).toContain("Taken off.");
  await press("Undo");
  expect(shown()).toEqual(["Photo 1 of 2: the dog", "Photo 2 of 2"]);
  expect(document.activeElement).toBe(button("Photo 1 of 2: the dog"));
  await key("Delete");
  expect(shown()).toEqual(["Photo"]);
  await key("z", { ctrlKey: true });
  expect(shown()).toEqual(["Photo 1 of 2: the dog", "Photo 2 of 2"]);
});

test("once something was typed, Ctrl+Z is about the typing", async () => {
  await open();
  await paste(dog());
  await press(/^Take off/);
  field().focus();
  await key("a");
  await key("z", { ctrlKey: true });
  expect(shown()).toEqual([]);
  expect(button("Undo"), "the button still brings it back").toBeTruthy();
});

test("what can be seen in it is offered, never asked for, and Enter there keeps", async () => {
  await open();
  await paste(dog());
  await press("Describe…");
  const alt = screen.getByRole<HTMLInputElement>("textbox", { name: "What can be seen in it" });
  expect(document.activeElement).toBe(alt);
  await fireEvent.input(alt, { target: { value: "the dog, asleep" } });
  await settle();
  expect(shown()).toEqual(["Photo: the dog, asleep"]);
  expect(fake.drafts.get("capture")?.photos[0]?.alt).toBe("the dog, asleep");
  await clean();
  await key("Enter");
  expect(fake.glimmers[0]?.photos[0]?.alt).toBe("the dog, asleep");
});

test("a photo is moved with buttons that keep the focus, and its place is said", async () => {
  await open();
  await paste(dog({ alt: "the dog" }), door({ alt: "the door" }));
  await press("Photo 1 of 2: the dog");
  expect(button("Earlier").getAttribute("aria-disabled")).toBe("true");
  await press("Later");
  expect(shown()).toEqual(["Photo 1 of 2: the door", "Photo 2 of 2: the dog"]);
  expect(status()).toContain("Now photo 2 of 2.");
  expect(document.activeElement).toBe(button("Later"));
  await press("Later");
  expect(shown(), "the last is the last").toEqual(["Photo 1 of 2: the door", "Photo 2 of 2: the dog"]);
});

test("Esc closes what is open about a photo first, then puts the window away", async () => {
  await open();
  await paste(dog());
  await press("Photo");
  await key("Escape");
  expect(document.activeElement).toBe(button("Photo"));
  expect(screen.queryByRole("textbox", { name: "What can be seen in it" })).toBeNull();
  expect(fake.hidden).toEqual([]);
  await key("Escape");
  expect(fake.hidden.length).toBe(1);
  expect(shown(), "and the draft stays").toEqual(["Photo"]);
});

test("a missing or damaged one says so in its place, with what was in it", async () => {
  await open();
  await paste(dog({ alt: "the dog" }));
  await fireEvent.error(document.querySelector("img") as Element);
  await settle();
  expect(strip()?.textContent).toContain("Cannot be shown");
  expect(document.querySelector("img")).toBeNull();
});

test("behind the lock photos are taken in too, and only their colours are seen", async () => {
  fake = lockedFake();
  useApi(fake);
  await open();
  fake.emitPhotosComing(1);
  fake.emitPhotosDropped({ photos: [photo({ name: "new-" + "1".repeat(32) })] });
  await settle();
  expect(shown()).toEqual(["Photo"]);
  expect([document.querySelector("img"), document.querySelector("canvas") !== null]).toEqual([null, true]);
  await press("Photo");
  expect(screen.queryByRole("button", { name: "Look at it" })).toBeNull();
});

test("too many that came together are all shown, and Keep says what would do", async () => {
  const many = ["a", "b", "c", "d", "e"].map((name) => photo({ name }));
  const draft = { text: "Rain.", feelings: [], senses: [], tags: [], anchor: false, given: false, day: null };
  fake.drafts.set("capture", { ...draft, photos: many });
  await open();
  expect(shown().length).toBe(5);
  expect(alerts()).toBe("A glimmer holds four photos at most.");
  await press(/^Keep/);
  expect(alerts()).toBe("A glimmer holds four photos at most.It can be kept with 4 or fewer.");
  expect([field().value, shown().length, fake.glimmers.length]).toEqual(["Rain.", 5, 0]);
  await clean();
  await press("Take off: Photo 5 of 5");
  expect(alerts()).toBe("");
  await press(/^Keep/);
  expect(fake.glimmers[0]?.photos.length).toBe(4);
});

/** A picture on its way, and words beside it that are saved; then the journal locks, and they are put away with it. */
async function lockOver(begin: () => unknown): Promise<Draft> {
  fake = lockedFake();
  fake.state.lock = "open";
  useApi(fake);
  await open();
  await fireEvent.input(field(), { target: { value: "Warm bread." } });
  await begin();
  await settle();
  const sealed = fake.drafts.get("capture");
  fake.drafts.delete("capture");
  fake.lock();
  await settle();
  expect([field().value, document.querySelectorAll(".coming").length]).toEqual(["", 1]);
  return sealed as Draft;
}
const late = photo({ name: "new-" + "1".repeat(32) });
const written = () => [...fake.drafts.values()].map(({ text, photos }) => [text, ...photos.map(({ name }) => name)]);

test("locked over while it is on its way, a photo is sealed by itself, without the words of before", async () => {
  const sealed = await lockOver(() => fake.emitPhotosComing(1));
  expect(sealed.text).toBe("Warm bread.");
  fake.emitPhotosDropped({ photos: [late] });
  await settle();
  expect(written()).toEqual([["", late.name]]);
  expect([field().value, shown(), document.querySelectorAll(".coming").length]).toEqual(["", ["Photo"], 0]);
  // Opened, what was sealed has joined what was there.
  fake.state.lock = "open";
  fake.drafts.set("capture", { ...sealed, photos: [dog()] });
  fake.emitChanged("lock");
  await settle();
  expect([field().value, shown()]).toEqual(["Warm bread.", ["Photo"]]);
  expect(document.querySelector("img")?.getAttribute("src")).toContain(dog().name);
});

test.each(["pasted", "chosen"])("locked over while it is %s, it is the same", async (how) => {
  let end: (taken: TakenPhotos) => void = () => undefined;
  const taking = () => new Promise<TakenPhotos>((then) => (end = then));
  await lockOver(async () => {
    fake.pastePhotos = fake.choosePhotos = taking;
    if (how === "pasted") {
      await fireEvent.paste(field(), { clipboardData: { types: ["image/png"], getData: () => "" } });
      return;
    }
    await press("More");
    await press(/Photo, or drop one here/);
    vi.useFakeTimers();
    window.dispatchEvent(new Event("focus"));
    vi.advanceTimersByTime(400);
    vi.useRealTimers();
  });
  end({ photos: [late], refused: [] });
  await settle();
  expect(written()).toEqual([["", late.name]]);
  expect([field().value, shown(), document.querySelectorAll(".coming").length]).toEqual(["", ["Photo"], 0]);
});

test("unlocked while it is on its way, a photo joins what comes back", async () => {
  fake = lockedFake();
  useApi(fake);
  await open();
  await fireEvent.input(field(), { target: { value: "Rain." } });
  fake.emitPhotosComing(1);
  await settle();
  const sealed = fake.drafts.get("capture") as Draft;
  fake.state.lock = "open";
  fake.drafts.set("capture", { ...sealed, text: "Warm bread.\nRain." });
  fake.emitChanged("lock");
  await settle();
  fake.emitPhotosDropped({ photos: [dog()] });
  await settle();
  expect(written()).toEqual([["Warm bread.\nRain.", dog().name]]);
  expect([field().value, shown()]).toEqual(["Warm bread.\nRain.", ["Photo"]]);
});
