import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import type { Support } from "../api/types";
import { supports, type Item } from "./supports.svelte";

const support = (name: string, some: Partial<Support> = {}): Support => ({
  kind: "place",
  name,
  reach: "",
  about: "",
  way: null,
  ...some,
});

let fake: FakeApi;
beforeEach(async () => {
  fake = new FakeApi();
  useApi(fake);
  fake.ownSupports = [support("One"), support("Two"), support("Three")];
  supports.reset();
  await supports.load();
});

const at = (index: number) => supports.items[index] as Item;
const kept = () => fake.ownSupports.map(({ name }) => name);
const shown = () => supports.items.map((item) => item.support.name);

test("a new order is saved at once", async () => {
  supports.move(at(2), 0);
  await supports.save();
  expect(kept()).toEqual(["Three", "One", "Two"]);
});

test("a list that was never read replaces nothing", async () => {
  supports.reset();
  fake.failing.supports = failure("damaged");
  await supports.load();
  await supports.save();
  expect(await supports.mayGo()).toBe(true);
  expect(fake.calls).not.toContain("setSupports");
  expect(kept()).toEqual(["One", "Two", "Three"]);
});

test("an order that was refused stays here, over another reading too, and can be kept again", async () => {
  fake.failing.setSupports = failure("disk_full");
  supports.move(at(2), 0);
  await supports.save();
  expect(supports.refused).toBe("disk_full");
  await supports.load();
  expect(shown()).toEqual(["Three", "One", "Two"]);
  delete fake.failing.setSupports;
  await supports.save();
  expect(supports.refused).toBeNull();
  expect(kept()).toEqual(["Three", "One", "Two"]);
});

test("one that was added elsewhere is read, and what is half written stays with its own", async () => {
  supports.edit(at(1));
  if (at(1).form) (at(1).form as { name: string }).name = "Two and a half";
  fake.ownSupports.unshift(support("Zero"));
  await supports.load();
  expect(shown()).toEqual(["Zero", "One", "Two", "Three"]);
  expect(at(2).form?.name).toBe("Two and a half");
});

test("words for one that is gone meanwhile are words all the same", async () => {
  supports.edit(at(1));
  if (at(1).form) (at(1).form as { name: string }).name = "Two and a half";
  fake.ownSupports.splice(1, 1);
  await supports.load();
  expect(supports.adding?.name).toBe("Two and a half");
});

test("opening another form keeps a changed one, and closes one that is as it was", () => {
  supports.edit(at(0));
  supports.edit(at(1));
  expect(at(0).form).toBeNull();
  if (at(1).form) (at(1).form as { name: string }).name = "Two!";
  supports.edit(at(2));
  expect(at(1).form?.name).toBe("Two!");
});

test("one that is removed with words half written in it comes back with them, in its place", async () => {
  supports.edit(at(1));
  if (at(1).form) (at(1).form as { name: string }).name = "Two!";
  const { undo } = supports.remove(at(1));
  await supports.save();
  expect(kept()).toEqual(["One", "Three"]);
  supports.move(at(1), 0);
  await undo();
  expect(shown(), "before the one it stood before").toEqual(["Two", "Three", "One"]);
  expect(kept()).toEqual(shown());
  expect(at(0).form?.name).toBe("Two!");
});

test("letters that come while a form is being saved stay in it", async () => {
  supports.edit(at(0));
  const form = at(0).form as { name: string };
  form.name = "One more";
  const saving = supports.keep(at(0));
  form.name = "One more thing";
  expect(await saving).toBe(false);
  expect(kept()[0]).toBe("One more");
  expect(at(0).form?.name).toBe("One more thing");
  expect(await supports.keep(at(0))).toBe(true);
  expect(kept()[0]).toBe("One more thing");
});

test("saving one does not undo a move that was made meanwhile", async () => {
  supports.edit(at(0));
  (at(0).form as { name: string }).name = "First";
  const saving = supports.keep(at(0));
  supports.move(at(2), 0);
  await saving;
  await supports.save();
  expect(kept()).toEqual(["Three", "First", "Two"]);
});

test("a new one is added to what the journal holds, not in its place", async () => {
  fake.ownSupports.push(support("From elsewhere"));
  supports.begin();
  if (supports.adding)
    Object.assign(supports.adding, { kind: "song", name: " A   song ", reach: "not asked of a song" });
  expect((await supports.keepNew())?.support).toMatchObject({ name: "A song", reach: "" });
  expect(kept()).toEqual(["One", "Two", "Three", "From elsewhere", "A song"]);
});

test("the window may go once it was said that the list is not saved, and never over a changed form", async () => {
  fake.failing.setSupports = failure("read_only");
  supports.move(at(2), 0);
  await supports.save();
  expect(await supports.mayGo()).toBe(true);
  supports.edit(at(0));
  expect(await supports.mayGo(), "nothing is written in it").toBe(true);
  if (at(0).form) (at(0).form as { name: string }).name = "Changed";
  expect(await supports.mayGo()).toBe(false);
  expect(await supports.mayGo()).toBe(false);
});
