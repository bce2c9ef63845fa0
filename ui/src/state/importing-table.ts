import type { Columns, DayOrder, Table } from "../api/types";
import { dayWithYear, isDay } from "./dates";
import "./words-later";
import { t } from "./words";

/** What a column is called: its name, or its place. */
export function nameOf({ first }: Table, { header }: Columns, at: number): string {
  const name = header ? (first[at] ?? "").trim() : "";
  return name === "" ? t("columns-nth", { number: at + 1 }) : name;
}

/** The rows that are entries: the first too, where it names no columns. */
export function rowsOf({ first, rows, columns: guess }: Table, { header }: Columns): string[][] {
  const rest = guess.header ? rows : rows.slice(1);
  return header ? rest : [first, ...rest];
}

const written = (year: string, month: string, day: string): string =>
  `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;

/**
 * The day in a field, as the reader takes the usual ways of writing one; null for any other, which the reader may know all
 * the same.
 */
export function dayIn(field: string, order: DayOrder): string | null {
  const ymd = /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(field);
  const dmy = /^\s*(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})(?!\d)/.exec(field);
  const [, a = "", sign, b = "", year = ""] = dmy ?? [];
  const day = ymd
    ? written(ymd[1] ?? "", ymd[2] ?? "", ymd[3] ?? "")
    : dmy
      ? // Whoever writes dots writes the day first.
        order === "day_first" || sign === "."
        ? written(year, b, a)
        : written(year, a, b)
      : "";
  return isDay(day) ? day : null;
}

/** What a row becomes, as far as it can be told without reading it: shown beside the choice of columns. */
export function asEntry(
  table: Table,
  columns: Columns,
  row: readonly string[],
): { day: string; time: string; words: string; tags: string[] } {
  const at = (column: number | null): string => (column === null ? "" : (row[column] ?? "").trim());
  const meant = [columns.date, columns.time, columns.title, columns.text, columns.tags, columns.mood];
  const others = columns.others
    ? row
        .map((field, i) => ({ field: field.trim(), i }))
        .filter(({ field, i }) => field !== "" && !meant.includes(i))
        .map(({ field, i }) => `${nameOf(table, columns, i)}: ${field}`)
    : [];
  const day = dayIn(at(columns.date), columns.order);
  return {
    day: day ? dayWithYear(day) : at(columns.date),
    time: at(columns.time),
    words: [at(columns.title), at(columns.text), ...others].filter((part) => part !== "").join("\n"),
    tags: [...at(columns.tags).split(/[;,]/), at(columns.mood)].map((tag) => tag.trim()).filter((tag) => tag !== ""),
  };
}
