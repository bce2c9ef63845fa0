import type { Glimmer, Sense } from "../api/types";
import { isOurs, type Feeling } from "./words";

const BY_SENSE: Record<Sense, readonly string[]> = {
  seeing: ["ask-seeing-1", "ask-seeing-2", "ask-seeing-3", "ask-seeing-4"],
  hearing: ["ask-hearing-1", "ask-hearing-2", "ask-hearing-3", "ask-hearing-4"],
  smelling: ["ask-smelling-1", "ask-smelling-2", "ask-smelling-3", "ask-smelling-4"],
  tasting: ["ask-tasting-1", "ask-tasting-2", "ask-tasting-3", "ask-tasting-4"],
  touching: ["ask-touching-1", "ask-touching-2", "ask-touching-3", "ask-touching-4"],
  inside: ["ask-inside-1", "ask-inside-2", "ask-inside-3", "ask-inside-4"],
};
const BY_FEELING: Record<Feeling, readonly string[]> = {
  safe: ["ask-safe-1", "ask-safe-2"],
  calm: ["ask-calm-1", "ask-calm-2"],
  connected: ["ask-connected-1", "ask-connected-2"],
  hopeful: ["ask-hopeful-1", "ask-hopeful-2"],
  joyful: ["ask-joyful-1", "ask-joyful-2"],
};
const ANY = ["ask-any-1", "ask-any-2", "ask-any-3", "ask-any-4"];

function asksFor({ senses, feelings }: Pick<Glimmer, "senses" | "feelings">): readonly string[] {
  const sense = senses[0];
  if (sense) return BY_SENSE[sense];
  const feeling = feelings.find(isOurs);
  return feeling ? BY_FEELING[feeling] : ANY;
}

/**
 * The key of a question that leads back into a moment: through its first sense, else through what it felt like.
 * The same glimmer always has the same one: on a hard day nothing should have changed since last time.
 */
export function questionFor(glimmer: Pick<Glimmer, "id" | "senses" | "feelings">): string {
  const asks = asksFor(glimmer);
  let sum = 0;
  for (const character of glimmer.id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return asks[sum % asks.length] ?? "ask-any-1";
}

/** What other people noticed. */
export const OTHERS = ["other-1", "other-2", "other-3", "other-4", "other-5", "other-6", "other-7", "other-8"] as const;
