import type {
  Arrival,
  Changed,
  Checked,
  Cleaned,
  Columns,
  Copies,
  Copy,
  CopyPlace,
  CrisisHelp,
  Discretion,
  Draft,
  DraftPlace,
  Edit,
  ErrorCode,
  Exported,
  ExportFormat,
  Failure,
  Glimmer,
  Holding,
  Import,
  Imported,
  Inside,
  Invitation,
  LaidSheet,
  Leaving,
  Light,
  ListQuery,
  NewGlimmer,
  Notice,
  OwnLine,
  Page,
  Picked,
  Plan,
  Privacy,
  Progress,
  PhotosComing,
  PhotosDropped,
  Prompt,
  Prompts,
  ReminderKind,
  Reminders,
  Rest,
  Restored,
  Salvaged,
  Sense,
  Settings,
  SheetChosen,
  SheetFormat,
  Shown,
  SkyLight,
  Source,
  Status,
  Support,
  TakenPhotos,
  Today,
  Undone,
  Unlocked,
  View,
  Visit,
  VisitMoment,
  Vocabulary,
} from "./types";

/** Stops listening. */
export type Unlisten = () => void;

/**
 * Everything a window can ask of the journal and the desktop.
 * Each promise rejects with a {@link Failure} and nothing else.
 */
export interface Api {
  readDraft(place: DraftPlace): Promise<Draft | null>;
  /** An empty draft clears what was saved. */
  saveDraft(place: DraftPlace, draft: Draft): Promise<void>;
  /** Keeps the glimmer and clears the draft of `place`, both or neither. */
  keepGlimmer(place: DraftPlace, glimmer: NewGlimmer): Promise<Glimmer>;
  /** Takes a kept glimmer back; it becomes the draft of `place` again. */
  undoKeep(place: DraftPlace, id: string): Promise<Draft>;
  /** Asks for pictures, and takes in as many as there is `room` for; nothing chosen gives nothing. No picture passes through the page. */
  choosePhotos(room: number): Promise<TakenPhotos>;
  /** Takes in what lies in the clipboard. */
  pastePhotos(room: number): Promise<TakenPhotos>;
  /** Where a kept picture is to be seen; `small` is at most 640 pixels either way. One that cannot be read has nothing there. */
  photoUrl(name: string, size: "full" | "small"): string;
  settings(): Promise<Settings>;
  status(): Promise<Status>;
  /** The next prompt for an empty field; null if the person wants none. Each call counts as one shown. */
  nextPrompt(): Promise<Prompt | null>;
  /** Tags and own feelings used before, last used first. */
  vocabulary(): Promise<Vocabulary>;
  /** Hides every window at once. */
  hideAll(): Promise<void>;
  /** Locks the journal at once; the pages are asked by {@link onLocking} first. Does nothing without a passphrase. */
  lockNow(): Promise<void>;
  /** What is being written is put away: the page may go. The answer to {@link onLocking}. */
  putAway(): Promise<void>;
  /** A sign of the person: a key, the pointer. Say it at most every few seconds; the journal locks itself after a while without. */
  stillHere(): Promise<void>;

  /**
   * Hides the window, unless it was summoned again since `summoning`. `saved` says that nothing in it would be lost
   * with it.
   */
  hideCapture(summoning: number, saved: boolean): Promise<void>;
  /** `height` is in CSS pixels. */
  fitCapture(height: number): Promise<void>;
  /** Resolves to how often the window was summoned so far. */
  captureReady(): Promise<number>;
  /** What is typed now goes into the field. */
  caretIsThere(): Promise<void>;
  /** Turns the main window to the hard day. */
  showHardDay(): Promise<void>;

