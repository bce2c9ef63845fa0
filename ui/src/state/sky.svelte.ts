import { SvelteMap } from "svelte/reactivity";
import { api } from "../api";
import type { Glimmer } from "../api/types";
import { Lights } from "./sky-places";
import type { View } from "./sky-view";
import { FEELINGS, type Feeling } from "./words";

/** How many glimmers are held ready to be read again. */
const READ_AT_MOST = 200;

/** The sky as it was left: going to another page and back finds the same view and the same light. */
export class Sky {
  lights = $state.raw(new Lights([]));
  loaded = $state(false);
  unreadable = $state(false);
  /** Null shows all of it, whatever the size of the window. */
  view = $state.raw<View | null>(null);
  /** The feeling that is looked for; the others dim. */
  chosen = $state<Feeling | null>(null);
  /** The light that keys are about. */
  current = $state<number | null>(null);
  /** The light under the pointer. */
  pointed = $state<number | null>(null);
  today = $state("");
  /** The glimmers behind lights, as far as they have been read. */
  readonly read = new SvelteMap<number, Glimmer>();

  private asked = 0;
  // Nobody watches it: the words that arrive are what is shown.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  private reading = new Map<number, Promise<Glimmer | null>>();

  /** The one whose words are shown: pointing is newer than what the keys chose. */
  get shown(): number | null {
    return this.pointed ?? this.current;
  }

  /** The chosen feeling as a bit of {@link Lights.felt}; 0 is none. */
  get felt(): number {
    return this.chosen === null ? 0 : 1 << FEELINGS.indexOf(this.chosen);
  }

  choose(feeling: Feeling): void {
    this.chosen = this.chosen === feeling ? null : feeling;
  }

  /** Reads the lights. Resolves to those that were not there before; the first time, to none. */
  async look(): Promise<number[]> {
    const asked = ++this.asked;
    try {
      const [given, today] = await Promise.all([api.skyLights(), api.today().catch(() => null)]);
      // An older answer must not put back what has changed since.
      if (asked !== this.asked) return [];
      const before = this.loaded && !this.unreadable ? this.lights : null;
      const lights = new Lights(given);
      this.lights = lights;
      this.today = today?.day ?? this.today;
      this.unreadable = false;
      this.loaded = true;
      if (this.current !== null && !lights.has(this.current)) this.current = null;
      if (this.pointed !== null && !lights.has(this.pointed)) this.pointed = null;
      await this.readAgain();
      return before ? lights.since(before) : [];
    } catch {
      if (asked !== this.asked) return [];
      // What could be seen stays to be seen.
      this.unreadable = !this.loaded || this.unreadable;
      this.loaded = true;
      return [];
    }
  }

  /** A number may stand for another glimmer now, or the same one may say something else. */
  private async readAgain(): Promise<void> {
    const shown = this.shown;
    this.reading.clear();
    const fresh = shown === null ? null : await api.lightAt(shown).catch(() => null);
    this.read.clear();
    if (shown !== null && fresh) this.read.set(shown, fresh);
  }

  /** The glimmer of a light; null if it cannot be read, which is nothing to make noise about. */
  async glimmer(number: number): Promise<Glimmer | null> {
    const known = this.read.get(number) ?? this.reading.get(number);
    if (known) return known;
    const asking = api.lightAt(number).catch(() => null);
    this.reading.set(number, asking);
    const found = await asking;
    // Meanwhile everything was read again: what was found may be old.
    if (this.reading.get(number) !== asking) return found;
    this.reading.delete(number);
    if (found) {
      for (const oldest of this.read.keys()) {
        if (this.read.size < READ_AT_MOST) break;
        if (oldest !== this.shown) this.read.delete(oldest);
      }
      this.read.set(number, found);
    }
    return found;
  }

  /** As if it had never been looked at. */
  forget(): void {
    this.asked += 1;
    this.lights = new Lights([]);
    this.loaded = this.unreadable = false;
    this.view = this.chosen = this.current = this.pointed = null;
    this.read.clear();
    this.reading.clear();
  }
}

export const sky = new Sky();
