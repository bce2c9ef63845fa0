import type { Glimmer, Sense } from "../api/types";

const ASK: Record<Sense, readonly string[]> = {
  seeing: ["ask-seeing-1", "ask-seeing-2", "ask-seeing-3"],
  hearing: ["ask-hearing-1", "ask-hearing-2", "ask-hearing-3"],
  smelling: ["ask-smelling-1", "ask-smelling-2", "ask-smelling-3"],
  tasting: ["ask-tasting-1", "ask-tasting-2", "ask-tasting-3"],
  touching: ["ask-touching-1", "ask-touching-2", "ask-touching-3"],
  inside: ["ask-inside-1", "ask-inside-2", "ask-inside-3"],
};
const ASK_ANY = ["ask-any-1", "ask-any-2", "ask-any-3", "ask-any-4"];

/**
 * The key of a question that leads back into a moment through its first sense.
 * The same glimmer always has the same one: on a hard day nothing should have changed since last time.
 */
export function questionFor(glimmer: Pick<Glimmer, "id" | "senses">): string {
  const first = glimmer.senses[0];
  const asks = first ? ASK[first] : ASK_ANY;
  let sum = 0;
  for (const character of glimmer.id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return asks[sum % asks.length] ?? "ask-any-1";
}

/** What other people noticed. */
export const OTHERS = ["other-1", "other-2", "other-3", "other-4", "other-5", "other-6", "other-7", "other-8"] as const;
