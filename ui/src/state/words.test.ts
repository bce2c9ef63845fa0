import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import "./words-later";
import { t, hasWords, wordless } from "./words";
import "./words-later";

const SRC = "src";
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.(ts|svelte)$/.test(file) && !file.includes(".test.") && !file.includes("bindings"),
);
const code = files.map((file) => readFileSync(`${SRC}/${file}`, "utf8")).join("\n");
const ftl = readFileSync("../words/en.ftl", "utf8");

test("every key that is used has words", () => {
  const used = [...code.matchAll(/\bt\(\s*["']([^"']+)["']/g)].map((match) => match[1] ?? "");
  expect(used.length).toBeGreaterThan(50);
  expect(used.filter((key) => !hasWords(key))).toEqual([]);
});

test("every word of the windows is used in one", () => {
  // These sections are said by the Rust side, or named by it.
  const ours = ftl
    .split(/^## /m)
    .filter((section) => !/^(Notifications|Tray|Start|Session sheet|Prompts)\b/.test(section));
  const keys = ours.flatMap((section) =>
    [...section.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((match) => match[1] ?? ""),
  );
  expect(keys.filter((key) => !code.includes(`"${key}"`) && !code.includes(`'${key}'`))).toEqual([]);
});

test("the words never judge", () => {
  const said = ftl.replace(/^#.*$/gm, "");
  expect(said).not.toMatch(/streak|score|\bgoal|missed|overdue|don.t forget|good vibes|congrat/i);
});

test.each([
  [["calm"], ["touching"], "a calm moment, by touch"],
  [["safe", "calm"], [], "a safe and calm moment"],
  [[], ["hearing", "inside"], "a moment, by ear and from inside"],
  [["wide awake"], ["seeing"], "a moment that felt wide awake, by sight"],
  [[], [], "a moment"],
] as const)("a glimmer of %j and %j reads “%s”", (feelings, senses, sentence) => {
  expect(wordless(feelings, senses)).toBe(sentence);
});

test("a photo and nothing else has words too", () => {
  expect(wordless([], [], ["a photo"])).toBe("a moment, in a photo");
  expect(wordless(["calm"], [], ["a photo"])).toBe("a calm moment");
});

test("what a person typed is put into a sentence as it is", () => {
  expect(t("list-nothing", { search: "{ $x } <b>" })).toBe("Nothing here with “{ $x } <b>”.");
});
