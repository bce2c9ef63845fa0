import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure, glimmer } from "../../api/fake";
import { settle } from "../../settle";
import { outcome } from "../../state/copies-outcome.svelte";
import { toast } from "../../state/toast.svelte";
import Main from "../Main.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  outcome.last = null;
  location.hash = "today";
});

async function open(): Promise<void> {
  render(Main);
  await settle();
}
const button = (name: string) => screen.queryByRole("button", { name });
async function press(name: string): Promise<void> {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settle();
}
const composer = () => screen.queryByRole("textbox", { name: "A glimmer" });

test.each([
  ["Dropbox", /^Your journal lies in Dropbox, which copies it to other places\./],
  ["", /^Your journal lies in a folder on a network\./],
])("a synced folder is named: “%s”", async (synced, words) => {
  fake.state.notices = ["synced"];
  fake.state.synced = synced;
  await open();
  expect(screen.getByText(words)).toBeTruthy();
  await press("All right");
  expect(fake.state.notices).toEqual([]);
  expect(screen.queryByText(words)).toBeNull();
  expect(document.activeElement?.tagName).toBe("H1");
});

test("what could not be put away stays", async () => {
  fake.state.notices = ["no_tray"];
  fake.failing.dismissNotice = failure("internal");
  await open();
  await press("All right");
  expect(button("All right")).toBeTruthy();
});

test.each(["backup_failed", "damaged"] as const)(
  "one press leads from “%s” to the backups",
  async (notice) => {
    fake.state.notices = [notice];
    await open();
    await press("Backups");
    await vi.waitFor(() => screen.getByRole("heading", { level: 1, name: "Backups" }), 10_000);
  },
  20_000,
);

test("where nothing can be kept, the composer is not offered, and why is said once", async () => {
  fake.state.notices = ["read_only"];
  fake.glimmers = [glimmer({ text: "Rain on the skylight." })];
  await open();
  expect(composer()).toBeNull();
  expect(screen.getAllByText(/read-only/)).toHaveLength(1);
  expect(button("All right"), "it is so for as long as it is so").toBeNull();
  expect(screen.getByText("Rain on the skylight.")).toBeTruthy();
  await fireEvent.keyDown(document.body, { key: "a" });
  await fireEvent.keyDown(document.body, { key: "ArrowDown" });
  expect((document.activeElement as HTMLElement).dataset["row"]).toBe("g-1");
});

test("words that were begun stay in sight where they cannot be kept", async () => {
  fake.state.notices = ["read_only"];
  const none = { feelings: [], senses: [], tags: [], photos: [] };
  const draft = { ...none, text: "Half a", anchor: false, given: false, day: null };
  fake.drafts.set("today", draft);
  await open();
  expect((composer() as HTMLTextAreaElement).value).toBe("Half a");
});

test("when it can be written again, the composer is back", async () => {
  fake.state.notices = ["read_only"];
  await open();
  fake.state.notices = [];
  fake.emitChanged("notices");
  await settle();
  expect(composer()).toBeTruthy();
});
