import { api } from "../api";
import type { Arrival, Glimmer, Light, Rest } from "../api/types";
import { OTHERS } from "./questions";

export type Step = "arrive" | "one" | "notice" | "closing";
/** What was just done with the glimmer that is shown; it can be changed or taken back where it is said. */
export type Done = "rests" | "out" | "kept" | "not-changed" | null;

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
  /** Nothing of the person's own can be shown now, and nothing can be kept. */
  unopened = $state(false);
  /** What is shown stands in for one of their own that could not be read. */
  standIn = $state(false);
  /** Which of the things other people noticed is shown, counted from 0. */
  example = $state(0);
  /** It was said why others' are shown; once is enough. */
  explained = $state(false);
  today = $state(dateHere());

  readonly id: Promise<string | null>;
  private asking = false;
  private before: Light | null = null;

  constructor() {
    this.id = api.openHardDay().catch(() => {
      this.unopened = true;
      return null;
    });
    api.today().then(
      ({ day }) => (this.today = day),
      () => undefined,
    );
  }

  get own(): Glimmer | null {
    return this.light?.kind === "own" ? this.light.glimmer : null;
  }

  async choose(arrival: Arrival): Promise<void> {
    this.step = "one";
    const id = await this.id;
    if (id !== null) await api.noteArrival(id, arrival).catch(() => undefined);
    await this.another();
  }

  async another(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const before = this.light;
    try {
      const id = await this.id;
      this.light = id === null ? STAND_IN : await api.nextLight(id);
      this.standIn = id === null;
    } catch {
      this.light = STAND_IN;
      this.standIn = true;
    } finally {
      if (this.light?.kind === "others") {
        this.explained = before?.kind === "others";
        this.example = (this.example + 1) % OTHERS.length;
      }
      this.asking = false;
      this.done = null;
    }
  }

  async stay(): Promise<void> {
    if (!this.light) return;
    this.staying = true;
    const own = this.own;
    const id = await this.id;
    // Whether it could be noted makes no difference to the one who stays.
    if (own && id !== null) await api.stayWith(id, own.id).catch(() => undefined);
  }

  async rest(rest: Rest | null): Promise<void> {
    const id = await this.id;
    await this.change((glimmer) => api.restGlimmer(glimmer.id, rest, id), rest === null ? null : "rests");
  }

  async keepOut(out: boolean): Promise<void> {
    // Allowed again, it may still be resting: then that is what there is to say.
    const resting = (this.own?.rests_until ?? "") > this.today;
    const id = await this.id;
    await this.change((glimmer) => api.keepOut(glimmer.id, out, id), out ? "out" : resting ? "rests" : null);
  }

  private async change(make: (glimmer: Glimmer) => Promise<Glimmer>, done: Done): Promise<void> {
    const own = this.own;
    if (!own) return;
    try {
      const glimmer = await make(own);
      if (this.own?.id !== own.id) return;
      if (this.light?.kind === "own") this.light = { ...this.light, glimmer };
      this.done = done;
    } catch {
      this.done = "not-changed";
    }
  }

  /** A glimmer noticed here is shown like any other of one's own. */
  kept(glimmer: Glimmer): void {
    this.before = this.light;
    this.light = { kind: "own", glimmer, reason: { turn: "not_shown_yet", stayed_on: null, felt: null } };
    this.done = "kept";
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
