import { api, codeOf } from "../api";
import type { Checked, Cleaned, Copies, Copy, ErrorCode, Failure, Inside, Restored, Salvaged } from "../api/types";
import { outcome } from "./copies-outcome.svelte";
import { copyThen } from "./copies-words";
import { work } from "./copies-work.svelte";
import { soon } from "./soon";
import { t } from "./words";

type Place = "make" | "folder" | "restore" | "check" | "salvage" | "clean";

/** One copy, looked into. */
export class Look {
  inside = $state.raw<Inside | null>(null);
  reading = $state(false);
  /** The present key does not open it: what opened it in its time is asked for. */
  locked = $state(false);
  secret = $state("");
  refused = $state.raw<Failure | null>(null);

  constructor(readonly copy: Copy) {
    this.locked = !copy.opens;
  }

  async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    this.refused = null;
    try {
      this.inside = await api.lookInto(this.copy.id, this.copy.place, this.locked ? this.secret : null);
    } catch (thrown) {
      const code = codeOf(thrown);
      // Only now it turns out that it needs a secret: nothing was typed yet that could be wrong.
      if (!this.locked && (code === "wrong_secret" || code === "locked")) this.locked = true;
      else this.refused = thrown as Failure;
    }
    this.reading = false;
  }
}

/** The copies there are, and what is being done with them. Kept here, because it goes on when the page is left. */
class Backups {
  now = $state.raw<Copies | null>(null);
  /** The person's day when they were read. */
  day = $state("");
  unreadable = $state(false);
  failed = $state.raw<{ at: Place; code: ErrorCode } | null>(null);
  /** What was done last, as far as it needs no more words than that it was. */
  did = $state<"made" | "stopped" | null>(null);
  look = $state.raw<Look | null>(null);
  checked = $state.raw<Checked | null>(null);
  cleaned = $state.raw<Cleaned | null>(null);
  private wanted: Copy | null = null;

  async load(): Promise<void> {
    try {
      const [now, status] = await Promise.all([api.copies(), api.status()]);
      this.now = now;
      this.day = status.day;
      this.unreadable = false;
    } catch {
      this.unreadable = true;
    }
  }

  /** Nobody looks any more. What is under way goes on, and stays to be seen. */
  leave(): void {
    this.did = null;
    if (work.doing !== null) return;
    this.failed = null;
    this.checked = null;
    this.cleaned = null;
    this.close();
  }

  close(): void {
    this.look = this.wanted = null;
  }

  isOpen = ({ id, place }: Copy): boolean => this.look?.copy.id === id && this.look.copy.place === place;

  /** Opens one with all that is in it, so that nothing below it moves twice; or, if that takes long, at once. */
  async open(copy: Copy): Promise<void> {
    this.failed = null;
    this.wanted = copy;
    const look = new Look(copy);
    if (!look.locked) await soon(look.read(), undefined);
    if (this.wanted === copy) this.look = look;
  }

  /** Does one thing, and tells what came of it: null if it was refused, which is said at its place. */
  private async attempt<T>(at: Place, act: () => Promise<T>): Promise<T | null> {
    if (work.doing !== null) return null;
    this.failed = null;
    this.did = null;
    outcome.last = null;
    try {
      return await work.run(at, act);
    } catch (thrown) {
      this.failed = { at, code: codeOf(thrown) };
      return null;
    }
  }

  async make(): Promise<void> {
    if (await this.attempt("make", () => api.backUpNow())) this.did = "made";
    // Also where it failed: what is known about the second folder may be new.
    await this.load();
  }

  async chooseFolder(): Promise<void> {
    const now = await this.attempt("folder", () => api.chooseSecondFolder());
    if (now) this.now = now;
  }

  async forgetFolder(): Promise<void> {
    const now = await this.attempt("folder", () => api.forgetSecondFolder());
    if (!now) return;
    this.now = now;
    this.did = "stopped";
  }

  /** Tells whether it was done. */
  async restore(look: Look): Promise<boolean> {
    const { id, place, made_at } = look.copy;
    const restored = await this.attempt("restore", () => api.restoreCopy(id, place, look.locked ? look.secret : null));
    if (!restored) return false;
    this.close();
    await this.load();
    this.sayRestored(restored, made_at);
    return true;
  }

  private sayRestored({ before }: Restored, made_at: string): void {
    const then = copyThen(made_at, this.day);
    const isFolder = /[/\\]/.test(before);
    outcome.last = isFolder
      ? { said: t("restored-aside", { then }), folder: before }
      : { said: t("restored", { then }), folder: null };
  }

  async check(): Promise<void> {
    this.checked = null;
    this.checked = await this.attempt("check", () => api.checkJournal());
  }

  /** Tells whether it was done. */
  async salvage(): Promise<boolean> {
    const salvaged = await this.attempt("salvage", () => api.salvage());
    if (!salvaged) return false;
    this.checked = null;
    this.close();
    await this.load();
    this.saySalvaged(salvaged);
    return true;
  }

  private saySalvaged({ glimmers, lost, set_aside }: Salvaged): void {
    const left = lost === null ? t("salvaged-lost-unknown") : t("salvaged-lost", { lost });
    outcome.last = { said: [t("salvaged", { glimmers }), left, t("salvaged-aside")].join(" "), folder: set_aside };
  }

  /** Takes what was deleted for good out of all copies. Tells what came of it; null if it was refused. */
  async clean(): Promise<Cleaned | null> {
    this.cleaned = null;
    return (this.cleaned = await this.attempt("clean", () => api.cleanCopies()));
  }
}

export const backups = new Backups();