  today(): Promise<Today>;
  /** The light from before: the same until the day ends; null if there is none, or it was put away. */
  lightFromBefore(): Promise<Glimmer | null>;
  /** Until tomorrow. */
  putAwayLight(): Promise<void>;
  listGlimmers(query: ListQuery): Promise<Page>;
  editGlimmer(id: string, edit: Edit): Promise<Glimmer>;
  /** One to return to, or no longer. */
  markAnchor(id: string, anchor: boolean): Promise<Glimmer>;
  trashGlimmer(id: string): Promise<void>;
  restoreGlimmer(id: string): Promise<void>;
  /** For good; only from the trash. */
  deleteGlimmer(id: string): Promise<void>;
  /** Deletes for good all that is in the trash. */
  emptyTrash(): Promise<void>;
  /** In the order of the spiral. */
  skyLights(): Promise<SkyLight[]>;
  /** The glimmer that is the light with this number. */
  lightAt(number: number): Promise<Glimmer>;
  changeSettings(settings: Settings): Promise<Settings>;
  /** Begins a visit; reminders are silent while it is open. */
  openHardDay(): Promise<string>;
  closeHardDay(visit: string | null): Promise<void>;
  /** By which door the person came in; without one they are "not sure". */
  noteArrival(visit: string, arrival: Arrival): Promise<void>;
  /** 0 light to 10 very heavy; `null` takes it back. */
  noteHeaviness(visit: string, moment: VisitMoment, heaviness: number | null): Promise<void>;
  /** Keeps with the visit what is written on the way out; the latest words stand. */
  noteLeaving(visit: string, leaving: Leaving): Promise<void>;
  /** Each of the person's own at most once in a visit. */
  nextLight(visit: string): Promise<Light>;
  /** One of the person's own to open a sense with; `null` if there is none. It counts as shown. */
  lightBySense(visit: string, sense: Sense): Promise<Glimmer | null>;
  /** A glimmer was noticed and kept in this visit: it was seen, and does not come up in it again. */
  noteNoticed(visit: string, id: string): Promise<void>;
  /** `null` is something other people noticed. */
  stayWith(visit: string, id: string | null): Promise<void>;
  /** `null` ends a rest. With a visit, the visit remembers it. */
  restGlimmer(id: string, rest: Rest | null, visit: string | null): Promise<Glimmer>;
  keepOut(id: string, out: boolean, visit: string | null): Promise<Glimmer>;
  /** "Nothing with @Marta": nothing that carries the tag comes up unasked; `out` false lets it again. */
  keepTagOut(tag: string, out: boolean, visit: string | null): Promise<void>;
  keptOutTags(): Promise<string[]>;
  /** Newest first. */
  visits(): Promise<Visit[]>;
  /** What a visit showed, in order, without what is in the trash since. */
  shownIn(visit: string): Promise<Shown[]>;
  eraseVisit(visit: string): Promise<void>;
  eraseVisits(): Promise<void>;
  /** Both at once: for how long it rests from today on, and whether it is kept out of hard days for good. */
  setConsent(id: string, rest: Rest | null, out: boolean): Promise<Glimmer>;
  supports(): Promise<Support[]>;
  /** Replaces them all, in this order; resolves to them, tidied. Rejects with `bad_value` if one has no name. */
  setSupports(supports: Support[]): Promise<Support[]>;
  /** Adds one after the others. */
  addSupport(support: Support): Promise<Support>;
  /** Hands a telephone number or an address to the system: only after a click on it. */
  openReach(reach: string): Promise<void>;
  /** `null` means the country chosen before, else the one guessed from the locale. */
  crisisHelp(country: string | null): Promise<CrisisHelp>;
  /** Remembers whose lines are to be shown; a line that was chosen stays chosen. */
  chooseCountry(country: string): Promise<void>;
  /** Chooses a line by its name, in the place of any other, also of an own one; `null` for none. */
  chooseLine(country: string | null, line: string | null): Promise<void>;
  /** A line of the person's own, in the place of any other. Rejects with `bad_value` without a name or a way to reach it. */
  setOwnLine(line: OwnLine): Promise<OwnLine>;
  prompts(): Promise<Prompts>;
  /** Replaces the own prompts; none brings the shipped ones back. Resolves to them, tidied. */
  setPrompts(texts: string[]): Promise<string[]>;
  /** Asks nothing for `days` days, today included; zero: asks again. */
  pauseReminders(days: number): Promise<void>;
  /** What is ahead, and what the person wrote for it. */
  reminders(): Promise<Reminders>;
  /** Whether this system's notification service answers; `null` where that cannot be known. May take some seconds. */
  notificationsAnswer(): Promise<boolean | null>;
  /**
   * The invitation as it would be seen with this discretion and these own words; without words, with those that are kept.
   * `null` if there is nothing that it may say.
   */
  previewInvitation(kind: ReminderKind, discretion: Discretion, own: string | null): Promise<Invitation | null>;
  /** Puts one on the screen now, to see it; it counts as nothing. Rejects with `notifications` if it cannot be shown. */
  showInvitation(kind: ReminderKind): Promise<void>;
  /** Empty words bring the shipped ones back. Resolves to them, tidied. Rejects with `bad_value` if they are too long. */
  setOwnInvitation(kind: ReminderKind, text: string): Promise<string>;
  /** The first screens are done, or were left. */
  welcomed(): Promise<void>;
  dismissNotice(notice: Notice): Promise<void>;
  jot(): Promise<void>;
  quit(): Promise<void>;
  /** Nothing would be lost: the main window may go. */
  closeMain(): Promise<void>;
  /** There is something to decide first: it stays. */
  keepOpen(): Promise<void>;
  /** The first page can be seen and used: what the app does besides begins. */
  mainDrawn(): Promise<void>;

