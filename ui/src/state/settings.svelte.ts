import { api, codeOf } from "../api";
import type { ErrorCode, Settings } from "../api/types";
import { theme } from "./theme.svelte";

export type Place =
  | "evening"
  | "later"
  | "midday"
  | "morning"
  | "discretion"
  | "shortcut"
  | "warm"
  | "login"
  | "prompts"
  | "savouring"
  | "day"
  | "appearance"
  | "breath"
  | "heaviness"
  | "everywhere"
  | "away"
  | "screen"
  | "neutral"
  | "pictures"
  | "clipboard";

/** The settings as they are, and changing one at once. */
class Chosen {
  current = $state.raw<Settings | null>(null);
  /** What could not be changed, and why: said beside it. */
  refused = $state<{ place: Place; code: ErrorCode } | null>(null);
  unreadable = $state(false);
  private line: Promise<void> = Promise.resolve();

  async load(): Promise<void> {
    try {
      this.take(await api.settings());
      this.unreadable = false;
    } catch {
      this.unreadable = true;
    }
  }

  private take(settings: Settings): void {
    this.current = settings;
    theme.appearance = settings.appearance;
  }

  /** Resolves when no change is on its way any more. */
  settled(): Promise<void> {
    return this.line;
  }

  /**
   * Changes what `make` changes. One after the other, each from the newest: settings cross as a whole, so two at once
   * would undo each other.
   */
  change(place: Place, make: (now: Settings) => Settings): Promise<void> {
    this.line = this.line.then(async () => {
      const before = this.current;
      if (!before) return;
      const wanted = make(before);
      this.refused = null;
      this.take(wanted);
      try {
        this.take(await api.changeSettings(wanted));
      } catch (thrown) {
        this.take(before);
        this.refused = { place, code: codeOf(thrown) };
      }
    });
    return this.line;
  }
}

export const settings = new Chosen();
