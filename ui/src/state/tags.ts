import { tagsOf } from "./opened.svelte";

/** A name of a tag as it can be written in the middle of a sentence; the core finds the same ones when it keeps. */
const NAME = String.raw`\p{L}[\p{L}\p{N}_]*(?:[-'’][\p{L}\p{N}_]+)*`;
/** A sign counts at the start of a word, so that neither an address nor a sum offers anything. */
const BEFORE_CARET = new RegExp(String.raw`(?<![\p{L}\p{N}@+#/&])[@+#]${NAME}$`, "u");
const IN_WORDS = new RegExp(`^[@+#]${NAME}$`, "u");

/** More than these would be a list to read. */
const OFFERED = 5;

/** The tags that were typed into their own field, separated by their signs or by commas. */
export const tagsIn = (text: string): string[] => tagsOf(text);

/** Without accents, capitals and the sign: how a tag is looked for. */
const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/^[@+#]\s*/, "");

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
  if (/^[\p{L}\p{N}_]/u.test(text.slice(caret))) return null;
  const typed = BEFORE_CARET.exec(text.slice(0, caret))?.[0];
  return typed === undefined ? null : { typed, start: caret - typed.length };
}

/** Whether `tag` can be written in a sentence: one with a space in it would end there. */
export const fitsInWords = (tag: string): boolean => IN_WORDS.test(tag);
