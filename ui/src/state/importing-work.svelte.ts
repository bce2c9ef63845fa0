import { api } from "../api";
import type { Task } from "../api/types";

/** What is under way between this journal and a file. */
export type Moving = "look" | "read" | "bring" | "take" | "write";

const TASK: Partial<Record<Moving, Task>> = { read: "read", bring: "import", take: "import", write: "export" };

/** Shorter than this, a bar would only flash. */
const SOON_MS = 400;

/**
 * One thing at a time, for there is one way to stop whatever it is. It goes on while the person looks elsewhere, also on a
 * hard day.
 */
class Transfer {
  doing = $state<Moving | null>(null);
  /** From 0 to 1. */
  done = $state(0);
  /** It takes long enough for a bar to be of use. */
  long = $state(false);
  stopping = $state(false);
  private under: Promise<unknown> = Promise.resolve();

  /** Resolves to what `act` brings; does nothing, and resolves to undefined, while something else is under way. */
  async run<T>(doing: Moving, act: () => Promise<T>): Promise<T | undefined> {
    if (this.doing !== null) return undefined;
    this.doing = doing;
    this.done = 0;
    this.long = this.stopping = false;
    // A file is chosen before anything is written, and choosing may take as long as it likes.
    const soon = doing === "write" ? undefined : setTimeout(() => (this.long = true), SOON_MS);
    const unlisten = api.onProgress(({ task, done }) => {
      if (task !== TASK[doing]) return;
      this.long ||= doing === "write";
      // Never back: a task of several parts may begin each of them at nothing.
      this.done = Math.max(this.done, Math.min(1, done));
    });
    const under = act();
    this.under = under.catch(() => undefined);
    try {
      return await under;
    } finally {
      clearTimeout(soon);
      unlisten();
      this.doing = null;
      this.long = this.stopping = false;
    }
  }

  /** Stops what is under way; it ends by itself a moment later. */
  stop(): void {
    if (this.doing === null || this.stopping) return;
    this.stopping = true;
    void api.cancelTransfer().catch(() => (this.stopping = false));
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await this.under;
    // What waited for it comes first.
    await Promise.resolve();
  }
}

export const transfer = new Transfer();
