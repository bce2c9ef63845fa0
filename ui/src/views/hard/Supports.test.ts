import { render, screen, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure } from "../../api/fake";
import type { Support, SupportKind } from "../../api/types";
import { Unlocking } from "../../state/lock.svelte";
import { Visit } from "../../state/visit.svelte";
import Supports from "./Supports.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
});

const one = (kind: SupportKind, name: string, some: Partial<Support> = {}): Support => ({
  kind,
  name,
  reach: "",
  about: "",
  way: null,
  ...some,
});
async function open(): Promise<void> {
  render(Supports, { visit: new Visit(), unlocking: new Unlocking(), onopened: vi.fn() });
  for (let i = 0; i < 20; i++) await Promise.resolve();
  await tick();
}

test("they stand by kind, the kinds and those inside each in the person’s order", async () => {
  fake.ownSupports = [
    one("sentence", "It went by before."),
    one("song", "Nina Simone"),
    one("therapist", "Dr Okafor", { about: "weekdays until five", reach: "okafor@example.org", way: "write" }),
    one("step", "Wash my hands"),
    one("person", "Marta", { reach: "07700 900146", way: "call" }),
    one("place", "The bench"),
    one("routine", "Tea first"),
    one("song", "Bach"),
  ];
  await open();
  expect(screen.getAllByRole("heading").map((heading) => heading.textContent)).toEqual([
    "My supports",
    "Kind sentences to yourself",
    "Songs",
    "People you can reach",
    "Small steps",
    "Places",
    "Routines",
  ]);
  const [, songs, people] = screen.getAllByRole("list");
  expect(
    within(people as HTMLElement)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual([expect.stringContaining("Dr Okafor"), expect.stringContaining("Marta")]);
  expect(songs?.textContent).toMatch(/Nina Simone.*Bach/s);
  expect(screen.getByText("therapist, weekdays until five")).toBeTruthy();
  expect(screen.getByText("It went by before.").className).toContain("yours");
  expect(screen.getByRole("button", { name: "Call Marta" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Write to Dr Okafor" })).toBeTruthy();
});

test("reading begins at the title", async () => {
  await open();
  expect(document.activeElement?.textContent).toBe("My supports");
});

test("with none there are kind words, and nothing that leads out of the visit", async () => {
  await open();
  expect(screen.getByText("None are written down yet, and that is all right.")).toBeTruthy();
  expect(screen.getByText(/On a steadier day/)).toBeTruthy();
  expect(screen.queryAllByRole("link").concat(screen.queryAllByRole("button"))).toEqual([]);
});

test("those that cannot be read are not lost, and that is said", async () => {
  fake.failing.supports = failure("damaged");
  await open();
  expect(screen.getByRole("status").textContent).toContain("They are not lost.");
  expect(screen.queryByText(/None are written down/)).toBeNull();
});
