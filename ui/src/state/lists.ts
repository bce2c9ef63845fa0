/** `list` with `item` put at its end, or taken out if it was in it. */
export const toggled = <T>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item];

/** Whether two are the same word, however they are capitalised. */
export const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** `list` and what of `more` is not in it, however it is capitalised. */
export const withMore = (list: readonly string[], more: readonly string[]): string[] => [
  ...list,
  ...more.filter((item, i) => ![...list, ...more.slice(0, i)].some((other) => same(other, item))),
];
