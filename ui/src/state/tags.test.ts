import { expect, test } from "vitest";
import shared from "../../../core/tests/written_tags.json";
import { fitsInWords, offers, tagAt, tagsIn, writtenIn } from "./tags";

const known = ["@Marta", "+Mill Street", "#small", "@Élodie", "+kitchen", "@María José"];

test("what is offered begins with what was typed, without regard to accents and capitals", () => {
  expect(offers(known, "@mar", [])).toEqual(["@Marta", "@María José"]);
  expect(offers(known, "elo", [])).toEqual(["@Élodie"]);
  expect(offers(known, "É", [])).toEqual(["@Élodie"]);
});

test("a sign narrows it, and a later word of a name counts too", () => {
  expect(offers(known, "+", [])).toEqual(["+Mill Street", "+kitchen"]);
  expect(offers(known, "street", [])).toEqual(["+Mill Street"]);
});

test("what is there already, or stands there whole, is not offered", () => {
  expect(offers(known, "@mar", ["@MARTA"])).toEqual(["@María José"]);
  expect(offers(known, "@Marta", [])).toEqual([]);
});

test("only a handful is offered", () => {
  expect(
    offers(
      Array.from({ length: 50 }, (_, i) => `#tag${i}`),
      "tag",
      [],
    ).length,
  ).toBe(5);
});

test.each([
  ["with @Ma", 8, { typed: "@Ma", start: 5 }],
  ["@Anne-Ma", 8, { typed: "@Anne-Ma", start: 0 }],
  ["(+kit", 5, { typed: "+kit", start: 1 }],
  ["#雨", 2, { typed: "#雨", start: 0 }],
  ["@แม่", 4, { typed: "@แม่", start: 0 }],
])("in “%s” a tag is being written", (text, caret, found) => {
  expect(tagAt(text, caret)).toEqual(found);
});

test.each([
  ["a@b.or", 6],
  ["2 +1", 4],
  ["http://x.org/#to", 16],
  ["@", 1],
  ["@Marta ", 7],
  ["@Marta", 3],
])("in “%s” none is", (text, caret) => {
  expect(tagAt(text, caret)).toBeNull();
});

test("a name with a space in it cannot stand in a sentence", () => {
  const tags = ["@Marta", "+Mill Street", "#small_things", "@Anne-Marie"];
  expect(tags.filter(fitsInWords)).toEqual(["@Marta", "#small_things", "@Anne-Marie"]);
});

test("nor can one that would lose its end there", () => {
  expect(fitsInWords("+Marta’s")).toBe(false);
});

test.each(shared)("the page finds the tags that the core finds in “$text”", ({ text, tags }) => {
  expect(writtenIn(text)).toEqual(tags);
});

test("several tags may be typed one after the other, and one without a sign is anything", () => {
  expect(tagsIn("@Marta +Mill Street, small")).toEqual(["@Marta", "+Mill Street", "#small"]);
  expect(tagsIn("+line 18 @Marta, small #small # ")).toEqual(["+line 18", "@Marta", "#small"]);
  expect(tagsIn("")).toEqual([]);
});
