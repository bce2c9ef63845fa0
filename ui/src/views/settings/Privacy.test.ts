import { fireEvent, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import { settle } from "../../settle";
import { toast } from "../../state/toast.svelte";
import { openSettings } from "./open.test-env";
import { alerts as said, clean, key, press, type } from "../acts.test-env";

const CODE = ["AAAA", "BBBB", "CCCC", "DDDD", "EEEE", "FFFF", "2222", "3333"];

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  fake.secret = { passphrase: "rain on glass", code: CODE, made: "2026-10-03" };
  fake.state.lock = "open";
  useApi(fake);
  toast.clear();
  // jsdom knows the element, and not how it opens.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const open = () => openSettings("Privacy and lock");

async function choose(words: string): Promise<void> {
  await type("New passphrase", words);
  await type("Once more", words);
}

/** From the code that is shown to the end. */
async function confirm(typed = "5SGY L6ZU"): Promise<void> {
  await press("I have it");
  await type(GROUPS, typed);
  await press("Continue");
}

const NOW = "The passphrase now, or the recovery code";
const GROUPS = "Its last two groups";
const panel = (name: string) => screen.queryByRole("group", { name });

// What is set

test("with a passphrase it says so, when the code was made, and when it locks", async () => {
  await open();
  expect(screen.getByText(/^Set\. Without it or the recovery code/)).toBeTruthy();
  expect(screen.getByText("Made on 3 October. Keep it on paper, away from this computer.")).toBeTruthy();
  expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Lock when I am away" }).value).toBe("5");
  expect(screen.getByText("Ctrl + Shift + L")).toBeTruthy();
  expect(screen.getByText("Ctrl + Shift + X")).toBeTruthy();
  await clean();
});

test("without one there is nothing about locking, and one can be set", async () => {
  fake.secret = null;
  await open();
  expect(screen.getByText(/^None\. Anyone who can use this account/)).toBeTruthy();
  for (const name of ["Recovery code", "Someone may know it", "Lock when the computer sleeps"])
    expect(screen.queryByText(name)).toBeNull();
  expect(screen.queryByRole("button", { name: "Lock now" })).toBeNull();
  expect(screen.getByRole("button", { name: "Delete…" })).toBeTruthy();
});

test("what it protects, and what it does not, unfolds", async () => {
  await open();
  expect(screen.queryByText(/A program that runs as you/)).toBeNull();
  await press("What this protects, and what it does not");
  expect(screen.getByText(/A program that runs as you/)).toBeTruthy();
  expect(screen.getByText(/It does not hide that Glimmer is here/)).toBeTruthy();
  await clean();
});

test("what cannot be read is said, and the rest is there", async () => {
  fake.failing.privacy = failure("file");
  await open();
  expect(said()).toMatch(/^How this journal is locked could not be read/);
  expect(screen.getByRole("switch", { name: "Neutral look" })).toBeTruthy();
  fake.failing = {};
  await press("Try again");
  expect(said()).toBe("");
  expect(screen.getByText(/^Set\./)).toBeTruthy();
});

// Passphrase

test("a first passphrase needs its code confirmed; then the page says that it is set", async () => {
  fake.secret = null;
  await open();
  await press("Set…");
  expect(document.activeElement).toBe(screen.getByLabelText("New passphrase"));
  await clean();
  await choose("a small lamp");
  await key("Enter");
  expect(screen.getByRole("heading", { name: "Write this down, on paper." })).toBe(document.activeElement);
  await confirm();
  expect((fake.secret as FakeApi["secret"])?.passphrase).toBe("a small lamp");
  expect(toast.said?.text).toBe("Your journal has a passphrase now.");
  expect(screen.queryByText(/the old ones/), "there was nothing before it").toBeNull();
  expect(document.activeElement?.textContent).toBe("Change…");
});

test("the passphrase is changed with the present one, or with the code", async () => {
  await open();
  await press("Change…");
  await clean();
  await type(NOW, CODE.join("-").toLowerCase());
  await choose("another");
  await press("Change it");
  expect(fake.secret?.passphrase).toBe("another");
  expect(panel("Passphrase")).toBeNull();
  expect(document.activeElement?.textContent).toBe("Change…");
});

test("what did not open it is said beside it, and nothing that was typed is lost", async () => {
  await open();
  await press("Change…");
  await type(NOW, "RAIN ON GLASS");
  await choose("another");
  await press("Change it");
  expect(said()).toBe("That did not open it. Is Caps Lock on?");
  expect(document.activeElement).toBe(screen.getByLabelText(NOW));
  expect(screen.getByLabelText<HTMLInputElement>("New passphrase").value).toBe("another");
  expect(fake.secret?.passphrase).toBe("rain on glass");
  await type(NOW, "rain on glas");
  expect(said(), "typing answers it").toBe("");
});

test.each([
  ["wait", "12", /In 12 seconds it can be tried again\.$/],
  ["wait", "1", /In one second it/],
  ["wait", "", /In a little while/],
  ["disk_full", "", /disk is full\. All is as it was/],
  ["busy", "", /Another program/],
  ["read_only", "", /cannot be written/],
  ["internal", "", /^That did not work/],
] as const)("a change refused with %s (%s) says why", async (code, detail, words) => {
  await open();
  await press("Change…");
  await type(NOW, "rain on glass");
  await choose("another");
  fake.failing.changePassphrase = failure(code, detail);
  await press("Change it");
  expect(said()).toMatch(words);
});

test("without the present one nothing is asked of the journal", async () => {
  await open();
  await press("Change…");
  await press("Change it");
  expect(said()).toMatch(/^This is needed first/);
  expect(fake.calls).not.toContain("changePassphrase");
});

test("removing it says what that means, and asks for it", async () => {
  await open();
  await press("Change…");
  await press("Remove the passphrase…");
  expect(screen.getByText(/anyone who can use this account can read it\. It no longer locks itself/)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText(NOW));
  await clean();
  await type(NOW, "rain on glass");
  await press("Remove it");
  expect(fake.secret).toBeNull();
  expect(screen.getByText(/^None\./)).toBeTruthy();
  expect(screen.queryByText("Recovery code")).toBeNull();
});

test("secrets are forgotten when the page is left, and when the panel closes", async () => {
  await open();
  await press("Change…");
  await type(NOW, "rain on glass");
  await press("Appearance");
  await press("Privacy and lock");
  expect(panel("Passphrase")).toBeNull();
  await press("Change…");
  expect(screen.getByLabelText<HTMLInputElement>(NOW).value).toBe("");
  await type(NOW, "rain on glass");
  await key("Escape");
  expect(panel("Passphrase")).toBeNull();
  expect(document.activeElement?.textContent).toBe("Change…");
  await press("Change…");
  expect(screen.getByLabelText<HTMLInputElement>(NOW).value).toBe("");
});

// Recovery code

test("a new code keeps the passphrase, and says that no copy is left for the old one", async () => {
  await open();
  await press("Make a new one…");
  await type("Your passphrase", "rain on glass");
  await key("Enter");
  expect(screen.getByText("L6ZU", { ignore: ".paper *" })).toBeTruthy();
  await clean();
  await confirm();
  expect(fake.secret).toMatchObject({ passphrase: "rain on glass", made: "2026-11-22" });
  expect(fake.secret?.code.at(-1)).toBe("L6ZU");
  expect(screen.getByText("No copy is known that the old ones still open.")).toBeTruthy();
  expect(screen.getByText(/^Made on 22 November\./)).toBeTruthy();
});

test("the copies that the old one still opens are named by their day and folder", async () => {
  fake.oldCopies = [{ made_at: "2026-10-02T04:10:00+02:00", folder: "/media/stick" }];
  await open();
  expect(screen.getByText("2 October 2026, in /media/stick")).toBeTruthy();
});

test("an old code in the place of the passphrase does not become the passphrase unasked", async () => {
  await open();
  await press("Make a new one…");
  await type("Your passphrase", CODE.join(" "));
  await press("Continue");
  expect(said()).toMatch(/^That looks like a recovery code/);
  expect(fake.calls).not.toContain("newRecoveryCode");
  await press("Continue");
  expect(screen.getByText("L6ZU", { ignore: ".paper *" }), "it may be the passphrase all the same").toBeTruthy();
});

test("a passphrase that is wrong is said before anything is written down", async () => {
  await open();
  await press("Make a new one…");
  await type("Your passphrase", "sun on glass");
  await press("Continue");
  expect(said()).toBe("That did not open it. Is Caps Lock on?");
  expect(document.activeElement).toBe(screen.getByLabelText("Your passphrase"));
  expect(screen.queryByText("Write this down")).toBeNull();
});

test("one that became wrong meanwhile is asked again, and not the groups with it", async () => {
  await open();
  await press("Make a new one…");
  await type("Your passphrase", "rain on glass");
  await press("Continue");
  fake.secret = { passphrase: "sun on glass", code: CODE, made: "2026-11-02" };
  await confirm();
  expect(said()).toBe("That did not open it. Is Caps Lock on?");
  expect(document.activeElement).toBe(screen.getByLabelText("Your passphrase"));
  await type("Your passphrase", "sun on glass");
  await press("Continue");
  expect(fake.secret.made).toBe("2026-11-22");
});

test("Esc goes back a step at a time, and Cancel closes at once", async () => {
  await open();
  await press("Make a new one…");
  await type("Your passphrase", "rain on glass");
  await press("Continue");
  await press("I have it");
  await key("Escape");
  expect(screen.getByText("L6ZU", { ignore: ".paper *" })).toBeTruthy();
  await key("Escape");
  expect(screen.getByLabelText<HTMLInputElement>("Your passphrase").value).toBe("rain on glass");
  await press("Continue");
  await press("Cancel");
  expect(panel("Recovery code")).toBeNull();
  expect(fake.secret?.code).toEqual(CODE);
});

// Someone may know it

test("shutting somebody out says what it does and cannot do, and makes everything new", async () => {
  await open();
  await press("Shut them out…");
  expect(screen.getByText(/Everything that opens your journal becomes new/)).toBeTruthy();
  expect(screen.getByText(/a copy that somebody made before still opens/)).toBeTruthy();
  await type(NOW, "rain on glass");
  await choose("a small lamp");
  await press("Continue");
  await confirm();
  expect(fake.secret?.passphrase).toBe("a small lamp");
  expect(fake.secret?.code).not.toEqual(CODE);
});

test("while the key is made no other panel opens, and who left the page is told if it was refused", async () => {
  await open();
  await press("Make a new one…");
  await type("Your passphrase", "rain on glass");
  await press("Continue");
  let end: () => void = () => undefined;
  fake.renewKey = () => new Promise((_, reject) => (end = () => reject(failure("disk_full") as unknown as Error)));
  await confirm();
  fake.emitProgress({ task: "rekey", done: 0.25 });
  await settle();
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.25);
  await clean();
  await press("Change…");
  expect(panel("Passphrase")).toBeNull();
  await key("Escape");
  expect(screen.getByRole("progressbar")).toBeTruthy();
  await press("Appearance");
  end();
  await settle();
  expect(toast.said?.text).toMatch(/^The journal has no new key/);
});

