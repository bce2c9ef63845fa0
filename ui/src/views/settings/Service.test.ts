import { fireEvent, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../../api";
import { FakeApi } from "../../api/fake";
import { settle } from "../../settle";
import { reminding } from "../../state/reminding.svelte";
import { toast } from "../../state/toast.svelte";
import { openSettings } from "./open.test-env";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  toast.clear();
  reminding.reset();
});

const open = () => openSettings();

const NO_ANSWER = /What would be asked waits as a line on Today\.$/;

test("a notification service that does not answer is said at the top", async () => {
  fake.answering = false;
  await open();
  expect(screen.getByText(NO_ANSWER).getAttribute("role")).toBe("status");
});

test.each(["the window comes back", "something was shown"])(
  "whether it answers is asked again when %s",
  async (how) => {
    await open();
    for (const answering of [false, true]) {
      fake.answering = answering;
      if (how === "the window comes back") await fireEvent.focus(window);
      else fake.emitChanged("reminders");
      await settle();
      expect(screen.queryByText(NO_ANSWER) === null, "also when it answered before").toBe(answering);
    }
  },
);

test.each([true, null])("nothing is said when the answer is %s", async (answering) => {
  fake.answering = answering;
  await open();
  expect(screen.queryByText(NO_ANSWER)).toBeNull();
});
