import type { SupportKind } from "../../api/types";
import { t } from "../../state/words";

const KINDS: readonly { kind: SupportKind; words: string }[] = [
  { kind: "person", words: t("supports-person") },
  { kind: "therapist", words: t("supports-therapist") },
  { kind: "place", words: t("supports-place") },
  { kind: "song", words: t("supports-song") },
  { kind: "routine", words: t("supports-routine") },
  { kind: "step", words: t("supports-step") },
  { kind: "sentence", words: t("supports-sentence") },
];

/** The kinds of supports with their words, in the order in which they are offered. */
export const supportKinds = KINDS;

/** What a support is: "a song". */
export const kindWord = (kind: SupportKind): string => KINDS.find((each) => each.kind === kind)?.words ?? "";
