import { render, screen } from "@testing-library/svelte";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure, glimmer, photo } from "../../api/fake";
import type { Glimmer } from "../../api/types";
import { settle } from "../../settle";
import { settings } from "../../state/settings.svelte";
import { alerts, clean, key, press, type } from "../acts.test-env";
import Main from "../Main.svelte";

// Read once, so that no test waits for it.
beforeAll(() => import("./Share.svelte"));

let fake: FakeApi;
/** What was drawn, in order. */
let drawn: string[];

/** jsdom draws nothing; this remembers the words, each letter half as wide as it is high. */
function paper(): CanvasRenderingContext2D {
  const none = () => undefined;
  const gradient = { addColorStop: none };
  const to = {
    font: "",
    measureText: (text: string) => ({
      width: [...text].length * Number(/(\d+)px/.exec(to.font)?.[1] ?? 0) * 0.5,
      fontBoundingBoxAscent: 10,
      fontBoundingBoxDescent: 4,
    }),
    fillText: (text: string) => void drawn.push(text),
    createRadialGradient: () => gradient,
    drawImage: (what: unknown) => void (what instanceof Loaded && drawn.push(what.src)),
    ...Object.fromEntries(
      ["fillRect", "beginPath", "arc", "fill", "roundRect", "save", "restore", "transform"].map((act) => [act, none]),
    ),
  };
  return to as unknown as CanvasRenderingContext2D;
}
/** jsdom reads no pictures; this one is there at once, or is not to be had. */
class Loaded {
  static there = true;
  src = "";
  crossOrigin: string | null = null;
  naturalWidth = 1600;
  naturalHeight = 1200;
  onload: () => void = () => undefined;
  onerror: () => void = () => undefined;
  constructor() {
    queueMicrotask(() => (Loaded.there && this.crossOrigin === "anonymous" ? this.onload() : this.onerror()));
  }
}
const PNG = new Uint8Array([137, 80, 78, 71]);

beforeEach(async () => {
  // jsdom has no modal dialogs of its own.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
    this.querySelector<HTMLElement>("button")?.focus();
  };
  vi.stubGlobal("Image", Loaded);
  Loaded.there = true;
  drawn = [];
  const context = paper();
  HTMLCanvasElement.prototype.getContext = (() => context) as never;
  HTMLCanvasElement.prototype.toBlob = (then) =>
    then({ arrayBuffer: async () => PNG.slice().buffer } as unknown as Blob);
  Object.defineProperty(document, "fonts", {
    value: { load: async () => [], addEventListener() {}, removeEventListener() {} },
    configurable: true,
  });
  fake = new FakeApi();
  useApi(fake);
  location.hash = "today";
  await settings.load();
});

const hall = (some: Partial<Glimmer> = {}) =>
  glimmer({ id: "g-hall", text: "The hall light was on.", tags: ["@Marta", "+hall"], ...some });

async function share(some: Partial<Glimmer> = {}): Promise<void> {
  fake.glimmers = [hall(some)];
  render(Main);
  await settle();
  document.querySelector<HTMLElement>("[data-row]")?.click();
  await settle();
  screen.getByRole("button", { name: "Share…" }).focus();
  await press("Share…");
  await vi.waitFor(() => expect(screen.queryByRole("tab", { name: "Picture" })).not.toBeNull());
  await settle();
}
async function way(name: string): Promise<void> {
  screen.getByRole("tab", { name }).click();
  await settle();
}
const said = () =>
  screen
    .getAllByRole("status")
    .map((each) => each.textContent?.trim())
    .join("");
const radio = async (name: string) => {
  screen.getByRole("radio", { name }).click();
  await settle();
};

test("a picture holds the words and nothing of when, where and with whom", async () => {
  await share();
  expect(drawn.slice(-2)).toEqual(["The hall light was on.", "a glimmer"]);
  expect(screen.getByRole("img", { name: "The hall light was on. a glimmer" })).toBeTruthy();
});

test("when it was is said only if asked for, and softly", async () => {
  await share();
  await (async () => screen.getByRole("checkbox", { name: "Say when, softly" }).click())();
  await settle();
  expect(drawn.at(-1)).toBe("a glimmer, earlier today");
});

const dog = photo({ name: "d".repeat(64) });
const withPhoto = async (name: string) => {
  screen.getByRole("checkbox", { name }).click();
  await settle();
};

test("its photo leaves only if asked for", async () => {
  await share({ photos: [dog] });
  expect(drawn).not.toContain(`photo://localhost/${dog.name}`);
  drawn = [];
  await withPhoto("With its photo");
  expect(drawn).toEqual([`photo://localhost/${dog.name}`, "The hall light was on.", "a glimmer"]);
  await clean();
});

test("of several photos it is the first, and a glimmer without one offers none", async () => {
  await share({ photos: [dog, photo()] });
  await withPhoto("With its first photo");
  expect(drawn).toContain(`photo://localhost/${dog.name}`);
  await press("Close");
  fake.glimmers = [hall()];
  fake.emitChanged("glimmers");
  await settle();
  await press("Share…");
  await vi.waitFor(() => expect(screen.queryByRole("tab", { name: "Picture" })).not.toBeNull());
  expect(screen.queryByRole("checkbox", { name: /photo/ })).toBeNull();
});

