import { api } from "../api";
import type { Glimmer, Start } from "../api/types";

const PAGE = 100;
/** Short enough to feel immediate, long enough that a word is one question and not six. */
const TYPING_MS = 90;

/** The glimmers of the list (or of the trash) as far as they have been read, newest first. */
export class GlimmerList {
  items = $state.raw<Glimmer[]>([]);
  /** What the person has typed; `answered` is what `items` answers. */
  search = $state("");
  answered = $state("");
  loaded = $state(false);
  unreadable = $state(false);
  /** Where the list was scrolled to when its page was left. */
  offset = 0;

  private next: string | null = null;
  private asked = 0;
  private fetching = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly trash: boolean) {}

  typed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.reload(), TYPING_MS);
  }

  private query(after: string | null, limit: number, search: string) {
    const filter = { feelings: [], senses: [], tags: [], anchor: false, given: false, from: null, to: null };
    const start: Start = after === null ? { at: "newest" } : { at: "older", of: after };
    return api.listGlimmers({ search: search.trim() === "" ? null : search, filter, trash: this.trash, start, limit });
  }

  /**
   * Reads again, as far as the list had been read, and shows it all at once.
   * An answer that was overtaken by a newer question is dropped.
   */
  async reload(): Promise<void> {
    clearTimeout(this.timer);
    const asked = ++this.asked;
    const search = this.search;
    const wanted = search === this.answered ? Math.max(PAGE, this.items.length) : PAGE;
    try {
      const items: Glimmer[] = [];
      let next: string | null = null;
      do {
        const page = await this.query(next, Math.max(PAGE, wanted - items.length), search);
        if (asked !== this.asked) return;
        items.push(...page.glimmers);
        next = page.next;
      } while (next !== null && items.length < wanted);
      this.items = items;
      this.next = next;
      this.answered = search;
      this.unreadable = false;
    } catch {
      if (asked !== this.asked) return;
      this.unreadable = true;
    }
    this.loaded = true;
  }

  /** Reads the next page, if there is one and nothing newer is being asked. */
  async more(): Promise<void> {
    if (this.next === null || this.fetching) return;
    this.fetching = true;
    const asked = this.asked;
    try {
      const page = await this.query(this.next, PAGE, this.answered);
      if (asked !== this.asked) return;
      this.items = [...this.items, ...page.glimmers];
      this.next = page.next;
    } catch {
      // What is there stays; scrolling on asks again.
    } finally {
      this.fetching = false;
    }
  }
}

export type Row = { glimmer: Glimmer; date: string | null; year: string | null };

/**
 * Which rows carry their date and a line for the year: a date only where it changes, a year only where it does.
 * `thisYear` needs no line of its own. Days without a glimmer simply are not there.
 */
export function rows(items: readonly Glimmer[], thisYear: string): Row[] {
  let day = "";
  let year = thisYear;
  return items.map((glimmer) => {
    const row: Row = { glimmer, date: null, year: null };
    const its = glimmer.day.slice(0, 4);
    if (its !== year) row.year = year = its;
    if (glimmer.day !== day) row.date = day = glimmer.day;
    return row;
  });
}
