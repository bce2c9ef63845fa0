import { api } from "../api";
import type { Glimmer, Rest } from "../api/types";
import { toast } from "./toast.svelte";
import { t } from "./words";

const failed = () => toast.say({ text: t("row-failed") });

/** Moves a glimmer to the trash and offers the way back. Tells whether it went. */
export async function trash(id: string): Promise<boolean> {
  try {
    await api.trashGlimmer(id);
  } catch {
    failed();
    return false;
  }
  toast.say({ text: t("row-trashed"), undo: () => api.restoreGlimmer(id).catch(failed) });
  return true;
}

export async function restore(id: string): Promise<void> {
  try {
    await api.restoreGlimmer(id);
    toast.say({ text: t("row-restored"), undo: () => api.trashGlimmer(id).catch(failed) });
  } catch {
    failed();
  }
}

export type Consent = "show" | Rest | "out";

/** Whether a glimmer may come up on hard days: yes, not before a while, or never. */
export async function consent(glimmer: Glimmer, to: Consent): Promise<void> {
  try {
    if (to === "out") await api.keepOut(glimmer.id, true);
    else {
      if (glimmer.kept_out) await api.keepOut(glimmer.id, false);
      await api.restGlimmer(glimmer.id, to === "show" ? null : to);
    }
  } catch {
    failed();
  }
}
