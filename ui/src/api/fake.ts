// Long because one class stands for the whole journal, and a test should find every answer of it in one place.
import type { Api } from "./api";
import { laidOf } from "./fake-sheet";
import type {
  Arrival,
  Changed,
  Copies,
  Copy,
  CrisisLine,
  Draft,
  DraftPlace,
  Edit,
  ErrorCode,
  ExportFormat,
  Failure,
  Finding,
  Glimmer,
  Holding,
  Import,
  Inside,
  LaidSheet,
  Leaving,
  ListQuery,
  OldCopy,
  Outlook,
  OwnInvitations,
  OwnLine,
  Photo,
  PhotosComing,
  PhotosDropped,
  Picked,
  Plan,
  Progress,
  Prompt,
  Rest,
  SecondFolder,
  Settings,
  SheetChosen,
  Shown,
  Status,
  Support,
  TakenPhotos,
  View,
  Visit,
  Vocabulary,
  Way,
} from "./types";

/** A calm, complete glimmer; a test names only what it is about. */
export function glimmer(some: Partial<Glimmer> = {}): Glimmer {
  return {
    id: "g-1",
    day: "2026-11-22",
    noticed_at: "2026-11-22T16:40:00+01:00",
    text: "",
    feelings: [],
    senses: [],
    tags: [],
    anchor: false,
    given: false,
    photos: [],
    created_at: "2026-11-22T15:40:00Z",
    edited_at: null,
    rests_until: null,
    kept_out: false,
    trashed_on: null,
    waits: false,
    out_with: [],
    ...some,
  };
}

/** A picture as it was taken in: wider than high, and of one colour. */
export function photo(some: Partial<Photo> = {}): Photo {
  return { name: "a".repeat(64), width: 1600, height: 1200, alt: "", blur: "c8a070".repeat(16), ...some };
}

export function failure(code: ErrorCode, detail = "a fake failure"): Failure {
  return { code, detail };
}

const addDays = (day: string, days: number) =>
  new Date(Date.parse(day + "T12:00:00Z") + days * 86_400_000).toISOString().slice(0, 10);

/**
 * The journal in memory, with the same answers as the real one.
 * `failing` holds what the next calls of a name are to be refused with; `calls` says what was asked, in order.
 */
export class FakeApi implements Api {
  day = "2026-11-22";
  glimmers: Glimmer[] = [];
  drafts = new Map<DraftPlace, Draft>();
  failing: Partial<Record<keyof Api, Failure>> = {};
  calls: string[] = [];
  heights: number[] = [];
  /** What the page said when it was hidden, and whether the capture window is in sight. */
  hidden: { summoning: number; saved: boolean }[] = [];
  inSight = true;
  state: Status = {
    trouble: null,
    notices: [],
    shortcut: "listening",
    version: "0.1.0",
    day: "2026-11-22",
    small_hours: false,
    newcomer: false,
    paused_until: null,
    lock: "none",
    synced: null,
  };
  chosen: Settings = {
    evening: { on: true, at: "20:30", until: "23:59", days: Array<boolean>(7).fill(true), later_minutes: 60 },
    midday: { on: false, at: "12:30", days: Array<boolean>(7).fill(true) },
    morning: { on: false, at: "08:00", days: Array<boolean>(7).fill(true) },
    discretion: "names_app",
    shortcut: "CmdOrCtrl+Shift+G",
    start_at_login: false,
    appearance: "system",
    keep_capture_warm: true,
    prompts: true,
    savouring: true,
    breath: "4-6",
    heaviness: false,
    hard_day_everywhere: false,
    day_ends: "04:00",
    lock_after_minutes: 5,
    lock_with_screen: true,
    neutral_look: false,
    hide_from_capture: false,
    clear_clipboard: true,
  };
  /** What the next prompts are, in order; the last one stays. */
  comingPrompts: (Prompt | null)[] = [{ kind: "shipped", of: "prompt-ordinary" }];
  ownPrompts: string[] = [];
  /** What the next pictures are taken in as, and what is refused. */
  taken: TakenPhotos = { photos: [], refused: [] };
  /** For how many there was room, each time it was asked. */
  rooms: number[] = [];
  words: Vocabulary = { tags: [], feelings: [] };
  before: Glimmer | null = null;
  ownSupports: Support[] = [];
  tagsOut: string[] = [];
  /** The visits there were, newest first, and what each of them showed. */
  pastVisits: Visit[] = [];
  shownThen = new Map<string, Shown[]>();
  /** What the open visit was told. */
  visit = {
    arrival: null as Arrival | null,
    before: null as number | null,
    after: null as number | null,
    stayed: [] as (string | null)[],
  };
  leaving: Leaving = { forward: "", toward: "" };
  /** `of` is the chosen line's country, if it is another than the one that is looked at. */
  crisis: { country: string | null; line: string | null; own: OwnLine | null; of?: string } = {
    country: null,
    line: null,
    own: null,
  };
  /** What is ahead; the evening's, unless a test says otherwise. */
  outlook: Outlook[] = [
    { kind: "evening", next: { day: "2026-11-22", time: "20:30" }, silent_today: null, later: false },
  ];
  ownInvitations: OwnInvitations = { midday: "", evening: "" };
  /** What the morning could show. */
  cue: string | null = "Steam on the window.";
  /** Whether the desktop's notification service answers. */
  answering: boolean | null = true;
  /** What opens the journal: nothing, or a passphrase and a code. */
  secret: { passphrase: string; code: string[]; made: string } | null = null;
  private freshCode: string[] | null = null;
  oldCopies: OldCopy[] = [];
  canHideFromCapture = false;
  /** What was sealed while the journal was locked. */
  sealed: Glimmer[] = [];
  unreadable = 0;
  edits = new Map<string, Edit>();
  backups: Copy[] = [];
  second: SecondFolder | null = null;
  backupTrouble: Failure | null = null;
  /** Which folder the next dialog answers with. */
  folderToChoose: string | null = "/media/stick";
  inside: Inside = {
    glimmers: 3,
    first_day: "2026-10-01",
    last_day: "2026-11-20",
    newest: ["Rain on the skylight."],
    newer: 1,
    stay_deleted: 0,
  };
  findings: Finding[] = [];
  holding: Holding = { copies: 0, until: null, away: false };
  /** What was handed to the system. */
  reached: string[] = [];
  private nextId = 1;
  private shown = new Set<string>();
  private changed = new Set<(what: Changed) => void>();
  private go = new Set<(view: View) => void>();
  private opened = new Set<(summoning: number) => void>();
  private closing = new Set<() => void>();
  private dragging = new Set<(over: boolean) => void>();
  private dropped = new Set<() => void>();
  private photosComing = new Set<(coming: PhotosComing) => void>();
  private photosDropped = new Set<(dropped: PhotosDropped) => void>();
  private locking = new Set<() => void>();
  private progress = new Set<(progress: Progress) => void>();
  private drops = 0;
  /** How often the capture window was summoned. */
  summoning = 0;

