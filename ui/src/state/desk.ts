import type { View } from "../api/types";
import type { Attaching } from "./attaching.svelte";
import { GlimmerList } from "./list.svelte";
import { Opened } from "./opened.svelte";
import { Writing } from "./writing.svelte";

/** What lies on the pages of the main window: going to another and back finds a half-written line, an open row and the place. */
export class Desk {
  readonly writing = new Writing("today");
  readonly todayOpened = new Opened();
  readonly list = new GlimmerList(false);
  readonly listOpened = new Opened();

  /** Photos that are dropped on a page go into the edit that is open there; without one, into the composer, which is then shown. */
  attachingOn(view: View, showComposer: () => void): Attaching {
    const opened = view === "glimmers" ? this.listOpened : view === "today" ? this.todayOpened : null;
    if (opened?.edit) return opened.attaching;
    showComposer();
    return this.writing.attaching;
  }
}
