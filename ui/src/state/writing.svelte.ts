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
  busy = $state(false);
  /** The one just kept, as long as it can be taken back. */
  kept = $state<Glimmer | null>(null);
  readonly empty = $derived(this.text.trim() === "" && this.feelings.length === 0 && this.senses.length === 0);

  private readonly saver: DraftSaver;
  private restored = false;
  private keepAgain = false;

  constructor(readonly place: DraftPlace) {
    this.saver = new DraftSaver((draft) => api.saveDraft(place, draft));
    // Until the old draft is here, a save would overwrite it with the first letters typed after opening.
    this.saver.hold();
  }

  private draft(): Draft {
    return { text: this.text, feelings: [...this.feelings], senses: [...this.senses] };
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

  /** Resolves to whether the newest draft is on disk. */
  flush(): Promise<boolean> {
    return this.saver.flush();
  }

  /** Keeps what is in the box. Resolves to the glimmer, the last one if more were typed meanwhile; or to null. */
  async keep(): Promise<Glimmer | null> {
    if (this.busy) {
      // Someone typed the next line and pressed Enter before the first was on disk.
      this.keepAgain = true;
      return null;
    }
    let last: Glimmer | null = null;
    do {
      this.keepAgain = false;
      const kept = await this.keepOne();
      if (!kept) break;
      last = kept;
    } while (this.keepAgain);
    this.keepAgain = false;
    return last;
  }

  private async keepOne(): Promise<Glimmer | null> {
    if (this.empty) return null;
    this.busy = true;
    this.failure = null;
    try {
      // Keeping clears the draft on disk, so an older one must be in the box first.
      const unread = await this.restore();
      if (unread) throw { code: unread } satisfies Partial<Failure>;
      const sent = this.draft();
      await this.saver.flush();
      this.saver.hold();
      const kept = await api.keepGlimmer(this.place, { ...sent, tags: [], anchor: false, given: false, day: null });
      this.kept = kept;
      this.leave(sent);
      this.saver.release(this.text === "" && this.empty ? null : this.draft());
      return kept;
    } catch (thrown) {
      this.failure = codeOf(thrown);
      // If the old draft could not be read, saving stays held: these words must not replace it.
      if (this.restored) this.saver.release(this.draft());
      return null;
    } finally {
      this.busy = false;
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
