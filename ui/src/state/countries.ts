const regions = new Intl.DisplayNames(["en"], { type: "region" });

/** The name of a country, from its two letters. */
export function countryName(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    // Not every code in the list need be one that this system can name.
    return code;
  }
}

/** Countries to choose from, by name; `here` is among them, whether it has lines or not. */
export const countriesByName = (codes: readonly string[], here: string | null): { code: string; name: string }[] =>
  [...new Set(here === null ? codes : [...codes, here])]
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name));
