import { api } from "../api";
import { soon } from "./soon";
import { t } from "./words";

export type SmallStep = { words: string; theirs: boolean };

const shipped = (): SmallStep[] =>
  [t("step-1"), t("step-2"), t("step-3"), t("step-4"), t("step-5"), t("step-6")].map((words) => ({
    words,
    theirs: false,
  }));

/** Small steps, one at a time: the person's own, then those that everyone has. */
export class Steps {
  shown = $state.raw<SmallStep | null>(null);
  /** The one before was done. */
  more = $state(false);
  private left: SmallStep[] = [];

  async begin(): Promise<void> {
    const supports = await soon(api.supports(), []);
    const own = supports.filter(({ kind }) => kind === "step").map(({ name }) => ({ words: name, theirs: true }));
    this.left = [...own, ...shipped()];
    this.next(false);
  }

  /** Shows another; false if all were shown. */
  next(did: boolean): boolean {
    const step = this.left.shift();
    if (!step) return false;
    this.shown = step;
    this.more = did;
    return true;
  }
}
