import type { Draft } from "../api/types";

/**
 * Saves the newest draft, one save at a time; or whatever else is written and saved as it grows.
 *
 * Saves that overlap could arrive in any order and leave an older text behind; saves that queue up would fall behind
 * a fast typist. So while one is under way only the newest of what came since is remembered.
 */
export class DraftSaver<Words extends object = Draft> {
  private newest: Words | null = null;
  private running: Promise<void> | null = null;
  private held = false;

  constructor(private readonly save: (draft: Words) => Promise<unknown>) {}

  /** Saves `draft` as soon as the line is free. */
  push(draft: Words): void {
    this.newest = draft;
    this.start();
  }

  /** Resolves when nothing is left to save, to true; or to false if it was refused, and is only in the window. */
  async flush(): Promise<boolean> {
    this.start();
    while (this.running) await this.running;
    return this.newest === null;
  }

  /** Keeps new drafts back. A save that lands after its glimmer was kept would bring the text back as a draft. */
  hold(): void {
    this.held = true;
  }

  /** Lets saving go on; `draft` is what is in the window now. */
  release(draft: Words | null): void {
    this.held = false;
    this.newest = draft;
    this.start();
  }

  private start(): void {
    if (this.held || this.running || !this.newest) return;
    this.running = this.run().finally(() => {
      this.running = null;
      // A refused save stays `newest`, and goes out with the next change instead of in a busy loop.
      if (this.again) this.start();
    });
  }

  private again = false;

  private async run(): Promise<void> {
    const sending = this.newest;
    if (!sending) return;
    this.newest = null;
    this.again = true;
    try {
      await this.save(sending);
    } catch {
      if (!this.newest) {
        this.newest = sending;
        this.again = false;
      }
    }
  }
}
