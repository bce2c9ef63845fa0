import { FluentBundle } from "@fluent/bundle";
import words from "../../../words/en.ftl";
import type { Sense } from "../api/types";
import { same } from "./lists";

// Isolation marks would surround every date and name with invisible characters, which then get copied along.
const bundle = new FluentBundle("en", { useIsolating: false });
/** More words, for what is seldom opened. */
export function learn(more: typeof words): void {
  bundle.addResource({ body: Object.entries(more).map(([id, value]) => ({ id, value, attributes: {} })) });
}
learn(words);

/**
 * The words for `key`, with `args` filled in.
 *
 * Keys are always written out in full, never put together, so that a text search finds where a sentence is used.
 */
export function t(key: string, args?: Record<string, string | number>): string {
  const message = bundle.getMessage(key);
  // A key without words is a slip of ours; showing the key is better than an empty button.
  if (!message?.value) return key;
  return bundle.formatPattern(message.value, args);
}

export const hasWords = (key: string): boolean => bundle.hasMessage(key);

export const FEELINGS = ["safe", "calm", "connected", "hopeful", "joyful"] as const;
export type Feeling = (typeof FEELINGS)[number];
export const SENSES: readonly Sense[] = ["seeing", "hearing", "smelling", "tasting", "touching", "inside"];

export const isOurs = (feeling: string): feeling is Feeling => (FEELINGS as readonly string[]).includes(feeling);

/** A word of the person's own as a feeling; one of the five stays what it is. */
export function feelingsIn(word: string): string[] {
  const said = word.trim().replace(/\s+/g, " ");
  if (said === "") return [];
  return [FEELINGS.find((ours) => same(ours, said)) ?? said];
}

const FEELING_KEY: Record<Feeling, string> = {
  safe: "feeling-safe",
  calm: "feeling-calm",
  connected: "feeling-connected",
  hopeful: "feeling-hopeful",
  joyful: "feeling-joyful",
};
const SENSE_KEY: Record<Sense, string> = {
  seeing: "sense-seeing",
  hearing: "sense-hearing",
  smelling: "sense-smelling",
  tasting: "sense-tasting",
  touching: "sense-touching",
  inside: "sense-inside",
};
const BY_KEY: Record<Sense, string> = {
  seeing: "by-seeing",
  hearing: "by-hearing",
  smelling: "by-smelling",
  tasting: "by-tasting",
  touching: "by-touching",
  inside: "by-inside",
};

/** A feeling's word; the person's own words stand for themselves. */
export const feelingWord = (feeling: string): string => (isOurs(feeling) ? t(FEELING_KEY[feeling]) : feeling);
export const senseWord = (sense: Sense): string => t(SENSE_KEY[sense]);

export const joined = new Intl.ListFormat("en", { type: "conjunction" });

/** What stands where a glimmer has no words: "a calm moment, by touch". */
export function wordless(
  feelings: readonly string[],
  senses: readonly Sense[],
  photos: readonly unknown[] = [],
): string {
  const felt = joined.format(feelings.map(feelingWord));
  const by = joined.format(senses.map((sense) => t(BY_KEY[sense])));
  const own = feelings.some((feeling) => !isOurs(feeling));
  if (felt && by) return own ? t("wordless-own-both", { felt, by }) : t("wordless-both", { felt, by });
  if (felt) return own ? t("wordless-own", { felt }) : t("wordless-felt", { felt });
  if (by) return t("wordless-sensed", { by });
  return photos.length > 0 ? t("wordless-sensed", { by: t("by-photo") }) : t("wordless");
}
