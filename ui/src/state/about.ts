import type { Support } from "../api/types";
import { t } from "./words";

/** The one line about a support; of a therapist it says that they are one. */
export function aboutOf({ kind, about }: Pick<Support, "kind" | "about">): string {
  if (kind !== "therapist") return about;
  return about ? t("supports-therapist-about", { about }) : t("supports-therapist-alone");
}