  /** What the Rust side would announce. */
  emitChanged = (what: Changed) => this.changed.forEach((then) => then(what));
  emitGo = (view: View) => this.go.forEach((then) => then(view));
  emitOpened = () => {
    this.summoning += 1;
    this.inSight = true;
    this.opened.forEach((then) => then(this.summoning));
  };
  emitLocking = () => this.locking.forEach((then) => then());
  emitProgress = (progress: Progress) => this.progress.forEach((then) => then(progress));
  emitDragging = (over: boolean) => this.dragging.forEach((then) => then(over));
  /** A drop is a new one, and what is done is the last, unless it is said which. */
  emitPhotosComing = (photos: number, drop = ++this.drops) =>
    this.photosComing.forEach((then) => then({ drop, photos }));
  emitPhotosDropped = (taken: Partial<TakenPhotos>, drop = this.drops) =>
    this.photosDropped.forEach((then) => then({ drop, taken: { photos: [], refused: [], ...structuredClone(taken) } }));
  emitDropped = () => this.dropped.forEach((then) => then());
  emitClosing = () => this.closing.forEach((then) => then());

  private async answer<T>(call: keyof Api, give: () => T): Promise<T> {
    this.calls.push(call);
    const refused = this.failing[call];
    if (refused) throw refused;
    return structuredClone(give());
  }

  private find(id: string): Glimmer {
    const found = this.glimmers.find((g) => g.id === id);
    if (!found) throw failure("not_found");
    return found;
  }

  private change(id: string, to: Partial<Glimmer>): Glimmer {
    const changed = Object.assign(this.find(id), structuredClone(to));
    this.emitChanged("glimmers");
    return changed;
  }

