import { folded } from "./folded";

/** What a name goes on through. Many scripts write a vowel, and any of them an accent, as a mark of its own. */
const WITHIN = String.raw`[\p{Alphabetic}\p{M}\p{N}_]`;
/**
 * A tag as it can be written in the middle of a sentence. A sign counts at the start of a word, so that neither an address
 * nor a sum is one. The core finds the same ones when it keeps; core/tests/written_tags.json holds both to it.
 */
const WRITTEN = String.raw`(?<![\p{Alphabetic}\p{M}\p{N}@+#/&])[@+#]\p{Alphabetic}${WITHIN}*(?:[-'’]${WITHIN}+)*`;
const EACH = new RegExp(WRITTEN, "gu");
const BEFORE_CARET = new RegExp(`${WRITTEN}$`, "u");
const CARET_WITHIN = new RegExp(`^${WITHIN}`, "u");

/** The tags written in `text`. They come and go with their words; an English genitive is no part of one. */
export const writtenIn = (text: string): string[] => (text.match(EACH) ?? []).map((tag) => tag.replace(/['’]s$/, ""));

/** More than these would be a list to read. */
const OFFERED = 5;

/** The tags typed into their own field: "@Marta +Mill Street #small". Each begins with its sign, and may have spaces in it. */
export function tagsIn(text: string): string[] {
  const tags = text
    .split(/[,\n]+|\s+(?=[@+#])/)
    .map((tag) => tag.trim().replace(/\s+/g, " "))
    .filter((tag) => tag !== "" && !/^[@+#]$/.test(tag))
    .map((tag) => (/^[@+#]/.test(tag) ? tag : `#${tag}`));
  return tags.filter((tag, i) => tags.indexOf(tag) === i);
}

/** How a tag is looked for. */
const plain = (text: string): string => folded(text).replace(/^[@+#]\s*/, "");

/**
 * What of `known` is meant by `typed`, those first that begin with it; else in the order of `known`. A sign before it
 * narrows it to the tags of that sign. None of `chosen` is offered again.
 */
export function offers(known: readonly string[], typed: string, chosen: readonly string[]): string[] {
  const said = typed.trim();
  const wanted = plain(said);
  const sign = /^[@+#]/.exec(said)?.[0] ?? "";
  const taken = chosen.map((tag) => tag.toLowerCase());
  const free = known.filter((tag) => tag.startsWith(sign) && !taken.includes(tag.toLowerCase()) && tag !== said);
  const begins = free.filter((tag) => plain(tag).startsWith(wanted));
  // A later word of a name counts too: "street" finds "+Mill Street".
  const within = free.filter((tag) => !begins.includes(tag) && plain(tag).includes(` ${wanted}`));
  return [...begins, ...within].slice(0, OFFERED);
}

/** The tag that is being written where the caret stands, and where it begins. */
export function tagAt(text: string, caret: number): { typed: string; start: number } | null {
  if (CARET_WITHIN.test(text.slice(caret))) return null;
  const typed = BEFORE_CARET.exec(text.slice(0, caret))?.[0];
  return typed === undefined ? null : { typed, start: caret - typed.length };
}

/** Whether `tag` can be written in a sentence: one with a space in it would end there. */
export const fitsInWords = (tag: string): boolean => writtenIn(tag)[0] === tag;
