import type { Filter } from "../api/types";
import { dayWithYear } from "./dates";
import { feelingWord, joined, senseWord, t } from "./words";

export const NO_FILTER: Filter = {
  feelings: [],
  senses: [],
  tags: [],
  anchor: false,
  given: false,
  photo: false,
  waits: false,
  from: null,
  to: null,
};

export const narrows = (filter: Filter): boolean => inChips(filter).length > 0;

/** One choice that stands before the menus: what it says there, how a sentence names it, and the filter without it. */
export type Choice = { key: string; words: string; said: string; without: Filter };

/** "@Marta" is "Marta" in a sentence: the sign is for finding. */
const nameOf = (tag: string): string => tag.replace(/^[@+#]/, "");
const tagWords = (tag: string): string => (tag.startsWith("@") ? t("filter-with", { name: nameOf(tag) }) : tag);

function datesSaid(from: string | null, to: string | null): { words: string; said: string } {
  if (from !== null && from === to) {
    const day = dayWithYear(from);
    return { words: day, said: t("said-day", { day }) };
  }
  const named = { from: dayWithYear(from ?? ""), to: dayWithYear(to ?? "") };
  if (to === null) return { words: t("filter-since", named), said: t("said-since", named) };
  if (from === null) return { words: t("filter-until", named), said: t("said-until", named) };
  return { words: t("filter-between", named), said: t("said-between", named) };
}

/** All that narrows the list, each removable by itself. */
export function inChips(filter: Filter): Choice[] {
  const less = <T>(all: T[], one: T): T[] => all.filter((other) => other !== one);
  const chips: Choice[] = [
    ...filter.feelings.map((feeling) => ({
      key: `felt ${feeling}`,
      words: feelingWord(feeling),
      said: feelingWord(feeling),
      without: { ...filter, feelings: less(filter.feelings, feeling) },
    })),
    ...filter.senses.map((sense) => ({
      key: `by ${sense}`,
      words: senseWord(sense),
      said: senseWord(sense),
      without: { ...filter, senses: less(filter.senses, sense) },
    })),
    ...filter.tags.map((tag) => ({
      key: `tag ${tag}`,
      words: tagWords(tag),
      said: nameOf(tag),
      without: { ...filter, tags: less(filter.tags, tag) },
    })),
  ];
  if (filter.from !== null || filter.to !== null)
    chips.push({ key: "dates", ...datesSaid(filter.from, filter.to), without: { ...filter, from: null, to: null } });
  const mark = (mark: string): string => t("said-mark", { mark });
  if (filter.anchor)
    chips.push({
      key: "anchor",
      words: t("filter-anchor"),
      said: mark(t("meta-anchor")),
      without: { ...filter, anchor: false },
    });
  if (filter.given)
    chips.push({
      key: "given",
      words: t("filter-given"),
      said: mark(t("meta-given")),
      without: { ...filter, given: false },
    });
  if (filter.photo)
    chips.push({
      key: "photo",
      words: t("filter-photo"),
      said: t("said-photo"),
      without: { ...filter, photo: false },
    });
  if (filter.waits)
    chips.push({
      key: "waits",
      words: t("filter-waits"),
      said: mark(t("meta-waits")),
      without: { ...filter, waits: false },
    });
  return chips;
}

/** How many things it asks for; a range of dates is one. */
export const parts = (filter: Filter): number => inChips(filter).length;

/** "Nothing here with “lighthouse” and Marta." */
export function nothingWith(search: string, filter: Filter): string {
  if (!narrows(filter)) return t("list-nothing", { search });
  const asked = inChips(filter).map((choice) => choice.said);
  if (search !== "") asked.unshift(t("said-search", { search }));
  return t("list-nothing-with", { what: joined.format(asked) });
}