  readDraft: Api["readDraft"] = (place) => this.answer("readDraft", () => this.drafts.get(place) ?? null);
  saveDraft: Api["saveDraft"] = (place, draft) =>
    this.answer("saveDraft", () => void this.drafts.set(place, structuredClone(draft)));
  keepGlimmer: Api["keepGlimmer"] = (place, fresh) =>
    this.answer("keepGlimmer", () => {
      if (fresh.photos.length > 4) throw failure("bad_value");
      const noticed_at = fresh.day === null ? "2026-11-22T16:40:00+01:00" : null;
      const kept = glimmer({ ...fresh, noticed_at, id: `kept-${this.nextId++}`, day: fresh.day ?? this.day });
      this.glimmers.unshift(kept);
      this.drafts.delete(place);
      this.emitChanged("glimmers");
      return kept;
    });
  undoKeep: Api["undoKeep"] = (place, id) =>
    this.answer("undoKeep", () => {
      const { text, feelings, senses, tags, anchor, given, photos, noticed_at, day } = this.find(id);
      this.glimmers = this.glimmers.filter((g) => g.id !== id);
      const draft = { text, feelings, senses, tags, anchor, given, photos, day: noticed_at === null ? day : null };
      this.drafts.set(place, draft);
      this.emitChanged("glimmers");
      return draft;
    });
  private take = (room: number) => {
    this.rooms.push(room);
    return this.taken;
  };
  choosePhotos: Api["choosePhotos"] = (room) => this.answer("choosePhotos", () => this.take(room));
  pastePhotos: Api["pastePhotos"] = (room) => this.answer("pastePhotos", () => this.take(room));
  photoUrl: Api["photoUrl"] = (name, size) => `photo://localhost/${size === "small" ? `${name}.small` : name}`;
  settings: Api["settings"] = () => this.answer("settings", () => this.chosen);
  status: Api["status"] = () => this.answer("status", () => this.state);
  nextPrompt: Api["nextPrompt"] = () =>
    this.answer("nextPrompt", () => {
      if (!this.chosen.prompts) return null;
      return (this.comingPrompts.length > 1 ? this.comingPrompts.shift() : this.comingPrompts[0]) ?? null;
    });
  vocabulary: Api["vocabulary"] = () => this.answer("vocabulary", () => this.words);
  hideAll: Api["hideAll"] = () => this.answer("hideAll", () => undefined);

  hideCapture: Api["hideCapture"] = (summoning, saved) =>
    this.answer("hideCapture", () => {
      this.hidden.push({ summoning, saved });
      if (summoning === this.summoning) this.inSight = false;
    });
  showHardDay: Api["showHardDay"] = () => this.answer("showHardDay", () => undefined);
  fitCapture: Api["fitCapture"] = (height) => this.answer("fitCapture", () => void this.heights.push(height));
  captureReady: Api["captureReady"] = () => this.answer("captureReady", () => this.summoning);
  caretIsThere: Api["caretIsThere"] = () => this.answer("caretIsThere", () => undefined);

