import { expect, test } from "vitest";
import { chipKey, moreKey, printable, turnsToHardDay } from "./keys";
import { acceleratorOf, shortcutWords } from "./shortcut";

const key = (init: KeyboardEventInit) => new KeyboardEvent("keydown", init);

test("a chip is chosen by the physical key, whatever the layout writes on it", () => {
  expect(chipKey(key({ code: "Digit2", key: "é", ctrlKey: true }))).toEqual({ row: "felt", index: 1 });
  expect(chipKey(key({ code: "Numpad6", key: "6", altKey: true }))).toEqual({ row: "by", index: 5 });
  expect(chipKey(key({ code: "Digit1", key: "1", metaKey: true }))).toEqual({ row: "felt", index: 0 });
});

test("AltGr, Shift and bare digits belong to the text", () => {
  expect(chipKey(key({ code: "Digit2", key: "²", ctrlKey: true, altKey: true }))).toBeNull();
  expect(chipKey(key({ code: "Digit2", key: "@", altKey: true, shiftKey: true }))).toBeNull();
  expect(chipKey(key({ code: "Digit2", key: "2" }))).toBeNull();
  expect(chipKey(key({ code: "Digit6", key: "6", ctrlKey: true })), "there are five feelings").toBeNull();
});

test("Alt+M asks for more, also where Alt or the layout writes another sign with it", () => {
  for (const m of ["m", "M", "µ", "ь"]) expect(moreKey(key({ code: "KeyM", key: m, altKey: true })), m).toBe(true);
  expect(moreKey(key({ code: "Semicolon", key: "m", altKey: true })), "where M is on a French keyboard").toBe(true);
  expect(moreKey(key({ code: "KeyM", key: ",", altKey: true })), "what is on its M").toBe(false);
  expect(moreKey(key({ code: "KeyM", key: "m" }))).toBe(false);
  expect(moreKey(key({ code: "KeyM", key: "m", altKey: true, ctrlKey: true })), "AltGr").toBe(false);
});

test("a letter of any script is printable, a named key is not", () => {
  for (const letter of ["a", "é", "ж", "中", "🙂"]) expect(printable(key({ key: letter })), letter).toBe(true);
  for (const named of ["Enter", "F5", "ArrowUp", "Dead"]) expect(printable(key({ key: named })), named).toBe(false);
});

test("a recorded shortcut needs a modifier that is not Shift alone", () => {
  expect(acceleratorOf(key({ code: "KeyG", key: "G", shiftKey: true }), false)).toBeNull();
  expect(acceleratorOf(key({ code: "KeyC", key: "c", ctrlKey: true }), false)).toBeNull();
  expect(acceleratorOf(key({ code: "ControlLeft", key: "Control", ctrlKey: true }), false)).toBeNull();
  expect(acceleratorOf(key({ code: "KeyG", key: "G", ctrlKey: true, shiftKey: true }), false)).toBe(
    "CmdOrCtrl+Shift+G",
  );
  expect(acceleratorOf(key({ code: "KeyJ", key: "j", metaKey: true, altKey: true }), true)).toBe("CmdOrCtrl+Alt+J");
});

test("a shortcut is shown as people say it", () => {
  expect(shortcutWords("CmdOrCtrl+Shift+G", false)).toBe("Ctrl + Shift + G");
  expect(shortcutWords("CmdOrCtrl+Alt+Space", true)).toBe("Cmd + Option + Space");
});

test("Ctrl or Cmd with Shift+H turns to the hard day, and nothing near it does", () => {
  expect(turnsToHardDay(key({ key: "H", ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(turnsToHardDay(key({ key: "h", metaKey: true, shiftKey: true }))).toBe(true);
  expect(turnsToHardDay(key({ key: "h", ctrlKey: true }))).toBe(false);
  expect(turnsToHardDay(key({ key: "H", ctrlKey: true, shiftKey: true, altKey: true }))).toBe(false);
});
