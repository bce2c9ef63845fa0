import { render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, glimmer } from "../api/fake";
import ToastLine from "../parts/ToastLine.svelte";
import { settle } from "../settle";
import { GlimmerList } from "../state/list.svelte";
import { Opened } from "../state/opened.svelte";
import { toast } from "../state/toast.svelte";
import { press } from "./acts.test-env";
import Glimmers from "./Glimmers.svelte";

// jsdom lays nothing out, so it does not scroll.
Element.prototype.scrollBy = Element.prototype.scrollTo = () => undefined;

let fake: FakeApi;
let list: GlimmerList;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  list = new GlimmerList(false);
  fake.glimmers = [
    glimmer({ id: "mine", text: "Rain on the roof." }),
    glimmer({ id: "came-1", text: "Frost on the shed.", day: "2026-11-20", waits: true }),
    glimmer({ id: "came-2", text: "The long table.", day: "2019-03-01", waits: true }),
  ];
});

async function open(): Promise<void> {
  render(Glimmers, { list, opened: new Opened(), onexport: () => undefined });
  render(ToastLine);
  await settle();
}
const waiting = () => fake.glimmers.filter(({ waits }) => waits).map(({ id }) => id);

test("those that were not let in yet can be looked at alone, where there are some", async () => {
  await open();
  await press("Not let in yet");
  expect(list.items.map(({ id }) => id)).toEqual(["came-1", "came-2"]);
  await vi.waitFor(() => screen.getByText("These came from elsewhere and do not come up by themselves."));
});

test("where none waits, nothing offers it", async () => {
  fake.glimmers.forEach((each) => (each.waits = false));
  await open();
  expect(screen.queryByRole("button", { name: "Not let in yet" })).toBeNull();
});

test("all that are shown are let in at once, stay in sight, and can wait again", async () => {
  const asked: unknown[] = [];
  const letAllIn = fake.letAllIn;
  fake.letAllIn = (which) => {
    asked.push(which);
    return letAllIn(which);
  };
  await open();
  await press("Not let in yet");
  await vi.waitFor(() => screen.getByRole("button", { name: "Let these in" }));
  await press("Let these in");
  expect(asked).toMatchObject([{ search: null, filter: { waits: true } }]);
  expect(waiting()).toEqual([]);
  expect(screen.getByText("2 glimmers may come up by themselves now.")).toBeTruthy();
  expect(list.items).toHaveLength(3);
  expect(document.activeElement).toBe(screen.getByRole("searchbox"));
  await press("Undo");
  expect(waiting()).toEqual(["came-1", "came-2"]);
});

test("what is shown can be taken along only where it is not everything", async () => {
  await open();
  expect(screen.queryByRole("button", { name: "Export these…" })).toBeNull();
  await press("Given");
  expect(screen.getByRole("button", { name: "Export these…" })).toBeTruthy();
});