  /** What was begun to be changed of a kept glimmer, and is not saved; `null` if nothing is. */
  readEdit(id: string): Promise<Edit | null>;
  /** Remembers a begun change of a kept glimmer, so that no exit loses it; `null` forgets it. Saving the glimmer forgets it too. */
  saveEdit(id: string, edit: Edit | null): Promise<void>;

  /**
   * Opens the locked journal with its passphrase or its recovery code, whichever this is. Rejects with `wrong_secret`, or with
   * `wait`, whose detail is the seconds to wait. What was sealed meanwhile joins the journal.
   */
  unlock(secret: string): Promise<Unlocked>;
  privacy(): Promise<Privacy>;
  /**
   * A new code, eight groups of four. It opens nothing until {@link renewKey}; asked again, it is another. Throws like
   * {@link unlock} if `current`, where there is one, opens nothing now: said before anything is written down.
   */
  newRecoveryCode(current: string | null): Promise<string[]>;
  /**
   * The journal and its copies get a new key, opened by `passphrase` and by the code from {@link newRecoveryCode}, of which
   * `typed` are the last two groups. Adds the first passphrase (`current` is null), makes a new code (the same passphrase
   * again), or shuts out who may know it. Takes a while: see {@link onProgress}. Resolves to what the old key still opens.
   * Rejects with `not_confirmed`, `wrong_secret` or `wait`, and nothing has changed then.
   */
  renewKey(current: string | null, passphrase: string, typed: string): Promise<Privacy>;
  /** `current` is the passphrase or the recovery code; the code stays as it is. Rejects with `wrong_secret` or `wait`. */
  changePassphrase(current: string, passphrase: string): Promise<void>;
  /** The journal opens without one, and its recovery code is void. */
  removePassphrase(current: string): Promise<void>;
  /** Opens the system's print dialog for this window. */
  print(): Promise<void>;
  /** Asks where, and writes the code from {@link newRecoveryCode} there as a text; `false` if nowhere was chosen. */
  saveRecoveryCode(): Promise<boolean>;
  /** Destroys the keys, then the files, and with `copies` all backups within reach. Glimmer ends afterwards. */
  eraseEverything(copies: boolean): Promise<void>;

  copies(): Promise<Copies>;
  backUpNow(): Promise<Copy>;
  /** Asks for a folder and copies everything there that it does not have; `null` if none was chosen. */
  chooseSecondFolder(): Promise<Copies | null>;
  /** Copies go there no more; those that are there stay. */
  forgetSecondFolder(): Promise<Copies>;
  /** What a copy holds. `secret` is the passphrase of its time, for one that the present key does not open. */
  lookInto(id: string, place: CopyPlace, secret: string | null): Promise<Inside>;
  /** Makes a copy of the present first, then all of it or nothing. Works for a damaged journal too. */
  restoreCopy(id: string, place: CopyPlace, secret: string | null): Promise<Restored>;
  checkJournal(): Promise<Checked>;
  /** Brings together in a new journal whatever of a damaged one can still be read. */
  salvage(): Promise<Salvaged>;
  /** Which copies still hold these glimmers. */
  whereHeld(ids: string[]): Promise<Holding>;
  /** Takes all that was deleted for good out of all copies. */
  cleanCopies(): Promise<Cleaned>;

