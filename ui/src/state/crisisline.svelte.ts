import { api, codeOf } from "../api";
import type { CrisisHelp, ErrorCode, OwnLine } from "../api/types";
import { tidy } from "./supports.svelte";

/** What is chosen: a line of a country by its name, none, or one of the person's own. */
export type Pick = { country: string; line: string } | "none" | "own";

const BLANK = { name: "", reach: "", about: "", outside: false };

/**
 * The crisis line a person chose, and one of their own while it is being written. A choice is saved at once; the own one
 * when they say so, and until then it stays here, also while another page is open.
 */
class CrisisChoice {
  help = $state.raw<CrisisHelp | null>(null);
  unreadable = $state(false);
  /** Whether the choices are shown. */
  open = $state(false);
  /** A choice or a country could not be saved. */
  refused = $state(false);
  /** One of their own is being written, which is chosen only when it is saved. */
  writing = $state(false);
  form = $state({ ...BLANK });
  problem = $state<"name" | "reach" | ErrorCode | null>(null);
  saving = $state(false);
  /** How often the window was to close over the form. */
  asked = $state(0);
  private wanted = $state.raw<Pick | null>(null);
  private line: Promise<unknown> = Promise.resolve();

  readonly picked = $derived.by((): Pick => {
    if (this.writing) return "own";
    if (this.wanted) return this.wanted;
    if (this.help?.own) return "own";
    const chosen = this.help?.chosen;
    return chosen ? { country: chosen.country, line: chosen.name } : "none";
  });

  private inTurn<T>(job: () => Promise<T>): Promise<T> {
    const done = this.line.then(job);
    this.line = done.catch(() => undefined);
    return done;
  }

  private async read(): Promise<void> {
    try {
      const changed = this.changed;
      this.help = await api.crisisHelp(null);
      this.unreadable = false;
      // What is half written must not be replaced by what was there before.
      if (!changed && this.help.own) this.restore();
    } catch {
      this.unreadable = this.help === null;
    }
  }

  load(): Promise<void> {
    return this.inTurn(() => this.read());
  }

  private restore(): void {
    const own = this.help?.own;
    if (own) this.form = { name: own.name, reach: own.reach, about: own.about, outside: own.outside };
    this.problem = null;
    this.asked = 0;
  }

  /** Whether words would be lost with the form. */
  get changed(): boolean {
    const { name, reach, about, outside } = this.help?.own ?? BLANK;
    const form = this.form;
    const said = [tidy(form.name), tidy(form.reach), tidy(form.about)];
    return said[0] !== name || said[1] !== reach || said[2] !== about || form.outside !== outside;
  }

  /** Tells whether it was saved. */
  private change(job: () => Promise<unknown>): Promise<boolean> {
    return this.inTurn(async () => {
      this.refused = false;
      try {
        await job();
        return true;
      } catch {
        this.refused = true;
        return false;
      } finally {
        // Also after a refusal: a part of it may have been done.
        await this.read();
        this.wanted = null;
      }
    });
  }

  country(code: string): Promise<boolean> {
    return this.change(() => api.chooseCountry(code));
  }

  /** Chooses; tells how an own line comes back whose place was taken. */
  async pick(pick: Pick): Promise<{ undo: () => Promise<unknown> } | null> {
    const { own, country } = this.help ?? { own: null, country: null };
    const changed = this.changed;
    this.writing = pick === "own" && own === null;
    if (pick === "own") return null;
    this.wanted = pick;
    const done = await this.change(async () => {
      if (pick === "none") return api.chooseLine(null, null);
      await api.chooseLine(pick.country, pick.line);
      // One of another country than the one that is looked at: that stays in sight.
      if (country !== null && country !== pick.country) await api.chooseCountry(country);
    });
    // Another has its place; Undo has its words.
    if (done && !changed) this.form = { ...BLANK };
    return done && own ? { undo: () => this.change(() => api.setOwnLine(own)) } : null;
  }

  /** Saves the own line. Tells whether it was. */
  async keep(): Promise<boolean> {
    if (this.saving) return false;
    this.asked = 0;
    const sent: OwnLine = {
      name: tidy(this.form.name),
      reach: tidy(this.form.reach),
      about: tidy(this.form.about),
      outside: this.form.outside,
      way: null,
    };
    this.problem = sent.name === "" ? "name" : sent.reach === "" ? "reach" : null;
    if (this.problem) return false;
    this.saving = true;
    const kept = await this.inTurn(async () => {
      try {
        await api.setOwnLine(sent);
        return true;
      } catch (thrown) {
        this.problem = codeOf(thrown);
        return false;
      } finally {
        await this.read();
      }
    });
    this.saving = false;
    if (kept) [this.writing, this.refused] = [false, false];
    return kept;
  }

  /** The form as it was before; without an own line, no form. */
  cancel(): void {
    this.writing = false;
    if (!this.help?.own) this.form = { ...BLANK };
    this.restore();
  }

  /** A form in which nothing was written gives way to what is chosen. */
  putAway(): void {
    if (!this.changed) this.cancel();
    this.open = this.changed;
    this.refused = false;
    this.asked = 0;
  }

  /** Whether the window may go: nothing is half written. */
  mayGo(): boolean {
    if (!this.changed) return true;
    [this.open, this.writing] = [true, !this.help?.own];
    this.asked += 1;
    return false;
  }

  /** Forgets everything, as when the app has just been started. */
  reset(): void {
    [this.help, this.wanted, this.problem] = [null, null, null];
    [this.unreadable, this.open, this.refused, this.writing] = [false, false, false, false];
    this.form = { ...BLANK };
    this.asked = 0;
  }
}

export const crisisLine = new CrisisChoice();
