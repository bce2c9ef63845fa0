import { tick } from "svelte";
import { api, codeOf } from "../api";
import type { Edit, ErrorCode, Glimmer } from "../api/types";
import { Attaching, MOST, withPhotos } from "./attaching.svelte";
import { isDay } from "./dates";
import { DraftSaver } from "./draft.svelte";
import { same, toggled, withMore } from "./lists";
import { tagsIn, writtenIn } from "./tags";
import { feelingsIn } from "./words";

export type Problem = "empty" | "day" | "ahead" | "photos" | ErrorCode;

/** As it stands in the form. Its tags are those given by hand. */
function formOf({ text, feelings, senses, tags, anchor, given, day, photos }: Glimmer | Edit): Edit {
  const written = writtenIn(text);
  const byHand = tags.filter((tag) => !written.some((other) => same(other, tag)));
  return { text, feelings: [...feelings], senses: [...senses], tags: byHand, anchor, given, day, photos };
}

/** What was typed into `before` to make `now` of it, in one place. */
function typedInto(before: string, now: string): string {
  let start = 0;
  while (start < before.length && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === now.at(-1 - end)) end += 1;
  return now.slice(start, now.length - end);
}

/** The glimmer that is open in a list, and the change being made to it. */
export class Opened {
  id = $state<string | null>(null);
  /** Its tags are those given by hand; what stands in the words is a tag by itself. */
  edit = $state<Edit | null>(null);
  /** What stands in the fields for an own feeling and for tags. It counts as if it were taken already. */
  ownWord = $state("");
  typedTags = $state("");
  attaching = $state.raw(this.attachingAnew());
  /** An edit was about to be closed with changes in it. */
  asking = $state(false);
  problem = $state<Problem | null>(null);
  saving = $state(false);
  /** The row that is to have the focus as soon as it is there: it was just put back. */
  awaited = $state<string | null>(null);
  /** What is in the form was left there before, by a lock, a crash or a window that closed. */
  broughtBack = $state(false);
  /** Saves what is in the form while it is being written; `null` forgets it. */
  private saver: DraftSaver<{ edit: Edit | null }> | null = null;
  /** What was given to it last. */
  private given = "";
  /** There may be something to forget. */
  private stored = false;
  private before = "";
  private dayBefore = "";
  private photosBefore = 0;
  private under: Promise<void> = Promise.resolve();
  private again = false;

  /** For each edit another: what comes late for one that was let go of must not be in the next. */
  private attachingAnew(): Attaching {
    const its: Attaching = new Attaching(
      () => this.edit?.photos ?? [],
      (photos) => {
        if (this.edit && this.attaching === its) this.edit.photos = photos;
      },
    );
    // One that came with more may keep as many.
    its.most = () => Math.max(MOST, this.photosBefore);
    return its;
  }

  /** All that is said in the form, as it is saved. */
  private said(): Edit | null {
    if (!this.edit) return null;
    const edit = $state.snapshot(this.edit);
    const written = writtenIn(edit.text);
    const tags = withMore(edit.tags, tagsIn(this.typedTags));
    return {
      ...edit,
      feelings: withMore(edit.feelings, feelingsIn(this.ownWord)),
      tags: tags.filter((tag) => !written.some((other) => same(other, tag))),
    };
  }

  private now(): string {
    return JSON.stringify(this.said());
  }

  get changed(): boolean {
    return this.edit !== null && (this.attaching.coming > 0 || this.now() !== this.before);
  }

  /** Whether nothing would be lost by closing this now. If something would, it is asked about where it stands. */
  free(): boolean {
    if (this.changed) this.asking = true;
    return !this.changed;
  }

  toggle(id: string): void {
    if (!this.free()) return;
    this.edit = null;
    this.id = this.id === id ? null : id;
  }

