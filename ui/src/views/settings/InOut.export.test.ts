import { fireEvent, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api";
import { FakeApi, failure, glimmer } from "../../api/fake";
import { settle } from "../../settle";
import { exporting } from "../../state/exporting.svelte";
import { importing } from "../../state/importing.svelte";
import { toast } from "../../state/toast.svelte";
import { alerts, clean, press, type } from "../acts.test-env";
import { openSettings } from "./open.test-env";

// Nothing is laid out here.
Element.prototype.scrollTo = () => undefined;

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  importing.clear();
  importing.earlier = [];
  exporting.forgetOutcome();
  exporting.passphrase.forget();
  Object.assign(exporting, { some: false, format: "json", sealed: false });
});

const open = () => openSettings("Import and export");
const page = () => document.body.textContent.replace(/\s+/g, " ");
const tick = async (label: string | RegExp) => {
  await fireEvent.click(screen.getByLabelText(label));
  await settle();
};

test("all of it is written in the chosen format, and it is said where it lies", async () => {
  fake.glimmers = [glimmer()];
  await open();
  expect(page()).toContain("Without one, anyone who has the file can read it.");
  await tick("CSV");
  await press("Export…");
  expect(fake.exported).toEqual([{ which: null, format: "csv", passphrase: null }]);
  expect(page()).toContain("Written, with one glimmer. It lies in /home/u/saved");
  await clean();
});

test("a passphrase is wanted twice, is said to be the only way in, and is forgotten when it is written", async () => {
  await open();
  await tick("Seal it with a passphrase");
  expect(page()).toContain("Without the passphrase nobody can read it");
  await press("Export…");
  expect(fake.exported).toEqual([]);
  expect(alerts()).not.toBe("");
  await type("New passphrase", "a long quiet evening");
  await type("Once more", "a long quiet evening");
  await press("Export…");
  expect(fake.exported[0]?.passphrase).toBe("a long quiet evening");
  expect(exporting.passphrase.typed).toBe(false);
});

test("photos that are missing are told of, and all the rest was written", async () => {
  fake.missingPhotos = 1;
  await open();
  await press("Export…");
  expect(page()).toContain("One photo is missing or damaged, and is not in it.");
});

test("choosing nowhere says nothing, and what fails says that nothing was left behind", async () => {
  fake.placeToSave = null;
  await open();
  await press("Export…");
  expect(page()).not.toContain("Written");
  expect(alerts()).toBe("");
  fake.failing.exportJournal = failure("disk_full");
  await press("Export…");
  expect(alerts()).toContain("It was not written, and nothing was left behind. The disk is full.");
});

test("what Glimmers shows is taken along from there, and everything still can be", async () => {
  fake.glimmers = [glimmer({ text: "Rain on the skylight." }), glimmer({ id: "g-2", text: "Bread." })];
  await open();
  expect(screen.queryByLabelText("Everything")).toBeNull();
  location.hash = "glimmers";
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
  await type("Search your glimmers", "rain");
  await press("Export these…");
  await vi.waitFor(() => screen.getByRole("heading", { name: "Take your journal along" }));
  await settle();
  expect(document.activeElement?.textContent).toBe("Take your journal along");
  expect(screen.getByLabelText<HTMLInputElement>("Only what Glimmers shows now: “rain”").checked).toBe(true);
  await press("Export…");
  expect(fake.exported[0]?.which?.search).toBe("rain");
  await tick("Everything");
  await press("Export…");
  expect(fake.exported[1]?.which).toBeNull();
});

test("writing can be stopped, and the page says that nothing is left", async () => {
  let end: (answer: null) => void = () => undefined;
  fake.exportJournal = () => new Promise((done) => (end = done));
  await open();
  await press("Export…");
  // While a place is being chosen there is nothing to wait for.
  expect(screen.queryByRole("progressbar")).toBeNull();
  fake.emitProgress({ task: "export", done: 0.3 });
  await settle();
  expect(screen.getByRole("progressbar")).toBeTruthy();
  await press("Stop");
  end(null);
  await settle();
  expect(page()).toContain("Stopped. Nothing was left behind.");
});
