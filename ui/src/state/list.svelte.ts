import { api, codeOf } from "../api";
import type { Filter, Glimmer, Page, Start } from "../api/types";
import { NO_FILTER } from "./filter";
import { toast } from "./toast.svelte";
import { t } from "./words";

const PAGE = 100;
/** So many are read anew at once after a change; of a longer list, only what is around the window. */
const AT_ONCE = 4 * PAGE;
/** Short enough to feel immediate, long enough that a word is one question and not six. */
const TYPING_MS = 90;

/** A stretch of the list; `at` is where in it the place stands that was asked for. */
type Stretch = { items: Glimmer[]; next: string | null; previous: string | null; at: number };

/**
 * A stretch of the glimmers (or of the trash), newest first, which grows at both of its ends.
 * It begins with the newest unless the person went elsewhere.
 */
export class GlimmerList {
  items = $state.raw<Glimmer[]>([]);
  /** What the person has typed and chosen; `answered` and `narrowed` are what `items` answers. */
  search = $state("");
  filter = $state.raw<Filter>(NO_FILTER);
  answered = $state("");
  narrowed = $state.raw<Filter>(NO_FILTER);
  loaded = $state(false);
  unreadable = $state(false);
  /** Newer ones were put before the others, so what is in sight is farther from the beginning, and must not move. */
  prepended = $state(false);

  /** Where the person was when the page was left: the row at the top, the row of the keyboard, and what had the focus. */
  place: { id: string; within: number } | null = null;
  active = $state<string | null>(null);
  focused: "search" | "row" | "trash" | "sheet" = "search";

  private next: string | null = null;
  private previous = $state<string | null>(null);
  private asked = 0;
  private readonly fetching = { older: false, newer: false };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly trash: boolean) {}

  /** Whether nothing newer, or nothing older, is known to be there. */
  get fromNewest(): boolean {
    return this.previous === null;
  }
  get toOldest(): boolean {
    return this.next === null;
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  typed(): void {
    this.forget();
    this.timer = setTimeout(() => void this.reload(), TYPING_MS);
  }

  private page(start: Start, limit: number, search: string, filter: Filter): Promise<Page> {
    return api.listGlimmers({ search: search.trim() === "" ? null : search, filter, trash: this.trash, start, limit });
  }

  /** From `start` on, and where that is in the middle, a page of what is newer too: nothing moves when one scrolls back. */
  private async stretch(start: Start, limit: number, search: string, filter: Filter): Promise<Stretch> {
    const { glimmers, next, previous } = await this.page(start, limit, search, filter);
    if (previous === null) return { items: glimmers, next, previous, at: 0 };
    const newer = await this.page({ at: "newer", of: previous }, PAGE, search, filter);
    return { items: [...newer.glimmers, ...glimmers], next, previous: newer.previous, at: newer.glimmers.length };
  }

  private show({ items, next, previous }: Stretch, search: string, filter: Filter): void {
    this.prepended = false;
    this.items = items;
    this.next = next;
    this.previous = previous;
    this.answered = search;
    this.narrowed = filter;
    this.unreadable = false;
    this.loaded = true;
  }

  /**
   * Reads again, as far as the list had been read, and shows it all at once; of a long list, what is around `around`.
   * An answer that was overtaken by a newer question is dropped.
   *
   * Resolves to where `around` stands now, or stood, if the list no longer begins where it did; else to null.
   */
  reload(around: Glimmer | null = null): Promise<number | null> {
    const reading = this.read(around);
    this.reading = reading;
    return reading;
  }

  /** Resolves when the list answers what was typed. */
  async caughtUp(): Promise<void> {
    await (this.timer === undefined ? this.reading : this.reload());
  }

  private async read(around: Glimmer | null): Promise<number | null> {
    this.forget();
    const asked = ++this.asked;
    const { search, filter } = this;
    const same = search === this.answered && filter === this.narrowed;
    const whole = !same || around === null || (this.previous === null && this.items.length <= AT_ONCE);
    try {
      const found = await (whole
        ? this.stretch({ at: "newest" }, same ? Math.max(PAGE, this.items.length) : PAGE, search, filter)
        : this.around(around, search, filter));
      if (asked !== this.asked) return null;
      this.show(found, search, filter);
      return whole ? null : found.at;
    } catch {
      if (asked !== this.asked) return null;
      // What is shown stays of use, and so does a way back that is being offered.
      if (this.loaded && !this.unreadable) {
        if (!toast.said?.undo) toast.say({ text: t("list-unreadable") });
        return null;
      }
      this.unreadable = true;
      this.loaded = true;
      return null;
    }
  }

  private async around(glimmer: Glimmer, search: string, filter: Filter): Promise<Stretch> {
    try {
      return await this.stretch({ at: "glimmer", of: glimmer.id }, 2 * PAGE, search, filter);
    } catch (thrown) {
      if (codeOf(thrown) !== "not_found") throw thrown;
      return this.stretch({ at: "day", of: glimmer.day }, 2 * PAGE, search, filter);
    }
  }

  /**
   * Shows the list from `start` on. Resolves to where in it that is, or to null when something newer was asked meanwhile.
   * What cannot be read changes nothing, and rejects.
   */
  async go(start: Start): Promise<number | null> {
    this.forget();
    const asked = ++this.asked;
    const { search, filter } = this;
    const found = await this.stretch(start, PAGE, search, filter);
    if (asked !== this.asked) return null;
    this.show(found, search, filter);
    return found.at;
  }

  /** Reads the next page of older ones, if there is one and nothing else is being asked. */
  async older(): Promise<void> {
    const { next } = this;
    if (next === null) return;
    await this.grow("older", { at: "older", of: next }, (page) => {
      this.prepended = false;
      this.items = [...this.items, ...page.glimmers];
      this.next = page.next;
    });
  }

  /** The same for the newer ones. */
  async newer(): Promise<void> {
    const { previous } = this;
    if (previous === null) return;
    await this.grow("newer", { at: "newer", of: previous }, (page) => {
      this.prepended = page.glimmers.length > 0;
      this.items = [...page.glimmers, ...this.items];
      this.previous = page.previous;
    });
  }

  private async grow(end: "older" | "newer", start: Start, take: (page: Page) => void): Promise<void> {
    if (this.fetching[end]) return;
    this.fetching[end] = true;
    const asked = this.asked;
    try {
      const page = await this.page(start, PAGE, this.answered, this.narrowed);
      if (asked === this.asked) take(page);
    } catch {
      // What is there stays; scrolling on asks again.
    } finally {
      this.fetching[end] = false;
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
