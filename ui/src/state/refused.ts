import type { ErrorCode } from "../api/types";
import { MOST } from "./attaching.svelte";
import { t } from "./words";

const UNOPENED: readonly ErrorCode[] = ["newer", "not_ours", "no_vault", "no_journal", "damaged"];

/** Why something was not kept, and what then. `unopened`: the journal cannot be opened at all. */
export function whyNotKept(
  code: ErrorCode,
  unopened: boolean,
  written?: { day: string | null; photos: readonly unknown[] },
): readonly [string, string] {
  if (code === "disk_full") return [t("write-full"), t("write-full-then")];
  if (code === "busy") return [t("write-busy"), t("write-busy-then")];
  if (code === "read_only") return [t("write-read-only"), t("write-read-only-then")];
  if (unopened || UNOPENED.includes(code)) return [t("write-no-journal"), t("write-no-journal-then")];
  // Everything else was checked before it was sent.
  if (code === "bad_value" && written) {
    if (written.photos.length > MOST) return [t("photo-too-many-then", { most: MOST }), ""];
    if (written.day !== null) return [t("write-day-ahead"), ""];
  }
  return [t("write-failed"), t("write-failed-then")];
}
