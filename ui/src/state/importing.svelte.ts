import { api } from "../api";
import type { Columns, ErrorCode, Failure, Import, Imported, Picked, Plan, Undone } from "../api/types";
import { transfer } from "./importing-work.svelte";
import { failureOf } from "./secrets";

/**
 * How far it has come: nothing is chosen · it was looked at, and may be read · what would come of it is known · it came · it
 * was taken out again.
 */
export type Step = "choose" | "picked" | "planned" | "came" | "taken";
/** What was stopped by the person, and changed nothing. */
export type Stopped = "read" | "bring" | "take";

/** Bringing one journal along, step by step. It waits where it is while the person looks elsewhere. */
class Importing {
  step = $state<Step>("choose");
  picked = $state.raw<Picked | null>(null);
  /** What a table's columns mean, as far as the person has said. */
  columns = $state.raw<Columns | null>(null);
  secret = $state("");
  plan = $state.raw<Plan | null>(null);
  stars = $state(false);
  imported = $state.raw<Imported | null>(null);
  undone = $state.raw<Undone | null>(null);
  /** Whether what came was let in, or left out for now: then nothing more is asked. */
  letIn = $state<"in" | "out" | null>(null);
  /** What did not work, at the step where it is. */
  failed = $state.raw<Failure | null>(null);
  stopped = $state<Stopped | null>(null);

  earlier = $state.raw<Import[]>([]);
  earlierUnreadable = $state(false);
  /** What was taken back in the list of those. */
  takenBack = $state.raw<{ undone: Undone | null; failed: boolean } | null>(null);
  private unlisten: (() => void) | null = null;

  choose(folder: boolean): Promise<void> {
    return this.look(() => api.chooseImport(folder));
  }

  /** Something was dropped on the window. Whatever was under way with another file stops for it. */
  async dropped(): Promise<void> {
    await transfer.settled();
    await this.look(() => api.droppedImport());
  }

  private async look(ask: () => Promise<Picked | null>): Promise<void> {
    const picked = await transfer.run("look", ask).catch((thrown: unknown) => {
      this.failed = failureOf(thrown);
      return null;
    });
    if (!picked) return;
    this.clear();
    // A locked journal leaves nothing of another one in the window either.
    this.unlisten = api.onLocking(() => this.clear());
    this.picked = picked;
    this.step = "picked";
    this.failed = picked.refused;
    this.columns = picked.table?.columns ?? null;
    // Nothing to ask: it is read at once.
    if (picked.source !== null && picked.source !== "sealed" && !picked.table) await this.read();
  }

  /** What is missing before a table can be read. */
  get missing(): "date" | "words" | null {
    const { columns } = this;
    if (!columns) return null;
    if (columns.date === null) return "date";
    return columns.text === null && columns.title === null && !columns.others ? "words" : null;
  }

  async read(): Promise<void> {
    const source = this.picked?.source;
    if (!source || this.missing) return;
    this.failed = this.stopped = null;
    try {
      const secret = source === "sealed" ? this.secret : null;
      const plan = await transfer.run("read", () => api.planImport(source, secret, this.columns));
      if (plan === undefined) return;
      if (plan === null) this.stopped = "read";
      else {
        this.plan = plan;
        this.secret = "";
        this.stars = false;
        this.step = "planned";
      }
    } catch (thrown) {
      this.failed = failureOf(thrown);
    }
  }

  /** Back to what a table's columns mean. */
  again(): void {
    this.plan = this.failed = this.stopped = null;
    this.step = "picked";
  }

  async bring(): Promise<void> {
    this.failed = this.stopped = null;
    try {
      const imported = await transfer.run("bring", () => api.applyImport(this.stars));
      if (imported === undefined) return;
      if (imported === null) this.stopped = "bring";
      else {
        this.imported = imported;
        this.plan = null;
        this.step = "came";
      }
    } catch (thrown) {
      this.failed = failureOf(thrown);
    }
    await this.loadEarlier();
  }

  async letAllIn(): Promise<void> {
    this.failed = null;
    try {
      await api.letAllIn(null);
      this.letIn = "in";
    } catch (thrown) {
      this.failed = failureOf(thrown);
    }
  }

  /** Takes out again what just came. */
  async undo(): Promise<void> {
    const id = this.imported?.id;
    if (!id) return;
    this.failed = this.stopped = null;
    try {
      const undone = await transfer.run("take", () => api.undoImport(id));
      if (undone === undefined) return;
      if (undone === null) this.stopped = "take";
      else {
        this.undone = undone;
        this.step = "taken";
      }
    } catch (thrown) {
      this.failed = failureOf(thrown);
    }
    await this.loadEarlier();
  }

  /** Gives up what was chosen, or is done with it. */
  async leave(): Promise<void> {
    if (transfer.doing !== null) return;
    this.clear();
    await api.forgetImport().catch(() => undefined);
  }

  /** Takes back one of those that were made before. Tells whether it is gone. */
  async takeBack(id: string): Promise<boolean> {
    this.takenBack = null;
    this.stopped = null;
    let gone = false;
    try {
      const undone = await transfer.run("take", () => api.undoImport(id));
      if (undone === undefined) return false;
      if (undone === null) this.stopped = "take";
      else {
        gone = true;
        this.takenBack = { undone, failed: false };
        // It is the one that is told of above.
        if (this.imported?.id === id) this.clear();
      }
    } catch {
      this.takenBack = { undone: null, failed: true };
    }
    await this.loadEarlier();
    return gone;
  }

  async loadEarlier(): Promise<void> {
    try {
      this.earlier = await api.imports();
      this.earlierUnreadable = false;
    } catch {
      this.earlierUnreadable = true;
    }
  }

  clear(): void {
    this.unlisten?.();
    this.unlisten = null;
    this.step = "choose";
    this.picked = this.columns = this.plan = this.imported = this.undone = this.failed = null;
    this.secret = "";
    this.stars = false;
    this.letIn = this.stopped = this.takenBack = null;
  }
}

export const importing = new Importing();

/** Those that say what is wrong with the file, and not with this moment: another one is needed. */
const ABOUT_FILE: readonly ErrorCode[] = [
  "unknown_journal",
  "empty_file",
  "damaged_file",
  "encrypted_file",
  "too_large",
];
export const aboutFile = (code: ErrorCode): boolean => ABOUT_FILE.includes(code);
