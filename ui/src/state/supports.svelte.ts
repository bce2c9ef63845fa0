import { api, codeOf } from "../api";
import type { ErrorCode, Support, SupportKind } from "../api/types";

/** As the journal will write it. */
export const tidy = (text: string): string => text.split(/\s+/).filter(Boolean).join(" ");

const REACHED: readonly SupportKind[] = ["person", "therapist"];
/** Of these the words are all there is. */
export const WORDS_ONLY: readonly SupportKind[] = ["step", "sentence"];

/** A support while it is being written. */
export class SupportForm {
  kind = $state<SupportKind | null>(null);
  name = $state("");
  reach = $state("");
  about = $state("");
  problem = $state<"name" | ErrorCode | null>(null);
  saving = $state(false);
  /** How often the window was to close over it. */
  asked = $state(0);
  private was = $state.raw<Support | null>(null);

  constructor(was: Support | null) {
    if (was) ({ kind: this.kind, name: this.name, reach: this.reach, about: this.about } = was);
    this.was = was;
  }

  // What is there already can be changed, whatever kind of support it came with.
  readonly hasReach = $derived(
    this.kind !== null && (REACHED.includes(this.kind) || (this.was !== null && this.was.reach !== "")),
  );
  readonly hasAbout = $derived(
    this.kind !== null && (!WORDS_ONLY.includes(this.kind) || (this.was !== null && this.was.about !== "")),
  );

  /** As it would be saved; nothing of a field that is not shown. */
  said(): Support | null {
    if (this.kind === null) return null;
    return {
      kind: this.kind,
      name: tidy(this.name),
      reach: this.hasReach ? tidy(this.reach) : "",
      about: this.hasAbout ? tidy(this.about) : "",
      way: null,
    };
  }

  /** Whether words would be lost with it. */
  get changed(): boolean {
    const { name, reach, about } = this.was ?? { name: "", reach: "", about: "" };
    return tidy(this.name) !== name || tidy(this.reach) !== reach || tidy(this.about) !== about;
  }

  /** These words are saved now. Tells whether nothing else was typed meanwhile. */
  settle(kept: Support): boolean {
    this.was = kept;
    return !this.changed;
  }
}

/** A support in the list, and the change being made to it. */
export class Item {
  support = $state.raw() as Support;
  form = $state.raw<SupportForm | null>(null);

