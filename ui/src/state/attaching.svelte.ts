import { api, type Unlisten } from "../api";
import type { Photo, RefusedPhoto } from "../api/types";

/** So many can be added by hand. */
export const MOST = 4;
/** Nobody waits longer than this to keep their words: a picture that takes longer follows as the next draft. */
const PATIENCE_MS = 10_000;

/** `first` and what of `more` is not among them: the same picture is not in a glimmer twice. Of what is there already none is left out. */
export const withPhotos = (first: readonly Photo[], more: readonly Photo[]): Photo[] => [
  ...first,
  ...more.filter(({ name }) => !first.some((other) => other.name === name)),
];

/** Most glimmers have none: how they are taken in is read with the first, in one part with how they look. */
const later = () => import("../parts/Photos.svelte");

/** The pictures on their way into something that is being written, and what became of them. */
export class Attaching {
  /** So many are being taken in. */
  coming = $state(0);
  refused = $state.raw<readonly RefusedPhoto[]>([]);
  /** The one that was taken off last, and where it was. */
  removed = $state.raw<{ photo: Photo; at: number } | null>(null);
  choosing = false;
  /** So many can be kept. */
  most = (): number => MOST;
  waiting: (() => void)[] = [];
  /** What is written at its place now, if this is not any more. */
  heir: Attaching | null = null;

  constructor(
    readonly get: () => readonly Photo[],
    readonly set: (photos: Photo[]) => void,
  ) {}

  /** Whether there is something to be seen of it. */
  get some(): boolean {
    return this.get().length > 0 || this.coming > 0 || this.refused.length > 0 || this.removed !== null;
  }

  /** Where what is on its way goes. */
  get now(): Attaching {
    return this.heir?.now ?? this;
  }

  /** This is not written any more. Nobody waits here for what is on its way. */
  handOver(to: Attaching): void {
    this.heir = to;
    to.coming += this.coming;
    this.coming = 0;
    this.arrived();
  }

  /** Nothing is on its way any more. */
  arrived(): void {
    this.waiting.splice(0).forEach((then) => then());
  }

  choose = async (): Promise<void> => (await later()).choose(this);

  /** Takes a picture out of the clipboard, if that is what is in it. Words beside it are what was meant. */
  paste = (e: ClipboardEvent): void => {
    const types = e.clipboardData?.types.join() ?? "";
    const words = e.clipboardData?.getData("text/plain") !== "";
    const files = types.includes("uri-list");
    // On Linux a picture has no kind, and files have no words. Elsewhere a copied file brings its name along as words; a copied table
    // brings a picture of itself.
    const is = /Files|image\//.test(types) ? !words || files : !words && (files || types === "");
    if (e.defaultPrevented || !is) return;
    e.preventDefault();
    this.coming += 1;
    // Where nothing said that there is a picture, nobody is told that there is none.
    void later().then(({ paste }) => paste(this, types === ""));
  };

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    if (this.coming === 0) return;
    await new Promise<void>((then) => {
      this.waiting.push(then);
      setTimeout(then, PATIENCE_MS);
    });
  }

  /** Something else is being written now. */
  forget(): void {
    this.refused = [];
    this.removed = null;
  }
}

/**
 * Gives the pictures that are dropped on the window to whatever `to` says when they come. Stopped, it hears of no new ones; those that
 * are on their way still arrive.
 */
export function takeDrops(to: () => Attaching): Unlisten {
  let under: [drop: number, into: Attaching, photos: number][] = [];
  let stopped = false;
  const rest = () => void (stopped && under.length === 0 && stopDropped());
  const stopComing = api.onPhotosComing(({ drop, photos }) => {
    const into = to();
    into.coming += photos;
    under.push([drop, into, photos]);
  });
  const stopDropped = api.onPhotosDropped(({ drop, taken }) => {
    const its = under.find(([which]) => which === drop);
    if (!its) return;
    under = under.filter((other) => other !== its);
    void later().then(({ arrive }) => arrive(its[1], taken, its[2]));
    rest();
  });
  return () => {
    stopped = true;
    stopComing();
    rest();
  };
}
