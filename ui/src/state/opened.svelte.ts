import { tick } from "svelte";
import { api, codeOf } from "../api";
import type { Edit, ErrorCode, Glimmer } from "../api/types";
import { isDay } from "./dates";

/** "@Marta +Mill Street #small" as tags: each begins with its sign, and may have spaces in it. */
export function tagsOf(text: string): string[] {
  const tags = text
    .split(/[,\n]+|\s+(?=[@+#])/)
    .map((tag) => tag.trim().replace(/\s+/g, " "))
    .filter((tag) => tag !== "" && !/^[@+#]$/.test(tag))
    .map((tag) => (/^[@+#]/.test(tag) ? tag : `#${tag}`));
  return tags.filter((tag, i) => tags.indexOf(tag) === i);
}

/** The tags written in `text`, by the rules of core/src/tag.rs. They come and go with their words. */
export function writtenIn(text: string): string[] {
  const tag =
    /(?<![\p{Alphabetic}\p{N}@+#/&])[@+#]\p{Alphabetic}(?:[\p{Alphabetic}\p{N}_]|[-'’](?=[\p{Alphabetic}\p{N}_]))*/gu;
  return text.match(tag) ?? [];
}

export type Problem = "empty" | "day" | "ahead" | ErrorCode;

/** The glimmer that is open in a list, and the change being made to it. */
export class Opened {
  id = $state<string | null>(null);
  edit = $state<Edit | null>(null);
  tags = $state("");
  /** An edit was about to be closed with changes in it. */
  asking = $state(false);
  problem = $state<Problem | null>(null);
  saving = $state(false);
  /** The row that is to have the focus as soon as it is there: it was just put back. */
  awaited = $state<string | null>(null);
  private before = "";
  private dayBefore = "";
  private under: Promise<void> = Promise.resolve();

  private now(): string {
    return JSON.stringify([this.edit, this.tags]);
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
    this.edit = { text, feelings: [...feelings], senses: [...senses], tags: [...tags], anchor, given, day };
    const written = writtenIn(text).map((tag) => tag.toLowerCase());
    this.tags = tags.filter((tag) => !written.includes(tag.toLowerCase())).join(" ");
    this.before = this.now();
    this.dayBefore = day;
    this.asking = false;
    this.problem = null;
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
    if (!this.saving) this.under = this.saveNow();
    return this.under;
  }

  private async saveNow(): Promise<void> {
    if (!this.edit || this.id === null) return;
    const edit: Edit = { ...$state.snapshot(this.edit), tags: tagsOf(this.tags) };
    this.asking = false;
    this.problem = null;
    if (edit.day !== this.dayBefore && !isDay(edit.day)) this.problem = "day";
    else if (edit.text.trim() === "" && !edit.feelings.length && !edit.senses.length && !edit.tags.length)
      this.problem = "empty";
    if (this.problem) return;
    this.saving = true;
    try {
      await api.editGlimmer(this.id, edit);
      this.discard();
    } catch (thrown) {
      // The changed words stay in the form until they are saved or let go.
      const code = codeOf(thrown);
      // Everything else was checked here, so it is the day; and only a later one can be too late.
      if (code === "bad_value") this.problem = edit.day > this.dayBefore ? "ahead" : "day";
      else this.problem = code === "empty_glimmer" ? "empty" : code;
    } finally {
      this.saving = false;
    }
  }
}

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
