import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import { settle } from "../settle";
import Reach from "./Reach.svelte";

let fake: FakeApi;
const writeText = vi.fn(async (_text: string) => undefined);
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  writeText.mockReset();
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
});
afterEach(() => void vi.unstubAllGlobals());

const click = async (name: string) => {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settle();
};
const said = () => screen.getAllByRole("status").map((region) => region.textContent?.trim());

test("copying says so once, and only of what was copied last", async () => {
  render(Reach, { name: "Marta", reach: "07700 900146", way: "call" });
  render(Reach, { name: "Otto", reach: "otto@example.org", way: "write" });
  await click("Copy 07700 900146");
  expect(writeText).toHaveBeenCalledWith("07700 900146");
  expect(said()).toEqual(["Copied", ""]);
  await click("Copy otto@example.org");
  expect(said(), "the first is no longer what would be pasted").toEqual(["", "Copied"]);
});

test("the button’s name stays while it has the focus, so that only the status is read", async () => {
  render(Reach, { name: "Marta", reach: "07700 900146", way: null });
  await click("Copy 07700 900146");
  expect(screen.getByRole("button", { name: "Copy 07700 900146" }).textContent).toBe("Copied");
});

test("what cannot be copied is marked for the person’s own keys, and not called copied", async () => {
  writeText.mockRejectedValue(new Error("no clipboard"));
  document.execCommand = () => false;
  render(Reach, { name: "Marta", reach: "07700 900146", way: null });
  await click("Copy 07700 900146");
  expect(said()).toEqual(["Marked: copy it now"]);
  expect(getSelection()?.toString()).toBe("07700 900146");
});

test("nothing is opened before a click, and a click opens it", async () => {
  render(Reach, { name: "Marta", reach: "07700 900146", way: "call" });
  await settle();
  expect(fake.reached).toEqual([]);
  await click("Call Marta");
  expect(fake.reached).toEqual(["07700 900146"]);
  expect(said()).toEqual([""]);
});

test.each([
  ["call", "Call Marta", "No program here opened it. The number can be copied."],
  ["write", "Write to Marta", "No program here opened it. The address can be copied."],
] as const)("where no program can %s, the other way is said in place", async (way, button, words) => {
  fake.failing.openReach = failure("file");
  render(Reach, { name: "Marta", reach: "x", way });
  await click(button);
  expect(said()).toEqual([words]);
});

test("what is neither a number nor an address can only be copied", () => {
  render(Reach, { name: "Marta", reach: "knock twice", way: null });
  expect(screen.getAllByRole("button").length).toBe(1);
});
