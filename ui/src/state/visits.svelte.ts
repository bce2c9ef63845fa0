import { api } from "../api";
import type { Arrival, Shown, Visit } from "../api/types";
import { toast } from "./toast.svelte";
import "./words-later";
import { t } from "./words";

/** The visits there were, as they are written down. */
export class Visits {
  all = $state.raw<readonly Visit[]>([]);
  loaded = $state(false);
  unreadable = $state(false);
  /** The one that is open, and what it showed: null where that could not be read. */
  open = $state<string | null>(null);
  shown = $state.raw<readonly Shown[] | null>([]);
  /** The last one that was asked for: what it showed is still being read. */
  private wanted: string | null = null;

  async load(): Promise<void> {
    try {
      this.all = await api.visits();
      this.unreadable = false;
    } catch {
      this.unreadable = true;
    }
    this.loaded = true;
  }

  /** Opens one, or closes it. It opens with all that is in it, so that nothing below it moves twice. */
  async toggle(id: string): Promise<void> {
    if (this.open === id) return this.close();
    await this.read(id);
  }

  close(): void {
    this.open = this.wanted = null;
  }

  /** Opens one, or reads again what it showed. */
  async read(id: string): Promise<void> {
    this.wanted = id;
    const shown = await api.shownIn(id).catch(() => null);
    if (this.wanted !== id) return;
    this.open = id;
    this.shown = shown;
  }

  /** Tells whether it is erased. */
  erase(id: string): Promise<boolean> {
    return this.gone(
      () => api.eraseVisit(id),
      t("visits-erased"),
      (all) => all.filter((visit) => visit.id !== id),
    );
  }

  /** Tells whether they are erased. */
  eraseAll(): Promise<boolean> {
    return this.gone(
      () => api.eraseVisits(),
      t("visits-all-erased"),
      () => [],
    );
  }

  private async gone(
    act: () => Promise<void>,
    said: string,
    left: (all: readonly Visit[]) => readonly Visit[],
  ): Promise<boolean> {
    try {
      await act();
    } catch {
      toast.say({ text: t("row-failed") });
      return false;
    }
    this.close();
    this.all = left(this.all);
    toast.say({ text: said });
    return true;
  }
}

const ARRIVED: Record<Arrival, string> = {
  wound_up: "visits-wound-up",
  shut_down: "visits-shut-down",
  not_sure: "visits-not-sure",
};

/** By which door somebody came in, in the words on it; nothing if they came in by none. */
export const arrivedBy = ({ arrival }: Visit): string => (arrival ? t(ARRIVED[arrival]) : "");

/** What became of a glimmer that a visit showed: what was done with it, or that it was let pass. */
export function became({ stayed, rested, kept_out }: Shown): string[] {
  const done = [
    ...(stayed ? [t("visits-stayed")] : []),
    ...(rested ? [t("visits-rested")] : []),
    ...(kept_out ? [t("visits-out")] : []),
  ];
  return done.length > 0 ? done : [t("visits-passed")];
}
