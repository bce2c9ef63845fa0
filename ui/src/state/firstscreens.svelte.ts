import { api } from "../api";
import type { Glimmer } from "../api/types";

export type Screen = "what" | "when" | "reach";
export const SCREENS: readonly Screen[] = ["what", "when", "reach"];

/** Where somebody new is in the first screens. Kept apart from the page, so that a hard day in between changes nothing. */
export class FirstScreens {
  /** Null while none of them is shown. */
  screen = $state<Screen | null>(null);
  /** The first glimmer, once it is in the journal. */
  kept = $state.raw<Glimmer | null>(null);
  private begun = false;

  /** Shows the first screen. Only once: with the first glimmer the journal is no longer new, yet two screens follow. */
  begin(): void {
    if (!this.begun) this.screen = "what";
    this.begun = true;
  }

  next(): void {
    const after = SCREENS[SCREENS.findIndex((screen) => screen === this.screen) + 1];
    if (after) this.screen = after;
    else this.leave();
  }

  leave(): void {
    this.screen = null;
    // If this cannot be noted, the screens come once more. That is all.
    void api.welcomed().catch(() => undefined);
  }
}