  /** Asks for a file, or for a folder, and looks whose journal it is; `null` if none was chosen. */
  chooseImport(folder: boolean): Promise<Picked | null>;
  /** What was dropped on the window last, see {@link onDropped}; `null` if it was given up since. */
  droppedImport(): Promise<Picked | null>;
  /**
   * Reads what was chosen or dropped, and says what would become of it; nothing is changed. `passphrase` opens a sealed one,
   * `columns` say what a table means. Tells its progress as "read"; `null` if it was stopped. Rejects with what is wrong with
   * the file, or with `wrong_secret`.
   */
  planImport(source: Source, passphrase: string | null, columns: Columns | null): Promise<Plan | null>;
  /**
   * Brings in what was planned, all or nothing, after a copy of the journal was made; with `stars`, starred entries become ones
   * to return to. Tells its progress as "import"; `null` if it was stopped: then nothing came, and it can be asked for again.
   */
  applyImport(stars: boolean): Promise<Imported | null>;
  /** Gives up what was chosen. */
  forgetImport(): Promise<void>;
  /** Stops what is under way: reading, bringing in, taking back, exporting. Nothing is left of it. */
  cancelTransfer(): Promise<void>;
  /** The imports that were made and were not taken back, newest first. */
  imports(): Promise<Import[]>;
  /** Takes out what an import brought, but what was edited since. Progress as "import"; `null` if it was stopped. */
  undoImport(id: string): Promise<Undone | null>;
  /** Lets a glimmer from elsewhere come up unasked; with `isIn` false it waits again. */
  letIn(id: string, isIn: boolean): Promise<Glimmer>;
  /** Lets in all that wait among those that `which` finds, `null` for all there are; resolves to how many. */
  letAllIn(which: ListQuery | null): Promise<number>;
  /**
   * Asks where, and writes what `which` finds there, or everything; sealed with a passphrase if there is one. Without one,
   * Markdown is a folder. Tells its progress as "export"; `null` if nowhere was chosen, or it was stopped.
   */
  exportJournal(which: ListQuery | null, format: ExportFormat, passphrase: string | null): Promise<Exported | null>;

  /** To the clipboard, and out of it again after a minute: see `clear_clipboard`. Rejects with `clipboard`. */
  copyWords(words: string): Promise<void>;
  /** The same for a PNG of 1080 by 1080 or 1200 by 630. */
  copyPicture(png: Uint8Array): Promise<void>;
  /** Asks where, and writes it there; resolves to where it is, or to `null` if nowhere was chosen. */
  saveWords(words: string): Promise<string | null>;
  savePicture(png: Uint8Array): Promise<string | null>;
  /** A session sheet as it will be printed and saved. Rejects with `bad_value` if there is too much for a sheet. */
  laySheet(chosen: SheetChosen): Promise<LaidSheet>;
  /** Asks where, and writes it there; resolves to where it is, or to `null` if nowhere was chosen. */
  saveSheet(chosen: SheetChosen, format: SheetFormat): Promise<string | null>;

  /** Something is dragged over the window, or not any more. */
  onDragging(then: (over: boolean) => void): Unlisten;
  /** Pictures were dropped on the window, and so many of them, at most four, are being taken in. Each drop has a number. */
  onPhotosComing(then: (coming: PhotosComing) => void): Unlisten;
  /** What became of them. Of two drops the second may be done first. */
  onPhotosDropped(then: (dropped: PhotosDropped) => void): Unlisten;
  /** A file or folder that is no picture was dropped on the window: see {@link droppedImport}. */
  onDropped(then: () => void): Unlisten;
  onChanged(then: (what: Changed) => void): Unlisten;
  /** How far something that takes a while has come. */
  onProgress(then: (progress: Progress) => void): Unlisten;
  /** The journal is about to lock: save what is being written, answer with {@link putAway}; the page ends a moment later. */
  onLocking(then: () => void): Unlisten;
  onGo(then: (view: View) => void): Unlisten;
  /** Somebody wants to capture, also while the window is open; the number names the wish. */
  onOpened(then: (summoning: number) => void): Unlisten;
  /** The main window is to close: answer with {@link closeMain} or {@link keepOpen}. */
  onClosing(then: () => void): Unlisten;
}

/** The code of whatever was thrown; anything unknown counts as our own fault. */
export function codeOf(thrown: unknown): ErrorCode {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown) return (thrown as Failure).code;
  return "internal";
}
