import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import { onLeaving } from "./leaving";
import { putAwayWhenLocking } from "./locking";

let fake: FakeApi;
let stop = () => {};
beforeEach(() => {
  vi.useFakeTimers();
  fake = new FakeApi();
  useApi(fake);
});
afterEach(() => stop());

const put = () => fake.calls.filter((call) => call === "putAway").length;
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("fields are left and saves are waited for before the page may go", async () => {
  const order: string[] = [];
  const forget = onLeaving(() => order.push("left"));
  let saved = () => {};
  stop = putAwayWhenLocking(() => {
    order.push("saving");
    return new Promise<void>((resolve) => (saved = resolve));
  });
  fake.emitLocking();
  await wait(100);
  expect(order).toEqual(["left", "saving"]);
  expect(put()).toBe(0);
  saved();
  await wait(0);
  expect(put()).toBe(1);
  forget();
});

test.each([
  ["is refused", () => Promise.reject(failure("disk_full"))],
  ["never ends", () => new Promise<void>(() => {})],
  [
    "breaks",
    () => {
      throw new Error("a slip");
    },
  ],
] as const)("the page may go within a second and a half when a save %s", async (_, settle) => {
  stop = putAwayWhenLocking(settle);
  fake.emitLocking();
  await wait(1400);
  expect(put()).toBe(1);
});

test("stopped, it answers no more", async () => {
  putAwayWhenLocking(() => Promise.resolve())();
  fake.emitLocking();
  await wait(2000);
  expect(put()).toBe(0);
});
