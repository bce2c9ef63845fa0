import { t } from "./words";

/** What is chosen by somebody whose country is not in the list; a code that is never given to a country. */
export const ELSEWHERE = "ZZ";

const regions = new Intl.DisplayNames(["en"], { type: "region" });

/** The name of a country, from its two letters. */
export function countryName(code: string): string {
  if (code === ELSEWHERE) return t("help-elsewhere");
  try {
    return regions.of(code) ?? code;
  } catch {
    // Not every code in the list need be one that this system can name.
    return code;
  }
}

/** Countries to choose from, by name; `here` is among them, whether it has lines or not. At the end, somewhere else. */
export function countriesByName(codes: readonly string[], here: string | null): { code: string; name: string }[] {
  const known = new Set(here === null ? codes : [...codes, here]);
  known.delete(ELSEWHERE);
  return [
    ...[...known].map((code) => ({ code, name: countryName(code) })).sort((a, b) => a.name.localeCompare(b.name)),
    { code: ELSEWHERE, name: countryName(ELSEWHERE) },
  ];
}
