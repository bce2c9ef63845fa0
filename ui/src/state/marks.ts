export type Piece = { text: string; found: boolean };

/** A word of a text as the index holds it, and where in the text each of its letters ends. */
type Token = { word: string; start: number; ends: number[] };

// These rules are the ones of core/src/store/search.rs and of the index's tokenizer (unicode61, remove_diacritics 2):
// what is marked must be what was found.
const LETTER = /[\p{L}\p{N}\p{Co}]/u;
const ACCENT = /[\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]/u;
const UNSPACED =
  /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}\uac00-\ud7a3\u1100-\u11ff\u0e00-\u0eff]/u;

/** Lower case; accents go from Latin letters only, as in the index. */
function folded(letter: string): string {
  const [base = letter, ...accents] = letter.normalize("NFD");
  const plain = /^[a-z]$/i.test(base) && accents.every((accent) => /\p{M}/u.test(accent)) ? base : letter;
  const lower = plain.toLowerCase();
  return [...lower].length > 1 ? plain : lower === "ς" ? "σ" : lower;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  let word: Token | null = null;
  let at = 0;
  for (const letter of text) {
    const start = at;
    at += letter.length;
    if (LETTER.test(letter)) {
      // Written without spaces, each character is a word of its own.
      const alone = UNSPACED.test(letter);
      if (word === null || alone) found.push((word = { word: "", start, ends: [] }));
      const plain = folded(letter);
      word.word += plain;
      for (let i = 0; i < plain.length; i++) word.ends.push(at);
      if (alone) word = null;
    } else if (word !== null && ACCENT.test(letter)) word.ends[word.ends.length - 1] = at;
    else word = null;
  }
  return found;
}

/** Where the search found something in `text`: from, and up to. */
function places(text: string, search: string): [number, number][] {
  const typed = search.trim();
  const phrases = typed.split(/\s+/).filter((word) => /[\p{Alphabetic}\p{N}]/u.test(word));
  if (phrases.length === 0) {
    // Only signs, such as an emoji: these are looked for as they are.
    const found: [number, number][] = [];
    if (typed !== "")
      for (let at = text.indexOf(typed); at >= 0; at = text.indexOf(typed, at + typed.length))
        found.push([at, at + typed.length]);
    return found;
  }
  const words = tokens(text);
  return phrases.flatMap((phrase) => {
    // "don't" is two words that follow each other, and the last may only begin like this.
    const wanted = tokens(phrase).map((token) => token.word);
    const last = wanted.pop();
    if (last === undefined) return [];
    return words.flatMap((first, i): [number, number][] => {
      const end = words[i + wanted.length];
      if (!end?.word.startsWith(last)) return [];
      const found = wanted.every((word, k) => words[i + k]?.word === word);
      return found ? [[first.start, end.ends[last.length - 1] ?? first.start]] : [];
    });
  });
}

/** `text` in pieces, with those marked that a search for `search` found. */
export function marks(text: string, search: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const [start, end] of places(text, search).sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    if (from > done) pieces.push({ text: text.slice(done, from), found: false });
    pieces.push({ text: text.slice(from, end), found: true });
    done = end;
  }
  if (done < text.length || pieces.length === 0) pieces.push({ text: text.slice(done), found: false });
  return pieces;
}
