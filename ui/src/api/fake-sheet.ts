import type { Glimmer, LaidSheet, SheetChosen, SheetInk, SheetPage, SheetRun } from "./types";

/** A4 and Letter, in points. */
const SIZES = { a4: [595.28, 841.89], letter: [612, 792] } as const;
const EDGE = 62;
const COLUMN = 68;
const LINE = 16.5;

/** Laid as the real one is, roughly: letters of one width, and no entry is broken. */
export function laidOf(chosen: SheetChosen, found: readonly Glimmer[]): LaidSheet {
  const [width, height] = SIZES[chosen.paper];
  const pages: SheetPage[] = [];
  let page: SheetPage = { width, height, runs: [], rules: [], marks: [], pictures: [] };
  let y = 0;
  const say = (text: string, x: number, size: number, face: SheetRun["face"], ink: SheetInk) =>
    page.runs.push({ x, y, width: text.length * size * 0.47, size, face, weight: 400, ink, rtl: false, text });
  const rule = (ink: SheetInk, thickness: number) =>
    page.rules.push({ x: EDGE, y, width: width - 2 * EDGE, thickness, ink });
  const linesOf = (text: string) => text.match(/.{1,75}(?:\s|$)/gu) ?? [];
  const begin = () => {
    page = { width, height, runs: [], rules: [], marks: [], pictures: [] };
    pages.push(page);
    y = EDGE + 14;
  };

  begin();
  say("Glimmers", EDGE, 20, "ours", "ink");
  y += 14;
  rule("ink", 1);
  y += 18;
  say("Self-reported, chosen by the writer.", EDGE, 9, "ours", "quiet");
  y += 26;
  if (chosen.note !== "") {
    say("A note", EDGE, 9, "ours", "quiet");
    for (const words of linesOf(chosen.note)) {
      say(words.trim(), EDGE + COLUMN, 11, "theirs", "ink");
      y += LINE;
    }
  }
  for (const glimmer of found.filter(({ id }) => !chosen.left_out.includes(id))) {
    const lines = linesOf(glimmer.text);
    if (y + (lines.length + 2) * LINE > height - EDGE) begin();
    rule("hint", 0.6);
    y += LINE + 4;
    say(glimmer.day, EDGE, 9, "ours", "quiet");
    for (const words of lines) {
      say(words.trim(), EDGE + COLUMN, 11, "theirs", "ink");
      y += LINE;
    }
    const feeling = glimmer.feelings[0];
    if (feeling !== undefined) page.marks.push({ feeling, x: EDGE + COLUMN, y: y - 8, size: 9 });
    say([...glimmer.feelings, ...glimmer.senses].join(" · "), EDGE + COLUMN + 14, 8.5, "ours", "quiet");
    y += 10;
  }
  return { pages, unshown: [] };
}
