import { strengthOf, type Strength } from "./strength";

/** Long enough that nothing is worked out between two letters. */
const PAUSE_MS = 200;

/** A passphrase while it is being chosen: typed twice, and how it would stand up to guessing. */
export class NewPassphrase {
  words = $state("");
  again = $state("");
  shown = $state(false);
  strength = $state.raw<Strength | null>(null);
  problem = $state<"empty" | "differs" | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  get typed(): boolean {
    return this.words !== "" || this.again !== "";
  }

  type(words: string): void {
    this.words = words;
    this.settleProblem();
    clearTimeout(this.timer);
    if (words === "") this.strength = null;
    else this.timer = setTimeout(() => void this.measure(words), PAUSE_MS);
  }

  typeAgain(words: string): void {
    this.again = words;
    this.settleProblem();
  }

  /** The second field was left: now it can be said that the two differ. Before, somebody was only not done yet. */
  leftAgain(): void {
    if (this.again !== "" && this.again !== this.words) this.problem = "differs";
  }

  /** Whether it can be taken as it stands. */
  ready(): boolean {
    this.problem = this.words === "" ? "empty" : this.again !== this.words ? "differs" : null;
    return this.problem === null;
  }

  /** Nobody looks at it any more: then nothing is worked out either. */
  stop(): void {
    clearTimeout(this.timer);
  }

  forget(): void {
    this.stop();
    this.words = this.again = "";
    this.shown = false;
    this.strength = this.problem = null;
  }

  private settleProblem(): void {
    if (this.problem === "empty" ? this.words !== "" : this.again === this.words) this.problem = null;
  }

  private async measure(words: string): Promise<void> {
    // Without an answer nothing is said: it is a help, and no condition.
    const strength = await strengthOf(words).catch(() => null);
    if (this.words === words) this.strength = strength;
  }
}
