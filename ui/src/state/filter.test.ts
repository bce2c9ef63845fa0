import { expect, test } from "vitest";
import { NO_FILTER, inChips, narrows, nothingWith, parts } from "./filter";

test("each choice can be taken off by itself", () => {
  const filter = { ...NO_FILTER, feelings: ["calm", "wide awake"], tags: ["@Marta", "+Mill Street"], anchor: true };
  const chips = inChips(filter);
  expect(chips.map((chip) => chip.words)).toEqual(["calm", "wide awake", "with Marta", "+Mill Street", "To return to"]);
  expect(chips[2]?.without).toEqual({ ...filter, tags: ["+Mill Street"] });
  expect(chips[4]?.without).toEqual({ ...filter, anchor: false });
  expect(parts(filter)).toBe(5);
  expect(narrows(NO_FILTER)).toBe(false);
});

test.each([
  [{ from: "2026-11-22", to: "2026-11-22" }, "22 November 2026"],
  [{ from: "2026-11-22", to: null }, "from 22 November 2026"],
  [{ from: null, to: "2026-11-22" }, "until 22 November 2026"],
  [{ from: "2025-01-01", to: "2025-12-31" }, "1 January 2025 to 31 December 2025"],
])("dates %j are one choice: “%s”", (range, words) => {
  expect(inChips({ ...NO_FILTER, ...range }).map((chip) => chip.words)).toEqual([words]);
});

test("a photo can be asked for like a mark, and is named in a sentence", () => {
  const filter = { ...NO_FILTER, photo: true };
  expect(inChips(filter).map(({ words, without }) => [words, without])).toEqual([["With a photo", NO_FILTER]]);
  expect(nothingWith("rain", filter)).toBe("Nothing here with “rain” and a photo.");
});

test("what was not found is named in one sentence", () => {
  const marta = { ...NO_FILTER, tags: ["@Marta"] };
  expect(nothingWith("lighthouse", NO_FILTER)).toBe("Nothing here with “lighthouse”.");
  expect(nothingWith("lighthouse", marta)).toBe("Nothing here with “lighthouse” and Marta.");
  expect(nothingWith("", { ...marta, from: "2026-11-01" })).toBe(
    "Nothing here with Marta and a date from 1 November 2026 on.",
  );
});
