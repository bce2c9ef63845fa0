import { api } from "../api";
import type { Glimmer } from "../api/types";
import { NewPassphrase } from "./newpassphrase.svelte";
import { Renewal } from "./renewal.svelte";

export type Screen = "what" | "when" | "who";
const SCREENS: readonly Screen[] = ["what", "when", "who"];

/** Where somebody new is in the first screens. Kept apart from the page, so that a hard day in between changes nothing. */
export class FirstScreens {
  /** Null while none of them is shown. */
  screen = $state<Screen | null>(null);
  /** The first glimmer, once it is in the journal. */
  kept = $state.raw<Glimmer | null>(null);
  /** Whether it is to be locked: what was chosen last, of the two that the third screen offers. */
  locking = $state(true);
  readonly passphrase = new NewPassphrase();
  readonly renewal = new Renewal();
  /** There is a passphrase already: somebody ended Glimmer between setting it and the last of these screens. */
  private locked = $state(false);
  private begun = false;

  readonly screens = $derived(this.locked ? SCREENS.filter((screen) => screen !== "who") : SCREENS);

  /** Shows the first screen. Only once: with the first glimmer the journal is no longer new, yet two screens follow. */
  begin(): void {
    if (this.begun) return;
    this.screen = "what";
    this.begun = true;
    void api.privacy().then(
      ({ passphrase }) => (this.locked = passphrase),
      // Then the third screen says what is the matter, if it is asked for something.
      () => undefined,
    );
  }

  next(): void {
    const after = this.screens[this.screens.findIndex((screen) => screen === this.screen) + 1];
    if (after) this.screen = after;
    else this.leave();
  }

  leave(): void {
    this.screen = null;
    // A secret outlives its page nowhere.
    this.passphrase.forget();
    this.renewal.forget();
    // If this cannot be noted, the screens come once more. That is all.
    void api.welcomed().catch(() => undefined);
  }
}