// Locking, and not being seen

test("when it locks is chosen at once", async () => {
  await open();
  const select = screen.getByRole<HTMLSelectElement>("combobox", { name: "Lock when I am away" });
  expect(
    within(select)
      .getAllByRole("option")
      .map((option) => option.textContent),
  ).toEqual(["after a minute", "after 5 minutes", "after 10 minutes", "after 30 minutes", "after an hour", "never"]);
  await fireEvent.change(select, { target: { value: "0" } });
  await settle();
  expect(fake.chosen.lock_after_minutes).toBe(0);
});

test.each([
  ["Lock when the computer sleeps", "lock_with_screen", false],
  ["Neutral look", "neutral_look", true],
  ["Keep Glimmer out of pictures of the screen", "hide_from_capture", true],
] as const)("%s is a switch, and goes back if it could not be saved", async (name, of, to) => {
  fake.canHideFromCapture = true;
  await open();
  await fireEvent.click(screen.getByRole("switch", { name }));
  await settle();
  expect(fake.chosen[of]).toBe(to);
  fake.failing.changeSettings = failure("file");
  await fireEvent.click(screen.getByRole("switch", { name }));
  await settle();
  expect(screen.getByRole("switch", { name }).getAttribute("aria-checked")).toBe(String(to));
  expect(said()).toBe("That could not be saved. The setting is as it was.");
});

