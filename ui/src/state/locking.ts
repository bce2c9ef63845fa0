import { api } from "../api";
import { locks } from "./keys";

/** Locks at once if the key means that, whatever else would hear it; tells whether it did. */
export function locksAtOnce(e: KeyboardEvent): boolean {
  if (!locks(e)) return false;
  e.preventDefault();
  e.stopPropagation();
  if (!e.repeat) void api.lockNow().catch(() => undefined);
  return true;
}
