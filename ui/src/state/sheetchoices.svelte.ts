import { tick } from "svelte";
import { SvelteSet } from "svelte/reactivity";
import { api, codeOf } from "../api";
import type {
  ErrorCode,
  Filter,
  Glimmer,
  LaidSheet,
  ListQuery,
  Paper,
  SheetChosen,
  SheetFormat,
  SheetGroup,
} from "../api/types";
import { addDays } from "./dates";
import { narrows, NO_FILTER } from "./filter";
import type { SheetQuery } from "./sheet.svelte";
import { t } from "./words";

/** So many are read at once, and so many at all: nobody chooses by hand among more. */
const PAGE = 500;
const MOST = 5000;
/** From one session to a few later: what the sheet begins with. */
const DAYS = 41;
/** After the last letter of the note. */
const WRITING_MS = 300;

/** Where letters are written on Letter, and not on A4. */
const ON_LETTER = ["US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "PA", "DO", "PR"];

/** The paper that is in the printers of the place of `language`: "en-US". */
export function paperOf(language: string): Paper {
  try {
    const { region } = new Intl.Locale(language).maximize();
    return region !== undefined && ON_LETTER.includes(region) ? "letter" : "a4";
  } catch {
    return "a4";
  }
}

/** Resolves when the photos on the paper are there, or take too long to wait for: what is printed before them is without. */
async function drawnOnPaper(): Promise<void> {
  const photos = [...document.querySelectorAll<SVGImageElement & { decode?: () => Promise<void> }>(".on-paper image")];
  if (photos.length === 0) return;
  const patience = new Promise((then) => setTimeout(then, 5000));
  await Promise.race([Promise.allSettled(photos.map((photo) => photo.decode?.())), patience]);
}

type Why = { code: ErrorCode };

/** What goes onto a sheet, and the sheet as it is laid. */
export class SheetChoices {
  search = $state("");
  filter = $state.raw<Filter>(NO_FILTER);
  group = $state<SheetGroup>("day");
  paper = $state<Paper>(paperOf(navigator.language));
  visits = $state(false);
  photos = $state(false);
  note = $state("");
  readonly leftOut = new SvelteSet<string>();

  /** `null` until they are known. */
  found = $state.raw<Glimmer[] | null>(null);
  laid = $state.raw<LaidSheet | null>(null);
  /** A newer layout is on its way. */
  laying = $state(false);
  refused = $state.raw<Why | null>(null);

  saving = $state(false);
  /** It is to be printed as it is laid now. */
  onPaper = $state(false);
  said = $state("");
  failed = $state("");

  private began = false;
  private asked = 0;
  private again = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `today` is for the first time, when nothing says which days are meant. */
  begin(query: SheetQuery | null, today: string): Promise<void> {
    this.said = this.failed = "";
    if (query && (query.search.trim() !== "" || narrows(query.filter))) {
      this.search = query.search.trim();
      this.filter = query.filter;
    } else if (!this.began && today !== "") this.filter = { ...NO_FILTER, from: addDays(today, -DAYS), to: today };
    this.began = true;
    return this.look();
  }

  // Read anew each time: what is derived would end with the view in which it was first shown, and this outlives it.
  /** Whether there is something to put onto a sheet. */
  get some(): boolean {
    return this.visits || (this.found ?? []).some(({ id }) => !this.leftOut.has(id));
  }

  /** Whether any of them has a photo. */
  get pictured(): boolean {
    return (this.found ?? []).some(({ photos }) => photos.length > 0);
  }

  private which(limit: number): ListQuery {
    const search = this.search === "" ? null : this.search;
    return { search, filter: this.filter, trash: false, start: { at: "newest" }, limit };
  }

  private get sheet(): SheetChosen {
    const { note, group, paper, visits, photos } = this;
    const left_out = (this.found ?? []).map(({ id }) => id).filter((id) => this.leftOut.has(id));
    return { which: this.which(MOST), left_out, note: note.trim(), group, paper, visits, photos };
  }

  narrow(to: Partial<Filter>): void {
    this.filter = { ...this.filter, ...to };
    void this.look();
  }
  anyWords(): void {
    this.search = "";
    void this.look();
  }

  /** Reads which there are, then lays them out. An answer that was overtaken by a newer question is dropped. */
  async look(): Promise<void> {
    const mine = ++this.asked;
    try {
      const all: Glimmer[] = [];
      let page = await api.listGlimmers(this.which(PAGE));
      all.push(...page.glimmers);
      while (page.next !== null && all.length <= MOST && mine === this.asked) {
        page = await api.listGlimmers({ ...this.which(PAGE), start: { at: "older", of: page.next } });
        all.push(...page.glimmers);
      }
      if (mine !== this.asked) return;
      this.found = all.slice(0, MOST);
      if (all.length > MOST) this.refused = { code: "too_large" };
      else await this.lay();
    } catch (thrown) {
      if (mine === this.asked) this.refused = { code: codeOf(thrown) };
    }
  }

  /** One at a time, and the newest wish next: what is seen stays until another is there. */
  async lay(): Promise<void> {
    clearTimeout(this.timer);
    this.onPaper = false;
    this.again = true;
    if (this.laying) return;
    this.laying = true;
    while (this.again) {
      this.again = false;
      if (!this.some) {
        this.laid = null;
        this.refused = null;
        continue;
      }
      try {
        const laid = await api.laySheet(this.sheet);
        if (!this.again) this.laid = laid;
        this.refused = null;
      } catch (thrown) {
        if (!this.again) this.refused = { code: codeOf(thrown) };
      }
    }
    this.laying = false;
  }

  /** Something about the sheet was chosen. */
  changed(): void {
    this.said = this.failed = "";
    void this.lay();
  }
  wrote(): void {
    this.said = this.failed = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.lay(), WRITING_MS);
  }

  toggle(id: string): void {
    if (!this.leftOut.delete(id)) this.leftOut.add(id);
    this.changed();
  }
  all(): void {
    for (const { id } of this.found ?? []) this.leftOut.delete(id);
    this.changed();
  }
  none(): void {
    for (const { id } of this.found ?? []) this.leftOut.add(id);
    this.changed();
  }

  get can(): boolean {
    return this.laid !== null && this.some && !this.saving && this.refused === null;
  }

  async save(format: SheetFormat): Promise<void> {
    if (!this.can) return;
    this.said = this.failed = "";
    this.saving = true;
    try {
      const path = await api.saveSheet(this.sheet, format);
      if (path !== null) this.said = t("session-saved", { path });
    } catch (thrown) {
      const code = codeOf(thrown);
      this.failed =
        code === "disk_full"
          ? t("session-full")
          : code === "read_only"
            ? t("session-read-only")
            : t("session-not-saved");
    } finally {
      this.saving = false;
    }
  }

  async print(): Promise<void> {
    if (!this.can) return;
    this.said = this.failed = "";
    this.onPaper = true;
    await tick();
    await drawnOnPaper();
    await api.print().catch(() => (this.failed = t("session-not-printed")));
  }
}