test("a photo that cannot be read is left off, and that is said", async () => {
  Loaded.there = false;
  await share({ photos: [dog] });
  drawn = [];
  await withPhoto("With its photo");
  expect(drawn).toEqual(["The hall light was on.", "a glimmer"]);
  expect(said()).toContain("Its photo could not be read, so it is not on the card.");
});

test("words that fit by themselves may be too long beside a photo", async () => {
  await share({ text: Array<string>(60).fill("rain").join(" "), photos: [dog] });
  expect(screen.getByRole("img", { name: /^rain/ })).toBeTruthy();
  await withPhoto("With its photo");
  expect(said()).toContain("These words are too long beside a photo.");
});

test("a glimmer without words is drawn with what stands for them", async () => {
  await share({ text: "", feelings: ["calm"], senses: ["touching"] });
  expect(drawn.slice(-2)).toEqual(["a calm moment, by touch", "a glimmer"]);
});

test("the copied picture is the one that is seen, and it is said when it leaves the clipboard", async () => {
  await share();
  await press("Copy picture");
  expect(fake.copied).toEqual(PNG);
  expect(said()).toContain("Copied. It leaves the clipboard in a minute.");
});

test("where the clipboard is left alone, nothing is promised", async () => {
  fake.chosen.clear_clipboard = false;
  await settings.load();
  await share();
  await press("Copy picture");
  expect(said()).toContain("Copied.");
  expect(said()).not.toContain("minute");
});

test("a saved picture says where it is, and a dialog that was closed says nothing", async () => {
  await share();
  fake.placeToSave = null;
  await press("Save picture…");
  expect(said()).toBe("");
  fake.placeToSave = "/home/u/hall.png";
  await press("Save picture…");
  expect(fake.saved).toEqual([PNG]);
  expect(said()).toContain("Saved: /home/u/hall.png");
});

test("words that do not fit are never cut: nothing is drawn, and it is said", async () => {
  await share({ text: Array<string>(60).fill("rain").join(" ") });
  await radio("Wide");
  expect(said()).toContain("The square has more room.");
  const before = drawn.length;
  await press("Copy picture");
  expect(fake.copied).toBeNull();
  expect(drawn.length).toBe(before);
  expect(screen.queryByRole("img")).toBeNull();
  await radio("Square");
  expect(screen.queryByRole("img")).not.toBeNull();
});

test("a clipboard that takes nothing is said, and saving still works", async () => {
  fake.failing.copyPicture = failure("clipboard");
  await share();
  await press("Copy picture");
  expect(alerts()).toBe("The clipboard did not take it. Nothing was copied.");
  await press("Save picture…");
  expect(alerts()).toBe("");
  expect(fake.saved).toHaveLength(1);
});

test("as words, exactly what is seen leaves", async () => {
  await share();
  await way("Words");
  await press("Copy");
  expect(fake.copied).toBe("The hall light was on.");
  screen.getByRole("checkbox", { name: "Say when, softly" }).click();
  await settle();
  await press("Save…");
  expect(fake.saved).toEqual(["The hall light was on.\n\na glimmer, earlier today"]);
  expect(screen.getByRole("group", { name: "What you see here is all that leaves." }).textContent).toBe(fake.saved[0]);
});

test("a person who is in it can be told, in words that can be changed first", async () => {
  await share({ text: "Soup that @Marta made." });
  await way("Tell Marta");
  const field = screen.getByLabelText<HTMLTextAreaElement>("Words for Marta");
  expect(field.value).toBe("Marta, I was thinking of this: “Soup that Marta made.” You were a glimmer for me.");
  await type("Words for Marta", "Thank you for the soup.");
  await way("Words");
  await way("Tell Marta");
  await press("Copy");
  expect(fake.copied, "what was changed outlives looking at another way").toBe("Thank you for the soup.");
});

test("with several people it is asked for whom, and without words there is still something to say", async () => {
  await share({ text: "", feelings: ["calm"], senses: ["touching"], tags: ["@Marta", "@Otto", "#soup"] });
  await way("Tell someone");
  await radio("Otto");
  expect(screen.getByLabelText<HTMLTextAreaElement>("Words for Otto").value).toBe(
    "Otto, I was thinking of you, and of a calm moment, by touch. You were a glimmer for me.",
  );
});

test("nobody is told of a glimmer in which nobody is named", async () => {
  await share({ tags: ["+hall"] });
  expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual(["Picture", "Words"]);
});

test("the ways are walked with the arrows, and Esc goes back to the button", async () => {
  await share();
  screen.getByRole("tab", { name: "Picture" }).focus();
  await key("ArrowRight");
  expect(document.activeElement?.textContent).toBe("Words");
  await key("ArrowLeft");
  await key("ArrowLeft");
  expect(document.activeElement?.textContent).toBe("Tell Marta");
  await clean();
  await key("Escape");
  expect(screen.queryByRole("tab")).toBeNull();
  expect(document.activeElement?.textContent).toBe("Share…");
});
