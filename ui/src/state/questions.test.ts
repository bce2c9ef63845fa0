import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { questionFor } from "./questions";
import { FEELINGS, SENSES, t } from "./words";

const asks = [...readFileSync("../words/en.ftl", "utf8").matchAll(/^(ask-[a-z]+-\d+) = (.+)$/gm)].map((match) => ({
  key: match[1] ?? "",
  words: match[2] ?? "",
}));

test("there are enough questions that they do not wear out", () => {
  expect(asks.length).toBeGreaterThanOrEqual(34);
  expect(new Set(asks.map(({ words }) => words)).size, "no two are the same").toBe(asks.length);
});

test("each is a question, never a why and never a demand", () => {
  for (const { key, words } of asks) {
    expect(words, key).toMatch(/^[A-Z][^?]*\?$/);
    expect(words, key).not.toMatch(/\bwhy\b|\bmust\b|\bshould\b|\btry\b|how come|what for/i);
  }
});

test("each can come up, and only what is written comes up", () => {
  const reached = new Set<string>();
  for (let i = 0; i < 300; i++) {
    const id = `glimmer-${i}`;
    for (const sense of SENSES) reached.add(questionFor({ id, senses: [sense], feelings: [] }));
    for (const feeling of FEELINGS) reached.add(questionFor({ id, senses: [], feelings: [feeling] }));
    reached.add(questionFor({ id, senses: [], feelings: [] }));
  }
  expect([...reached].sort()).toEqual(asks.map(({ key }) => key).sort());
});

test("the first sense leads, then the first of the five feelings; a word of one’s own leads nowhere in particular", () => {
  expect(questionFor({ id: "g", senses: ["hearing", "seeing"], feelings: ["calm"] })).toMatch(/^ask-hearing-/);
  expect(questionFor({ id: "g", senses: [], feelings: ["wide awake", "hopeful", "calm"] })).toMatch(/^ask-hopeful-/);
  expect(questionFor({ id: "g", senses: [], feelings: ["wide awake"] })).toMatch(/^ask-any-/);
});

test("the same glimmer always has the same question", () => {
  const one = { id: "0192-7", senses: ["touching" as const], feelings: [] };
  expect(t(questionFor(one))).toBe(t(questionFor({ ...one })));
});
