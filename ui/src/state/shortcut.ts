import { t } from "./words";

const mac = /Mac/.test(navigator.platform);

/** What opens the capture window unless the person chose another one. */
export const CAPTURE_DEFAULT = "CmdOrCtrl+Shift+G";
/** Ours, and not to be chosen. */
export const HARD_DAY = "CmdOrCtrl+Shift+H";
export const HIDE = "CmdOrCtrl+Shift+X";
export const LOCK = "CmdOrCtrl+Shift+L";

/** Keys with a name of their own in an accelerator. */
const NAMED: Record<string, string> = {
  Space: "Space",
  Enter: "Enter",
  Tab: "Tab",
  Backspace: "Backspace",
  Delete: "Delete",
  Insert: "Insert",
  Home: "Home",
  End: "End",
  PageUp: "PageUp",
  PageDown: "PageDown",
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  Minus: "-",
  Equal: "=",
  Comma: ",",
  Period: ".",
  Slash: "/",
  Semicolon: ";",
  Quote: "'",
  Backquote: "`",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
};

function keyOf(code: string): string | null {
  const plain = /^(?:Key([A-Z])|Digit(\d)|(F\d{1,2}))$/.exec(code);
  return plain?.[1] ?? plain?.[2] ?? plain?.[3] ?? NAMED[code] ?? null;
}

/**
 * The accelerator that a key press means, as Tauri writes it: "CmdOrCtrl+Shift+G".
 * Null while only modifiers are down, and for a combination that other programs live by, such as Ctrl+C: it takes two
 * modifiers to leave those alone.
 */
export function acceleratorOf(e: KeyboardEvent, onMac = mac): string | null {
  const key = keyOf(e.code);
  if (!key || [e.ctrlKey, e.metaKey, e.altKey, e.shiftKey].filter(Boolean).length < 2) return null;
  return [...modifiersOf(e, onMac), key].join("+");
}

/** The modifiers that are down, as accelerators write them. */
function modifiersOf(e: KeyboardEvent, onMac: boolean): string[] {
  const parts: string[] = [];
  if (onMac ? e.metaKey : e.ctrlKey) parts.push("CmdOrCtrl");
  if (onMac ? e.ctrlKey : e.metaKey) parts.push(onMac ? "Ctrl" : "Super");
  if (e.altKey) parts.push("Alt");
  if (e.shiftKey) parts.push("Shift");
  return parts;
}

/** What a key press means while a shortcut is being chosen. */
export type Press =
  { kind: "held"; held: string } | { kind: "few" | "unknown" | "ours" } | { kind: "keys"; keys: string };

export function pressOf(e: KeyboardEvent, onMac = mac): Press {
  const held = modifiersOf(e, onMac);
  if (["Shift", "Control", "Alt", "Meta", "OS", "AltGraph"].includes(e.key))
    return { kind: "held", held: held.join("+") };
  if (keyOf(e.code) === null) return { kind: "unknown" };
  const keys = acceleratorOf(e, onMac);
  if (keys === null) return { kind: "few" };
  return [HARD_DAY, HIDE, LOCK].includes(keys) ? { kind: "ours" } : { kind: "keys", keys };
}

/** An accelerator as people read it: "Ctrl + Shift + G". */
export function shortcutWords(accelerator: string, onMac = mac): string {
  const words: Record<string, string> = {
    cmdorctrl: onMac ? t("key-cmd") : t("key-ctrl"),
    commandorcontrol: onMac ? t("key-cmd") : t("key-ctrl"),
    ctrl: t("key-ctrl"),
    control: t("key-ctrl"),
    shift: t("key-shift"),
    alt: onMac ? t("key-option") : t("key-alt"),
    option: t("key-option"),
    super: t("key-super"),
    cmd: t("key-cmd"),
    space: t("key-space"),
    enter: t("key-name-enter"),
    esc: t("key-esc"),
    delete: t("key-delete"),
    backspace: t("key-backspace"),
    home: t("key-home"),
    end: t("key-end"),
    pageup: t("key-page-up"),
    pagedown: t("key-page-down"),
  };
  return accelerator
    .split("+")
    .map((part) => words[part.toLowerCase()] ?? part)
    .reduce((a, b) => t("keys-joined", { a, b }));
}
