import type { ErrorCode, Status } from "../api/types";

/** What a window goes by when it cannot even ask how things are. */
export const troubledBy = (code: ErrorCode): Status => ({
  trouble: { code, detail: "" },
  notices: [],
  shortcut: "listening",
  version: "",
  day: "",
  small_hours: false,
  newcomer: false,
  paused_until: null,
  lock: code === "locked" ? "locked" : "none",
  synced: null,
});
