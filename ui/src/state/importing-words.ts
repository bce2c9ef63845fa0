import "./words-later";
import type { Doubt, Elsewhere, ErrorCode, Left, LeftBehind, Plan, Report, ReportWhy, Source } from "../api/types";
import { dayWithYear } from "./dates";
import { t } from "./words";

const WHOSE: Record<Elsewhere, string> = {
  day_one: "import-is-day-one",
  daylio: "import-is-daylio",
  presently: "import-is-presently",
  jrnl: "import-is-jrnl",
  jrnl_text: "import-is-jrnl-text",
  red_notebook: "import-is-red-notebook",
  mini_diary: "import-is-mini-diary",
  mini_diarium: "import-is-mini-diarium",
  markdown: "import-is-markdown",
  csv: "import-is-csv",
  text: "import-is-text",
};

/** "a journal from Day One" */
export function whose(source: Source): string {
  if (source === "glimmer") return t("import-is-glimmer");
  if (source === "sealed") return t("import-is-sealed");
  return t(WHOSE[source.elsewhere]);
}

/** The journals that can be read, and how they are got out of the other app. */
export const JOURNALS: readonly (readonly [string, string])[] = [
  ["import-which-day-one", "import-which-day-one-how"],
  ["import-which-daylio", "import-which-daylio-how"],
  ["import-which-presently", "import-which-presently-how"],
  ["import-which-jrnl", "import-which-jrnl-how"],
  ["import-which-red-notebook", "import-which-red-notebook-how"],
  ["import-which-mini-diary", "import-which-mini-diary-how"],
  ["import-which-markdown", "import-which-markdown-how"],
  ["import-which-csv", "import-which-csv-how"],
  ["import-which-text", "import-which-text-how"],
  ["import-which-glimmer", "import-which-glimmer-how"],
];

const WHY_NOT: Partial<Record<ErrorCode, readonly [string, string]>> = {
  unknown_journal: ["import-unknown", "import-unknown-then"],
  empty_file: ["import-empty", "import-empty-then"],
  damaged_file: ["import-damaged", "import-damaged-then"],
  bad_value: ["import-damaged", "import-damaged-then"],
  encrypted_file: ["import-encrypted", "import-encrypted-then"],
  too_large: ["import-too-large", "import-too-large-then"],
  needs_columns: ["import-needs-columns", "import-needs-columns-then"],
  file: ["import-file-failed", "import-file-failed-then"],
  not_found: ["import-gone", "import-gone-then"],
  locked: ["import-locked", "import-locked-then"],
  disk_full: ["import-full", "import-full-then"],
  read_only: ["import-read-only", "import-read-only-then"],
  refused: ["import-read-only", "import-read-only-then"],
  busy: ["import-busy", "import-busy-then"],
};

/** Why it is not read or brought in, and what can be done. */
export function whyNotRead(code: ErrorCode): { what: string; then: string } {
  const [what, then] = WHY_NOT[code] ?? ["import-else", "import-else-then"];
  return { what: t(what), then: t(then) };
}

const DOUBT: Record<Doubt, string> = {
  no_date: "columns-no-date",
  no_text: "columns-no-text",
  letters: "columns-letters-doubt",
  day_order: "columns-order-doubt",
};
export const doubtWords = (doubt: Doubt): string => t(DOUBT[doubt]);

/** How many are new, and of when. */
export function newWords({ new: entries, first, last }: Plan): string {
  const days = { first: dayWithYear(first ?? ""), last: dayWithYear(last ?? "") };
  if (entries > 1 && first === last) return t("plan-new-day", { entries, ...days });
  return t("plan-new", { entries, ...days });
}

/** What comes with them, and what becomes of the others, one sentence each. */
export function othersWords(plan: Plan): string[] {
  const some = (entries: number, key: string): string[] => (entries > 0 ? [t(key, { entries })] : []);
  return [
    ...(plan.photos > 0 ? [t("plan-photos", { photos: plan.photos })] : []),
    ...some(plan.here, "plan-here"),
    ...some(plan.gone, "plan-gone"),
    ...some(plan.twice, "plan-twice"),
    ...some(plan.empty, "plan-empty"),
    ...some(plan.unreadable, "plan-unreadable"),
  ];
}

const LEFT: Record<LeftBehind, string> = {
  photos: "left-photos",
  missing_photos: "left-missing-photos",
  loose_photos: "left-loose-photos",
  videos: "left-videos",
  sounds: "left-sounds",
  documents: "left-documents",
  empty: "left-empty",
  hidden: "left-hidden",
  fields: "left-fields",
  more_reports: "left-more-reports",
};
export const leftWords = ({ what, how_many }: Left): string => t(LEFT[what], { n: how_many });

const WHY: Record<ReportWhy, string> = {
  no_day: "report-no-day",
  bad_day: "report-bad-day",
  bad_shape: "report-bad-shape",
  too_long: "report-too-long",
  open_quote: "report-open-quote",
  bad_letters: "report-bad-letters",
  bad_time: "report-bad-time",
  no_zone: "report-no-zone",
  bad_front_matter: "report-bad-front-matter",
  bad_yaml: "report-bad-yaml",
  too_many_tags: "report-too-many-tags",
  bad_field: "report-bad-field",
  day_order: "report-day-order",
};
export const whyReported = ({ why, detail }: Report): string => t(WHY[why], { detail });

/** "2026-02.txt, line 12" */
export const placeOf = ({ file, line, entry }: Report): string =>
  [
    ...(file === null ? [] : [file]),
    ...(line === null ? [] : [t("report-line", { line })]),
    ...(entry === null ? [] : [t("report-entry", { entry })]),
  ].join(", ");
