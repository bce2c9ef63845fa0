import { api } from "../api";
import type { Exported, ExportFormat, Failure, Filter, ListQuery } from "../api/types";
import { inChips, narrows } from "./filter";
import { transfer } from "./importing-work.svelte";
import { NewPassphrase } from "./newpassphrase.svelte";
import { failureOf } from "./secrets";
import { joined, t } from "./words";

/** What Glimmers shows: what was searched, and what was chosen. */
export type Some = { search: string; filter: Filter };

export const isSome = ({ search, filter }: Some): boolean => search.trim() !== "" || narrows(filter);

/** "“lighthouse”, calm and Marta" */
export function someSaid({ search, filter }: Some): string {
  const asked = inChips(filter).map(({ words }) => words);
  if (search.trim() !== "") asked.unshift(t("said-search", { search: search.trim() }));
  return joined.format(asked);
}

export const queryOf = ({ search, filter }: Some): ListQuery => ({
  search: search.trim() === "" ? null : search,
  filter,
  trash: false,
  start: { at: "newest" },
  limit: 1,
});

/** Taking the journal along, or some of it. What was chosen stays while the person looks elsewhere; a passphrase does not. */
class Exporting {
  /** Only what Glimmers shows. */
  some = $state(false);
  format = $state<ExportFormat>("json");
  sealed = $state(false);
  readonly passphrase = new NewPassphrase();
  exported = $state.raw<(Exported & { sealed: boolean }) | null>(null);
  failed = $state.raw<Failure | null>(null);
  stopped = $state(false);
  /** Somebody came here from Glimmers to do this. */
  arriving = false;

  arrive(): void {
    this.some = this.arriving = true;
    this.forgetOutcome();
  }

  forgetOutcome(): void {
    this.exported = this.failed = null;
    this.stopped = false;
  }

  /** Tells whether it was begun: a passphrase that is wanted has to be there twice. */
  async write(which: Some | null): Promise<boolean> {
    if (transfer.doing !== null) return false;
    if (this.sealed && !this.passphrase.ready()) return false;
    this.forgetOutcome();
    const { sealed } = this;
    const words = sealed ? this.passphrase.words : null;
    try {
      let stopped = false;
      const exported = await transfer.run("write", async () => {
        const answer = await api.exportJournal(which ? queryOf(which) : null, this.format, words);
        // Also by something else that was begun, a file that was dropped: nowhere to write is chosen before there is a bar.
        stopped = transfer.stopping || transfer.long;
        return answer;
      });
      if (exported) {
        this.exported = { ...exported, sealed };
        this.passphrase.forget();
        this.sealed = false;
      } else this.stopped = stopped;
    } catch (thrown) {
      this.failed = failureOf(thrown);
    }
    return true;
  }

  /** The page is left: a passphrase is not kept for anybody who looks later. */
  leave(): void {
    if (transfer.doing === null) this.passphrase.forget();
    this.arriving = false;
  }
}

export const exporting = new Exporting();
