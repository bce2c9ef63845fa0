import { tick } from "svelte";
import { api, codeOf } from "../api";
import type { Edit, ErrorCode, Glimmer } from "../api/types";
import { isDay } from "./dates";
import { same, toggled, withMore } from "./lists";
import { tagsIn, writtenIn } from "./tags";
import { feelingsIn } from "./words";

export type Problem = "empty" | "day" | "ahead" | ErrorCode;

/** The glimmer that is open in a list, and the change being made to it. */
export class Opened {
  id = $state<string | null>(null);
  /** Its tags are those given by hand; what stands in the words is a tag by itself. */
  edit = $state<Edit | null>(null);
  /** What stands in the fields for an own feeling and for tags. It counts as if it were taken already. */
  ownWord = $state("");
  typedTags = $state("");
  /** An edit was about to be closed with changes in it. */
  asking = $state(false);
  problem = $state<Problem | null>(null);
  saving = $state(false);
  /** The row that is to have the focus as soon as it is there: it was just put back. */
  awaited = $state<string | null>(null);
  private before = "";
  private dayBefore = "";
  private under: Promise<void> = Promise.resolve();
  private again = false;

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
    return this.edit !== null && this.now() !== this.before;
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

  begin(glimmer: Glimmer): void {
    if (this.edit && this.id === glimmer.id) return;
    if (!this.free()) return;
    const { text, feelings, senses, tags, anchor, given, day } = glimmer;
    this.id = glimmer.id;
    const written = writtenIn(text);
    const byHand = tags.filter((tag) => !written.some((other) => same(other, tag)));
    this.edit = { text, feelings: [...feelings], senses: [...senses], tags: byHand, anchor, given, day };
    this.ownWord = this.typedTags = "";
    this.before = this.now();
    this.dayBefore = day;
    this.asking = false;
    this.problem = null;
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
    this.edit = null;
    this.asking = false;
    this.problem = null;
    if (this.id !== null) void focusRow(this.id);
  }

  /** Resolves when no save is under way. */
  settled(): Promise<void> {
    return this.under;
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
    const form = this.edit;
    const edit = this.said();
    if (!edit || this.id === null) return false;
    this.asking = false;
    this.problem = null;
    if (edit.day !== this.dayBefore && !isDay(edit.day)) this.problem = "day";
    else if (nothingIn(edit)) this.problem = "empty";
    if (this.problem) return false;
    this.saving = true;
    try {
      await api.editGlimmer(this.id, edit);
      if (this.edit !== form) return true;
      this.before = JSON.stringify(edit);
      this.dayBefore = edit.day;
      // Letters that came meanwhile are not saved yet: they stay where they are being typed.
      if (!this.changed) this.discard();
      return true;
    } catch (thrown) {
      // The changed words stay in the form until they are saved or let go.
      const code = codeOf(thrown);
      // Everything else was checked here, so it is the day; and only a later one can be too late.
      if (code === "bad_value") this.problem = edit.day > this.dayBefore ? "ahead" : "day";
      else this.problem = code === "empty_glimmer" ? "empty" : code;
      return false;
    } finally {
      this.saving = false;
    }
  }
}

/** A tag in the words would be words too, so the hand-given ones are all there is to look at. */
const nothingIn = (edit: Edit): boolean =>
  edit.text.trim() === "" && !edit.feelings.length && !edit.senses.length && !edit.tags.length;

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
