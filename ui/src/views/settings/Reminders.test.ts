import axe from "axe-core";
import { fireEvent, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import type { ReminderKind } from "../../api/types";
import { settle } from "../../settle";
import { timeWords } from "../../state/dates";
import { reminding } from "../../state/reminding.svelte";
import { toast } from "../../state/toast.svelte";
import { openSettings } from "./open.test-env";
import { press } from "../acts.test-env";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  reminding.reset();
});

const open = () => openSettings();

async function turn(name: string): Promise<void> {
  await fireEvent.click(screen.getByRole("switch", { name }));
  await settle();
}
async function choose(name: string): Promise<void> {
  await fireEvent.click(screen.getByRole("radio", { name }));
  await settle();
}
async function key(field: HTMLElement, name: string): Promise<void> {
  await fireEvent.keyDown(field, { key: name });
  await settle();
}
async function typeTime(field: HTMLElement, value: string): Promise<void> {
  await fireEvent.input(field, { target: { value } });
  await settle();
}
async function enter(field: HTMLElement, value: string): Promise<void> {
  await typeTime(field, value);
  await key(field, "Enter");
}
const EVENING = "In the evening";
const MIDDAY = "A noticing pause at midday";
const MORNING = "One to count on, in the morning";
const isOn = (name: string) => screen.getByRole("switch", { name }).getAttribute("aria-checked") === "true";
const ids = (element: Element) => element.getAttribute("aria-describedby")?.split(" ") ?? [];
const described = (element: Element) =>
  ids(element)
    .map((id) => document.getElementById(id)?.textContent?.trim())
    .join(" ");
const ahead = (name: string) => described(screen.getByRole("switch", { name }));
const alone = (kind: ReminderKind, time: string) => {
  fake.outlook = [{ kind, next: { day: "2026-11-22", time }, silent_today: null, later: false }];
};

// What is ahead

test("a switch says when it asks next, and follows what changes", async () => {
  await open();
  expect(ahead(EVENING)).toBe(`Next: today ${timeWords("20:30")}`);
  fake.outlook = [{ kind: "evening", next: { day: "2026-11-23", time: "20:30" }, silent_today: "kept", later: false }];
  fake.emitChanged("reminders");
  await settle();
  expect(ahead(EVENING)).toBe(`Silent today: there is already one. Next: tomorrow ${timeWords("20:30")}`);
});

test("what is ahead is not announced: it changes by itself", async () => {
  await open();
  expect(screen.getByText(/^Next: /).closest("[role=status], [role=alert], [aria-live]")).toBeNull();
});

test("what is ahead is read again when the window comes back, with the day it is then", async () => {
  await open();
  fake.state.day = "2026-11-21";
  await fireEvent.focus(window);
  await settle();
  expect(ahead(EVENING)).toBe(`Next: tomorrow ${timeWords("20:30")}`);
});

// Midday and morning

test("a pause at midday can be switched on, at its own time and on its own days", async () => {
  await open();
  expect(screen.queryByLabelText("The pause at")).toBeNull();
  alone("midday", "13:15");
  await turn(MIDDAY);
  expect(fake.chosen.midday.on).toBe(true);
  expect(screen.getByText("Three hours after its time it is over, and nothing asks.")).toBeTruthy();
  const field = screen.getByLabelText("The pause at");
  await enter(field, "13:15");
  await fireEvent.click(within(screen.getByRole("group", { name: "The pause on" })).getByLabelText("Sunday"));
  await settle();
  expect(fake.chosen.midday).toEqual({ on: true, at: "13:15", days: [true, true, true, true, true, true, false] });
  expect(ahead(MIDDAY)).toBe(`Next: today ${timeWords("13:15")}`);
});

test("a switch that could not be saved says so and is as it was", async () => {
  fake.failing.changeSettings = failure("disk_full");
  await open();
  await turn(MIDDAY);
  expect(isOn(MIDDAY)).toBe(false);
  expect(screen.getByRole("alert").textContent).toBe("That could not be saved. The setting is as it was.");
});

