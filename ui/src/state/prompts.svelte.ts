import { api } from "../api";
import { t } from "./words";

/** What an empty field shows. The person's own prompts are in their voice. */
export type Shown = { words: string; own: boolean };

/** The prompts of one place of writing: one at a time, asked for before it is needed, so that opening is instant. */
export class Prompts {
  shown = $state.raw<Shown>({ words: "", own: false });
  private failed = false;
  private asked = 0;

  /** `otherwise` is shown when the journal cannot answer. */
  constructor(private readonly otherwise: string) {}

  /** Each asking counts as one that was shown, so it is done once an opening. */
  async next(): Promise<void> {
    const mine = ++this.asked;
    let shown: Shown;
    let failed = false;
    try {
      const prompt = await api.nextPrompt();
      // The person wants none: the field only says what it is for.
      if (prompt === null) shown = { words: t("write-label"), own: false };
      else if (prompt.kind === "own") shown = { words: prompt.of, own: true };
      else shown = { words: t(prompt.of), own: false };
    } catch {
      shown = { words: this.otherwise, own: false };
      failed = true;
    }
    if (mine !== this.asked) return;
    this.shown = shown;
    this.failed = failed;
  }

  /** Asks again if the journal could not answer before. */
  async retry(): Promise<void> {
    if (this.failed) await this.next();
  }
}
