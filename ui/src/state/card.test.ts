import { expect, test } from "vitest";
import { BESIDE, breakLines, fromRight, layOut, middleOf, pieces, SHAPES, SMALLEST } from "./card";

/** Every letter as wide as half its height. */
const measure = (text: string, size: number) => [...text].length * size * 0.5;
const letters = (text: string) => [...text].length;
const words = (many: number) => Array<string>(many).fill("rain").join(" ");

test("a few words stand in the largest letters of their shape", () => {
  expect(layOut("Rain on the skylight.", "square", measure)?.size).toBe(62);
  expect(layOut("Rain on the skylight.", "wide", measure)?.size).toBe(52);
});

test("more words make the letters smaller, by steps, and never smaller than the smallest", () => {
  const sizes = Array.from({ length: 120 }, (_, i) => layOut(words(i + 1), "square", measure)?.size ?? 0);
  const fitting = sizes.filter((size) => size > 0);
  expect([...fitting].sort((a, b) => b - a)).toEqual(fitting);
  expect(Math.min(...fitting)).toBe(SMALLEST);
  expect(sizes.at(-1), "what does not fit is not made to fit").toBe(0);
});

test("nothing of the words is cut, whatever their size", () => {
  for (let many = 1; many < 90; many++) {
    const laid = layOut(words(many), "square", measure);
    if (laid) expect(laid.lines.join(" ")).toBe(words(many));
    for (const line of laid?.lines ?? [])
      expect(measure(line, laid?.size ?? 0)).toBeLessThanOrEqual(SHAPES.square.room);
  }
});

test("the square takes words that are too long for the wide shape", () => {
  const many = words(60);
  expect(layOut(many, "wide", measure)).toBeNull();
  expect(layOut(many, "square", measure)).not.toBeNull();
});

test("with a photo there is less room, and nothing is cut either", () => {
  for (const shape of ["square", "wide"] as const) {
    expect(layOut("Rain.", shape, measure, true)?.size).toBe(BESIDE[shape].words.largest);
    for (let many = 1; many < 60; many++) {
      const laid = layOut(words(many), shape, measure, true);
      if (laid) expect(laid.lines.join(" ")).toBe(words(many));
      for (const line of laid?.lines ?? [])
        expect(measure(line, laid?.size ?? 0)).toBeLessThanOrEqual(BESIDE[shape].words.room);
    }
  }
  expect(layOut(words(60), "square", measure, true)).toBeNull();
  expect(layOut(words(60), "square", measure)).not.toBeNull();
});

test("a picture fills its box with its middle, whatever its form", () => {
  const box = { width: 1080, height: 620 };
  for (const picture of [
    { width: 4000, height: 600 },
    { width: 600, height: 4000 },
    { width: 1080, height: 620 },
  ]) {
    const part = middleOf(picture, box);
    expect(part.width / part.height).toBeCloseTo(box.width / box.height);
    expect(part.x * 2 + part.width, "as much is left out on either side").toBeCloseTo(picture.width);
    expect(part.y * 2 + part.height).toBeCloseTo(picture.height);
    expect(part.x >= -1e-9 && part.y >= -1e-9, "nothing is asked for that is not there").toBe(true);
  }
});

test("ten thousand words without a space are refused at once", () => {
  const began = performance.now();
  expect(layOut("a".repeat(10_000), "square", measure)).toBeNull();
  expect(performance.now() - began).toBeLessThan(1000);
});

test("lines are about as long as each other", () => {
  expect(breakLines("Someone humming on the stairs, the tune from Grandma’s kitchen.", 40, letters)).toEqual([
    "Someone humming on the stairs,",
    "the tune from Grandma’s kitchen.",
  ]);
});

test("what was written on lines of its own stays so", () => {
  expect(breakLines("Rain.\n\n\n\nThen   sun.\n", 40, letters)).toEqual(["Rain.", "", "Then sun."]);
});

test("a word that is wider than a line goes on in the next, and an accent stays with its letter", () => {
  expect(breakLines("a".repeat(25), 10, letters)?.every((line) => letters(line) <= 10)).toBe(true);
  const accented = "e\u0301".repeat(9);
  for (const line of breakLines(accented, 5, letters) ?? []) expect(line).not.toMatch(/^\p{M}/u);
});

test("a line may end after a dash, but not after a minus", () => {
  expect(pieces("half-way to -5")).toEqual(["half-", "way ", "to ", "-5"]);
});

test("words without spaces between them are broken between words, and no line begins with what closes one", () => {
  const japanese = "雨の音がしていた。誰もいない台所で、湯気を見ていた。";
  const lines = breakLines(japanese, 9, letters) ?? [];
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join("")).toBe(japanese);
  for (const line of lines) {
    expect(letters(line)).toBeLessThanOrEqual(9);
    expect(line).not.toMatch(/^[。、]/u);
  }
  expect(pieces("「雨」と言った")[0]).toMatch(/^「./u);
});

test("Thai is broken where its words end, without losing a mark", () => {
  const thai = "ฝนตกบนหลังคาและทุกคนหลับอยู่";
  const lines = breakLines(thai, 10, letters) ?? [];
  expect(lines.join("")).toBe(thai);
  for (const line of lines) expect(line).not.toMatch(/^\p{M}/u);
});

test("the first letter says from which side it is read", () => {
  expect(fromRight("“גשם על הגג”")).toBe(true);
  expect(fromRight("مطر")).toBe(true);
  expect(fromRight("Rain, גשם")).toBe(false);
  expect(fromRight("12:30 …")).toBe(false);
});