test("where pictures of the screen cannot be kept out, nothing is promised", async () => {
  await open();
  expect(screen.queryByText("Keep Glimmer out of pictures of the screen")).toBeNull();
});

test("the clipboard is emptied after a minute, unless somebody would rather not", async () => {
  await open();
  await fireEvent.click(screen.getByRole("switch", { name: "Take what I copied out of the clipboard after a minute" }));
  await settle();
  expect(fake.chosen.clear_clipboard).toBe(false);
});

test("where no key works from anywhere, hiding is not said to", async () => {
  fake.state.shortcut = "unavailable";
  await open();
  expect(screen.getByText(/^In any of Glimmer’s windows/)).toBeTruthy();
});

test("Lock now locks, and says so where it could not", async () => {
  fake.failing.lockNow = failure("busy");
  await open();
  await press("Lock now");
  expect(said()).toMatch(/^It could not be locked just now/);
  fake.failing = {};
  await press("Lock now");
  expect(fake.state.lock).toBe("locked");
});

// Delete the journal

test("deleting takes the word, and begins with what keeps it", async () => {
  await open();
  await press("Delete…");
  expect(document.activeElement?.textContent).toBe("Keep it");
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /^Backups within reach too/ }).checked).toBe(false);
  await clean();
  await press("Delete the journal");
  expect(said()).toBe("Type the word “delete” first. Nothing was deleted.");
  expect(document.activeElement).toBe(screen.getByLabelText("To go on, type “delete”"));
  await type("To go on, type “delete”", "yes");
  await press("Delete the journal");
  expect(fake.calls).not.toContain("eraseEverything");
  await press("Keep it");
  expect(panel("Delete the journal")).toBeNull();
});

test.each([false, true])("with the word it is gone, and the copies only if asked (%s)", async (copies) => {
  const asked: boolean[] = [];
  const erase = fake.eraseEverything;
  fake.eraseEverything = (too) => {
    asked.push(too);
    return erase(too);
  };
  await open();
  await press("Delete…");
  if (copies) await fireEvent.click(screen.getByRole("checkbox", { name: /^Backups within reach too/ }));
  await type("To go on, type “delete”", " Delete ");
  await key("Enter");
  expect(asked, "Enter deletes nothing").toEqual([]);
  await press("Delete the journal");
  expect(asked).toEqual([copies]);
  expect(screen.getByRole("dialog", { name: "It is gone." })).toBeTruthy();
  await clean();
});

test("what could not be deleted is said, and can be tried again", async () => {
  fake.failing.eraseEverything = failure("file");
  await open();
  await press("Delete…");
  await type("To go on, type “delete”", "delete");
  await press("Delete the journal");
  expect(said()).toMatch(/^Not everything could be deleted/);
  expect(screen.queryByRole("dialog")).toBeNull();
});
