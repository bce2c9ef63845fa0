import { api, codeOf } from "../api";
import type { ErrorCode, Outlook, OwnInvitations, Status } from "../api/types";

/** As long as an own invitation may be, in characters. */
export const LONGEST = 120;

/** The parts of the day whose words can be rewritten; the morning shows a glimmer. */
export type Rewritten = keyof OwnInvitations;
export const REWRITTEN: readonly Rewritten[] = ["evening", "midday"];

/** As the journal will write it. */
const tidy = (text: string): string => text.split(/\s+/).filter(Boolean).join(" ");
/** As people count them: an emoji is one. */
const length = (text: string): number => [...tidy(text)].length;

/** An invitation in the person's own words. What was refused stays, also while another page is open, until it is saved. */
export class OwnInvitation {
  text = $state("");
  refused = $state<ErrorCode | "too_long" | null>(null);
  /** What the journal has. */
  saved = $state("");
  private line: Promise<void> = Promise.resolve();

  constructor(readonly kind: Rewritten) {}

  readonly changed = $derived(tidy(this.text) !== this.saved);
  readonly full = $derived(length(this.text) >= LONGEST);
  /** Whether what stands here is not what would come, and will not be either when the field is left. */
  readonly unsaved = $derived(this.refused !== null || length(this.text) > LONGEST);

  /** What the journal has now; what is being written here must not be replaced by it. */
  take(words: string): void {
    const mine = this.changed;
    this.saved = words;
    if (!mine) this.text = words;
  }

  /** Saves what stands here now; does nothing if the journal has it. */
  save(): Promise<void> {
    this.line = this.line.then(async () => {
      const wanted = this.text;
      this.refused = null;
      if (!this.changed) {
        this.text = this.saved;
        return;
      }
      if (length(wanted) > LONGEST) {
        this.refused = "too_long";
        return;
      }
      try {
        this.saved = await api.setOwnInvitation(this.kind, wanted);
        // Somebody may have gone on writing.
        if (this.text === wanted) this.text = this.saved;
      } catch (thrown) {
        const code = codeOf(thrown);
        this.refused = code === "bad_value" ? "too_long" : code;
      }
    });
    return this.line;
  }

  /** What was typed makes room for what the journal has; and how it comes back. */
  takeBack(): { undo: () => Promise<void> } {
    const typed = this.text;
    this.text = this.saved;
    this.refused = null;
    return { undo: () => this.write(typed) };
  }

  private write(words: string): Promise<void> {
    this.text = words;
    return this.save();
  }

  /** Other words at once, and how these come back. */
  put(words: string): { undo: () => Promise<void> } {
    const before = this.text;
    void this.write(words);
    return { undo: () => this.write(before) };
  }

  reset(): void {
    [this.text, this.saved, this.refused] = ["", "", null];
  }
}

/** What is ahead, and the words the person wrote for it. */
class Reminding {
  outlook = $state.raw<Outlook[]>([]);
  /** Read together with what is ahead: "tomorrow" is said from there. */
  status = $state.raw<Status | null>(null);
  /** Whether the own words can be read and written; `null` until that is known. */
  readable = $state<boolean | null>(null);
  readonly own: Record<Rewritten, OwnInvitation> = {
    evening: new OwnInvitation("evening"),
    midday: new OwnInvitation("midday"),
  };
  /** How often the window stayed because of words that could not be saved. */
  stayed = $state(0);
  private asked = 0;

  async load(): Promise<void> {
    const mine = ++this.asked;
    const [found, status] = await Promise.all([api.reminders(), api.status()]).catch(() => [null, null]);
    // An older answer must not put back what has changed since.
    if (mine !== this.asked) return;
    this.outlook = found?.outlook ?? [];
    this.status = status;
    this.readable = Boolean(found?.own);
    if (found?.own) for (const kind of REWRITTEN) this.own[kind].take(found.own[kind]);
  }

  save(): Promise<unknown> {
    return Promise.all(REWRITTEN.map((kind) => this.own[kind].save()));
  }

  /** Whether the window may go: all is saved, or it was said before, and stands there, that it is not. */
  async mayGo(): Promise<boolean> {
    const own = Object.values(this.own);
    const said = own.map(({ refused }) => refused !== null);
    await this.save();
    const mayGo = own.every(({ refused }, i) => refused === null || said[i]);
    if (!mayGo) this.stayed += 1;
    return mayGo;
  }

  /** Forgets everything, as when the app has just been started. */
  reset(): void {
    for (const kind of REWRITTEN) this.own[kind].reset();
    [this.outlook, this.status, this.readable] = [[], null, null];
  }
}

export const reminding = new Reminding();
