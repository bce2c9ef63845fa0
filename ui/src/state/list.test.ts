import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, glimmer } from "../api/fake";
import type { Page } from "../api/types";
import { GlimmerList, rows } from "./list.svelte";
import { marks } from "./marks";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
});

const days = (...each: string[]) => each.map((day, i) => glimmer({ id: `g${i}`, day }));

test("a date stands only where it changes, a year only where it does", () => {
  const shown = rows(days("2026-11-22", "2026-11-22", "2026-01-02", "2023-11-25", "2023-11-25"), "2026");
  expect(shown.map((row) => row.date)).toEqual(["2026-11-22", null, "2026-01-02", "2023-11-25", null]);
  expect(shown.map((row) => row.year)).toEqual([null, null, null, "2023", null]);
});

test("a list that begins in an earlier year begins with that year", () => {
  expect(rows(days("2019-05-01"), "2026")[0]?.year).toBe("2019");
});

const found = (text: string, search: string) =>
  marks(text, search)
    .filter((piece) => piece.found)
    .map((piece) => piece.text);

test("what was searched is marked at the beginnings of words, whatever its accents and case", () => {
  expect(found("Café au lait, the cafe’s own", "cafe")).toEqual(["Café", "cafe"]);
  expect(found("Rain on the train", "rain")).toEqual(["Rain"]);
  expect(found("cafe\u0301 noir", "café")).toEqual(["cafe\u0301"]);
  expect(found("Straße im Regen", "stra reg")).toEqual(["Stra", "Reg"]);
});

test.each([
  ["don’t say so to them", "don't", ["don’t"]],
  ["tea, teapot and a tall one", "tea", ["tea", "tea"]],
  ["a day of rain", "day of", ["day", "of"]],
  ["雨の日、小雨", "雨", ["雨", "雨"]],
  ["山田さんと", "山田", ["山田"]],
  ["今日は良い日", "日", ["日", "日"]],
  ["한국어", "하", []],
  ["ΛΌΓΟΣ", "λόγος", ["ΛΌΓΟΣ"]],
  ["йога", "и", []],
  ["a 👍 b 👍", "👍", ["👍", "👍"]],
  ["50% AND more", "AND 50%", ["50", "AND"]],
  ["on Mill Street", 'mill "street', ["Mill", "Street"]],
])("in “%s”, a search for “%s” marks what the index finds", (text, search, marked) => {
  expect(found(text, search)).toEqual(marked);
});

test("the words of one search may overlap, and each place is marked once", () => {
  expect(found("raincoat", "rain raincoat")).toEqual(["raincoat"]);
});

test("marking loses no character", () => {
  const text = "İstanbul: 🙂 the ﬁrst e\u0301clair (50%)";
  for (const search of ["i", "ist", "the", "e", "50", "(", ""])
    expect(
      marks(text, search)
        .map((piece) => piece.text)
        .join(""),
      search,
    ).toBe(text);
});

test("the answer to an older question is dropped", async () => {
  const list = new GlimmerList(false);
  const answers: ((page: Page) => void)[] = [];
  fake.listGlimmers = () => new Promise((answer) => answers.push(answer));
  const first = list.reload();
  list.search = "rain";
  const second = list.reload();
  answers[1]?.({ glimmers: [glimmer({ id: "rain" })], next: null, previous: null });
  await second;
  answers[0]?.({ glimmers: [glimmer({ id: "old" })], next: null, previous: null });
  await first;
  expect(list.items.map((item) => item.id)).toEqual(["rain"]);
  expect(list.answered).toBe("rain");
});

test("typing asks once it pauses", async () => {
  vi.useFakeTimers();
  const list = new GlimmerList(false);
  for (const search of ["r", "ra", "rai"]) {
    list.search = search;
    list.typed();
    vi.advanceTimersByTime(20);
  }
  expect(fake.calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(fake.calls).toEqual(["listGlimmers"]);
  expect(list.answered).toBe("rai");
});

test("reading again reads as far as had been read", async () => {
  fake.glimmers = Array.from({ length: 350 }, (_, i) => glimmer({ id: `g${i}` }));
  const list = new GlimmerList(false);
  await list.reload();
  await list.older();
  expect(list.items.length).toBe(200);
  fake.glimmers.unshift(glimmer({ id: "new" }));
  await list.reload();
  expect(list.items.length).toBeGreaterThanOrEqual(200);
  expect(list.items[0]?.id).toBe("new");
});
