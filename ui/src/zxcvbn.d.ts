/** Lists of zxcvbn, the most common word first; its own types know only all of them together. */
declare module "@zxcvbn-ts/language-en/dist/*.json.mjs" {
  const words: string[];
  export default words;
}
declare module "@zxcvbn-ts/language-en/dist/wordSequences.json.mjs" {
  const lists: Record<string, string[]>;
  export default lists;
}
