export type Piece = { text: string; found: boolean };

/** Lower case without accents, and for each of its characters where it came from. */
function folded(text: string): { plain: string; from: number[] } {
  let plain = "";
  const from: number[] = [];
  let index = 0;
  for (const character of text) {
    for (const part of character.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()) {
      plain += part;
      for (let i = 0; i < part.length; i++) from.push(index);
    }
    index += character.length;
  }
  from.push(index);
  return { plain, from };
}

/** `text` in pieces, with those marked that a search for `search` found: words that begin with one of its words. */
export function marks(text: string, search: string): Piece[] {
  const words = folded(search)
    .plain.split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  if (words.length === 0) return [{ text, found: false }];
  const { plain, from } = folded(text);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.sort((a, b) => b.length - a.length).join("|")})`, "gu");
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of plain.matchAll(pattern)) {
    const start = from[match.index] ?? 0;
    let end = from[match.index + match[0].length] ?? text.length;
    // An accent written as a mark of its own belongs to the letter before it.
    while (/\p{M}/u.test(text[end] ?? "")) end += 1;
    if (start > done) pieces.push({ text: text.slice(done, start), found: false });
    pieces.push({ text: text.slice(start, end), found: true });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), found: false });
  return pieces;
}
