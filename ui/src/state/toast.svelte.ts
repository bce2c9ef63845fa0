/** A quiet line at the foot of the window about what was just done, and the way back. */
export type Said = { text: string; undo?: (() => Promise<unknown>) | undefined };

/** Long enough to read and reach; pointing at it or focusing it holds it. */
const STAYS_MS = 10_000;

class Toast {
  said = $state.raw<Said | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  say(said: Said): void {
    this.said = said;
    this.letGo();
  }

  hold = (): void => clearTimeout(this.timer);

  letGo = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.said = null), STAYS_MS);
  };

  clear(): void {
    clearTimeout(this.timer);
    this.said = null;
  }

  async undo(): Promise<void> {
    const undo = this.said?.undo;
    if (!undo) return;
    this.clear();
    await undo();
  }
}

export const toast = new Toast();
