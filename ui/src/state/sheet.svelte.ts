import type { Filter } from "../api/types";

export type SheetQuery = { search: string; filter: Filter };

/** Whether the sheet for a session is what the window shows. All else about it is read when it is first opened. */
class SheetView {
  shown = $state(false);
  /** What it was opened with, until the view has taken it; `null`: with what it held before. */
  asked: SheetQuery | null = null;
  /** What was chosen and written, for as long as the app runs; it is never written down. The view knows its shape. */
  kept: object | null = null;

  open(query: SheetQuery | null = null): void {
    this.asked = query;
    this.shown = true;
  }
  close(): void {
    this.shown = false;
  }
  /** It was locked: nothing of it stays. */
  forget(): void {
    this.close();
    this.asked = this.kept = null;
  }
}

export const sheet = new SheetView();
