import { t } from "./words";

/** A day as the journal writes it, YYYY-MM-DD. Noon keeps every zone on the same date. */
const at = (day: string): Date => new Date(day + "T12:00:00Z");
const valid = (day: string): boolean => !Number.isNaN(at(day).getTime());

// The names come from the language of the words, so that a sentence never mixes two languages.
const name = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" });
const weekday = name({ weekday: "long" });
const weekdayShort = name({ weekday: "short" });
const month = name({ month: "long" });
const monthShort = name({ month: "short" });
// Hours and minutes follow the person's own habit of 24 or 12 hours.
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short", timeZone: "UTC" });

const clockHere = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

const dayNumber = (day: string): number => at(day).getUTCDate();

/** "Sunday, 22 November" */
export const dayTitle = (day: string): string =>
  t("day-title", { weekday: weekday.format(at(day)), day: dayNumber(day), month: month.format(at(day)) });

/** "Sunday, 22 November", with the year if it is not the year of `today`. */
export const dayTitleSince = (day: string, today: string): string =>
  day.slice(0, 4) === today.slice(0, 4)
    ? dayTitle(day)
    : t("visits-day-with-year", { ...dayParts(day), year: day.slice(0, 4) });

/** "Sun 22 Nov", for the margin of a list. */
export const dayMargin = (day: string): string =>
  t("day-margin", { weekday: weekdayShort.format(at(day)), day: dayNumber(day), month: monthShort.format(at(day)) });

/** "Sunday" */
export const weekdayOf = (day: string): string => weekday.format(at(day));

/** "Sunday", "29", "November": for a sentence that puts them in its own order. */
export const dayParts = (day: string): { weekday: string; day: number; month: string } => ({
  weekday: weekday.format(at(day)),
  day: dayNumber(day),
  month: month.format(at(day)),
});

/** "22 December" */
export const dayPlain = (day: string): string => t("day-plain", { day: dayNumber(day), month: month.format(at(day)) });

/** "22 November 2026" */
export const dayWithYear = (day: string): string =>
  valid(day) ? t("day-with-year", { day: dayNumber(day), month: month.format(at(day)), year: day.slice(0, 4) }) : day;

/** The wall-clock time written into an instant, whatever zone this machine is in now: "16:40". */
export function timeOf(instant: string): string {
  const wall = /T(\d\d:\d\d)/.exec(instant)?.[1];
  return wall ? timeWords(wall) : "";
}

/** An instant as this machine's clock would show it. What happened here needs no zone of its own: "21:04". */
export const timeHere = (instant: string): string => {
  const then = new Date(instant);
  return Number.isNaN(then.getTime()) ? "" : clockHere.format(then);
};

/** A time of the settings, "20:30", in the person's own habit. */
export const timeWords = (wall: string): string => clock.format(new Date(`2026-01-01T${wall}:00Z`));

/**
 * A time of the settings as one to compare: those before the day ends belong to the night that the evening runs into, and
 * come after all others.
 */
export const intoEvening = (wall: string, dayEnds: string): string => (wall < dayEnds ? "1" : "0") + wall;

/** `day` moved by a number of days. */
export const addDays = (day: string, days: number): string =>
  new Date(at(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** First letters of the seven days, Monday first, and their full names. */
export const weekdays = (): { letter: string; name: string }[] =>
  Array.from({ length: 7 }, (_, i) => {
    const full = weekday.format(at(addDays("2026-11-23", i)));
    return { letter: full.slice(0, 1), name: full };
  });

/** Whether this is a day that exists, written as the journal writes it. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && valid(text) && at(text).toISOString().startsWith(text);

const A_MONTH = [
  "a-january",
  "a-february",
  "a-march",
  "a-april",
  "a-may",
  "a-june",
  "a-july",
  "a-august",
  "a-september",
  "a-october",
  "a-november",
  "a-december",
] as const;
const YEARS = [
  "years-2",
  "years-3",
  "years-4",
  "years-5",
  "years-6",
  "years-7",
  "years-8",
  "years-9",
  "years-10",
] as const;

/**
 * A day as one remembers it on a hard day: "earlier today", "last November", "a November, three years ago".
 * No day of the month and no hour. A day that cannot be placed, also one in the future, is "one day".
 */
export function softly(day: string, today: string): string {
  const days = Math.round((at(today).getTime() - at(day).getTime()) / 86_400_000);
  if (Number.isNaN(days) || days < 0) return t("soft-some-day");
  if (days === 0) return t("soft-today");
  if (days === 1) return t("soft-yesterday");
  if (days < 7) return t("soft-days");
  if (days < 14) return t("soft-week");
  if (days < 30) return t("soft-weeks");
  const then = at(day);
  const now = at(today);
  const calendarYears = now.getUTCFullYear() - then.getUTCFullYear();
  const named = { month: month.format(then) };
  if (calendarYears === 0) return t("soft-month", named);
  // "last March" said in November would mean this year's March, so the older one says its year.
  if (calendarYears === 1)
    return then.getUTCMonth() > now.getUTCMonth() ? t("soft-last", named) : t("soft-last-year", named);
  const aMonth = { month: t(A_MONTH[then.getUTCMonth()] ?? "soft-some-day") };
  // In the month before it comes round again, it is that many years ago already: nobody counts the days.
  const years = Math.floor((days + 31) / 365.2425);
  if (years < 2) return t("soft-one-year", aMonth);
  const many = YEARS[years - 2];
  return many ? t("soft-years", { ...aMonth, years: t(many) }) : t("soft-many-years", aMonth);
}

/**
 * When something was done, for the end of a sentence: "a few days ago", "last March", "in March 2023". Unlike the time of a
 * glimmer it is not remembered but looked up, so a year may be a number.
 */
export function softlyDone(day: string, today: string): string {
  const then = at(day);
  if (!valid(day) || day > today || at(today).getUTCFullYear() - then.getUTCFullYear() < 2) return softly(day, today);
  return t("hard-month-year", { month: month.format(then), year: day.slice(0, 4) });
}

/** The first day of the week, month or year that `day` is in. */
export const startOf = {
  week: (day: string): string => addDays(day, -((at(day).getUTCDay() + 6) % 7)),
  month: (day: string): string => `${day.slice(0, 7)}-01`,
  year: (day: string): string => `${day.slice(0, 4)}-01-01`,
};
