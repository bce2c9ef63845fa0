import { api } from "../api";
import type { Glimmer, Rest } from "../api/types";
import { toast } from "./toast.svelte";
import { t } from "./words";

const failed = () => toast.say({ text: t("row-failed") });

/** Does one thing, and tells whether it was done. What fails says so, and that nothing was changed. */
async function done(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch {
    failed();
    return false;
  }
}

/** Moves a glimmer to the trash and offers the way back; `back` is called when it was taken. Tells whether it went. */
export async function trash(id: string, back?: () => void): Promise<boolean> {
  if (!(await done(() => api.trashGlimmer(id)))) return false;
  const undo = async () => void ((await done(() => api.restoreGlimmer(id))) && back?.());
  toast.say({ text: t("row-trashed"), undo });
  return true;
}

/** The way back out of the trash, and, with `back`, into it again. */
export async function restore(id: string, back?: () => void): Promise<boolean> {
  if (!(await done(() => api.restoreGlimmer(id)))) return false;
  const undo = async () => void ((await done(() => api.trashGlimmer(id))) && back?.());
  toast.say({ text: t("row-restored"), undo });
  return true;
}

/** For good: there is no way back to offer. */
export async function deleteForGood(id: string): Promise<boolean> {
  if (!(await done(() => api.deleteGlimmer(id)))) return false;
  toast.say({ text: t("trash-deleted") });
  return true;
}

export async function emptyTrash(): Promise<boolean> {
  if (!(await done(() => api.emptyTrash()))) return false;
  toast.say({ text: t("trash-emptied") });
  return true;
}

export type Consent = "show" | Rest | "out";

/** Whether a glimmer may come up on hard days: yes, not before a while, or never. Resolves to it as it is then. */
export async function consent(glimmer: Glimmer, to: Consent): Promise<Glimmer | null> {
  try {
    return await api.setConsent(glimmer.id, to === "show" || to === "out" ? null : to, to === "out");
  } catch {
    failed();
    return null;
  }
}

/**
 * "Nothing with @Marta" (`out`), or it may come up again, and the way back; `back` is called when that was taken. Tells
 * whether it was done.
 */
export async function keepTagOut(tag: string, out: boolean, back?: () => void): Promise<boolean> {
  if (!(await done(() => api.keepTagOut(tag, out, null)))) return false;
  const undo = async () => void ((await done(() => api.keepTagOut(tag, !out, null))) && back?.());
  toast.say({ text: out ? t("hardset-tag-is-out", { tag }) : t("hardset-tag-is-up", { tag }), undo });
  return true;
}

/** Lets one from elsewhere come up by itself, and offers the way back; `back` is called when that was taken. */
export async function letIn(id: string, back?: () => void): Promise<boolean> {
  if (!(await done(() => api.letIn(id, true)))) return false;
  const undo = async () => void ((await done(() => api.letIn(id, false))) && back?.());
  toast.say({ text: t("row-is-in"), undo });
  return true;
}

/** Makes a glimmer one to return to, or no longer, and offers to take that back: a single letter did it. */
export async function toggleAnchor(glimmer: Glimmer): Promise<void> {
  const { id, anchor } = glimmer;
  // Only the mark: the words may be changed before this is taken back.
  const set = (to: boolean) => () => api.markAnchor(id, to);
  if (!(await done(set(!anchor)))) return;
  toast.say({
    text: anchor ? t("row-no-anchor") : t("row-anchor"),
    undo: () => done(set(anchor)),
  });
}
