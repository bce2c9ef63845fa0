import { api, codeOf } from "../api";
import type { Failure, Unlocked } from "../api/types";

/** As a recovery code is written down, however it was typed. */
export function codeIn(typed: string): string {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return plain.match(/.{1,4}/g)?.join("-") ?? "";
}

/** How many seconds a refusal asks to wait. A refusal that does not say still means a while. */
function secondsIn(thrown: unknown): number {
  const seconds = Math.ceil(Number((thrown as Failure).detail));
  return seconds > 0 ? seconds : 5;
}

/** Opening the locked journal: what is typed for it, and what came of the last try. */
export class Unlocking {
  secret = $state("");
  /** The recovery code is wanted, in the place of the passphrase. */
  byCode = $state(false);
  /** What is typed can be read. */
  shown = $state(false);
  /** As far as the last key told. */
  capsLock = $state(false);
  opening = $state(false);
  said = $state<"wrong" | "failed" | "again" | null>(null);
  /** Seconds until it can be tried again. */
  left = $state(0);
  /** How many they were when it was said. */
  asked = $state(0);
  private ticking: ReturnType<typeof setInterval> | undefined;

  private get typed(): string {
    return this.byCode ? codeIn(this.secret) : this.secret;
  }

  /** Whether pressing Open would do something. */
  get ready(): boolean {
    return this.typed !== "" && !this.opening && this.left === 0;
  }

  /** To be called after each change of what is typed. */
  changed(): void {
    this.said = null;
  }

  /** The other of the two. A code is read off paper: that is easier when it can be seen. */
  turn(): void {
    this.byCode = !this.byCode;
    this.secret = "";
    this.shown = this.byCode;
    this.said = null;
  }

  /** Resolves to what came in meanwhile; to null if it is still locked. */
  async open(): Promise<Unlocked | null> {
    if (!this.ready) return null;
    this.opening = true;
    this.said = null;
    try {
      const unlocked = await api.unlock(this.typed);
      this.forget();
      return unlocked;
    } catch (thrown) {
      const code = codeOf(thrown);
      if (code === "wait") this.wait(secondsIn(thrown));
      else this.said = code === "wrong_secret" ? "wrong" : "failed";
      return null;
    } finally {
      this.opening = false;
    }
  }

  private wait(seconds: number): void {
    const over = performance.now() + seconds * 1000;
    this.left = this.asked = seconds;
    clearInterval(this.ticking);
    this.ticking = setInterval(() => {
      this.left = Math.max(0, Math.ceil((over - performance.now()) / 1000));
      if (this.left > 0) return;
      clearInterval(this.ticking);
      this.said = "again";
    }, 1000);
  }

  /** Nothing that was typed stays behind. A time to wait does. */
  forget(): void {
    this.secret = "";
    this.shown = this.byCode = false;
    if (this.left === 0) this.said = null;
  }
}
