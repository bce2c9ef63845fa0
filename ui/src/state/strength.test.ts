import { expect, test } from "vitest";
import { strengthOf } from "./strength";

test.each([
  ["password", 0],
  ["glimmer", 1],
  ["evening light on the stairs", 4],
])("%s", async (passphrase, score) => {
  expect(await strengthOf(passphrase)).toBe(score);
});

test("words that every object knows are words like others", async () => {
  for (const word of ["constructor", "__proto__", "hasOwnProperty"]) expect(await strengthOf(word)).toBeLessThan(4);
});

test("what is very long is read as far as it matters", async () => {
  expect(await strengthOf("rain on glass and more ".repeat(1000))).toBe(4);
});
