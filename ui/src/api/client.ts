import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Api, Unlisten } from "./api";
import type { Changed, PhotosComing, PhotosDropped, Progress, SkyLight, View } from "./types";

/** Listening begins a moment later, so stopping must also work before it has begun. */
function on<T>(event: string, then: (payload: T) => void): Unlisten {
  const listening = listen<T>(event, ({ payload }) => then(payload));
  return () => void listening.then((stop) => stop());
}

declare global {
  interface Window {
    /** What was asked for the main page before its scripts were read (windows/make.rs): the answers by command. */
    __ASKED__?: Record<string, Promise<unknown>>;
  }
}

/** Takes the answer that is on its way already, once and as long as the first page is not drawn; else asks. */
function first<T>(command: string): Promise<T> {
  const ahead = window.__ASKED__?.[command] as Promise<T> | undefined;
  delete window.__ASKED__?.[command];
  return ahead ?? invoke(command);
}

/** Eight bytes a light, as the Rust side packs them. */
function unpacked(buffer: ArrayBuffer): SkyLight[] {
  const bytes = new DataView(buffer);
  return Array.from({ length: buffer.byteLength / 8 }, (_, nth) => ({
    number: bytes.getUint32(nth * 8, true),
    first: bytes.getUint8(nth * 8 + 4),
    felt: bytes.getUint8(nth * 8 + 5),
    anchor: bytes.getUint8(nth * 8 + 6) === 1,
  }));
}

type Both =
  | "readDraft"
  | "saveDraft"
  | "keepGlimmer"
  | "undoKeep"
  | "settings"
  | "status"
  | "nextPrompt"
  | "vocabulary"
  | "hideAll"
  | "lockNow"
  | "putAway"
  | "stillHere"
  | "choosePhotos"
  | "pastePhotos"
  | "photoUrl"
  | "onDragging"
  | "onPhotosComing"
  | "onPhotosDropped"
  | "onChanged"
  | "onLocking";
type OfCapture = "hideCapture" | "fitCapture" | "captureReady" | "caretIsThere" | "showHardDay" | "onOpened";

// The real machine: each line is one command of the Rust side.

/** What both pages may call. */
const both: Pick<Api, Both> = {
  readDraft: (place) => invoke("read_draft", { place }),
  saveDraft: (place, draft) => invoke("save_draft", { place, draft }),
  keepGlimmer: (place, glimmer) => invoke("keep_glimmer", { place, new: glimmer }),
  undoKeep: (place, id) => invoke("undo_keep", { place, id }),
  settings: () => first("settings"),
  status: () => first("status"),
  nextPrompt: () => invoke("next_prompt"),
  vocabulary: () => invoke("vocabulary"),
  hideAll: () => invoke("hide_all"),
  lockNow: () => invoke("lock_now"),
  putAway: () => invoke("put_away"),
  stillHere: () => invoke("still_here"),
  choosePhotos: (room) => invoke("choose_photos", { room }),
  pastePhotos: (room) => invoke("paste_photos", { room }),
  photoUrl: (name, size) => convertFileSrc(size === "small" ? `${name}.small` : name, "photo"),
  onDragging: (then) => on<boolean>("dragging", then),
  onPhotosComing: (then) => on<PhotosComing>("photos-coming", then),
  onPhotosDropped: (then) => on<PhotosDropped>("photos-dropped", then),
  onChanged: (then) => on<Changed>("changed", then),
  onLocking: (then) => on<null>("locking", () => then()),
};

/** What the capture page may call, and all that it carries. */
export const captureClient: Pick<Api, Both | OfCapture> = {
  ...both,
  hideCapture: (summoning, saved) => invoke("hide_capture", { summoning, saved }),
  fitCapture: (height) => invoke("fit_capture", { height }),
  captureReady: () => invoke("capture_ready"),
  caretIsThere: () => invoke("caret_is_there"),
  showHardDay: () => invoke("show_hard_day"),
  onOpened: (then) => on<number>("opened", then),
};

