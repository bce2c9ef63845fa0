import { expect, test } from "vitest";
import { keyGroups } from "./keylist";

const lines = (group: string, hardDayEverywhere = false) =>
  keyGroups("CmdOrCtrl+Shift+G", hardDayEverywhere)
    .find(({ name }) => name === group)
    ?.lines.map(({ keys, words }) => `${keys.join(" ")}: ${words}`);
const WAY = "Ctrl + Shift + H: a hard day";

test("the hard day's own keys are in the list", () => {
  expect(lines("On a hard day")).toEqual([
    "1–3: one of the three doors",
    "Space: the button with a line around it",
    "→: another",
    "Esc: leave, at once",
  ]);
});

test("a photo has its keys too", () => {
  expect(lines("Writing")).toContain("Ctrl + V: the picture in the clipboard");
  expect(lines("On a photo")).toEqual([
    "Del: take it off, while you are writing",
    "← →: the one before, the next, when it is large",
    "Home End: the first, the last",
  ]);
});

test("the way to a hard day stands where it works, and once", () => {
  expect(lines("In this window")).toContain(WAY);
  expect(lines("Anywhere")).not.toContain(WAY);
  expect(lines("Anywhere", true)).toContain(WAY);
  expect(lines("In this window", true)).not.toContain(WAY);
});

test("locking is in the list where there is a passphrase to lock with", () => {
  const lock = "Ctrl + Shift + L: lock the journal";
  const inWindow = (locks: boolean) =>
    keyGroups(null, false, locks)
      .flatMap(({ lines }) => lines)
      .map(({ keys, words }) => `${keys.join(" ")}: ${words}`);
  expect(inWindow(true)).toContain(lock);
  expect(inWindow(false)).not.toContain(lock);
});
