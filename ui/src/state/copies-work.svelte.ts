import { api } from "../api";
import type { Task } from "../api/types";

/** What is being done, by the place in the window that says how far it has come. */
export type Doing = "make" | "folder" | "restore" | "check" | "salvage" | "clean";

const TASK: Record<Doing, Task> = {
  make: "backup",
  folder: "backup",
  restore: "restore",
  check: "check",
  salvage: "salvage",
  clean: "clean",
};

/** What takes a while. There is one at a time, and it goes on while the person looks elsewhere, also on a hard day. */
class Work {
  doing = $state<Doing | null>(null);
  /** From 0 to 1. */
  done = $state(0);

  /** Resolves to what `act` brings; to null, and nothing is done, while something else is under way. */
  async run<T>(doing: Doing, act: () => Promise<T>): Promise<T | null> {
    if (this.doing !== null) return null;
    this.doing = doing;
    this.done = 0;
    const stop = api.onProgress(({ task, done }) => {
      // Never back: a task of several parts may begin each of them at nothing.
      if (task === TASK[doing]) this.done = Math.max(this.done, Math.min(1, done));
    });
    try {
      return await act();
    } finally {
      stop();
      this.doing = null;
    }
  }
}

export const work = new Work();