  /** Begins a change, or goes on with `found`, one from before. Without it, it is asked whether there is one. */
  begin(glimmer: Glimmer, found?: Edit): void {
    if (this.edit && this.id === glimmer.id) return;
    if (!this.free()) return;
    const earlier = this.saver?.flush();
    const saver = new DraftSaver<{ edit: Edit | null }>(({ edit }) => api.saveEdit(glimmer.id, edit));
    // Until the one from before is here, a save would overwrite it.
    saver.hold();
    this.saver = saver;
    this.id = glimmer.id;
    this.edit = formOf(glimmer);
    this.ownWord = this.typedTags = "";
    this.before = this.given = this.now();
    this.dayBefore = glimmer.day;
    this.photosBefore = glimmer.photos.length;
    this.asking = this.broughtBack = this.stored = false;
    this.problem = null;
    this.attaching = this.attachingAnew();
    if (found) this.bringBack(saver, found);
    else void this.ask(saver, glimmer.id, earlier);
  }

  /** A row was opened: a change of it that was left in the middle is gone on with. */
  async look(glimmer: Glimmer): Promise<void> {
    await this.saver?.flush();
    const found = await api.readEdit(glimmer.id).catch(() => null);
    if (!found || this.id !== glimmer.id || this.edit) return;
    if (JSON.stringify(formOf(found)) !== JSON.stringify(formOf(glimmer))) this.begin(glimmer, found);
  }

  private async ask(saver: NonNullable<typeof this.saver>, id: string, earlier?: Promise<unknown>): Promise<void> {
    try {
      await earlier;
      const found = await api.readEdit(id);
      if (this.saver === saver && this.edit) this.bringBack(saver, found);
    } catch {
      // What cannot be read must not be overwritten either: then nothing is saved before Save is pressed.
    }
  }

  /** Puts what was left before into the form. What was typed while it was on its way follows it. */
  private bringBack(saver: NonNullable<typeof this.saver>, found: Edit | null): void {
    if (found && this.edit) {
      const was = JSON.parse(this.before) as Edit;
      const now = $state.snapshot(this.edit);
      const kept = Object.entries(now).filter(([name, value]) => {
        return JSON.stringify(value) !== JSON.stringify(was[name as keyof Edit]);
      });
      const typed = typedInto(was.text, now.text);
      this.edit = { ...formOf(found), ...Object.fromEntries(kept), text: found.text + typed };
      if (kept.some(([name]) => name === "photos")) this.edit.photos = withPhotos(found.photos, now.photos);
      this.stored = true;
      this.given = JSON.stringify(formOf(found));
      this.broughtBack = this.changed;
    }
    saver.release(null);
    this.keep();
  }

  /** To be called after every change in the form: no exit loses it. */
  keep(): void {
    const said = this.said();
    const now = JSON.stringify(said);
    if (!said || !this.saver || now === this.given) return;
    this.given = now;
    this.stored = true;
    // A day that is not whole yet is no day.
    const edit = isDay(said.day) ? said : { ...said, day: this.dayBefore };
    this.saver.push({ edit: this.changed ? edit : null });
  }

  /** The glimmer as it is; what was changed before is forgotten. */
  startOver(): void {
    this.edit = JSON.parse(this.before) as Edit;
    this.ownWord = this.typedTags = "";
    this.attaching.forget();
    this.broughtBack = this.asking = false;
    this.problem = null;
    this.keep();
  }

  private forget(): void {
    if (this.stored) this.saver?.push({ edit: null });
    this.stored = this.broughtBack = false;
  }

  toggleFeeling(feeling: string): void {
    if (this.edit) this.edit.feelings = toggled(this.edit.feelings, feeling);
  }

  /** Makes a chip of the own word that was typed. */
  takeOwnWord(): void {
    if (this.edit) this.edit.feelings = withMore(this.edit.feelings, feelingsIn(this.ownWord));
    this.ownWord = "";
  }

  /** Makes chips of the tags that were typed, or of `tag` in their place. */
  takeTags(tag?: string): void {
    if (this.edit) this.edit.tags = withMore(this.edit.tags, tag === undefined ? tagsIn(this.typedTags) : [tag]);
    this.typedTags = "";
  }

