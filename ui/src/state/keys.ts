/** Which chip a key means: the physical digit, so that it is the same key on every layout. */
export type ChipKey = { row: "felt" | "by"; index: number };

/**
 * Ctrl (or Cmd) with 1–5 is a feeling, Alt with 1–6 a sense.
 * Both together is how some layouts write AltGr, which belongs to the text.
 */
export function chipKey(e: KeyboardEvent): ChipKey | null {
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(e.code)?.[1];
  if (!digit || e.shiftKey) return null;
  const index = Number(digit) - 1;
  const command = e.ctrlKey || e.metaKey;
  if (command && !e.altKey) return index < 5 ? { row: "felt", index } : null;
  if (e.altKey && !command) return { row: "by", index };
  return null;
}

/** Alt+M, also where Alt writes another sign with that key ("µ") or the layout has another script. */
export const moreKey = (e: KeyboardEvent): boolean =>
  e.altKey &&
  !e.ctrlKey &&
  !e.metaKey &&
  !e.shiftKey &&
  (e.key.toLowerCase() === "m" || (e.code === "KeyM" && /^[^\x20-\x7e]$/u.test(e.key)));

/** The key belongs to an input method that is still composing; 229 is how WebKit says so for the key that ends it. */
export const composing = (e: KeyboardEvent): boolean => e.isComposing || e.keyCode === 229;

/** A bare key that writes something. */
export const printable = (e: KeyboardEvent): boolean =>
  [...e.key].length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey && !composing(e);

/** Ctrl or Cmd and nothing else, together with the letter `letter`. */
export const command = (e: KeyboardEvent, letter: string): boolean =>
  (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === letter;

/** Whether typing goes into this element by itself. */
export const editable = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])"));

/** The keys that open the hard day from anywhere. */
export const turnsToHardDay = (e: KeyboardEvent): boolean =>
  (e.ctrlKey || e.metaKey) && e.shiftKey && !e.altKey && e.key.toLowerCase() === "h";

/** The keys that hide everything, by the physical key: on every layout the same one. */
export const hides = (e: KeyboardEvent): boolean =>
  (e.ctrlKey || e.metaKey) && e.shiftKey && !e.altKey && e.code === "KeyX";

/** The keys that lock the journal: the letter L, or its key where the layout has another script. */
export const locks = (e: KeyboardEvent): boolean =>
  (e.ctrlKey || e.metaKey) &&
  e.shiftKey &&
  !e.altKey &&
  (e.key.toLowerCase() === "l" || (e.code === "KeyL" && /^[^\x20-\x7e]$/u.test(e.key)));

/**
 * A key that only changes what others mean. A page takes it, though nothing is to be done with it: WebKitGTK hands a key
 * that the page left alone back to its window. If that is hidden by then, the key does not arrive, and the next one,
 * whenever the window is open again, is taken for it: a letter would be lost.
 */
export const modifier = (e: KeyboardEvent): boolean => /^(?:Alt|Control|Meta|Shift|Super)/.test(e.key);

/**
 * Takes typing back (Ctrl+Z), or brings it back (Ctrl+Shift+Z, Ctrl+Y); tells whether the key meant that. WebKitGTK has no
 * keys of its own for it, and no other way in than this old command.
 */
export function retyped(e: KeyboardEvent): boolean {
  const z = e.key.toLowerCase() === "z" && (e.ctrlKey || e.metaKey) && !e.altKey;
  const back = z && !e.shiftKey;
  const again = (z && e.shiftKey) || command(e, "y");
  if (!(back || again) || e.defaultPrevented || !editable(e.target)) return false;
  e.preventDefault();
  document.execCommand(back ? "undo" : "redo");
  return true;
}
