import { api, codeOf } from "../api";
import type { Arrival, Glimmer, Light, Rest, Sense } from "../api/types";
import { OTHERS } from "./questions";

export type Step = "arrive" | "breathe" | "breathing" | "around" | "steps" | "one" | "notice" | "closing";
/** What was just done with the glimmer that is shown; it can be changed or taken back where it is said. */
export type Done = "rests" | "out" | "tag-out" | "kept" | "not-changed" | null;

/** Up to so many of their own are only a few. */
const A_FEW = 5;

const STAND_IN: Light = { kind: "others", why: "all_shown" };

/** This machine's date, for the one case in which the journal cannot say which day it is. */
function dateHere(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** One visit on a hard day. It works without a journal too: then there are only the things other people noticed. */
export class Visit {
  step = $state<Step>("arrive");
  light = $state.raw<Light | null>(null);
  done = $state<Done>(null);
  staying = $state(false);
  /** It was asked why this one is shown. */
  asked = $state(false);
  /** The tag that nothing is wanted with, where that is what was done. */
  tagOut = $state("");
  /** Nothing of the person's own can be shown now, and nothing can be kept. */
  unopened = $state(false);
  /** One's own are behind the passphrase; what is noticed can be kept all the same. */
  locked = $state(false);
  /** Asked to open them, the person said not now; nothing asks again in this visit. */
  declined = $state(false);
  /** Whether to ask, where one's own would come. */
  readonly asks = $derived(this.locked && !this.declined);
  /** What is shown stands in for one of their own that could not be read. */
  standIn = $state(false);
  /** Which of the things other people noticed is shown, counted from 0. */
  example = $state(0);
  /** It was said why others' are shown; once is enough. */
  explained = $state(false);
  private seen = $state.raw<readonly string[]>([]);
  /** More of their own were here than one would call a few. */
  readonly many = $derived(this.seen.length > A_FEW);
  /** What was jotted on the way out is kept, and can be taken back there; or that was refused. */
  jotted = $state<"kept" | "not-undone" | null>(null);
  today = $state(dateHere());

  /** The visit in the journal; null if it cannot be opened. */
  id = $state.raw() as Promise<string | null>;
  /** The same, once the journal knows how the person came in: it chooses by that. */
  private known: Promise<string | null>;
  private asking = false;
  private before: Light | null = null;
  private here = $state.raw<string | null>(null);
  private arrival: Arrival | null = null;
  private opening: Promise<void> | null = null;

  constructor() {
    this.id = this.known = this.begin();
  }

  private begin(): Promise<string | null> {
    api.today().then(
      ({ day }) => (this.today = day),
      () => undefined,
    );
    return api.openHardDay().catch((thrown) => {
      if (!this.behindLock(thrown)) this.unopened = true;
      return null;
    });
  }

  /** Whether that was refused because of the lock. */
  behindLock(thrown: unknown): boolean {
    const locked = codeOf(thrown) === "locked";
    this.locked ||= locked;
    return locked;
  }

  /** The journal is open now, by this visit or from elsewhere: what it could not be told before it is told now. */
  opened(): Promise<void> {
    if (!this.locked) return Promise.resolve();
    return (this.opening ??= this.goOn().finally(() => (this.opening = null)));
  }

  private async goOn(): Promise<void> {
    const before = await this.id;
    this.locked = false;
    if (before !== null) return;
    this.id = this.known = this.begin();
    if (this.arrival) this.arrive(this.arrival);
    // Those that were noticed meanwhile were seen.
    for (const id of this.seen) this.note(id);
    await this.known;
  }

  get own(): Glimmer | null {
    return this.light?.kind === "own" ? this.light.glimmer : null;
  }

  /** What is shown was noticed in this visit. */
  get noticedHere(): boolean {
    return this.own !== null && this.own.id === this.here;
  }

  arrive(arrival: Arrival): void {
    this.arrival = arrival;
    this.known = this.id.then(async (id) => {
      if (id !== null) await api.noteArrival(id, arrival).catch(() => undefined);
      return id;
    });
  }

  /** One of their own to open a sense with; null if there is none, or it cannot be read. */
  async bySense(sense: Sense): Promise<Glimmer | null> {
    const id = await this.known;
    const own = id === null ? null : await api.lightBySense(id, sense).catch((thrown) => void this.behindLock(thrown));
    if (own) this.saw(own);
    return own ?? null;
  }

  /** The next one. Where it would be one of their own behind the lock, none: there it is asked whether to open them. */
  async another(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const before = this.light;
    try {
      const id = await this.known;
      this.light = id === null ? this.instead() : await api.nextLight(id);
      this.standIn = id === null;
    } catch (thrown) {
      this.behindLock(thrown);
      this.light = this.instead();
      this.standIn = true;
    } finally {
      if (this.own) this.saw(this.own);
      if (this.light?.kind === "others") {
        this.explained = before?.kind === "others";
        this.example = (this.example + 1) % OTHERS.length;
      }
      this.asking = false;
      this.done = null;
      this.asked = false;
    }
  }

  private instead(): Light | null {
    return this.asks ? null : STAND_IN;
  }

  /** Not now: and then not again. */
  async decline(): Promise<void> {
    this.declined = true;
    if (this.step === "one" && !this.light) await this.another();
  }

  async stay(): Promise<void> {
    if (!this.light) return;
    this.staying = true;
    const own = this.own;
    const id = await this.id;
    // Whether it could be noted makes no difference to the one who stays.
    if (id !== null) await api.stayWith(id, own?.id ?? null).catch(() => undefined);
  }

  async rest(rest: Rest | null): Promise<void> {
    const id = await this.id;
    await this.change((glimmer) => api.restGlimmer(glimmer.id, rest, id), rest === null ? null : "rests");
  }

  async keepOut(out: boolean): Promise<void> {
    const id = await this.id;
    await this.change((glimmer) => api.keepOut(glimmer.id, out, id), out ? "out" : null);
  }

  /** "Nothing with @Marta": not only this one, and not only on hard days. */
  async keepTagOut(tag: string, out: boolean): Promise<void> {
    await this.change(
      async (glimmer) => {
        await api.keepTagOut(tag, out, await this.id);
        const others = glimmer.out_with.filter((other) => other !== tag);
        return { ...glimmer, out_with: out ? [...others, tag] : others };
      },
      out ? "tag-out" : null,
    );
  }

  /** What still holds for a glimmer after something else about it was taken back: then that is what there is to say. */
  private standing(glimmer: Glimmer): Done {
    if (glimmer.kept_out) return "out";
    if (glimmer.out_with.length > 0) return "tag-out";
    return (glimmer.rests_until ?? "") > this.today ? "rests" : null;
  }

  private async change(make: (glimmer: Glimmer) => Promise<Glimmer>, done: Done): Promise<void> {
    const own = this.own;
    if (!own) return;
    try {
      const glimmer = await make(own);
      if (this.own?.id !== own.id) return;
      if (this.light?.kind === "own") this.light = { ...this.light, glimmer };
      this.done = done ?? this.standing(glimmer);
      this.tagOut = glimmer.out_with.at(-1) ?? "";
    } catch {
      // Whatever is shown by then, nothing was done with it.
      if (this.own?.id === own.id) this.done = "not-changed";
    }
  }

  private saw({ id }: Glimmer): void {
    if (!this.seen.includes(id)) this.seen = [...this.seen, id];
  }

  /** It was seen, being noticed here; nothing is chosen in this visit before the journal knows that. */
  private noticed(glimmer: Glimmer): void {
    this.saw(glimmer);
    this.note(glimmer.id);
  }

  private note(glimmer: string): void {
    this.known = this.known.then(async (id) => {
      // Else it would only come up once more.
      if (id !== null) await api.noteNoticed(id, glimmer).catch(() => undefined);
      return id;
    });
  }

  /** One kept on the way out leads back there, not to another glimmer. */
  jot(glimmer: Glimmer): void {
    this.noticed(glimmer);
    this.jotted = "kept";
  }

  /** A glimmer noticed here is shown like any other of one's own. */
  kept(glimmer: Glimmer): void {
    this.noticed(glimmer);
    this.before = this.light;
    this.here = glimmer.id;
    this.light = { kind: "own", glimmer, reason: { turn: "not_shown_yet", stayed_on: null, felt: null } };
    this.done = "kept";
    this.asked = false;
    this.step = "one";
  }

  /** Taken back, it is no longer there to be stayed with. */
  unkept(): void {
    this.light = this.before;
    this.done = null;
  }

  async close(): Promise<void> {
    await api.closeHardDay(await this.id).catch(() => undefined);
  }
}