  today: Api["today"] = () =>
    this.answer("today", () => ({
      day: this.day,
      glimmers: this.glimmers.filter((g) => g.day === this.day && g.trashed_on === null),
      first_day: this.glimmers.length === 0,
    }));
  lightFromBefore: Api["lightFromBefore"] = () => this.answer("lightFromBefore", () => this.before);
  putAwayLight: Api["putAwayLight"] = () => this.answer("putAwayLight", () => void (this.before = null));
  listGlimmers: Api["listGlimmers"] = ({ search, filter, trash, start, limit }) =>
    this.answer("listGlimmers", () => {
      const wanted = search?.trim().toLowerCase();
      const has = (all: string[], some: string[]) => some.every((one) => all.includes(one));
      const all = this.glimmers
        .filter((g) => (g.trashed_on !== null) === trash)
        .filter((g) => !wanted || g.text.toLowerCase().includes(wanted))
        .filter((g) => has(g.feelings, filter.feelings) && has(g.senses, filter.senses) && has(g.tags, filter.tags))
        .filter((g) => (g.anchor || !filter.anchor) && (g.given || !filter.given) && (g.waits || !filter.waits))
        .filter((g) => g.photos.length > 0 || !filter.photo)
        .filter((g) => (filter.from ?? "") <= g.day && g.day <= (filter.to ?? "9999"));
      const at = (id: string) => all.findIndex((g) => g.id === id);
      if (start.at === "newer") {
        const end = Math.max(0, at(start.of));
        const begin = Math.max(0, end - limit);
        return {
          glimmers: all.slice(begin, end),
          next: null,
          previous: begin > 0 ? (all[begin]?.id ?? null) : null,
        };
      }
      const found = {
        newest: () => 0,
        older: (of: string) => at(of) + 1,
        glimmer: at,
        day: (of: string) => all.findIndex((g) => g.day <= of),
      }[start.at]("of" in start ? start.of : "");
      const from = found < 0 ? all.length : found;
      const glimmers = all.slice(from, from + limit);
      const jumped = start.at === "day" || start.at === "glimmer";
      return {
        glimmers,
        next: from + limit < all.length ? (glimmers.at(-1)?.id ?? null) : null,
        previous: jumped && from > 0 ? (all[from]?.id ?? null) : null,
      };
    });
  editGlimmer: Api["editGlimmer"] = (id, edit) =>
    this.answer("editGlimmer", () => {
      const { day: own, photos } = this.find(id);
      if (edit.day > (own > this.day ? own : this.day)) throw failure("bad_value");
      if (edit.photos.length > Math.max(4, photos.length)) throw failure("bad_value");
      return this.change(id, edit);
    });
  markAnchor: Api["markAnchor"] = (id, anchor) => this.answer("markAnchor", () => this.change(id, { anchor }));
  trashGlimmer: Api["trashGlimmer"] = (id) =>
    this.answer("trashGlimmer", () => void this.change(id, { trashed_on: this.day }));
  restoreGlimmer: Api["restoreGlimmer"] = (id) =>
    this.answer("restoreGlimmer", () => void this.change(id, { trashed_on: null }));
  deleteGlimmer: Api["deleteGlimmer"] = (id) =>
    this.answer("deleteGlimmer", () => {
      if (this.find(id).trashed_on === null) throw failure("not_found");
      this.glimmers = this.glimmers.filter((g) => g.id !== id);
      this.emitChanged("glimmers");
    });
  emptyTrash: Api["emptyTrash"] = () =>
    this.answer("emptyTrash", () => {
      this.glimmers = this.glimmers.filter((g) => g.trashed_on === null);
      this.emitChanged("glimmers");
    });
  /** The oldest is in the middle, as if each had been kept in turn. */
  private inSky = () => this.glimmers.filter((g) => g.trashed_on === null).reverse();
  skyLights: Api["skyLights"] = () =>
    this.answer("skyLights", () => {
      const five = ["safe", "calm", "connected", "hopeful", "joyful"];
      const position = (feeling: string) => (five.includes(feeling) ? five.indexOf(feeling) : 5);
      return this.inSky().map((g, number) => ({
        number,
        first: g.feelings[0] === undefined ? 0 : position(g.feelings[0]) + 1,
        felt: g.feelings.reduce((bits, feeling) => bits | (1 << position(feeling)), 0),
        anchor: g.anchor,
      }));
    });
  lightAt: Api["lightAt"] = (number) =>
    this.answer("lightAt", () => {
      const found = this.inSky()[number];
      if (!found) throw failure("not_found");
      return found;
    });
  changeSettings: Api["changeSettings"] = (settings) =>
    this.answer("changeSettings", () => {
      const intoEvening = (time: string) => (time < "04:00" ? "1" : "0") + time;
      if (intoEvening(settings.evening.until) < intoEvening(settings.evening.at)) throw failure("bad_value");
      const asksOtherwise = settings.prompts !== this.chosen.prompts;
      this.chosen = structuredClone(settings);
      this.emitChanged("settings");
      if (asksOtherwise) this.emitChanged("prompts");
      return this.chosen;
    });
  private allowed = (g: Glimmer) =>
    !g.kept_out && (g.rests_until ?? "") <= this.day && g.trashed_on === null && g.out_with.length === 0;
  openHardDay: Api["openHardDay"] = () =>
    this.answer("openHardDay", () => {
      this.shown.clear();
      return "visit-1";
    });
  closeHardDay: Api["closeHardDay"] = () => this.answer("closeHardDay", () => undefined);
  noteArrival: Api["noteArrival"] = (_visit, arrival) =>
    this.answer("noteArrival", () => void (this.visit.arrival = arrival));
  noteHeaviness: Api["noteHeaviness"] = (_visit, moment, heaviness) =>
    this.answer("noteHeaviness", () => void (this.visit[moment] = heaviness));
  noteLeaving: Api["noteLeaving"] = (_visit, leaving) =>
    this.answer("noteLeaving", () => void (this.leaving = structuredClone(leaving)));
  nextLight: Api["nextLight"] = () =>
    this.answer("nextLight", () => {
      const own = this.glimmers.filter(this.allowed);
      const next = own.find(({ id }) => !this.shown.has(id));
      if (!next)
        return { kind: "others" as const, why: own.length > 0 ? ("all_shown" as const) : ("none_yet" as const) };
      this.shown.add(next.id);
      const turn = next.anchor ? ("anchor" as const) : ("not_shown_yet" as const);
      const suited = { wound_up: ["safe", "calm"], shut_down: ["connected", "hopeful"], not_sure: [] as string[] };
      const felt = next.feelings.find((feeling) => suited[this.visit.arrival ?? "not_sure"].includes(feeling));
      return { kind: "own" as const, glimmer: next, reason: { turn, stayed_on: null, felt: felt ?? null } };
    });
  lightBySense: Api["lightBySense"] = (_visit, sense) =>
    this.answer("lightBySense", () => {
      const fits = (g: Glimmer) => g.senses.includes(sense) && g.text !== "" && !this.shown.has(g.id);
      const found = this.glimmers.filter(this.allowed).find(fits) ?? null;
      if (found) this.shown.add(found.id);
      return found;
    });
  noteNoticed: Api["noteNoticed"] = (_visit, id) => this.answer("noteNoticed", () => void this.shown.add(id));
  stayWith: Api["stayWith"] = (_visit, id) => this.answer("stayWith", () => void this.visit.stayed.push(id));
  visits: Api["visits"] = () => this.answer("visits", () => this.pastVisits);
  shownIn: Api["shownIn"] = (visit) => this.answer("shownIn", () => this.shownThen.get(visit) ?? []);
  eraseVisit: Api["eraseVisit"] = (visit) =>
    this.answer("eraseVisit", () => void (this.pastVisits = this.pastVisits.filter(({ id }) => id !== visit)));
  eraseVisits: Api["eraseVisits"] = () => this.answer("eraseVisits", () => void (this.pastVisits = []));
  keepTagOut: Api["keepTagOut"] = (tag, out) =>
    this.answer("keepTagOut", () => {
      const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
      const others = this.tagsOut.filter((other) => !same(other, tag));
      this.tagsOut = out ? [...others, tag] : others;
      for (const g of this.glimmers)
        g.out_with = g.tags.filter((one) => this.tagsOut.some((other) => same(one, other)));
      this.emitChanged("glimmers");
    });
  keptOutTags: Api["keptOutTags"] = () => this.answer("keptOutTags", () => this.tagsOut);
  /** As the core decides it, near enough for a test. */
  private way = (reach: string): Way | null =>
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(reach) ? "write" : /^\+?[\d\s()./–-]{2,}$/.test(reach) ? "call" : null;
  private tidied = (support: Support): Support => {
    const name = support.name.trim();
    if (name === "") throw failure("bad_value");
    return { ...support, name, reach: support.reach.trim(), about: support.about.trim(), way: this.way(support.reach) };
  };
  supports: Api["supports"] = () => this.answer("supports", () => this.ownSupports);
  setSupports: Api["setSupports"] = (supports) =>
    this.answer("setSupports", () => (this.ownSupports = supports.map(this.tidied)));
  addSupport: Api["addSupport"] = (support) =>
    this.answer("addSupport", () => {
      const kept = this.tidied(support);
      this.ownSupports.push(kept);
      return kept;
    });
  openReach: Api["openReach"] = (reach) => this.answer("openReach", () => void this.reached.push(reach));
  private restOf = (rest: Rest | null) =>
    rest === null ? null : addDays(this.day, { month: 30, season: 90, year: 365 }[rest]);
  restGlimmer: Api["restGlimmer"] = (id, rest) =>
    this.answer("restGlimmer", () => this.change(id, { rests_until: this.restOf(rest) }));
  keepOut: Api["keepOut"] = (id, out) => this.answer("keepOut", () => this.change(id, { kept_out: out }));
  setConsent: Api["setConsent"] = (id, rest, out) =>
    this.answer("setConsent", () => this.change(id, { rests_until: this.restOf(rest), kept_out: out }));
  private lineOf = (country: string, name: string, some: Partial<CrisisLine>): CrisisLine => ({
    country,
    name,
    phone: "",
    text: "",
    hours: "",
    note: "",
    source: "Contact page, the operator: example.org",
    source_date: "2025",
    read_on: "2026-11-22",
    way: some.phone === undefined ? null : "call",
    ...some,
  });
  private linesOf = (country: string): CrisisLine[] => [
    this.lineOf(country, "A line", { phone: "116 123", hours: "24 hours" }),
    this.lineOf(country, "Another", { text: "text SHOUT to 85258" }),
  ];
  crisisHelp: Api["crisisHelp"] = (asked) =>
    this.answer("crisisHelp", () => {
      const country = asked ?? this.crisis.country ?? "GB";
      const { line, of } = this.crisis;
      const chosen = this.linesOf(of ?? this.crisis.country ?? country).find(({ name }) => name === line);
      return {
        country,
        countries: ["DE", "GB"],
        emergency: country === "DE" ? "112" : "999 or 112",
        lines: this.linesOf(country),
        chosen: this.crisis.own ? null : (chosen ?? null),
        own: this.crisis.own,
      };
    });
  chooseCountry: Api["chooseCountry"] = (country) =>
    this.answer("chooseCountry", () => {
      this.crisis.of ??= this.crisis.country ?? country;
      this.crisis.country = country;
    });
  chooseLine: Api["chooseLine"] = (country, line) =>
    this.answer("chooseLine", () => void (this.crisis = { country: country ?? this.crisis.country, line, own: null }));
  setOwnLine: Api["setOwnLine"] = (line) =>
    this.answer("setOwnLine", () => {
      if (line.name.trim() === "" || line.reach.trim() === "") throw failure("bad_value");
      const own = { ...line, way: this.way(line.reach) };
      this.crisis = { ...this.crisis, line: null, own };
      return own;
    });
  prompts: Api["prompts"] = () =>
    this.answer("prompts", () => ({ own: this.ownPrompts, shipped: ["prompt-hear", "prompt-ordinary"] }));
  setPrompts: Api["setPrompts"] = (texts) =>
    this.answer("setPrompts", () => {
      this.ownPrompts = texts.map((text) => text.trim()).filter((text) => text !== "");
      this.emitChanged("prompts");
      return this.ownPrompts;
    });
  pauseReminders: Api["pauseReminders"] = (days) =>
    this.answer("pauseReminders", () => {
      this.state.paused_until = days > 0 ? addDays(this.day, days) : null;
      this.emitChanged("notices");
    });
  reminders: Api["reminders"] = () =>
    this.answer("reminders", () => ({ outlook: this.outlook, own: this.ownInvitations }));
  notificationsAnswer: Api["notificationsAnswer"] = () => this.answer("notificationsAnswer", () => this.answering);
  previewInvitation: Api["previewInvitation"] = (kind, discretion, own) =>
    this.answer("previewInvitation", () => {
      const app_name = discretion === "neutral" ? null : "Glimmer";
      if (kind === "morning") {
        if (discretion !== "my_words" || this.cue === null) return null;
        return { app_name, title: "Something you can count on", body: `“${this.cue}”`, buttons: ["Jot one", "Close"] };
      }
      const words = own ?? this.ownInvitations[kind];
      if (words.trim().length > 120) throw failure("bad_value");
      const [title, body, no] =
        kind === "midday"
          ? ["A pause", "What is near you that is all right?", "Not today"]
          : ["A quiet moment, if you’d like one", "Was there something small today?", "Not tonight"];
      const shown = words.trim() === "" ? { title, body } : { title: words.trim(), body: "" };
      return { app_name, ...shown, buttons: ["Jot one", "Later", no] };
    });
  showInvitation: Api["showInvitation"] = () => this.answer("showInvitation", () => undefined);
  setOwnInvitation: Api["setOwnInvitation"] = (kind, text) =>
    this.answer("setOwnInvitation", () => {
      const tidy = text.trim().replace(/\s+/g, " ");
      if (kind === "morning" || tidy.length > 120) throw failure("bad_value");
      this.ownInvitations[kind] = tidy;
      this.emitChanged("reminders");
      return tidy;
    });
  welcomed: Api["welcomed"] = () => this.answer("welcomed", () => void (this.state.newcomer = false));
  dismissNotice: Api["dismissNotice"] = (notice) =>
    this.answer("dismissNotice", () => {
      this.state.notices = this.state.notices.filter((n) => n !== notice);
      this.emitChanged("notices");
    });
  jot: Api["jot"] = () => this.answer("jot", () => undefined);
  quit: Api["quit"] = () => this.answer("quit", () => undefined);
  closeMain: Api["closeMain"] = () => this.answer("closeMain", () => undefined);
  keepOpen: Api["keepOpen"] = () => this.answer("keepOpen", () => undefined);
  mainDrawn: Api["mainDrawn"] = () => this.answer("mainDrawn", () => undefined);

