import { api, codeOf } from "../api";
import type { TakenPhotos } from "../api/types";
import { MOST, withPhotos, type Attaching } from "./attaching.svelte";

/** A dialog that was closed without a choice answers sooner than this. */
const CHOSEN_MS = 300;

/** For how many more there is room; says so if there is none. */
function roomIn(of: Attaching): number {
  const room = Math.max(0, MOST - of.get().length - of.coming);
  if (room === 0) of.refused = [{ name: "", why: "too_many" }];
  return room;
}

async function asked(taken: Promise<TakenPhotos>): Promise<TakenPhotos> {
  try {
    return await taken;
  } catch (thrown) {
    return { photos: [], refused: [{ name: "", why: codeOf(thrown) === "disk_full" ? "disk_full" : "failed" }] };
  }
}

/** Lets the person choose files. */
export async function choose(of: Attaching): Promise<void> {
  const room = of.choosing ? 0 : roomIn(of);
  if (room === 0) return;
  of.choosing = true;
  let shown = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // While the dialog is open nothing is being taken in. The focus comes back when it closes.
  const closed = () => (timer = setTimeout(() => (of.now.coming += shown = 1), CHOSEN_MS));
  addEventListener("focus", closed, { once: true });
  const taken = await asked(api.choosePhotos(room));
  removeEventListener("focus", closed);
  clearTimeout(timer);
  of.choosing = false;
  arrive(of, taken, shown);
}

/** Takes in what is in the clipboard, `quiet` if there may be nothing. It counts as coming already. */
export async function paste(into: Attaching, quiet: boolean): Promise<void> {
  const of = into.now;
  of.coming -= 1;
  const room = roomIn(of);
  if (room === 0) return arrive(of, { photos: [], refused: of.refused.slice() }, 0);
  of.coming += 1;
  const { photos, refused } = await asked(api.pastePhotos(room));
  arrive(of, { photos, refused: refused.filter(({ why }) => !(quiet && why === "empty_clipboard")) }, 1);
}

/** `expected` of those that were coming to `into` are here, or are known not to come. */
export function arrive(into: Attaching, { photos, refused }: TakenPhotos, expected: number): void {
  const of = into.now;
  of.coming -= expected;
  const before = of.get();
  const all = withPhotos(before, photos).slice(0, Math.max(MOST, before.length));
  if (all.length > before.length) of.set(all);
  const left = photos.some(({ name }) => !all.some((other) => other.name === name));
  const said = refused.some(({ why }) => why === "too_many");
  of.refused = left && !said ? [...refused, { name: "", why: "too_many" }] : refused;
  if (of.coming === 0) of.arrived();
}
