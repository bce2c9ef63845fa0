import { expect, test, vi } from "vitest";
import { glimmer } from "../api/fake";
import type { Glimmer } from "../api/types";
import { LookAround } from "./lookaround.svelte";

test("one that comes late is shown all the same, unless its sense has passed", async () => {
  vi.useFakeTimers();
  const answers: ((own: Glimmer | null) => void)[] = [];
  const around = new LookAround(() => new Promise((answer) => answers.push(answer)));
  const begun = around.begin();
  await vi.advanceTimersByTimeAsync(400);
  await begun;
  expect(around.own, "nobody waits for a silent journal").toBeNull();
  answers[0]?.(glimmer({ text: "light on the wall" }));
  await vi.advanceTimersByTimeAsync(0);
  expect(around.own?.text).toBe("light on the wall");

  const next = around.next();
  await vi.advanceTimersByTimeAsync(400);
  await next;
  const after = around.next();
  await vi.advanceTimersByTimeAsync(400);
  await after;
  answers[1]?.(glimmer({ text: "cold water" }));
  await vi.advanceTimersByTimeAsync(0);
  expect(around.own, "that was touched, and it is hearing now").toBeNull();
  vi.useRealTimers();
});