  stillHere: Api["stillHere"] = () => this.answer("stillHere", () => undefined);
  putAway: Api["putAway"] = () => this.answer("putAway", () => undefined);
  lockNow: Api["lockNow"] = () =>
    this.answer("lockNow", () => {
      if (this.secret) this.lock();
    });
  /** As when the journal has locked itself. */
  lock(): void {
    this.state.lock = "locked";
    this.emitChanged("lock");
  }
  readEdit: Api["readEdit"] = (id) => this.answer("readEdit", () => this.edits.get(id) ?? null);
  saveEdit: Api["saveEdit"] = (id, edit) =>
    this.answer("saveEdit", () => void (edit ? this.edits.set(id, structuredClone(edit)) : this.edits.delete(id)));

  private opens = (secret: string | null): boolean => {
    const plain = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");
    const { passphrase, code } = this.secret ?? { passphrase: null, code: [] };
    return secret !== null && (secret === passphrase || plain(secret) === code.join(""));
  };
  private mustOpen(current: string | null): void {
    if (this.secret ? !this.opens(current) : current !== null) throw failure("wrong_secret");
  }
  unlock: Api["unlock"] = (secret) =>
    this.answer("unlock", () => {
      if (!this.opens(secret)) throw failure("wrong_secret");
      const joined = this.sealed.length;
      this.glimmers.unshift(...this.sealed.splice(0));
      this.state.lock = "open";
      this.emitChanged("lock");
      return { joined, unreadable: this.unreadable };
    });
  private told = () => ({
    passphrase: this.secret !== null,
    recovery_made: this.secret?.made ?? null,
    old_copies: this.oldCopies,
    can_hide_from_capture: this.canHideFromCapture,
  });
  privacy: Api["privacy"] = () => this.answer("privacy", this.told);
  newRecoveryCode: Api["newRecoveryCode"] = (current) =>
    this.answer("newRecoveryCode", () => {
      if (current !== null) this.mustOpen(current);
      const last = this.freshCode?.at(-1) === "L6ZU" ? "M7AV" : "L6ZU";
      return (this.freshCode = ["7KQM", "2XHD", "PVRA", "94TE", "WJ3F", "C8NB", "5SGY", last]);
    });
  renewKey: Api["renewKey"] = (current, passphrase, typed) =>
    this.answer("renewKey", () => {
      this.mustOpen(current);
      const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
      if (!this.freshCode || plain !== this.freshCode.slice(-2).join("")) throw failure("not_confirmed");
      this.secret = { passphrase, code: this.freshCode, made: this.day };
      this.freshCode = null;
      this.state.lock = "open";
      this.emitChanged("lock");
      return this.told();
    });
  changePassphrase: Api["changePassphrase"] = (current, passphrase) =>
    this.answer("changePassphrase", () => {
      this.mustOpen(current);
      if (this.secret) this.secret.passphrase = passphrase;
    });
  removePassphrase: Api["removePassphrase"] = (current) =>
    this.answer("removePassphrase", () => {
      this.mustOpen(current);
      this.secret = null;
      this.state.lock = "none";
      this.emitChanged("lock");
    });
  print: Api["print"] = () => this.answer("print", () => undefined);
  saveRecoveryCode: Api["saveRecoveryCode"] = () => this.answer("saveRecoveryCode", () => this.folderToChoose !== null);
  eraseEverything: Api["eraseEverything"] = () => this.answer("eraseEverything", () => void (this.glimmers = []));

