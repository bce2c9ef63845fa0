import { render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure, glimmer } from "../api/fake";
import { settle } from "../settle";
import { toast } from "../state/toast.svelte";
import Main from "./Main.svelte";
import { press } from "./acts.test-env";

let fake: FakeApi;
const hall = () => glimmer({ id: "g-hall", text: "The hall light was on.", tags: ["@Marta", "+hall"] });
beforeEach(() => {
  fake = new FakeApi();
  fake.glimmers = [hall()];
  useApi(fake);
  toast.clear();
  location.hash = "today";
});

async function open(): Promise<void> {
  render(Main);
  await settle();
  await press(/The hall light was on/);
}
const says = () => document.querySelector(".acts .pick")?.textContent?.trim();
const row = () => document.querySelector<HTMLElement>("[data-row]");

test.each([
  [{}, "On hard days: shown"],
  [{ rests_until: "2026-12-22" }, "On hard days: resting until 22 December"],
  [{ rests_until: "2027-11-22" }, "On hard days: resting until 22 November 2027"],
  [{ rests_until: "2026-11-01" }, "On hard days: shown"],
  [{ kept_out: true }, "On hard days: never"],
  [{ out_with: ["@Marta"] }, "On hard days: not shown"],
  [{ kept_out: true, out_with: ["@Marta"] }, "On hard days: never"],
])("with %j an opened row says “%s”", async (some, words) => {
  fake.glimmers = [{ ...hall(), ...some }];
  await open();
  expect(says()).toBe(words);
});

test("a tag that keeps it out is named there, and let up again from there", async () => {
  fake.tagsOut = ["@Marta"];
  fake.glimmers = [{ ...hall(), out_with: ["@Marta"] }];
  await open();
  expect(screen.getByText("Nothing with @Marta")).toBeTruthy();
  await press("Let @Marta come up again");
  expect(fake.tagsOut).toEqual([]);
  expect(screen.queryByText("Nothing with @Marta")).toBeNull();
  expect(says()).toBe("On hard days: shown");
  expect(document.activeElement, "the button is gone, the row is there").toBe(row());
  expect(toast.said?.text).toBe("@Marta can come up again.");
  await toast.undo();
  await settle();
  expect(fake.tagsOut).toEqual(["@Marta"]);
  expect(screen.getByText("Nothing with @Marta")).toBeTruthy();
});

test("one that came from elsewhere says that it waits, is let in there, and can wait again", async () => {
  fake.glimmers = [{ ...hall(), waits: true }];
  await open();
  expect(says()).toBe("On hard days: not shown");
  expect(screen.getByText("It came from elsewhere, and does not come up by itself.")).toBeTruthy();
  await press("Let it in");
  expect(fake.glimmers[0]?.waits).toBe(false);
  expect(says()).toBe("On hard days: shown");
  expect(document.activeElement, "the button is gone, the row is there").toBe(row());
  expect(toast.said?.text).toBe("It may come up by itself now.");
  await toast.undo();
  await settle();
  expect(fake.glimmers[0]?.waits).toBe(true);
});

test("with nothing kept out there is no word of it, and a refusal changes nothing", async () => {
  await open();
  expect(screen.queryByText(/Nothing with/)).toBeNull();
  fake.tagsOut = ["@Marta"];
  const [g] = fake.glimmers;
  if (g) g.out_with = ["@Marta"];
  fake.emitChanged("glimmers");
  await settle();
  fake.failing.keepTagOut = failure("disk_full");
  await press("Let @Marta come up again");
  expect(toast.said?.text).toBe("That did not work. Nothing was changed.");
  expect(screen.getByText("Nothing with @Marta")).toBeTruthy();
});
