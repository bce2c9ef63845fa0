import type { Next, Outlook, ReminderKind, Status } from "../api/types";
import { addDays, dayParts, timeWords } from "./dates";
import { t } from "./words";

/** What the sentences need to know of now. */
export type Now = Pick<Status, "day" | "small_hours" | "paused_until"> & {
  /** When the person's day ends: "04:00". */
  dayEnds: string;
};

/** Names of days are enough for this many, today included; after that, they come round again. */
const A_WEEK = 7;

/** "today 20:30", "Wednesday 2 December 20:30", "in the night to Thursday, 00:30". */
export function whenWords({ day, time: wall }: Next, now: Now): string {
  const time = timeWords(wall);
  const soon = day < addDays(now.day, A_WEEK);
  if (wall < now.dayEnds) {
    if (day === now.day) return t("reminders-when-tonight", { time });
    const after = { ...dayParts(addDays(day, 1)), time };
    return soon ? t("reminders-when-night", after) : t("reminders-when-night-date", after);
  }
  if (day === now.day) return t("reminders-when-today", { time });
  // At one in the night, nobody is sure which day "tomorrow" is.
  if (day === addDays(now.day, 1) && !now.small_hours) return t("reminders-when-tomorrow", { time });
  return soon
    ? t("reminders-when-weekday", { ...dayParts(day), time })
    : t("reminders-when-date", { ...dayParts(day), time });
}

function pausedWords(until: string, now: Omit<Now, "dayEnds">): string {
  if (until === addDays(now.day, 1) && !now.small_hours) return t("reminders-paused-tomorrow");
  return until < addDays(now.day, A_WEEK)
    ? t("reminders-paused-weekday", dayParts(until))
    : t("reminders-paused", dayParts(until));
}

const PASSED: Record<ReminderKind, string> = {
  morning: "reminders-passed-morning",
  midday: "reminders-passed-midday",
  evening: "reminders-passed-evening",
};

/** Why it asks no more today; empty if it does, or if that goes without saying. */
export function silentWords({ kind, silent_today }: Outlook, now: Omit<Now, "dayEnds">): string {
  switch (silent_today) {
    case "kept":
      return t("reminders-kept");
    case "quiet":
      return t("reminders-quiet");
    case "asked":
      return t("reminders-asked");
    case "passed":
      return t(PASSED[kind]);
    case "no_cue":
      return t("reminders-no-cue");
    case "unreadable":
      return t("reminders-unreadable");
    case "paused":
      return now.paused_until ? pausedWords(now.paused_until, now) : t("reminders-quiet");
    // That another weekday is meant is said by when it comes next.
    case "weekday":
    case null:
      return "";
  }
}

/** Whether there is nothing it could show, on whatever day. */
export const nothingToShow = ({ silent_today }: Outlook): boolean =>
  silent_today === "no_cue" || silent_today === "unreadable";

/** Whether the pause ends on the day it asks next: then that day is said already. */
const goesOnThen = ({ silent_today, next }: Outlook, now: Now): boolean =>
  silent_today === "paused" && next?.day === now.paused_until;

/** What is ahead in a part of the day, and before it why it asks no more today. */
export function outlookWords(outlook: Outlook, days: readonly boolean[], now: Now): string {
  if (!days.includes(true)) return t("reminders-no-day");
  const silent = silentWords(outlook, now);
  // With nothing to show, a time would be a promise.
  if (!outlook.next || nothingToShow(outlook) || goesOnThen(outlook, now)) return silent;
  const when = whenWords(outlook.next, now);
  const next = outlook.later ? t("reminders-next-later", { when }) : t("reminders-next", { when });
  return silent ? `${silent} ${next}` : next;
}
