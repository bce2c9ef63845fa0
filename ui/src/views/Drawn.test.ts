import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeApi, failure, glimmer } from "../api/fake";
import { lockedFake } from "../state/locked.test-env";

// It is said once in the life of a page, so each test has a page of its own.
let close: () => Promise<void>;
beforeEach(() => vi.resetModules());
afterEach(() => close());

async function open(fake: FakeApi, hash: string): Promise<void> {
  const { useApi } = await import("../api");
  const { mount, unmount } = await import("svelte");
  const { default: Main } = await import("./Main.svelte");
  // Read when they are first needed, which may be when the test is over.
  await Promise.all([import("./Lock.svelte"), import("./Trouble.svelte")]);
  useApi(fake);
  location.hash = hash;
  const main = mount(Main, { target: document.body });
  close = () => unmount(main);
}

const said = (fake: FakeApi) => fake.calls.filter((call) => call === "mainDrawn").length;

function withOne(): FakeApi {
  const fake = new FakeApi();
  fake.glimmers = [glimmer({ text: "First cup" })];
  return fake;
}

function newcomer(): FakeApi {
  const fake = new FakeApi();
  fake.state.newcomer = true;
  return fake;
}

function troubled(): FakeApi {
  const fake = new FakeApi();
  fake.state.trouble = failure("no_journal");
  return fake;
}

test.each([
  ["today", withOne, "today"],
  ["the list", withOne, "glimmers"],
  ["what somebody turned to at once", withOne, "settings"],
  ["the first screen", newcomer, "today"],
  ["a lock", lockedFake, "today"],
  ["a trouble", troubled, "today"],
])(
  "whatever comes first says once that it can be seen: %s",
  async (_name, make, hash) => {
    const fake = make();
    await open(fake, hash);
    await vi.waitFor(() => expect(said(fake)).toBe(1), 10_000);
  },
  60_000,
);

test("Today does not say so before it has what it shows, and says so too if that cannot be read", async () => {
  const fake = withOne();
  let answer = () => {};
  const late = new Promise<void>((resolve) => (answer = resolve));
  const { today } = fake;
  fake.today = async () => {
    await late;
    fake.failing.today = failure("busy");
    return today();
  };
  await open(fake, "today");
  await vi.waitFor(() => expect(fake.calls).toContain("vocabulary"), 10_000);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let i = 0; i < 4; i++) await frame();
  expect(said(fake)).toBe(0);
  answer();
  await vi.waitFor(() => expect(said(fake)).toBe(1), 10_000);
}, 60_000);