  private allCopies = (): Copies => ({ copies: this.backups, second: this.second, trouble: this.backupTrouble });
  private copyOf = (id: string): Copy => {
    const found = this.backups.find((copy) => copy.id === id);
    if (!found) throw failure("not_found");
    return found;
  };
  copies: Api["copies"] = () => this.answer("copies", this.allCopies);
  backUpNow: Api["backUpNow"] = () =>
    this.answer("backUpNow", () => {
      const made: Copy = {
        id: `copy-${this.nextId++}`,
        place: "here",
        made_at: `${this.day}T16:40:00+01:00`,
        reason: "asked",
        kept: "daily",
        until: null,
        checked: true,
        opens: true,
      };
      this.backups.unshift(made);
      this.emitChanged("copies");
      return made;
    });
  chooseSecondFolder: Api["chooseSecondFolder"] = () =>
    this.answer("chooseSecondFolder", () => {
      if (this.folderToChoose === null) return null;
      this.second = { path: this.folderToChoose, state: "here", behind: 0 };
      return this.allCopies();
    });
  forgetSecondFolder: Api["forgetSecondFolder"] = () =>
    this.answer("forgetSecondFolder", () => {
      this.second = null;
      return this.allCopies();
    });
  lookInto: Api["lookInto"] = (id, _place, secret) =>
    this.answer("lookInto", () => {
      if (!this.copyOf(id).opens && secret !== "of its time") throw failure("wrong_secret");
      return this.inside;
    });
  restoreCopy: Api["restoreCopy"] = (id) =>
    this.answer("restoreCopy", () => {
      this.copyOf(id);
      this.state.trouble = null;
      this.emitChanged("glimmers");
      this.emitChanged("copies");
      return { glimmers: this.inside.glimmers, before: "copy-before" };
    });
  checkJournal: Api["checkJournal"] = () =>
    this.answer("checkJournal", () => ({ glimmers: this.glimmers.length, findings: this.findings }));
  salvage: Api["salvage"] = () =>
    this.answer("salvage", () => {
      this.state.trouble = null;
      this.emitChanged("glimmers");
      return { glimmers: this.inside.glimmers, lost: 1, set_aside: "/home/u/glimmer/set-aside/2026-11-22" };
    });
  whereHeld: Api["whereHeld"] = () => this.answer("whereHeld", () => this.holding);
  cleanCopies: Api["cleanCopies"] = () =>
    this.answer("cleanCopies", () => {
      const { copies, away } = this.holding;
      this.holding = { copies: 0, until: null, away };
      return { copies, left: 0, away };
    });

