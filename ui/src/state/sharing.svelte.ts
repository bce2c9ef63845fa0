import { codeOf } from "../api";
import type { ErrorCode, Glimmer } from "../api/types";
import { softly } from "./dates";
import { settings } from "./settings.svelte";
import { writtenIn } from "./tags";
import { t, wordless } from "./words";

/** The words by which a glimmer is shown to somebody: its own, or what stands for them. */
export const wordsOf = ({ text, feelings, senses, photos }: Glimmer): string =>
  text.trim() === "" ? wordless(feelings, senses, photos) : text.trim();

/** The line below them. `today` is empty if nothing is to be said of when it was. */
export const signOf = ({ day }: Glimmer, today: string): string =>
  today === "" ? t("share-sign") : t("share-sign-when", { when: softly(day, today) });

const nameOf = (tag: string): string => tag.slice(1).trim();

/** The people a glimmer is tagged with, without their sign. */
export const peopleIn = ({ tags }: Glimmer): string[] => tags.filter((tag) => tag.startsWith("@")).map(nameOf);

/** What one could write to somebody who is in a glimmer. */
export function noteTo(name: string, glimmer: Glimmer): string {
  if (glimmer.text.trim() === "") return t("share-tell-wordless", { name, moment: wordsOf(glimmer) });
  // The sign is for finding; in a letter, people have names.
  const words = writtenIn(glimmer.text).reduce(
    (text, tag) => text.replaceAll(tag, () => nameOf(tag)),
    glimmer.text.trim(),
  );
  return t("share-tell-note", { name, words });
}

function why(code: ErrorCode): string {
  if (code === "clipboard") return t("share-no-clipboard");
  if (code === "disk_full") return t("share-full");
  if (code === "read_only") return t("share-read-only");
  return t("share-failed");
}

/** Giving one thing out of the window at a time, and what became of it. */
export class Sharing {
  busy = $state(false);
  said = $state("");
  refused = $state("");

  /** Something else is shown now: what was said is not about it. */
  forget(): void {
    this.said = this.refused = "";
  }

  copy = (act: () => Promise<void>): Promise<void> =>
    this.give(async () => {
      await act();
      return settings.current?.clear_clipboard === false ? t("share-copied") : t("share-copied-minute");
    });

  save = (act: () => Promise<string | null>): Promise<void> =>
    this.give(async () => {
      const path = await act();
      return path === null ? "" : t("share-saved", { path });
    });

  private async give(act: () => Promise<string>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.forget();
    try {
      this.said = await act();
    } catch (thrown) {
      this.refused = why(codeOf(thrown));
    } finally {
      this.busy = false;
    }
  }
}
