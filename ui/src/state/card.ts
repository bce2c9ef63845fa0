/** The rules of a picture of one glimmer: how large its words are, and where their lines end. Drawing is done elsewhere. */

export type Shape = "square" | "wide";

type Measures = {
  width: number;
  height: number;
  /** From the edges to the words. */
  margin: { side: number; foot: number };
  /** The widest line. */
  room: number;
  /** No words stand above this: the light is there. */
  top: number;
  largest: number;
  /** The light: its middle, half its width, and how far its glow goes in the day and at night. */
  sun: { x: number; y: number; r: number; glow: { day: number; night: number } };
};

export const SHAPES: Record<Shape, Measures> = {
  square: {
    width: 1080,
    height: 1080,
    margin: { side: 120, foot: 120 },
    room: 840,
    top: 392,
    largest: 62,
    sun: { x: 204, y: 196, r: 48, glow: { day: 336, night: 432 } },
  },
  wide: {
    width: 1200,
    height: 630,
    margin: { side: 110, foot: 96 },
    room: 860,
    top: 270,
    largest: 52,
    sun: { x: 173, y: 140, r: 36, glow: { day: 252, night: 324 } },
  },
};

/** With a photo on it: where that is, and where the words are. */
type Beside = {
  photo: { x: number; width: number; height: number };
  words: { x: number; room: number; top: number; foot: number; largest: number };
};
export const BESIDE: Record<Shape, Beside> = {
  square: {
    photo: { x: 0, width: 1080, height: 620 },
    words: { x: 120, room: 840, top: 704, foot: 996, largest: 54 },
  },
  wide: {
    photo: { x: 0, width: 480, height: 630 },
    words: { x: 552, room: 552, top: 96, foot: 534, largest: 46 },
  },
};

/** The part of a picture that fills a box of another form: its middle. */
export function middleOf(
  picture: { width: number; height: number },
  box: { width: number; height: number },
): { x: number; y: number; width: number; height: number } {
  const scale = Math.max(box.width / picture.width, box.height / picture.height);
  const [width, height] = [box.width / scale, box.height / scale];
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

export const SMALLEST = 34;
const STEP = 2;
export const LEADING = 1.34;
/** Letters this large stand closer together. */
export const TRACKING = -0.008;
/** The line below the words. */
export const SIGN = { size: 26, above: 44, leading: 1.45 };

/** The width of some words in letters of this size. */
export type Measure = (text: string, size: number) => number;
export type Laid = { size: number; lines: string[] };

/** Where the words end, from the upper edge. */
export const footOfWords = ({ height, margin }: Measures): number =>
  height - margin.foot - SIGN.size * SIGN.leading - SIGN.above;

/**
 * The words in the largest letters in which all of them fit; `null` if they do not fit in the smallest. With a photo there is
 * less room.
 */
export function layOut(words: string, shape: Shape, measure: Measure, pictured = false): Laid | null {
  const { largest, room, top } = pictured ? BESIDE[shape].words : SHAPES[shape];
  const foot = pictured ? BESIDE[shape].words.foot - SIGN.size * SIGN.leading - SIGN.above : footOfWords(SHAPES[shape]);
  const high = foot - top;
  for (let size = largest; size >= SMALLEST; size -= STEP) {
    const most = Math.floor(high / (size * LEADING));
    // A very long text is not worth breaking: it would not fit if every line were full.
    if (measure(words, size) > most * (room + measure(" ", size))) continue;
    const lines = breakLines(words, room, (text) => measure(text, size), most);
    if (lines) return { size, lines };
  }
  return null;
}

/** Written from right to left, as the first of its letters is. */
export function fromRight(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u.test(
    first,
  );
}

/** Scripts that write words without spaces between them. */
const JOINED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]`;
const IS_JOINED = new RegExp(JOINED, "u");
/** What never begins a line, and what never ends one. */
const NOT_FIRST = /^[\p{Pe}\p{Pf}\p{M}、。，．・：；？！?!,.:;…‥ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮๆฯ]/u;
const NOT_LAST = /[\p{Ps}\p{Pi}]$/u;
/** After these a line may end within a word. */
const AFTER_DASH = /(?<=[\p{L}\p{N}][-‐–—])(?=[\p{L}\p{N}])/u;

function segments(text: string, by: "word" | "grapheme"): string[] {
  if (typeof Intl.Segmenter === "function")
    return [...new Intl.Segmenter(undefined, { granularity: by }).segment(text)].map(({ segment }) => segment);
  return text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
}

/** The parts between which a line may end; each keeps the spaces behind it. */
export function pieces(text: string): string[] {
  return (text.match(/\S+\s*|\s+/gu) ?? []).flatMap((word) => {
    if (!IS_JOINED.test(word)) return word.split(AFTER_DASH);
    const parts: string[] = [];
    for (const part of segments(word, "word")) {
      const last = parts.at(-1);
      const may =
        last !== undefined &&
        (IS_JOINED.test(last) || IS_JOINED.test(part)) &&
        !NOT_FIRST.test(part) &&
        !/^\s/u.test(part) &&
        !NOT_LAST.test(last);
      if (may || last === undefined) parts.push(part);
      else parts[parts.length - 1] = last + part;
    }
    return parts;
  });
}

type Width = (text: string) => number;

/** Each line as full as it can be; `null` as soon as there are more than `most`. */
function fill(parts: readonly string[], room: number, width: Width, most: number): string[] | null {
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    if (line !== "" && width((line + part).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = "";
      if (lines.length >= most) return null;
    }
    line += part;
  }
  lines.push(line.trimEnd());
  return lines.length <= most ? lines : null;
}

/** What is wider than a line by itself is broken wherever it must be. */
function narrow(parts: readonly string[], room: number, width: Width): string[] {
  return parts.flatMap((part) => {
    if (width(part.trimEnd()) <= room) return [part];
    const runs: string[] = [];
    let run = "";
    for (const letter of segments(part, "grapheme")) {
      if (run !== "" && width((run + letter).trimEnd()) > room) {
        runs.push(run);
        run = "";
      }
      run += letter;
    }
    return [...runs, run];
  });
}

/** More lines than these read as a paragraph, and need not be of one length. */
const BALANCED = 6;

/** As many lines as it needs and no more, each about as long as the others. */
function balance(parts: readonly string[], room: number, width: Width, lines: string[]): string[] {
  if (lines.length < 2 || lines.length > BALANCED) return lines;
  let best = lines;
  let [low, high] = [0, room];
  for (const part of parts) low = Math.max(low, width(part.trimEnd()));
  while (high - low > 1) {
    const middle = (low + high) / 2;
    const tried = fill(parts, middle, width, lines.length);
    if (tried) [best, high] = [tried, middle];
    else low = middle;
  }
  return best;
}

/** `text` in lines no wider than `room`; what was written on lines of its own stays so. `null` if it needs more than `most`. */
export function breakLines(text: string, room: number, width: Width, most = Infinity): string[] | null {
  const all: string[] = [];
  const tidy = text
    .trim()
    .replace(/[^\S\n]+/gu, " ")
    .replace(/\n{3,}/gu, "\n\n");
  for (const paragraph of tidy.split("\n")) {
    const parts = narrow(pieces(paragraph.trim()), room, width);
    const left = most - all.length;
    const lines = left > 0 ? fill(parts, room, width, left) : null;
    if (!lines) return null;
    all.push(...balance(parts, room, width, lines));
  }
  return all;
}
