import { api, type Unlisten } from "../api";
import { locks } from "./keys";
import { leaveFields } from "./leaving";

/** How long the lock waits for words on their way to the disk: it must not wait for a disk that hangs. */
const PATIENCE_MS = 1200;

/** Locks at once if the key means that, whatever else would hear it; tells whether it did. */
export function locksAtOnce(e: KeyboardEvent): boolean {
  if (!locks(e)) return false;
  e.preventDefault();
  e.stopPropagation();
  if (!e.repeat) void api.lockNow().catch(() => undefined);
  return true;
}

/**
 * Answers the journal that is about to lock: fields are left, `settle` brings to rest what is being saved, and then the
 * page may go. Also when something could not be saved: a lock that waits for a full disk is none.
 */
export function putAwayWhenLocking(settle: () => Promise<unknown>): Unlisten {
  return api.onLocking(async () => {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    try {
      leaveFields();
      await Promise.race([settle(), patience]);
    } catch {
      // What was refused is said in place, for as long as there is a place.
    }
    await api.putAway().catch(() => undefined);
  });
}