test("the morning stays silent until words are allowed, which can be done in place", async () => {
  alone("morning", "08:00");
  await open();
  await turn(MORNING);
  expect(ahead(MORNING)).toMatch(/^It stays silent until your words are allowed/);
  await press("Allow my words");
  expect(fake.chosen.discretion).toBe("my_words");
  expect(ahead(MORNING)).toBe(`Next: today ${timeWords("08:00")}`);
  expect(document.activeElement, "the button is gone").toBe(screen.getByRole("switch", { name: MORNING }));
});

test("with nothing switched on, it says so where the pause was", async () => {
  await open();
  expect(screen.queryByText("Nothing will ask.")).toBeNull();
  await turn(EVENING);
  expect(screen.getByText("Nothing will ask.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "A week" })).toBeNull();
  await turn(MIDDAY);
  expect(screen.queryByText("Nothing will ask.")).toBeNull();
  expect(screen.getByRole("button", { name: "A week" }), "a pause is for every part of the day").toBeTruthy();
});

// The words

const words = (name = EVENING) => screen.getByRole<HTMLInputElement>("textbox", { name });
async function write(value: string, name = EVENING): Promise<void> {
  words(name).focus();
  await fireEvent.input(words(name), { target: { value } });
  await settle();
}

test("the invitation can be rewritten; Enter keeps it, and so does leaving the field", async () => {
  await open();
  await press("Edit…");
  expect(document.activeElement).toBe(words());
  expect(words().placeholder).toBe("A quiet moment, if you’d like one");
  expect(screen.queryByRole("textbox", { name: "At midday" }), "it does not ask at midday").toBeNull();
  await write("  Anything   soft today? ");
  await key(words(), "Enter");
  expect(fake.ownInvitations.evening).toBe("Anything soft today?");
  expect(words().value).toBe("Anything soft today?");
  await turn(MIDDAY);
  await write("A breath?", "At midday");
  words("At midday").blur();
  await settle();
  expect(fake.ownInvitations.midday).toBe("A breath?");
});

test("Esc takes back what was typed, then closes the fields", async () => {
  fake.ownInvitations.evening = "Mine";
  await open();
  await press("Edit…");
  await write("Something else");
  await key(words(), "Escape");
  expect(words().value).toBe("Mine");
  await key(words(), "Escape");
  expect(screen.queryByRole("textbox", { name: EVENING })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Edit…" }));
  expect(fake.calls).not.toContain("setOwnInvitation");
});

test("Glimmer’s own words come back, and so do the person’s", async () => {
  fake.ownInvitations.evening = "Mine";
  await open();
  expect(screen.queryByText("“A quiet moment, if you’d like one.”"), "it would not be true").toBeNull();
  await press("Edit…");
  await press("Use Glimmer’s own: In the evening");
  expect(fake.ownInvitations.evening).toBe("");
  expect(words().value).toBe("");
  expect(screen.queryByRole("button", { name: /^Use Glimmer’s own/ }), "they are used").toBeNull();
  expect(document.activeElement, "the button is gone").toBe(words());
  await fireEvent.keyDown(words(), { key: "z", ctrlKey: true });
  await settle();
  expect(fake.ownInvitations.evening).toBe("Mine");
  expect(words().value).toBe("Mine");
});

test("the limit is said when it is reached, and words beyond it stay in the field", async () => {
  await open();
  await press("Edit…");
  await write("a".repeat(119));
  expect(described(words())).toBe("");
  await write("🕯".repeat(120));
  expect(described(words()), "a candle is one").toBe("A notification has no room for more than this.");
  await write("a".repeat(121));
  await key(words(), "Enter");
  expect(described(words())).toMatch(/^A notification has room for 120 characters\. Not saved yet/);
  expect(words().value).toHaveLength(121);
  expect(words().getAttribute("aria-invalid")).toBe("true");
  await write("a".repeat(20));
  expect(described(words())).toBe("");
  expect(words().getAttribute("aria-invalid")).toBeNull();
});

test("what could not be saved stays, also over another page, and can be saved again", async () => {
  fake.failing.setOwnInvitation = failure("disk_full");
  await open();
  await press("Edit…");
  await write("Anything soft?");
  await press("Appearance");
  await press("Reminders");
  expect(words().value).toBe("Anything soft?");
  expect(described(words())).toMatch(/^Not saved: this computer’s disk is full\./);
  delete fake.failing.setOwnInvitation;
  await press("Save again");
  expect(fake.ownInvitations.evening).toBe("Anything soft?");
  expect(described(words())).toBe("");
});

test("a half-written invitation is saved when the window closes; if it cannot be, the window stays once", async () => {
  await open();
  await press("Edit…");
  await write("Anything");
  fake.failing.setOwnInvitation = failure("read_only");
  const answers = () => fake.calls.filter((call) => call === "closeMain" || call === "keepOpen");
  fake.emitClosing();
  await settle();
  expect(answers()).toEqual(["keepOpen"]);
  expect(described(words())).toMatch(/^Not saved/);
  fake.emitClosing();
  await settle();
  expect(answers()).toEqual(["keepOpen", "closeMain"]);
});

test("what is being written is not replaced by what was kept before", async () => {
  await open();
  await press("Edit…");
  await write("Half a sent");
  fake.emitChanged("reminders");
  await settle();
  expect(words().value).toBe("Half a sent");
});

test("while the journal cannot be read, the words cannot be changed, and it says so", async () => {
  fake.reminders = () => Promise.resolve({ outlook: fake.outlook, own: null });
  await open();
  await press("Edit…");
  expect(screen.getByText(/^Your own words are in the journal, and it cannot be read now\./)).toBeTruthy();
  expect(screen.queryByRole("textbox", { name: EVENING })).toBeNull();
  expect(ahead(EVENING), "what is ahead is known all the same").toMatch(/^Next: /);
});

// What is seen

const picture = () => screen.queryByRole("img")?.getAttribute("aria-label");

test("each choice of what is shown explains itself", async () => {
  await open();
  const chosen = () => screen.getByRole<HTMLInputElement>("radio", { name: "Also that it is from Glimmer" }).checked;
  expect(chosen()).toBe(true);
  const neutral = screen.getByRole("radio", { name: "Nothing but the question" });
  expect(described(neutral)).toMatch(/Windows and macOS always say who it is from\.$/);
  await choose("Nothing but the question");
  expect(fake.chosen.discretion).toBe("neutral");
  expect(chosen()).toBe(false);
});

test("the picture says all that would be seen, and follows what is chosen and typed", async () => {
  await open();
  expect(picture()).toBe(
    "A notification. Glimmer. A quiet moment, if you’d like one. Was there something small today? Buttons: Jot one, Later, and Not tonight.",
  );
  expect(document.querySelector("[role=img] button"), "it is only a picture").toBeNull();
  await choose("Nothing but the question");
  expect(picture()).toMatch(/^A notification\. A quiet moment/);
  expect(document.querySelector("[role=img] svg")).toBeNull();
  await press("Edit…");
  await write("Anything soft?");
  expect(picture()).toBe("A notification. Anything soft? Buttons: Jot one, Later, and Not tonight.");
  expect(fake.calls, "it was only looked at").not.toContain("setOwnInvitation");
});

test("there is a picture for each part of the day that is on, and for the one whose words are written", async () => {
  fake.chosen.midday.on = fake.chosen.morning.on = true;
  await open();
  await choose("Morning");
  expect(screen.getAllByText(/^It stays silent until your words are allowed/), "as its row says").toHaveLength(2);
  expect(screen.queryByRole("button", { name: "Show one now" })).toBeNull();
  await choose("Also words of mine");
  expect(picture()).toContain("“Steam on the window.”");
  await press("Edit…");
  words("At midday").focus();
  await fireEvent.focus(words("At midday"));
  await settle();
  expect(picture()).toContain("A pause.");
  await turn(MIDDAY);
  await turn(MORNING);
  await choose("Also that it is from Glimmer");
  expect(screen.queryByRole("radio", { name: "Evening" }), "with one there is nothing to switch").toBeNull();
  expect(picture()).toContain("A quiet moment");
  await turn(EVENING);
  expect(picture()).toBeUndefined();
});

test("one can be shown now, with the words that stand there", async () => {
  await open();
  await press("Edit…");
  await write("Anything soft?");
  await press("Show one now");
  expect(fake.calls.filter((call) => call === "setOwnInvitation" || call === "showInvitation")).toEqual([
    "setOwnInvitation",
    "showInvitation",
  ]);
  expect(screen.queryByRole("alert")).toBeNull();
});

test.each(["too long", "refused"])(
  "with words that are %s, the picture and what is shown are what would come",
  async (why) => {
    fake.ownInvitations.evening = "Mine";
    if (why === "refused") fake.failing.setOwnInvitation = failure("disk_full");
    await open();
    await press("Edit…");
    await write(why === "refused" ? "Anything soft?" : "a".repeat(121));
    await key(words(), "Enter");
    expect(picture()).toContain("Mine.");
    expect(screen.getByText("Your new words are not saved yet. These would come.")).toBeTruthy();
    await press("Show one now");
    expect(fake.calls, "it never does nothing").toContain("showInvitation");
    await press("Close");
    expect(screen.getByText("These words are not saved yet.")).toBeTruthy();
    await press("Edit…");
    await write("Soft");
    expect(words().value, "nothing is lost").toBe("Soft");
  },
);

test("what Esc took back can be had again", async () => {
  fake.ownInvitations.evening = "Mine";
  await open();
  await press("Edit…");
  await write("Something else");
  await key(words(), "Escape");
  expect(words().value).toBe("Mine");
  expect(screen.getByText("What you typed is taken back.")).toBeTruthy();
  await fireEvent.keyDown(words(), { key: "z", ctrlKey: true });
  await settle();
  expect(words().value).toBe("Something else");
});

test.each([
  ["notifications", "This system’s notification service is not answering."],
  ["refused", "This system’s notification service did not take it."],
  ["not_found", "There is nothing to show: none is one you return to yet."],
  ["internal", "How it will look cannot be shown right now."],
] as const)("one that cannot be shown because of %s says why, in place", async (code, said) => {
  fake.failing.showInvitation = failure(code);
  await open();
  await press("Show one now");
  expect(screen.getByRole("alert").textContent).toBe(said);
});

test("a morning with nothing to show gives the same reason in the picture as in its row", async () => {
  fake.chosen.morning.on = true;
  fake.chosen.discretion = "my_words";
  fake.cue = null;
  fake.outlook = [{ kind: "morning", next: null, silent_today: "no_cue", later: false }];
  await open();
  await choose("Morning");
  expect(screen.getAllByText(/^There is none you return to yet\./)).toHaveLength(2);
});

test("allowing own words turns the picture to what others could read then, also while the morning is off", async () => {
  await open();
  await choose("Also words of mine");
  expect(picture()).toContain("“Steam on the window.”");
  expect(screen.getByText("The morning is off. This is what it would show.")).toBeTruthy();
});

// What cannot be known

test("starting at login stands here and under Capture, and is one setting", async () => {
  await open();
  await turn("Start Glimmer at login");
  expect(fake.chosen.start_at_login).toBe(true);
  expect(ahead("Start Glimmer at login")).toMatch(/^Reminders need Glimmer to be running\./);
  await press("Capture");
  expect(isOn("Start Glimmer at login")).toBe(true);
});

test("nothing stands in anybody’s way, with everything open", async () => {
  fake.chosen.midday.on = fake.chosen.morning.on = true;
  fake.answering = false;
  await open();
  await press("Edit…");
  // Nothing is drawn here, so what needs a canvas is looked at in the real window.
  const drawn = { "color-contrast": { enabled: false }, "label-content-name-mismatch": { enabled: false } };
  const { violations } = await axe.run(document.body, { rules: drawn });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
