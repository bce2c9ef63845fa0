import { render, screen } from "@testing-library/svelte";
import { vi } from "vitest";
import { settle } from "../../settle";
import Main from "../Main.svelte";
// Read with the test file: on a busy machine the first test that opens the page would else run out of time over it.
import "../Settings.svelte";
import { press } from "../acts.test-env";

/** Opens Settings in the main window, at this section. */
export async function openSettings(section = "Reminders"): Promise<void> {
  location.hash = "settings";
  render(Main);
  await vi.waitFor(() => screen.getByRole("navigation", { name: "Settings" }), 4_000);
  await settle();
  if (section !== "Reminders") await press(section);
}
