import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { consent, toggleAnchor } from "./acts";
import { toast } from "./toast.svelte";

let fake: FakeApi;
const one = glimmer({ text: "rain" });
const now = () => fake.glimmers[0];
beforeEach(() => {
  fake = new FakeApi();
  fake.glimmers = [{ ...one }];
  useApi(fake);
  toast.clear();
});

test("marking one to return to, and taking that back, leaves the words as they are by then", async () => {
  await toggleAnchor(one);
  expect(now()?.anchor).toBe(true);
  await fake.editGlimmer(one.id, { ...one, anchor: true, text: "rain, and then none" });
  await toast.said?.undo?.();
  expect(now()).toMatchObject({ anchor: false, text: "rain, and then none" });
});

test("an answer about hard days is one change, whatever was answered before", async () => {
  fake.glimmers = [{ ...one, kept_out: true }];
  const rested = await consent({ ...one, kept_out: true }, "month");
  expect(rested).toMatchObject({ kept_out: false, rests_until: "2026-12-22" });
  expect(fake.calls).toEqual(["setConsent"]);
  expect(await consent(rested ?? one, "out")).toMatchObject({ kept_out: true, rests_until: null });
  expect(await consent(rested ?? one, "show")).toMatchObject({ kept_out: false, rests_until: null });
});

test("one that was refused changes nothing and says so", async () => {
  fake.failing.setConsent = failure("disk_full");
  expect(await consent(one, "out")).toBeNull();
  expect(now()?.kept_out).toBe(false);
  expect(toast.said?.text).toBe("That did not work. Nothing was changed.");
});
