import { api, codeOf } from "../api";
import type { Draft, DraftPlace, ErrorCode, Failure, Glimmer, Photo, Sense } from "../api/types";
import { Attaching, withPhotos } from "./attaching.svelte";
import { isDay } from "./dates";
import { DraftSaver } from "./draft.svelte";
import { toggled, withMore } from "./lists";
import { tagsIn } from "./tags";
import { feelingsIn } from "./words";

/** How long the journal gives a kept glimmer back. */
const UNDO_MS = 600_000;

/** What was written last at each place. */
const last: Partial<Record<DraftPlace, Attaching>> = {};

/** What came in while `sent` was being kept: the chips that were not part of it. */
const since = <T>(now: readonly T[], sent: readonly T[]): T[] => now.filter((item) => !sent.includes(item));

/**
 * The words that come back when the journal is opened, `found`, with those that are in the box, `here`. What was in the box
 * when it was `saved` last is in what comes back already; it may have been written on since.
 */
export function together(found: string, here: string, saved: string): string {
  if (here.trim() === "" || found.includes(here)) return found;
  if (here.includes(found)) return here;
  const at = saved.trim() === "" ? -1 : found.lastIndexOf(saved);
  if (at < 0) return `${found}\n${here}`;
  return found.slice(0, at) + here + found.slice(at + saved.length);
}

/** What is wrong with a day that was typed, if something is: it cannot be read, or it has not come by `today`. */
export function dayProblem(text: string, today: string): "unread" | "ahead" | null {
  if (!isDay(text.trim())) return "unread";
  // Where the journal cannot say which day it is, it will say so when it is asked to keep.
  return today !== "" && text.trim() > today ? "ahead" : null;
}

/**
 * A glimmer being written in one place: its words, its chips and what is said about it, its draft on disk, and keeping it.
 *
 * The one promise: what a person typed leaves the box only when it is safely in the journal.
 */
export class Writing {
  text = $state("");
  feelings = $state<string[]>([]);
  senses = $state<Sense[]>([]);
  tags = $state<string[]>([]);
  anchor = $state(false);
  given = $state(false);
  photos = $state.raw<Photo[]>([]);
  readonly attaching = new Attaching(
    () => this.photos,
    (photos) => {
      this.photos = photos;
      this.changed();
    },
  );
  /** The day it was; null for now. */
  day = $state<string | null>(null);
  /** What stands in the fields for an own feeling and for tags. It counts as if it were taken already. */
  ownWord = $state("");
  typedTags = $state("");
  /** What stands in the field for another day; null while none is asked for. */
  otherDay = $state<string | null>(null);
  /** Why keeping was refused, until it is tried again or the words change. */
  failure = $state<ErrorCode | null>(null);
  /** The page was about to go, and what is in the box could not be saved; until it is kept or the words change. */
  unsaved = $state(false);
  busy = $state(false);
  /** The one kept last, until it is taken back or the journal says that it is too late for that. */
  kept = $state.raw<Glimmer | null>(null);
  /** As far as this page knows, the journal would still give it back. */
  recent = $state(false);
  /** Whether anything was written since the last one was kept: then Ctrl+Z is about that. */
  private begun = false;
  private recently: ReturnType<typeof setTimeout> | undefined;
  /** Nothing that could be kept. */
  readonly empty = $derived.by(() => {
    const { text, feelings, senses, tags, photos } = this.draft();
    return text.trim() === "" && ![feelings, senses, tags, photos].some((all) => all.length > 0);
  });
  /** Whether something was said in the row that is shown on request. */
  readonly saidMore = $derived(
    this.tags.length > 0 || this.anchor || this.given || this.day !== null || this.otherDay !== null,
  );
  /** Nothing was begun. */
  readonly blank = $derived(this.empty && this.text === "" && !this.saidMore);

  private readonly saver: DraftSaver;
  private restored = false;
  /** The words as they are on the disk, as far as this page knows. */
  private saved = "";
  /** The journal was opened: what this page saved before may come back with more around it. */
  private joining = false;
  private keepAgain = false;
  /** The keeping or taking back that is under way, or was last. */
  private working: Promise<unknown> = Promise.resolve();

  constructor(readonly place: DraftPlace) {
    // A photo that comes late must not bring back the words that it was dropped beside: they may be locked away.
    last[place]?.handOver(this.attaching);
    last[place] = this.attaching;
    this.saver = new DraftSaver(async (draft) => {
      await api.saveDraft(place, draft);
      this.saved = draft.text;
    });
    // Until the old draft is here, a save would overwrite it with the first letters typed after opening.
    this.saver.hold();
  }

