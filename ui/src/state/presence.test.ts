import { fireEvent } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import { watchPresence } from "./presence";

let fake: FakeApi;
let open: boolean;
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  fake = new FakeApi();
  useApi(fake);
  open = true;
  stop = watchPresence(() => open);
});
afterEach(() => stop());

const said = () => fake.calls.filter((call) => call === "stillHere").length;
const moveTo = (screenX: number) => fireEvent(window, new MouseEvent("pointermove", { screenX, screenY: 5 }));

test("the first sign is told at once, and the next ones only after a while", async () => {
  await fireEvent.keyDown(document.body, { key: "a" });
  expect(said()).toBe(1);
  await fireEvent.keyDown(document.body, { key: "b" });
  await fireEvent.pointerDown(document.body);
  vi.advanceTimersByTime(9000);
  await fireEvent.wheel(document.body);
  expect(said()).toBe(1);
  vi.advanceTimersByTime(1000);
  await fireEvent.wheel(document.body);
  expect(said()).toBe(2);
});

test("a pointer that moves is a sign, and one that rests under a changing page is not", async () => {
  await moveTo(10);
  await moveTo(10);
  expect(said()).toBe(0);
  await moveTo(11);
  expect(said()).toBe(1);
});

test("where nothing could lock, nothing is told; once it can, it is told at once", async () => {
  open = false;
  await fireEvent.keyDown(document.body, { key: "a" });
  expect(said()).toBe(0);
  open = true;
  await fireEvent.keyDown(document.body, { key: "a" });
  expect(said()).toBe(1);
});

test("a key that the page keeps to itself is a sign too", async () => {
  const keep = (e: Event) => e.stopPropagation();
  document.body.addEventListener("keydown", keep);
  await fireEvent.keyDown(document.body, { key: "a" });
  document.body.removeEventListener("keydown", keep);
  expect(said()).toBe(1);
});

test("that it could not be told disturbs nobody, and stopped, nothing listens", async () => {
  fake.failing.stillHere = failure("internal");
  await fireEvent.keyDown(document.body, { key: "a" });
  stop();
  vi.advanceTimersByTime(20_000);
  await fireEvent.keyDown(document.body, { key: "a" });
  expect(said()).toBe(1);
});
