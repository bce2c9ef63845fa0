import "./words-later";
import type {
  Cleaned,
  Copy,
  CopyReason,
  Copies,
  ErrorCode,
  Failure,
  Finding,
  FindingKind,
  Holding,
} from "../api/types";
import { addDays, dayParts, dayPlain, dayWithYear, timeOf } from "./dates";
import { t } from "./words";

const dayOf = (instant: string): string => instant.slice(0, 10);

/** "16 November", with the year if it is not the year of `today`. */
export const dayNear = (day: string, today: string): string =>
  day.slice(0, 4) === today.slice(0, 4) ? dayPlain(day) : dayWithYear(day);

/** "Monday 16 November" within a week, "1 October" before that. */
function dayNamed(day: string, today: string): string {
  return day > addDays(today, -7) ? t("copy-weekday", dayParts(day)) : dayNear(day, today);
}

/** A copy in the list: "Today, 04:10", "Monday 16 November"; with the time where `exact`. */
export function copyWhen(instant: string, today: string, exact = false): string {
  const day = dayOf(instant);
  const time = timeOf(instant);
  // Shortly after midnight the person's day is still the one before.
  if (day >= today) return t("copy-today", { time });
  if (day === addDays(today, -1)) return t("copy-yesterday", { time });
  return exact ? t("copy-at", { day: dayNamed(day, today), time }) : dayNamed(day, today);
}

/** The same at the beginning of a sentence of its own: "This morning at 04:10". */
export function lastWhen(instant: string, today: string): string {
  const day = dayOf(instant);
  const time = timeOf(instant);
  const hour = Number(/T(\d\d)/.exec(instant)?.[1]);
  if (day === addDays(today, -1)) return t("copy-last-yesterday", { time });
  if (day < today) return copyWhen(instant, today, true);
  if (hour < 12) return t("copy-last-morning", { time });
  return hour < 18 ? t("copy-last-afternoon", { time }) : t("copy-last-evening", { time });
}

/** And within one: "as it was on Monday 16 November". */
export function copyThen(instant: string, today: string): string {
  const day = dayOf(instant);
  const time = timeOf(instant);
  if (day >= today) return t("copy-then-today", { time });
  if (day === addDays(today, -1)) return t("copy-then-yesterday", { time });
  return t("copy-then-day", { day: dayNamed(day, today) });
}

const BEFORE: Partial<Record<CopyReason, string>> = {
  migration: "copy-before-update",
  import: "copy-before-import",
  restore: "copy-before-restore",
  passphrase: "copy-before-passphrase",
};

/** "checked, kept weekly", "checked, before an update" */
export function copyIs({ checked, kept, reason, opens }: Copy): string {
  const before = BEFORE[reason];
  const parts = [
    checked ? t("copy-checked") : t("copy-unchecked"),
    ...(kept === "weekly" ? [t("copy-weekly")] : []),
    ...(kept === "monthly" ? [t("copy-monthly")] : []),
    ...(before ? [t(before)] : []),
    ...(reason === "asked" ? [t("copy-asked")] : []),
    ...(opens ? [] : [t("copy-earlier-key")]),
  ];
  return parts.reduce((said, more) => t("copy-also", { said, more }));
}

/** The copies of one day cannot be told apart by their date. */
export const sameDay = (copies: readonly Copy[]): ReadonlySet<string> => {
  const days = copies.map(({ made_at }) => dayOf(made_at));
  return new Set(days.filter((day, i) => days.indexOf(day) !== i));
};
export const isAmong = (days: ReadonlySet<string>, { made_at }: Copy): boolean => days.has(dayOf(made_at));

/** The newest that was found good after it was written; of two places, the one on this computer. */
export const lastGood = ({ copies }: Copies): Copy | undefined => {
  const good = copies.filter(({ checked }) => checked);
  const newest = good[0];
  return good.find(({ place, made_at }) => place === "here" && made_at === newest?.made_at) ?? newest;
};

const WHY: Partial<Record<ErrorCode, string>> = {
  disk_full: "copies-why-full",
  read_only: "copies-why-read-only",
  busy: "copies-why-busy",
  bad_copy: "copies-why-bad-copy",
  not_found: "copies-why-gone",
  newer: "copies-why-newer",
  damaged: "copies-why-damaged",
  no_vault: "copies-why-no-vault",
  locked: "copies-why-locked",
  file: "copies-why-file",
  refused: "copies-why-file",
};

/** Why something could not be done, as a sentence to stand after what was not done. */
export const whyNot = (code: ErrorCode): string => t(WHY[code] ?? "copies-why-else");

/** What a secret that did not open a copy is answered with. */
export function secretRefused({ code, detail }: Failure): string {
  if (code === "wrong_secret") return t("copy-wrong");
  if (code !== "wait") return whyNot(code);
  const seconds = Math.ceil(Number(detail));
  if (!(seconds > 0)) return t("copy-wait");
  return seconds < 60
    ? t("copy-wait-seconds", { seconds })
    : t("copy-wait-minutes", { minutes: Math.ceil(seconds / 60) });
}

const FOUND: Record<FindingKind, readonly [string, string]> = {
  damaged_page: ["found-page", "found-page-then"],
  structure: ["found-structure", "found-page-then"],
  search: ["found-search", "found-search-then"],
  lost_tail: ["found-tail", "found-tail-then"],
  inbox: ["found-inbox", "found-inbox-then"],
  vault: ["found-vault", "found-vault-then"],
  photo: ["found-photo", "found-photo-then"],
  copy: ["found-copy", "found-copy-then"],
};

/** What a check found, each kind once, with what can be done about it. */
export function foundWords(findings: readonly Finding[]): { kind: FindingKind; found: string; then: string }[] {
  const kinds = [...new Set(findings.map(({ what }) => what))];
  return kinds.map((kind) => ({ kind, found: t(FOUND[kind][0]), then: t(FOUND[kind][1]) }));
}

/** Which copies still hold what is deleted for good, and until when. */
export function heldWords({ copies, until, away }: Holding, today: string): string {
  const there =
    copies === 0
      ? []
      : until === null
        ? [t("held-newest", { copies })]
        : [t("held-until", { copies, day: dayNear(until, today) })];
  if (copies === 0 && !away) return t("held-none");
  return [...there, ...(away ? [copies === 0 ? t("held-away-only") : t("held-away")] : [])].join(" ");
}

/** What became of the copies when deleted glimmers were taken out of them. */
export function cleanedWords({ copies, left, away }: Cleaned): string[] {
  if (left === 0) return [t("clean-done", { copies }), ...(away ? [t("clean-away")] : [])];
  return [
    ...(copies > 0 ? [t("clean-some", { copies })] : []),
    t("clean-left", { left }),
    ...(away ? [t("clean-away")] : []),
  ];
}
