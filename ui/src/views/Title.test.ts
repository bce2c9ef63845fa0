import { render } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { useApi } from "../api";
import { FakeApi } from "../api/fake";
import { settle } from "../settle";
import Capture from "./Capture.svelte";
import Main from "./Main.svelte";

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  useApi(fake);
  location.hash = "today";
});

test.each(["main", "capture"])(
  "the title of the %s window says what this is only where that is wanted",
  async (which) => {
    render(which === "main" ? Main : Capture);
    await settle();
    const usual = document.title;
    expect(usual).not.toBe("Notes");
    await fake.changeSettings({ ...fake.chosen, neutral_look: true });
    await settle();
    expect(document.title).toBe("Notes");
    await fake.changeSettings({ ...fake.chosen, neutral_look: false });
    await settle();
    expect(document.title).toBe(usual);
  },
);
