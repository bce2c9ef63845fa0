import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import { Prompts } from "./prompts.svelte";

let fake: FakeApi;
let prompts: Prompts;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  prompts = new Prompts("What was ordinary, and good?");
});

test("a shipped prompt is said in our words, an own one in the person's", async () => {
  fake.comingPrompts = [
    { kind: "shipped", of: "prompt-hear" },
    { kind: "own", of: "What did Otto do?" },
  ];
  await prompts.next();
  expect(prompts.shown).toEqual({ words: "Something you heard today?", own: false });
  await prompts.next();
  expect(prompts.shown).toEqual({ words: "What did Otto do?", own: true });
});

test("whoever wants no prompts sees only what the field is for", async () => {
  fake.chosen.prompts = false;
  await prompts.next();
  expect(prompts.shown.words).toBe("A glimmer");
});

test("when the journal cannot answer there is still a prompt, and it is asked for again at the next opening", async () => {
  fake.failing.nextPrompt = failure("damaged");
  await prompts.next();
  expect(prompts.shown.words).toBe("What was ordinary, and good?");
  fake.failing = {};
  fake.comingPrompts = [{ kind: "shipped", of: "prompt-hear" }];
  await prompts.retry();
  expect(prompts.shown.words).toBe("Something you heard today?");
  const asked = fake.calls.length;
  await prompts.retry();
  expect(fake.calls.length, "each asking counts as one that was shown").toBe(asked);
});
