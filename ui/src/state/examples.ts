import { senseWord, t } from "./words";

export const FIRST_EXAMPLES = ["example-first-1", "example-first-2", "example-first-3"] as const;

/** Glimmers that other people could have had, by what they were noticed with or where they were found. */
export const examples = (): { name: string; keys: readonly string[] }[] => [
  { name: senseWord("seeing"), keys: ["example-seeing-1", "example-seeing-2", "example-seeing-3"] },
  { name: senseWord("hearing"), keys: ["example-hearing-1", "example-hearing-2", "example-hearing-3"] },
  { name: senseWord("smelling"), keys: ["example-smelling-1", "example-smelling-2", "example-smelling-3"] },
  { name: senseWord("tasting"), keys: ["example-tasting-1", "example-tasting-2", "example-tasting-3"] },
  { name: senseWord("touching"), keys: ["example-touching-1", "example-touching-2", "example-touching-3"] },
  { name: senseWord("inside"), keys: ["example-inside-1", "example-inside-2", "example-inside-3"] },
  { name: t("example-people"), keys: ["example-people-1", "example-people-2", "example-people-3"] },
  { name: t("example-places"), keys: ["example-places-1", "example-places-2", "example-places-3"] },
  { name: t("example-body"), keys: ["example-body-1", "example-body-2", "example-body-3"] },
];
