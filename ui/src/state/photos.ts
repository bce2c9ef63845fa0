import "./words-later";
import type { Photo, PhotoProblem } from "../api/types";
import type { Attaching } from "./attaching.svelte";
import { t } from "./words";

/** Taken in while the journal was locked: it is sealed, and can only be guessed at. */
export const isSealed = ({ name }: Photo): boolean => name.startsWith("new-");

/** The sixteen colours that stand for a picture, as the points of an image of four by four. */
export function pointsOf(blur: string): Uint8ClampedArray<ArrayBuffer> {
  const points = new Uint8ClampedArray(64);
  for (let i = 0; i < 16; i++) {
    for (let part = 0; part < 3; part++)
      points[i * 4 + part] = Number.parseInt(blur.slice(i * 6 + part * 2, i * 6 + part * 2 + 2), 16) || 0;
    points[i * 4 + 3] = 255;
  }
  return points;
}

/** Takes the photo at `at` off; {@link putBack} brings it back. */
export function takeOff(of: Attaching, at: number): void {
  const photos = of.get();
  const photo = photos[at];
  if (!photo) return;
  of.set(photos.filter((other) => other !== photo));
  of.refused = [];
  of.removed = { photo, at };
}

/** Where it was, as far as it still is a place. */
export function putBack(of: Attaching): void {
  const { removed } = of;
  if (!removed) return;
  of.removed = null;
  const photos = [...of.get()];
  photos.splice(removed.at, 0, removed.photo);
  of.set(photos);
}

/** One place earlier (-1) or later (1); tells where it is then. */
export function move(of: Attaching, at: number, by: -1 | 1): number {
  const photos = [...of.get()];
  const [photo] = photos.splice(at, 1);
  const to = Math.min(Math.max(at + by, 0), photos.length);
  if (!photo || to === at) return at;
  photos.splice(to, 0, photo);
  of.set(photos);
  return to;
}

export function describe(of: Attaching, at: number, alt: string): void {
  of.set(of.get().map((photo, i) => (i === at ? { ...photo, alt } : photo)));
}

/** "Photo 2 of 3: the dog, asleep" */
export function photoName({ alt }: Photo, at: number, of: number): string {
  const which = of === 1 ? t("photo-one") : t("photo-which", { number: at + 1, of });
  return alt.trim() === "" ? which : t("photo-said", { which, alt: alt.trim() });
}

const WHY: Record<PhotoProblem, string> = {
  not_a_picture: "photo-not-a-picture",
  heic: "photo-heic",
  too_large: "photo-too-large",
  too_many: "photo-too-many",
  empty_clipboard: "photo-empty-clipboard",
  disk_full: "photo-full",
  failed: "photo-failed",
};

/** What is said of those that were not taken in, or that came together and are too many; each thing once. Which file it was is said where it could be another. */
export function whyRefused({ refused, get, most }: Attaching): string[] {
  const count = get().length;
  const named = refused.length > 1 || count > 0;
  const lines = refused.map(({ name, why }) =>
    named && name !== "" && why !== "too_many" ? t("photo-refused", { name, why: t(WHY[why]) }) : t(WHY[why]),
  );
  return [...new Set(count > most() ? [t("photo-too-many"), ...lines] : lines)];
}
