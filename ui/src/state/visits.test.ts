import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import type { Shown } from "../api/types";
import { became, Visits } from "./visits.svelte";

let fake: FakeApi;
const shown = (some: Partial<Shown>): Shown => ({
  glimmer: glimmer(),
  stayed: false,
  rested: false,
  kept_out: false,
  ...some,
});
const past = (id: string) => ({
  id,
  day: "2026-11-12",
  opened_at: "2026-11-12T20:04:00Z",
  closed_at: null,
  arrival: null,
  heavy_before: null,
  heavy_after: null,
  leaving: { forward: "", toward: "" },
});
beforeEach(() => {
  fake = new FakeApi();
  fake.pastVisits = [past("v-2"), past("v-1")];
  fake.shownThen.set("v-1", [shown({ stayed: true })]);
  useApi(fake);
});

test("of two opened at once it is the last one that opens", async () => {
  const visits = new Visits();
  await visits.load();
  const first = visits.toggle("v-2");
  const second = visits.toggle("v-1");
  await Promise.all([first, second]);
  expect(visits.open).toBe("v-1");
  expect(visits.shown).toEqual(fake.shownThen.get("v-1"));
});

test("one that was closed before it could be read stays closed", async () => {
  const visits = new Visits();
  await visits.load();
  const opening = visits.toggle("v-1");
  visits.close();
  await opening;
  expect(visits.open).toBeNull();
});

test("what could not be erased stays open", async () => {
  const visits = new Visits();
  await visits.load();
  await visits.toggle("v-1");
  fake.failing.eraseVisit = failure("read_only");
  expect(await visits.erase("v-1")).toBe(false);
  expect(visits.open).toBe("v-1");
  delete fake.failing.eraseVisit;
  expect(await visits.erase("v-1")).toBe(true);
  expect(visits.open).toBeNull();
  expect(visits.all.map(({ id }) => id)).toEqual(["v-2"]);
});

test("what nothing was done with was let pass", () => {
  expect(became(shown({}))).toEqual(["let pass"]);
  expect(became(shown({ stayed: true, kept_out: true }))).toEqual(["stayed with", "not on hard days"]);
});