  private draft(): Draft {
    return {
      text: this.text,
      feelings: withMore(this.feelings, feelingsIn(this.ownWord)),
      senses: [...this.senses],
      tags: withMore(this.tags, tagsIn(this.typedTags)),
      anchor: this.anchor,
      given: this.given,
      day: this.day,
      photos: this.photos,
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
    const typed = !this.blank;
    const text = found?.text ?? "";
    if (found) this.bringBack(found, this.joining ? together(text, this.text, this.saved) : text + this.text);
    this.joining = false;
    this.saved = text;
    this.saver.release(typed ? this.draft() : null);
    return null;
  }

  /**
   * Reads the draft again, after the journal was opened: what was saved here meanwhile was sealed, and has joined one from
   * before. Until that is read nothing is saved, or it would replace what is not in the box.
   */
  async rejoin(): Promise<void> {
    await this.working;
    this.saver.hold();
    this.attaching.forget();
    // What was sealed comes back under another name.
    if (await this.saver.flush()) this.photos = this.photos.filter(({ name }) => !name.startsWith("new-"));
    this.restored = false;
    this.joining = true;
    await this.restore();
  }

  /** Puts `back` before what was begun since. */
  private bringBack(back: Draft, text: string): void {
    this.text = text;
    this.feelings = withMore(back.feelings, this.feelings);
    this.senses = [...back.senses, ...since(this.senses, back.senses)];
    this.tags = withMore(back.tags, this.tags);
    this.anchor ||= back.anchor;
    this.given ||= back.given;
    this.photos = withPhotos(back.photos, this.photos);
    this.day ??= back.day;
  }

  /** Whether Ctrl+Z means the one kept last. */
  get lastIsKept(): boolean {
    return this.kept !== null && this.blank && !this.begun;
  }

  /** To be called after every change of the words, and of what stands in the other fields. */
  changed(): void {
    this.begun ||= !this.blank;
    this.failure = null;
    this.unsaved = false;
    this.attaching.refused = [];
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

  /** Makes a chip of the own word that was typed. */
  takeOwnWord(): void {
    this.feelings = withMore(this.feelings, feelingsIn(this.ownWord));
    this.ownWord = "";
    this.changed();
  }

  /** Makes chips of the tags that were typed, or of `tag` in their place. */
  takeTags(tag?: string): void {
    this.tags = withMore(this.tags, tag === undefined ? tagsIn(this.typedTags) : [tag]);
    this.typedTags = "";
    this.changed();
  }

  removeTag(tag: string): void {
    this.tags = this.tags.filter((other) => other !== tag);
    this.changed();
  }

  toggleAnchor(): void {
    this.anchor = !this.anchor;
    this.changed();
  }

  toggleGiven(): void {
    this.given = !this.given;
    this.changed();
  }

  /** `null` is now. */
  setDay(day: string | null): void {
    this.day = day;
    this.otherDay = null;
    this.changed();
  }

  /** Takes what was typed for another day. Only a day that has come by `today` counts; until then it is none. */
  typeDay(text: string, today: string): void {
    this.otherDay = text;
    this.day = dayProblem(text, today) === null ? text.trim() : null;
    this.changed();
  }

  /** Waits for what is under way and saves the newest draft. Resolves to whether all that is in the box is on disk. */
  async flush(): Promise<boolean> {
    await this.working;
    if (!this.restored && !this.blank) await this.restore();
    // The words first: they do not wait for a photo on its way.
    if (this.attaching.coming > 0) await this.saver.flush().then(() => this.attaching.settled());
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
    if (this.empty && this.attaching.coming === 0) return null;
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
      // A photo on its way belongs to these words.
      if (this.attaching.coming > 0) await this.attaching.settled();
      if (this.empty || this.attaching.heir) return null;
      // Keeping clears the draft on disk, so an older one must be in the box first.
      const unread = await this.restore();
      if (unread) throw { code: unread } satisfies Partial<Failure>;
      const sent = this.draft();
      const fields = [this.ownWord, this.typedTags] as const;
      await this.saver.flush();
      this.saver.hold();
      const kept = await api.keepGlimmer(this.place, sent);
      this.kept = kept;
      this.begun = false;
      this.recent = true;
      clearTimeout(this.recently);
      this.recently = setTimeout(() => (this.recent = false), UNDO_MS);
      if (this.ownWord === fields[0]) this.ownWord = "";
      if (this.typedTags === fields[1]) this.typedTags = "";
      this.leave(sent);
      this.saver.release(this.blank ? null : this.draft());
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
    this.tags = since(this.tags, sent.tags);
    this.anchor &&= !sent.anchor;
    this.given &&= !sent.given;
    this.photos = this.photos.filter(({ name }) => !sent.photos.some((other) => other.name === name));
    this.attaching.forget();
    if (this.day === sent.day) this.day = this.otherDay = null;
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
      this.bringBack(back, this.text.trim() === "" ? back.text : `${back.text}\n${this.text}`);
      return true;
    } catch (thrown) {
      // Too late, or changed since: it stays, and asking again would only be refused again.
      if (codeOf(thrown) === "not_found") this.kept = null;
      return false;
    } finally {
      this.busy = false;
      this.saver.release(this.draft());
    }
  }
}
