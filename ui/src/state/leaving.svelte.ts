import { api } from "../api";
import type { Leaving as Words, Support } from "../api/types";
import { DraftSaver } from "./draft.svelte";

/** The invitations on the way out, in their order. Each can be passed by. */
export const INVITATIONS = ["heaviness", "forward", "toward", "sentence"] as const;
export type Invitation = (typeof INVITATIONS)[number];

const isSentence = (support: Support, words: string) => support.kind === "sentence" && support.name === words;

/**
 * What is written on the way out of a visit. Two lines are saved with the visit while they are written; a kind sentence to
 * oneself becomes one of the supports. It outlives the page that shows it: a look at the help page loses nothing.
 */
export class Leaving {
  /** The words are only in the window. */
  failed = $state(false);
  /** Whether there is a visit to keep them with. */
  keeps = $state(false);
  /** How many of {@link INVITATIONS} were answered or passed by. */
  passed = $state(0);
  /** The sentence that was kept among the supports, as it stands there. */
  kept = $state<string | null>(null);
  /** The last try to keep or to take back the sentence was refused. */
  refused = $state(false);

  private words = $state.raw<Words>({ forward: "", toward: "" });
  private written = $state("");
  private waiting = false;
  private readonly saver: DraftSaver<Words>;

  /** `visit` is asked anew each time: behind a lock there is none until that is opened. */
  constructor(private readonly visit: () => Promise<string | null>) {
    this.look();
    this.saver = new DraftSaver(async (words) => {
      const id = await visit();
      if (id === null) return;
      try {
        await api.noteLeaving(id, words);
        this.failed = false;
      } catch (thrown) {
        this.failed = true;
        throw thrown;
      }
    });
  }

  /** Looks whether there is a visit now. */
  look(): void {
    void this.visit().then((id) => (this.keeps = id !== null));
  }

  get forward(): string {
    return this.words.forward;
  }
  set forward(forward: string) {
    this.change({ ...this.words, forward });
  }
  get toward(): string {
    return this.words.toward;
  }
  set toward(toward: string) {
    this.change({ ...this.words, toward });
  }

  private change(words: Words): void {
    this.words = words;
    // At once: whoever leaves in the middle of a word, or whose machine stops, loses none of it.
    this.saver.push(words);
  }

  /** Resolves when the two lines are saved, or that was refused. */
  async flush(): Promise<void> {
    await this.saver.flush();
  }

  /** A sentence was written, and neither kept nor taken back. */
  get wanted(): boolean {
    return this.waiting;
  }

  get sentence(): string {
    return this.written;
  }
  set sentence(sentence: string) {
    this.written = sentence;
    this.waiting = sentence.trim() !== "";
    this.refused = false;
  }

  /** Keeps the sentence among the supports; tells whether it is there. Refused, it stays in its field. */
  async keep(): Promise<boolean> {
    const words = this.written.trim();
    if (words === "" || this.kept !== null) return false;
    this.waiting = false;
    try {
      this.kept = (await api.addSupport({ kind: "sentence", name: words, reach: "", about: "", way: null })).name;
      this.written = "";
      this.refused = false;
      return true;
    } catch {
      this.waiting = true;
      this.refused = true;
      return false;
    }
  }

  /** Takes the kept sentence out of the supports again; it is in its field then. Tells whether it was done. */
  async unkeep(): Promise<boolean> {
    const words = this.kept;
    if (words === null) return false;
    try {
      const all = await api.supports();
      // The last one, if the same words were there before.
      const at = all.findLastIndex((support) => isSentence(support, words));
      if (at >= 0) await api.setSupports(all.filter((_, i) => i !== at));
    } catch {
      this.refused = true;
      return false;
    }
    this.kept = null;
    this.written = words;
    this.refused = false;
    return true;
  }

  /** The visit ends: what is still only in the window is kept. A sentence that was taken back stays out. */
  async leave(): Promise<void> {
    await Promise.all([this.flush(), this.waiting && this.keep()]);
  }
}
