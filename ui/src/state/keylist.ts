import "./words-later";
import { HARD_DAY, HIDE, LOCK, shortcutWords } from "./shortcut";
import { t } from "./words";

export type KeyGroup = { name: string; lines: { keys: string[]; words: string }[] };

/**
 * Every key there is, by where it works. `capture` is the shortcut that opens the capture window, if one listens;
 * `hardDayEverywhere` says that the hard day's listens over other programs too; `lock`, that there is a passphrase.
 */
export function keyGroups(capture: string | null, hardDayEverywhere = false, lock = false): KeyGroup[] {
  const line = (words: string, ...keys: string[]) => ({ words, keys: keys.map((each) => shortcutWords(each)) });
  const hardDay = line(t("keys-open-hard-day"), HARD_DAY);
  return [
    {
      name: t("keys-anywhere"),
      lines: [
        ...(capture ? [line(t("keys-jot"), capture)] : []),
        ...(hardDayEverywhere ? [hardDay] : []),
        line(t("keys-hide"), HIDE),
      ],
    },
    {
      name: t("keys-window"),
      lines: [
        line(t("keys-go"), "CmdOrCtrl+K"),
        line(t("keys-search"), "CmdOrCtrl+F"),
        line(t("keys-settings"), "CmdOrCtrl+,"),
        ...(hardDayEverywhere ? [] : [hardDay]),
        ...(lock ? [line(t("keys-lock"), LOCK)] : []),
        line(t("keys-undo"), "CmdOrCtrl+Z"),
        line(t("keys-close-inner"), "Esc"),
        line(t("keys-this"), "F1"),
      ],
    },
    {
      name: t("keys-writing"),
      lines: [
        { words: t("keys-letter"), keys: [t("keys-any-letter")] },
        line(t("keys-keep"), "Enter"),
        line(t("keys-new-line"), "Shift+Enter"),
        line(t("keys-feelings"), "CmdOrCtrl+1–5"),
        line(t("keys-senses"), "Alt+1–6"),
        line(t("keys-more"), "Alt+M"),
        line(t("keys-breaths"), "Space"),
        line(t("photo-key-paste"), "CmdOrCtrl+V"),
      ],
    },
    {
      name: t("keys-rows"),
      lines: [
        line(t("keys-to-rows"), "↓"),
        line(t("keys-move"), "↑", "↓"),
        line(t("keys-ends"), "Home", "End"),
        line(t("keys-page"), "PageUp", "PageDown"),
        line(t("keys-open"), "Enter"),
        line(t("keys-edit"), "E"),
        line(t("keys-anchor"), "A"),
        line(t("keys-trash"), "Delete"),
      ],
    },
    {
      name: t("keys-editing"),
      lines: [line(t("keys-save"), "CmdOrCtrl+Enter"), line(t("keys-let-go"), "Esc")],
    },
    {
      name: t("photo-keys"),
      lines: [
        line(t("photo-key-off"), "Delete"),
        line(t("photo-key-move"), "←", "→"),
        line(t("keys-ends"), "Home", "End"),
      ],
    },
    {
      name: t("keys-capture"),
      lines: [
        line(t("keys-breaths"), "Space"),
        line(t("keys-take-back"), "CmdOrCtrl+Z"),
        line(t("keys-hide-capture"), "Esc"),
      ],
    },
    {
      name: t("keys-sky"),
      lines: [
        line(t("keys-sky-move"), "←", "↑", "→", "↓"),
        line(t("keys-sky-open"), "Enter"),
        { words: t("keys-sky-zoom"), keys: ["+", "−", "0"] },
        line(t("keys-sky-close"), "Esc"),
      ],
    },
    {
      name: t("keys-hard-day"),
      lines: [
        line(t("keys-doors"), "1–3"),
        line(t("keys-outlined"), "Space"),
        line(t("keys-another"), "→"),
        line(t("keys-leave"), "Esc"),
      ],
    },
  ];
}
