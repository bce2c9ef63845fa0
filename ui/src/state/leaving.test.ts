import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import { Leaving } from "./leaving.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  vi.useFakeTimers();
});

const begin = (visit: string | null = "visit-1") => new Leaving(() => Promise.resolve(visit));
const saves = () => fake.calls.filter((call) => call === "noteLeaving").length;

test("each change is saved at once, and while one save is under way only the newest waits", async () => {
  const leaving = begin();
  for (const words of ["t", "te", "tea", "tea w"]) leaving.forward = words;
  await vi.advanceTimersByTimeAsync(0);
  expect(fake.leaving.forward, "without a rest of the hand").toBe("tea w");
  expect(saves()).toBe(2);
  leaving.forward = "tea";
  leaving.toward = "ask for a hug";
  await vi.advanceTimersByTimeAsync(0);
  expect(fake.leaving).toEqual({ forward: "tea", toward: "ask for a hug" });
});

test("leaving at once still saves, and with nothing written nothing is sent", async () => {
  const silent = begin();
  await silent.leave();
  expect(saves()).toBe(0);
  const leaving = begin();
  leaving.forward = "sleep";
  await leaving.leave();
  expect(fake.leaving.forward).toBe("sleep");
});

test("words that could not be saved stay, and go with the next change", async () => {
  const leaving = begin();
  fake.failing.noteLeaving = failure("disk_full");
  leaving.forward = "tea";
  await leaving.flush();
  expect(leaving.failed).toBe(true);
  expect(leaving.forward).toBe("tea");
  fake.failing = {};
  leaving.toward = "a walk";
  expect(leaving.failed, "it is not said anew before it is known").toBe(true);
  await leaving.flush();
  expect(leaving.failed).toBe(false);
  expect(fake.leaving).toEqual({ forward: "tea", toward: "a walk" });
});

test("without a visit there is nowhere to keep words", async () => {
  const leaving = begin(null);
  await vi.advanceTimersByTimeAsync(0);
  expect(leaving.keeps).toBe(false);
});

test("a sentence that was written and not yet kept is kept when the visit ends", async () => {
  const leaving = begin();
  leaving.sentence = "  It went by before. ";
  await leaving.flush();
  expect(fake.ownSupports, "saving the lines does not keep half a sentence").toEqual([]);
  await leaving.leave();
  expect(fake.ownSupports.map(({ kind, name }) => [kind, name])).toEqual([["sentence", "It went by before."]]);
});

test("a sentence that was taken back stays out, and its words stay in the field", async () => {
  fake.ownSupports = [{ kind: "person", name: "Marta", reach: "", about: "", way: null }];
  const leaving = begin();
  leaving.sentence = "It went by before.";
  expect(await leaving.keep()).toBe(true);
  expect(await leaving.unkeep()).toBe(true);
  expect(leaving.sentence).toBe("It went by before.");
  await leaving.leave();
  expect(fake.ownSupports.map(({ name }) => name)).toEqual(["Marta"]);
});

test("a refused sentence stays where it was written", async () => {
  fake.failing.addSupport = failure("disk_full");
  const leaving = begin();
  leaving.sentence = "It went by before.";
  expect(await leaving.keep()).toBe(false);
  expect([leaving.refused, leaving.kept, leaving.sentence]).toEqual([true, null, "It went by before."]);
});
