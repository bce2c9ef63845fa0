import { api, codeOf } from "../api";
import type { ErrorCode } from "../api/types";
import { t } from "./words";

/** A prompt as it stands in its field; `was` is what it said when the field was last left. */
export type Line = { id: number; text: string; was: string };

/** As the journal will write it. */
const tidy = (text: string): string => text.split(/\s+/).filter(Boolean).join(" ");

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, i) => text === b[i]);

/**
 * The prompts as a person rewrites them. Each change is saved at once; what was refused stays here, also while another
 * page is open, until it is saved.
 */
class PromptList {
  lines = $state<Line[]>([]);
  loaded = $state(false);
  unreadable = $state(false);
  refused = $state<ErrorCode | null>(null);
  private shipped: string[] = [];
  private saved: string[] = [];
  private line: Promise<void> = Promise.resolve();
  private nextId = 0;

  /** What would be saved now. */
  private wanted(): string[] {
    return this.lines.map(({ text }) => tidy(text)).filter(Boolean);
  }

  /** Whether these are the ones that Glimmer came with. */
  readonly ours = $derived.by(() => same(this.wanted(), this.shipped));

  private fresh(text: string): Line {
    return { id: this.nextId++, text, was: text };
  }

  async load(): Promise<void> {
    await this.line;
    try {
      const { own, shipped } = await api.prompts();
      this.unreadable = false;
      // What could not be saved yet must not be replaced by what was there before.
      if (this.loaded && !same(this.wanted(), this.saved)) return;
      this.shipped = shipped.map((key) => t(key));
      this.saved = own.length > 0 ? own : this.shipped;
      this.lines = this.saved.map((text) => this.fresh(text));
      this.loaded = true;
    } catch {
      this.unreadable = !this.loaded;
    }
  }

  /** Saves what stands here now; does nothing if it is what was saved last. */
  save(): Promise<void> {
    this.line = this.line.then(async () => {
      const wanted = this.wanted();
      if (!this.loaded || same(wanted, this.saved)) {
        this.refused = null;
        return;
      }
      try {
        // Glimmer's own are kept as none: then they follow the language and the version of the app.
        await api.setPrompts(same(wanted, this.shipped) ? [] : wanted);
        this.saved = wanted;
        this.refused = null;
      } catch (thrown) {
        this.refused = codeOf(thrown);
      }
    });
    return this.line;
  }

  /** Whether the window may go: all is saved, or it was said before, and stands there, that it is not. */
  async mayGo(): Promise<boolean> {
    const said = this.refused !== null;
    await this.save();
    return this.refused === null || said;
  }

  /** An empty line after the one at `index`, or before all of them (-1). Returns its id. */
  add(index: number): number {
    const line = this.fresh("");
    this.lines.splice(index + 1, 0, line);
    return line.id;
  }

  /** A field was left: what is in it counts. An emptied one is removed. Tells what was removed, if something was. */
  leave(id: number): { undo: () => Promise<void> } | null {
    const line = this.lines.find((each) => each.id === id);
    if (!line) return null;
    line.text = tidy(line.text);
    if (line.text === "" && this.wanted().length === 0) line.text = line.was;
    if (line.text === "") return this.remove(id);
    line.was = line.text;
    void this.save();
    return null;
  }

  /** Takes a line out, and tells how it comes back. Not the last one: an empty list would mean Glimmer's own. */
  remove(id: number): { undo: () => Promise<void> } | null {
    const index = this.lines.findIndex((line) => line.id === id);
    const line = this.lines[index];
    if (!line || this.last(line)) return null;
    const text = line.was;
    this.lines.splice(index, 1);
    void this.save();
    if (text === "") return null;
    return {
      undo: () => {
        this.lines.splice(index, 0, this.fresh(text));
        return this.save();
      },
    };
  }

  private last(line: Line): boolean {
    return this.lines.every((other) => other.id === line.id || tidy(other.text) === "");
  }

  /** Glimmer's own again, and how the others come back. */
  bringBack(): { undo: () => Promise<void> } {
    const before = this.wanted();
    const put = (texts: string[]): Promise<void> => {
      this.lines = texts.map((text) => this.fresh(text));
      return this.save();
    };
    void put(this.shipped);
    return { undo: () => put(before) };
  }

  /** Forgets everything, as when the app has just been started. */
  reset(): void {
    [this.lines, this.saved, this.shipped] = [[], [], []];
    [this.loaded, this.unreadable, this.refused] = [false, false, null];
  }
}

export const promptList = new PromptList();
