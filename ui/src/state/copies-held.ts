import { api } from "../api";
import type { Holding } from "../api/types";
import { NO_FILTER } from "./filter";

const PAGE = 1000;

/** All that is in the trash, also what no list has read yet. */
async function trashed(): Promise<string[]> {
  const ids: string[] = [];
  let older: string | null = null;
  do {
    const start = older === null ? ({ at: "newest" } as const) : ({ at: "older", of: older } as const);
    const { glimmers, next } = await api.listGlimmers({
      search: null,
      filter: NO_FILTER,
      trash: true,
      start,
      limit: PAGE,
    });
    ids.push(...glimmers.map(({ id }) => id));
    older = next;
  } while (older !== null);
  return ids;
}

/** Which copies hold one glimmer, or all that is in the trash, and what the day is; null if that cannot be known. */
export async function held(about: string): Promise<{ holding: Holding; today: string } | null> {
  try {
    const ids = about === "all" ? await trashed() : [about];
    const [holding, { day }] = await Promise.all([api.whereHeld(ids), api.status()]);
    return { holding, today: day };
  } catch {
    return null;
  }
}