  /** What the next dialog chooses, or what was dropped. */
  picked: Picked | null = {
    name: "Journal.zip",
    source: { elsewhere: "day_one" },
    table: null,
    refused: null,
  };
  plan: Plan = {
    new: 2,
    here: 0,
    gone: 0,
    twice: 0,
    empty: 0,
    unreadable: 0,
    waits: true,
    beside: false,
    starred: 0,
    photos: 0,
    first: "2019-03-01",
    last: "2026-11-20",
    reports: [],
    left: [],
  };
  /** What opens a sealed one. */
  sealedWith = "of its time";
  /** What each import brings. */
  coming: Glimmer[] = [
    glimmer({ id: "came-1", text: "Frost on the shed roof.", day: "2026-11-20", waits: true }),
    glimmer({ id: "came-2", text: "The long table, everybody.", day: "2019-03-01", waits: true }),
  ];
  made: Import[] = [];
  /** Where the next dialog saves. */
  placeToSave: string | null = "/home/u/saved";
  exported: { which: ListQuery | null; format: ExportFormat; passphrase: string | null }[] = [];
  /** What is in the clipboard. */
  copied: string | Uint8Array | null = null;
  saved: (string | Uint8Array)[] = [];
  /** What every sheet is laid as; `null`: by what was chosen. */
  laid: LaidSheet | null = null;
  sheets: SheetChosen[] = [];
  /** What else is said of an import. */
  cameToo = { photos: 0, photos_refused: 0, backed_up: true };
  /** Photos that an export cannot read. */
  missingPhotos = 0;
  chooseImport: Api["chooseImport"] = () => this.answer("chooseImport", () => this.picked);
  droppedImport: Api["droppedImport"] = () => this.answer("droppedImport", () => this.picked);
  planImport: Api["planImport"] = (source, passphrase) =>
    this.answer("planImport", () => {
      if (source === "sealed" && passphrase !== this.sealedWith) throw failure("wrong_secret");
      return this.plan;
    });
  applyImport: Api["applyImport"] = (stars) =>
    this.answer("applyImport", () => {
      const id = `import-${this.nextId++}`;
      const came = this.coming.map((one) => ({ ...one, anchor: stars && one.anchor }));
      this.glimmers = [...this.glimmers, ...came].sort((a, b) => b.day.localeCompare(a.day));
      this.made.unshift({ id, day: this.day, name: this.picked?.name ?? "", glimmers: came.length });
      this.emitChanged("glimmers");
      return { id, glimmers: came.length, waiting: came.filter((one) => one.waits).length, ...this.cameToo };
    });
  forgetImport: Api["forgetImport"] = () => this.answer("forgetImport", () => undefined);
  cancelTransfer: Api["cancelTransfer"] = () => this.answer("cancelTransfer", () => undefined);
  imports: Api["imports"] = () => this.answer("imports", () => this.made);
  undoImport: Api["undoImport"] = (id) =>
    this.answer("undoImport", () => {
      const before = this.glimmers.length;
      this.made = this.made.filter((one) => one.id !== id);
      this.glimmers = this.glimmers.filter((g) => !g.id.startsWith("came-") || g.edited_at !== null);
      this.emitChanged("glimmers");
      return {
        removed: before - this.glimmers.length,
        stayed: this.glimmers.filter((g) => g.id.startsWith("came-")).length,
      };
    });
  letIn: Api["letIn"] = (id, isIn) => this.answer("letIn", () => this.change(id, { waits: !isIn }));
  letAllIn: Api["letAllIn"] = () =>
    this.answer("letAllIn", () => {
      const waiting = this.glimmers.filter((g) => g.waits);
      waiting.forEach((g) => (g.waits = false));
      this.emitChanged("glimmers");
      return waiting.length;
    });
  exportJournal: Api["exportJournal"] = (which, format, passphrase) =>
    this.answer("exportJournal", () => {
      this.exported.push({ which, format, passphrase });
      if (this.placeToSave === null) return null;
      return {
        glimmers: this.glimmers.length,
        photos: 0,
        missing_photos: this.missingPhotos,
        files: 1,
        path: this.placeToSave,
      };
    });
  copyWords: Api["copyWords"] = (words) => this.answer("copyWords", () => void (this.copied = words));
  copyPicture: Api["copyPicture"] = (png) => this.answer("copyPicture", () => void (this.copied = png));
  private save = (what: string | Uint8Array) => {
    if (this.placeToSave !== null) this.saved.push(what);
    return this.placeToSave;
  };
  saveWords: Api["saveWords"] = (words) => this.answer("saveWords", () => this.save(words));
  savePicture: Api["savePicture"] = (png) => this.answer("savePicture", () => this.save(png));
  laySheet: Api["laySheet"] = async (chosen) => {
    const { glimmers } = await this.listGlimmers(chosen.which);
    return this.answer("laySheet", () => {
      this.sheets.push(chosen);
      return this.laid ?? laidOf(chosen, glimmers);
    });
  };
  saveSheet: Api["saveSheet"] = (_chosen, format) => this.answer("saveSheet", () => this.save(format));

  private listen<T>(to: Set<T>, then: T) {
    to.add(then);
    return () => void to.delete(then);
  }
  onDragging: Api["onDragging"] = (then) => this.listen(this.dragging, then);
  onPhotosComing: Api["onPhotosComing"] = (then) => this.listen(this.photosComing, then);
  onPhotosDropped: Api["onPhotosDropped"] = (then) => this.listen(this.photosDropped, then);
  onDropped: Api["onDropped"] = (then) => this.listen(this.dropped, then);
  onChanged: Api["onChanged"] = (then) => this.listen(this.changed, then);
  onGo: Api["onGo"] = (then) => this.listen(this.go, then);
  onOpened: Api["onOpened"] = (then) => this.listen(this.opened, then);
  onLocking: Api["onLocking"] = (then) => this.listen(this.locking, then);
  onProgress: Api["onProgress"] = (then) => this.listen(this.progress, then);
  onClosing: Api["onClosing"] = (then) => this.listen(this.closing, then);
}
