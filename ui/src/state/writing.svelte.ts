import { api, codeOf } from "../api";
import type { Draft, DraftPlace, ErrorCode, Failure, Glimmer, Sense } from "../api/types";
import { DraftSaver } from "./draft.svelte";

const toggled = <T>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item];

/** What came in while `sent` was being kept: the chips that were not part of it. */
const since = <T>(now: readonly T[], sent: readonly T[]): T[] => now.filter((item) => !sent.includes(item));

/**
 * A glimmer being written in one place: its words and chips, its draft on disk, and keeping it.
 *
 * The one promise: what a person typed leaves the box only when it is safely in the journal.
 */
export class Writing {
  text = $state("");
  feelings = $state<string[]>([]);
  senses = $state<Sense[]>([]);
  /** Why keeping was refused, until it is tried again or the words change. */
  failure = $state<ErrorCode | null>(null);
  /** The page was about to go, and what is in the box could not be saved; until it is kept or the words change. */
  unsaved = $state(false);
  busy = $state(false);
  /** The one just kept, as long as it can be taken back. */
  kept = $state<Glimmer | null>(null);
  readonly empty = $derived(this.text.trim() === "" && this.feelings.length === 0 && this.senses.length === 0);

  private readonly saver: DraftSaver;
  private restored = false;
  private keepAgain = false;
  /** The keeping or taking back that is under way, or was last. */
  private working: Promise<unknown> = Promise.resolve();

  constructor(readonly place: DraftPlace) {
    this.saver = new DraftSaver((draft) => api.saveDraft(place, draft));
    // Until the old draft is here, a save would overwrite it with the first letters typed after opening.
    this.saver.hold();
  }

  private draft(): Draft {
    return {
      text: this.text,
      feelings: [...this.feelings],
      senses: [...this.senses],
      tags: [],
      anchor: false,
      given: false,
      day: null,
    };
  }

  /**
   * Brings back what was left unfinished. Letters typed meanwhile follow it, as if the caret had stood at its end.
   * Resolves to the reason when the old draft cannot be read now; calling again tries again.
   */
  async restore(): Promise<ErrorCode | null> {
    if (this.restored) return null;
    let found: Draft | null;
    try {
      found = await api.readDraft(this.place);
    } catch (thrown) {
      return codeOf(thrown);
    }
    if (this.restored) return null;
    this.restored = true;
    const typed = !this.empty || this.text !== "";
    if (found) {
      this.text = found.text + this.text;
      this.feelings = [...found.feelings, ...since(this.feelings, found.feelings)];
      this.senses = [...found.senses, ...since(this.senses, found.senses)];
    }
    this.saver.release(typed ? this.draft() : null);
    return null;
  }

  /** To be called after every change of the words. */
  changed(): void {
    this.failure = null;
    this.unsaved = false;
    this.saver.push(this.draft());
  }

  toggleFeeling(feeling: string): void {
    this.feelings = toggled(this.feelings, feeling);
    this.changed();
  }

  toggleSense(sense: Sense): void {
    this.senses = toggled(this.senses, sense);
    this.changed();
  }

  /** Waits for what is under way and saves the newest draft. Resolves to whether all that is in the box is on disk. */
  async flush(): Promise<boolean> {
    await this.working;
    if (!this.restored && (this.text !== "" || !this.empty)) await this.restore();
    return this.saver.flush();
  }

  /** Whether the page may go for good: all of it is saved, or it was said before, and stands there, that it is not. */
  async mayGo(): Promise<boolean> {
    const said = this.unsaved;
    if (await this.flush()) return true;
    this.unsaved = true;
    return said;
  }

  /**
   * Keeps what is in the box. Resolves to the glimmer, or to null when there was nothing or it was refused.
   *
   * Someone may type the next line and press Enter before the first is on disk. Then the first call keeps both and
   * resolves to the last that was kept; the second call resolves to null.
   */
  async keep(): Promise<Glimmer | null> {
    if (this.busy) {
      this.keepAgain = true;
      return null;
    }
    if (this.empty) return null;
    const keeping = this.keepAll();
    this.working = keeping;
    return keeping;
  }

  private async keepAll(): Promise<Glimmer | null> {
    this.busy = true;
    let last: Glimmer | null = null;
    do {
      this.keepAgain = false;
      const kept = await this.keepOne();
      if (!kept) break;
      last = kept;
    } while (this.keepAgain && !this.empty);
    this.busy = false;
    return last;
  }

  private async keepOne(): Promise<Glimmer | null> {
    this.failure = null;
    this.unsaved = false;
    try {
      // Keeping clears the draft on disk, so an older one must be in the box first.
      const unread = await this.restore();
      if (unread) throw { code: unread } satisfies Partial<Failure>;
      const sent = this.draft();
      await this.saver.flush();
      this.saver.hold();
      const kept = await api.keepGlimmer(this.place, sent);
      this.kept = kept;
      this.leave(sent);
      this.saver.release(this.text === "" && this.empty ? null : this.draft());
      return kept;
    } catch (thrown) {
      this.failure = codeOf(thrown);
      // If the old draft could not be read, saving stays held: these words must not replace it.
      if (this.restored) this.saver.release(this.draft());
      return null;
    }
  }

  /** Takes what was kept out of the box, and leaves what was typed since. */
  private leave(sent: Draft): void {
    if (this.text.startsWith(sent.text)) this.text = this.text.slice(sent.text.length).replace(/^\n+/, "");
    this.feelings = since(this.feelings, sent.feelings);
    this.senses = since(this.senses, sent.senses);
  }

  /** Takes the last one back into the box. What was begun since then follows it on a line of its own. */
  async undo(): Promise<boolean> {
    const kept = this.kept;
    if (!kept || this.busy) return false;
    const taking = this.takeBack(kept);
    this.working = taking;
    return taking;
  }

  private async takeBack(kept: Glimmer): Promise<boolean> {
    this.busy = true;
    try {
      await this.saver.flush();
      this.saver.hold();
      const back = await api.undoKeep(this.place, kept.id);
      this.kept = null;
      this.text = this.text.trim() === "" ? back.text : `${back.text}\n${this.text}`;
      this.feelings = [...back.feelings, ...since(this.feelings, back.feelings)];
      this.senses = [...back.senses, ...since(this.senses, back.senses)];
      return true;
    } catch {
      return false;
    } finally {
      this.busy = false;
      this.saver.release(this.draft());
    }
  }
}