/** What the main page may call. */
export const mainClient: Omit<Api, OfCapture> = {
  ...both,
  today: () => first("today"),
  lightFromBefore: () => first("light_from_before"),
  putAwayLight: () => invoke("put_away_light"),
  listGlimmers: (query) => invoke("list_glimmers", { query }),
  editGlimmer: (id, edit) => invoke("edit_glimmer", { id, edit }),
  markAnchor: (id, anchor) => invoke("mark_anchor", { id, anchor }),
  trashGlimmer: (id) => invoke("trash_glimmer", { id }),
  restoreGlimmer: (id) => invoke("restore_glimmer", { id }),
  deleteGlimmer: (id) => invoke("delete_glimmer", { id }),
  emptyTrash: () => invoke("empty_trash"),
  skyLights: async () => unpacked(await invoke<ArrayBuffer>("sky_lights")),
  lightAt: (number) => invoke("light_at", { number }),
  changeSettings: (settings) => invoke("change_settings", { settings }),
  openHardDay: () => invoke("open_hard_day"),
  closeHardDay: (visit) => invoke("close_hard_day", { visit }),
  noteArrival: (visit, arrival) => invoke("note_arrival", { visit, arrival }),
  noteHeaviness: (visit, moment, heaviness) => invoke("note_heaviness", { visit, moment, heaviness }),
  noteLeaving: (visit, leaving) => invoke("note_leaving", { visit, leaving }),
  nextLight: (visit) => invoke("next_light", { visit }),
  lightBySense: (visit, sense) => invoke("light_by_sense", { visit, sense }),
  noteNoticed: (visit, id) => invoke("note_noticed", { visit, id }),
  stayWith: (visit, id) => invoke("stay_with", { visit, id }),
  restGlimmer: (id, rest, visit) => invoke("rest_glimmer", { id, rest, visit }),
  setConsent: (id, rest, out) => invoke("set_consent", { id, rest, out }),
  keepOut: (id, out, visit) => invoke("keep_out", { id, out, visit }),
  keepTagOut: (tag, out, visit) => invoke("keep_tag_out", { tag, out, visit }),
  keptOutTags: () => invoke("kept_out_tags"),
  visits: () => invoke("visits"),
  shownIn: (visit) => invoke("shown_in", { visit }),
  eraseVisit: (visit) => invoke("erase_visit", { visit }),
  eraseVisits: () => invoke("erase_visits"),
  supports: () => invoke("supports"),
  setSupports: (supports) => invoke("set_supports", { supports }),
  addSupport: (support) => invoke("add_support", { support }),
  openReach: (reach) => invoke("open_reach", { reach }),
  crisisHelp: (country) => invoke("crisis_help", { country }),
  chooseCountry: (country) => invoke("choose_country", { country }),
  chooseLine: (country, line) => invoke("choose_line", { country, line }),
  setOwnLine: (line) => invoke("set_own_line", { line }),
  prompts: () => invoke("prompts"),
  setPrompts: (texts) => invoke("set_prompts", { texts }),
  pauseReminders: (days) => invoke("pause_reminders", { days }),
  reminders: () => invoke("reminders"),
  notificationsAnswer: () => invoke("notifications_answer"),
  previewInvitation: (kind, discretion, own) => invoke("preview_invitation", { kind, discretion, own }),
  showInvitation: (kind) => invoke("show_invitation", { kind }),
  setOwnInvitation: (kind, text) => invoke("set_own_invitation", { kind, text }),
  welcomed: () => invoke("welcomed"),
  dismissNotice: (notice) => invoke("dismiss_notice", { notice }),
  jot: () => invoke("jot"),
  quit: () => invoke("quit"),
  closeMain: () => invoke("close_main"),
  keepOpen: () => invoke("keep_open"),
  mainDrawn: () => {
    delete window.__ASKED__;
    return invoke("main_drawn");
  },

  readEdit: (id) => invoke("read_edit", { id }),
  saveEdit: (id, edit) => invoke("save_edit", { id, edit }),

  unlock: (secret) => invoke("unlock", { secret }),
  privacy: () => invoke("privacy"),
  newRecoveryCode: (current) => invoke("new_recovery_code", { current }),
  renewKey: (current, passphrase, typed) => invoke("renew_key", { current, passphrase, typed }),
  changePassphrase: (current, passphrase) => invoke("change_passphrase", { current, passphrase }),
  removePassphrase: (current) => invoke("remove_passphrase", { current }),
  print: () => invoke("print"),
  saveRecoveryCode: () => invoke("save_recovery_code"),
  eraseEverything: (copies) => invoke("erase_everything", { copies }),

  copies: () => invoke("copies"),
  backUpNow: () => invoke("back_up_now"),
  chooseSecondFolder: () => invoke("choose_second_folder"),
  forgetSecondFolder: () => invoke("forget_second_folder"),
  lookInto: (id, place, secret) => invoke("look_into", { id, place, secret }),
  restoreCopy: (id, place, secret) => invoke("restore_copy", { id, place, secret }),
  checkJournal: () => invoke("check_journal"),
  salvage: () => invoke("salvage"),
  whereHeld: (ids) => invoke("where_held", { ids }),
  cleanCopies: () => invoke("clean_copies"),

  chooseImport: (folder) => invoke("choose_import", { folder }),
  droppedImport: () => invoke("dropped_import"),
  planImport: (source, passphrase, columns) => invoke("plan_import", { source, passphrase, columns }),
  applyImport: (stars) => invoke("apply_import", { stars }),
  forgetImport: () => invoke("forget_import"),
  cancelTransfer: () => invoke("cancel_transfer"),
  imports: () => invoke("imports"),
  undoImport: (id) => invoke("undo_import", { id }),
  letIn: (id, isIn) => invoke("let_in", { id, isIn }),
  letAllIn: (which) => invoke("let_all_in", { which }),
  exportJournal: (which, format, passphrase) => invoke("export_journal", { which, format, passphrase }),

  copyWords: (words) => invoke("copy_words", { words }),
  copyPicture: (png) => invoke("copy_picture", png),
  saveWords: (words) => invoke("save_words", { words }),
  savePicture: (png) => invoke("save_picture", png),
  laySheet: (chosen) => invoke("lay_sheet", { chosen }),
  saveSheet: (chosen, format) => invoke("save_sheet", { chosen, format }),

  onDropped: (then) => on<null>("dropped", () => then()),
  onProgress: (then) => on<Progress>("progress", then),
  onGo: (then) => on<View>("go", then),
  onClosing: (then) => {
    // Until it is said that somebody listens, the window closes without asking.
    const listening = listen("closing", () => then()).then(async (stop) => {
      await invoke("main_ready");
      return stop;
    });
    return () => void listening.then((stop) => stop());
  },
};
