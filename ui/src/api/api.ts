import type {
  Arrival,
  Changed,
  CrisisHelp,
  Discretion,
  Draft,
  DraftPlace,
  Edit,
  ErrorCode,
  Failure,
  Glimmer,
  Invitation,
  Leaving,
  Light,
  ListQuery,
  NewGlimmer,
  Notice,
  OwnLine,
  Page,
  Prompt,
  Prompts,
  ReminderKind,
  Reminders,
  Rest,
  Sense,
  Settings,
  Shown,
  SkyLight,
  Status,
  Support,
  Today,
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
  settings(): Promise<Settings>;
  status(): Promise<Status>;
  /** The next prompt for an empty field; null if the person wants none. Each call counts as one shown. */
  nextPrompt(): Promise<Prompt | null>;
  /** Tags and own feelings used before, last used first. */
  vocabulary(): Promise<Vocabulary>;
  /** Hides every window at once. */
  hideAll(): Promise<void>;

  /**
   * Hides the window, unless it was summoned again since `summoning`. `saved` says that nothing in it would be lost
   * with it.
   */
  hideCapture(summoning: number, saved: boolean): Promise<void>;
  /** `height` is in CSS pixels. */
  fitCapture(height: number): Promise<void>;
  /** Resolves to how often the window was summoned so far. */
  captureReady(): Promise<number>;
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

  onChanged(then: (what: Changed) => void): Unlisten;
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
