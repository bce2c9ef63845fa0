import { SPACING, type Point } from "./sky-places";

/** What part of the sky is in the window: the point of it in the middle, and how many pixels one unit takes. */
export type View = { x: number; y: number; scale: number };
/** The window of the sky in CSS pixels; its foot is covered by the buttons. */
export type Pane = { width: number; height: number; foot: number };

/** A few lights stand together with room around them; they are not blown up to fill the window. */
const WIDEST = 64 / SPACING;
/** So close that only a handful is in the window. */
const CLOSEST = 120;
const FORMS_FROM = 2.5;

const middle = (pane: Pane): Point => ({ x: pane.width / 2, y: (pane.height - pane.foot) / 2 });

/** The view of all lights; `radius` is how far out they reach. */
export function all(pane: Pane, radius: number): View {
  const room = Math.max(40, Math.min(pane.width / 2 - 32, (pane.height - pane.foot) / 2 - 28));
  return { x: 0, y: 0, scale: Math.min(WIDEST, room / Math.max(1, radius)) };
}

export function toScreen(view: View, pane: Pane, at: Point): Point {
  const { x, y } = middle(pane);
  return { x: x + (at.x - view.x) * view.scale, y: y + (at.y - view.y) * view.scale };
}

export function toSky(view: View, pane: Pane, at: Point): Point {
  const { x, y } = middle(pane);
  return { x: view.x + (at.x - x) / view.scale, y: view.y + (at.y - y) / view.scale };
}

/** Brings the middle back to where lights are: nobody should lose the sky out of the window. */
function held(view: View, radius: number): View {
  const out = Math.hypot(view.x, view.y);
  if (out <= radius) return view;
  return { ...view, x: (view.x / out) * radius, y: (view.y / out) * radius };
}

/** Closer (`by` > 1) or further, with the point of the sky at `at` (on the screen) staying where it is. */
export function zoomed(view: View, pane: Pane, radius: number, by: number, at: Point = middle(pane)): View {
  const whole = all(pane, radius).scale;
  const scale = Math.min(Math.max(CLOSEST, whole * 6), Math.max(Math.min(whole, view.scale), view.scale * by));
  const still = toSky(view, pane, at);
  const { x, y } = middle(pane);
  return held({ x: still.x - (at.x - x) / scale, y: still.y - (at.y - y) / scale, scale }, radius);
}

/** Moved with the hand: by so many pixels. */
export const panned = (view: View, radius: number, dx: number, dy: number): View =>
  held({ ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale }, radius);

/** Moved just so far that `at` is well inside the window. */
export function showing(view: View, pane: Pane, at: Point): View {
  const inset = Math.min(96, pane.width / 4, (pane.height - pane.foot) / 4);
  const on = toScreen(view, pane, at);
  const x = on.x - Math.min(Math.max(on.x, inset), pane.width - inset);
  const y = on.y - Math.min(Math.max(on.y, inset), pane.height - pane.foot - inset);
  return { ...view, x: view.x + x / view.scale, y: view.y + y / view.scale };
}

/**
 * A view on the way from one to another, `part` from 0 to 1.
 * There is one point of the sky that both show in the same place; the way turns around it, so nothing swings past.
 */
export function between(from: View, to: View, part: number): View {
  if (part >= 1) return to;
  const ratio = to.scale / from.scale;
  if (Math.abs(ratio - 1) < 0.001) {
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part, scale: to.scale };
  }
  const scale = from.scale * ratio ** part;
  const still = (a: number, b: number) => (b * to.scale - a * from.scale) / (to.scale - from.scale);
  const x = still(from.x, to.x);
  const y = still(from.y, to.y);
  const shrink = from.scale / scale;
  return { x: x + (from.x - x) * shrink, y: y + (from.y - y) * shrink, scale };
}

/** How the lights of a view are drawn. */
export type Look = {
  /** Size of a light: 1 where a thousand or so fill the window. */
  size: number;
  /** How bright each light is: where a great many flow together, less. */
  gain: number;
  /** How much of the form of its feeling each light shows, 0 to 1. */
  forms: number;
  /** How much of the glow of many lights together is seen, 0 to 1. */
  haze: number;
};

const step = (from: number, to: number, at: number) => Math.min(1, Math.max(0, (at - from) / (to - from)));

/** `whole` is the scale of the view of all. */
export function lookOf(view: View, whole: number): Look {
  // In steps of 12 %, half of that in size, which nobody sees: what was made to draw one picture can then be used for the next.
  const apart = 1.12 ** Math.round(Math.log(view.scale * SPACING) / Math.log(1.12));
  return {
    size: Math.min(3.2, Math.max(0.3, Math.sqrt(apart / 15))),
    gain: Math.min(1, Math.max(0.16, apart / 9)),
    // Among a hundred thousand, two and a half times closer is still a crowd: forms also need room.
    forms: Math.round(8 * Math.min(step(FORMS_FROM, FORMS_FROM + 0.4, view.scale / whole), step(20, 26, apart))) / 8,
    haze: 1 - step(16, 36, apart),
  };
}

/** Free space around a light that the card leaves. */
const GAP = 22;
const EDGE = 8;

/** Where the card goes: beside its light, never over it, inside the window. `height` is the most that fits there. */
export function beside(
  light: Point,
  card: { width: number; height: number },
  pane: Pane,
): { x: number; y: number; height: number } {
  const low = pane.height - pane.foot - EDGE;
  const inside = (at: number, size: number, end: number) => Math.max(EDGE, Math.min(at, end - size));
  const tall = Math.min(card.height, low - EDGE);
  const right = light.x + GAP;
  const left = light.x - GAP - card.width;
  if (right + card.width <= pane.width - EDGE || left >= EDGE) {
    const x = right + card.width <= pane.width - EDGE ? right : left;
    return { x, y: inside(light.y - 18, tall, low), height: low - EDGE };
  }
  const x = inside(light.x - card.width / 2, card.width, pane.width - EDGE);
  const below = low - (light.y + GAP);
  const above = light.y - GAP - EDGE;
  if (below >= Math.min(card.height, above)) return { x, y: light.y + GAP, height: below };
  return { x, y: Math.max(EDGE, light.y - GAP - card.height), height: above };
}