  removeTag(tag: string): void {
    if (this.edit) this.edit.tags = this.edit.tags.filter((other) => other !== tag);
  }

  /** Closes the innermost thing that is open: the question, the edit, the row. Tells whether there was one. */
  close(): boolean {
    if (this.asking) this.asking = false;
    else if (this.edit) {
      if (this.free()) this.discard();
    } else if (this.id !== null) {
      const id = this.id;
      this.id = null;
      void focusRow(id);
    } else return false;
    return true;
  }

  discard(): void {
    this.forget();
    this.edit = null;
    this.asking = false;
    this.problem = null;
    if (this.id !== null) void focusRow(this.id);
  }

  /** Resolves when no save is under way. */
  async settled(): Promise<void> {
    if (this.attaching.coming > 0) await this.attaching.settled();
    this.keep();
    await this.under;
    await this.saver?.flush();
  }

  save(): Promise<void> {
    if (this.saving) this.again = true;
    else this.under = this.saveAll();
    return this.under;
  }

  private async saveAll(): Promise<void> {
    do {
      this.again = false;
      if (!(await this.saveOnce())) break;
    } while (this.again && this.changed);
  }

  /** Tells whether what was there when it began is saved now. */
  private async saveOnce(): Promise<boolean> {
    if (this.attaching.coming > 0) await this.attaching.settled();
    const form = this.edit;
    const edit = this.said();
    if (!edit || this.id === null) return false;
    this.asking = false;
    this.problem = null;
    if (edit.day !== this.dayBefore && !isDay(edit.day)) this.problem = "day";
    else if (nothingIn(edit)) this.problem = "empty";
    else if (edit.photos.length > this.attaching.most()) this.problem = "photos";
    if (this.problem) return false;
    this.saving = true;
    const { saver, id } = this;
    try {
      // One that lands after the glimmer was saved would bring the change back.
      saver?.hold();
      await saver?.flush();
      await api.editGlimmer(id, edit);
      saver?.release(null);
      if (this.edit !== form) return true;
      // Saving has forgotten it.
      this.stored = this.broughtBack = false;
      this.given = JSON.stringify(edit);
      this.before = JSON.stringify(edit);
      this.dayBefore = edit.day;
      this.photosBefore = edit.photos.length;
      // Letters that came meanwhile are not saved yet: they stay where they are being typed.
      if (!this.changed) this.discard();
      else this.keep();
      return true;
    } catch (thrown) {
      // The changed words stay in the form until they are saved or let go.
      const code = codeOf(thrown);
      // Everything else was checked here, so it is the day; and only a later one can be too late.
      if (code === "bad_value") this.problem = edit.day > this.dayBefore ? "ahead" : "day";
      else this.problem = code === "empty_glimmer" ? "empty" : code;
      saver?.release({ edit });
      return false;
    } finally {
      this.saving = false;
    }
  }
}

/** A tag in the words would be words too, so the hand-given ones are all there is to look at. */
const nothingIn = (edit: Edit): boolean =>
  edit.text.trim() === "" && ![edit.feelings, edit.senses, edit.tags, edit.photos].some((all) => all.length > 0);

/**
 * Puts the focus on the row of a glimmer once it is drawn. The page shows it (see base.css): a browser that remembers a click
 * would not, and the next key acts on that row.
 */
export async function focusRow(id: string): Promise<void> {
  await tick();
  const before = document.activeElement;
  focusDrawn(id, before, 10);
}

/** A row of a long list can take the focus only some frames after it was drawn; by then the person may be elsewhere. */
function focusDrawn(id: string, before: Element | null, frames: number): void {
  const now = document.activeElement;
  if (now !== before && now !== document.body) return;
  for (const row of document.querySelectorAll<HTMLElement>("[data-row]"))
    if (row.dataset["row"] === id) row.focus({ preventScroll: true });
  const there = (document.activeElement as HTMLElement | null)?.dataset["row"] === id;
  if (!there && frames > 0) requestAnimationFrame(() => focusDrawn(id, before, frames - 1));
}