  constructor(
    readonly id: number,
    support: Support,
  ) {
    this.support = support;
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The supports as a person gathers them. An order and a removal are saved at once, a form when they say so; what was
 * refused, and what is half written, stays here while other pages are open.
 */
class SupportList {
  items = $state.raw<readonly Item[]>([]);
  /** The one that is being added. */
  adding = $state.raw<SupportForm | null>(null);
  loaded = $state(false);
  unreadable = $state(false);
  /** Why the list as it stands here could not be saved. */
  refused = $state<ErrorCode | null>(null);
  private saved: readonly Support[] = [];
  private line: Promise<unknown> = Promise.resolve();
  private nextId = 0;

  private inTurn<T>(job: () => Promise<T>): Promise<T> {
    const done = this.line.then(job);
    this.line = done.catch(() => undefined);
    return done;
  }

  private unsaved(): boolean {
    return !same(
      this.items.map(({ support }) => support),
      this.saved,
    );
  }

  load(): Promise<void> {
    return this.inTurn(async () => {
      try {
        const all = await api.supports();
        this.unreadable = false;
        // What could not be saved yet must not be replaced by what was there before.
        if (!this.loaded || !this.unsaved()) this.take(all);
        this.loaded = true;
      } catch {
        this.unreadable = !this.loaded;
      }
    });
  }

  /** Those that are the same as before keep what is being written in them. */
  private take(all: readonly Support[]): void {
    const before = [...this.items];
    this.items = all.map((support) => {
      const at = before.findIndex((item) => same(item.support, support));
      return (at < 0 ? undefined : before.splice(at, 1)[0]) ?? new Item(this.nextId++, support);
    });
    this.saved = all;
    // Words for one that is gone are words all the same.
    const orphan = before.find((item) => item.form?.changed);
    if (orphan) this.adding ??= orphan.form;
  }

  /** Writes the list, with `words` for one of them. Tells why it could not. */
  private async write(words?: { of: Item; support: Support }): Promise<ErrorCode | null> {
    const items = this.items;
    const wanted = items.map((item) => (item === words?.of ? words.support : item.support));
    // A list that was never read would replace the real one.
    if (!this.loaded || same(wanted, this.saved)) return null;
    try {
      this.saved = await api.setSupports(wanted);
      this.saved.forEach((support, i) => {
        const item = items[i];
        if (item) item.support = support;
      });
      this.refused = null;
      return null;
    } catch (thrown) {
      return codeOf(thrown);
    }
  }

  /** Saves the list as it stands here; does nothing if it is what was saved last. */
  save(): Promise<void> {
    return this.inTurn(async () => {
      this.refused = await this.write();
    });
  }

  private forms(): SupportForm[] {
    return [this.adding, ...this.items.map((item) => item.form)].filter((form) => form !== null);
  }

  /** Opens one to be changed. Forms in which nothing was changed give way to it. */
  edit(item: Item): void {
    this.putAway();
    item.form ??= new SupportForm(item.support);
  }

  begin(): void {
    this.putAway();
    this.adding ??= new SupportForm(null);
  }

  /** Closes each form in which nothing is written that would be lost; the others were asked about long enough. */
  putAway(): void {
    for (const form of this.forms()) form.asked = 0;
    for (const item of this.items) if (!item.form?.changed) item.form = null;
    if (!this.adding?.changed) this.adding = null;
  }

  /** Saves what is written in the form of `item`. Tells whether that is done and the form closed. */
  async keep(item: Item): Promise<boolean> {
    const { form } = item;
    const support = form && this.ready(form);
    if (!support) return false;
    const code = form.changed ? await this.inTurn(() => this.write({ of: item, support })) : null;
    const done = this.after(form, support, code);
    if (done) item.form = null;
    return done;
  }

  /** Saves the new one after the others. Returns it when that is done and the form closed. */
  async keepNew(): Promise<Item | null> {
    const form = this.adding;
    const support = form && this.ready(form);
    if (!support) return null;
    let item: Item | null = null;
    const code = await this.inTurn(async () => {
      const refused = await this.write();
      if (refused) return refused;
      try {
        const kept = await api.addSupport(support);
        this.saved = [...this.saved, kept];
        item = new Item(this.nextId++, kept);
        this.items = [...this.items, item];
        return null;
      } catch (thrown) {
        return codeOf(thrown);
      }
    });
    if (code !== null) this.after(form, support, code);
    else {
      this.adding = null;
      // Letters that came meanwhile belong to the one that is there now.
      if (!this.after(form, support, null) && item) (item as Item).form = form;
    }
    return item;
  }

  /** What the form says, if it can be saved; else it says what is needed. */
  private ready(form: SupportForm): Support | null {
    if (form.saving) return null;
    form.asked = 0;
    const support = form.said();
    form.problem = support && support.name === "" ? "name" : null;
    if (!support || form.problem) return null;
    form.saving = true;
    return support;
  }

  private after(form: SupportForm, support: Support, code: ErrorCode | null): boolean {
    form.saving = false;
    form.problem = code;
    return code === null && form.settle(support);
  }

  /** Moves one to the place `to` among the others. */
  move(item: Item, to: number): void {
    const others = this.items.filter((other) => other !== item);
    this.items = [...others.slice(0, to), item, ...others.slice(to)];
    void this.save();
  }

  /** Takes one out, and tells how it comes back, with what was being written in it. */
  remove(item: Item): { undo: () => Promise<void> } {
    const index = this.items.indexOf(item);
    const next = this.items[index + 1];
    if (!item.form?.changed) item.form = null;
    this.items = this.items.filter((other) => other !== item);
    void this.save();
    return {
      undo: () => {
        const at = next ? this.items.indexOf(next) : -1;
        this.move(item, at < 0 ? index : at);
        return this.save();
      },
    };
  }

  /** Whether the window may go: nothing is half written, and what could not be saved was said before. */
  async mayGo(): Promise<boolean> {
    const said = this.refused !== null;
    await this.save();
    const form = this.forms().find((each) => each.changed);
    if (form) form.asked += 1;
    return !form && (this.refused === null || said);
  }

  /** The page goes without asking: what is half written is kept, if it has a name, rather than lost. */
  async keepAll(): Promise<void> {
    const changed = this.items.filter(({ form }) => form?.changed);
    await Promise.all([this.save(), ...changed.map((item) => this.keep(item)), this.adding?.changed && this.keepNew()]);
  }

  /** Forgets everything, as when the app has just been started. */
  reset(): void {
    [this.items, this.saved, this.adding] = [[], [], null];
    [this.loaded, this.unreadable, this.refused] = [false, false, null];
  }
}

export const supports = new SupportList();
