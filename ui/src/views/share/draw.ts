import type { Photo } from "../../api/types";
import {
  BESIDE,
  footOfWords,
  fromRight,
  layOut,
  LEADING,
  middleOf,
  SHAPES,
  SIGN,
  TRACKING,
  type Measure,
  type Shape,
} from "../../state/card";

export type Card = {
  words: string;
  /** Whether they are the person's own. */
  own: boolean;
  sign: string;
  shape: Shape;
  look: "day" | "night";
  photo: Photo | null;
};

type Look = { ground: string; ink: string; quiet: string; lamp: string; yours: string; ours: string };

/** What the canvas wears; its own `data-theme` decides, not the window's. */
function looked(canvas: HTMLCanvasElement): Look {
  const style = getComputedStyle(canvas);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: of("--ground"),
    ink: of("--ink"),
    quiet: of("--ink-quiet"),
    lamp: of("--lamp"),
    yours: of("--font-yours"),
    ours: of("--font-ours"),
  };
}

/** How strong the glow is on its way out: on paper a wash, in the dark a light. */
const GLOW: Record<Card["look"], readonly (readonly [at: number, alpha: number])[]> = {
  day: [
    [0, 0.3],
    [0.24, 0.13],
    [0.46, 0.05],
    [0.72, 0.012],
    [1, 0],
  ],
  night: [
    [0, 0.34],
    [0.16, 0.14],
    [0.34, 0.062],
    [0.56, 0.022],
    [0.78, 0.006],
    [1, 0],
  ],
};
const HEART = [
  [0, "#fffaf0"],
  [0.55, "#ffeecb"],
  [1, "#f6cb82"],
] as const;
/** The light on the water: how wide, how far to the side, and how strong, in half widths of the light above it. */
const RIPPLES = [
  { x: -1.75, y: 1.75, width: 3.5, alpha: { day: 0.85, night: 0.75 } },
  { x: -1.1, y: 2.3, width: 1.8, alpha: { day: 0.5, night: 0.45 } },
  { x: -0.2, y: 2.85, width: 1, alpha: { day: 0.26, night: 0.22 } },
];

function light(to: CanvasRenderingContext2D, { shape, look }: Card, lamp: string): void {
  const { width, height, sun } = SHAPES[shape];
  const { x, y, r } = sun;
  const glow = to.createRadialGradient(x, y, 0, x, y, sun.glow[look]);
  for (const [at, alpha] of GLOW[look]) glow.addColorStop(at, withAlpha(lamp, alpha));
  to.fillStyle = glow;
  to.fillRect(0, 0, width, height);
  to.fillStyle = lamp;
  if (look === "night") {
    const heart = to.createRadialGradient(x, y, 0, x, y, r);
    for (const [at, colour] of HEART) heart.addColorStop(at, colour);
    to.fillStyle = heart;
  }
  to.beginPath();
  to.arc(x, y, r, 0, 2 * Math.PI);
  to.fill();
  to.fillStyle = lamp;
  for (const ripple of RIPPLES) {
    to.globalAlpha = ripple.alpha[look];
    to.beginPath();
    to.roundRect(x + ripple.x * r, y + ripple.y * r, ripple.width * r, r / 5, r / 10);
    to.fill();
  }
  to.globalAlpha = 1;
}

const withAlpha = (hex: string, alpha: number): string =>
  hex +
  Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0");

/** One line, its middle where the middle of a line of this height is in the window too. */
function line(to: CanvasRenderingContext2D, text: string, at: { x: number; top: number; high: number }): void {
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = to.measureText(text);
  to.fillText(text, at.x, at.top + (at.high - up - down) / 2 + up);
}

/** Reads the fonts that the card needs: what is drawn before they are there would stay in another one. */
export async function fontsFor(canvas: HTMLCanvasElement, { words, own, sign }: Card): Promise<void> {
  const { yours, ours } = looked(canvas);
  const wanted: [string, string][] = [
    [`400 62px ${own ? yours : ours}`, words],
    [`420 26px ${ours}`, sign],
  ];
  // One that cannot be read is replaced by the next in the list, as in the window.
  await Promise.allSettled(wanted.map(([font, text]) => document.fonts.load(font, text)));
}

/** Reads a picture so that it may leave with the card; `null` if it cannot be read. */
export function pictureAt(url: string): Promise<HTMLImageElement | null> {
  return new Promise((then) => {
    const image = new Image();
    // Without it, nothing that the picture was drawn onto could be copied or saved.
    image.crossOrigin = "anonymous";
    image.onload = () => then(image);
    image.onerror = () => then(null);
    image.src = url;
  });
}

/**
 * Draws the card, with `picture` on it if there is one. `false`: its words do not fit, and nothing was drawn. Throws where nothing
 * can be drawn at all.
 */
export function draw(canvas: HTMLCanvasElement, card: Card, picture: HTMLImageElement | null): boolean {
  const { width, height, margin } = SHAPES[card.shape];
  const to = canvas.getContext("2d");
  if (!to) throw new Error("nothing to draw on");
  const look = looked(canvas);
  const face = (size: number) => (card.own ? `400 ${size}px ${look.yours}` : `300 ${size}px ${look.ours}`);
  let worn = 0;
  const wear = (size: number) => {
    // Large letters are drawn finer. The engine takes that from the canvas, and does not do it by itself.
    if (worn !== size) canvas.style.fontVariationSettings = card.own ? `"opsz" ${size}` : "normal";
    worn = size;
    to.font = face(size);
    to.letterSpacing = `${(size * TRACKING).toFixed(2)}px`;
  };
  const measure: Measure = (text, size) => {
    wear(size);
    return to.measureText(text).width;
  };
  const laid = layOut(card.words, card.shape, measure, picture !== null);
  if (!laid) return false;

  canvas.width = width;
  canvas.height = height;
  to.fillStyle = look.ground;
  to.fillRect(0, 0, width, height);
  const right = fromRight(card.words);
  const beside = BESIDE[card.shape];
  if (picture) {
    const part = middleOf({ width: picture.naturalWidth, height: picture.naturalHeight }, beside.photo);
    const { x, width: across, height: down } = beside.photo;
    to.imageSmoothingQuality = "high";
    to.drawImage(picture, part.x, part.y, part.width, part.height, right ? width - x - across : x, 0, across, down);
  } else {
    to.save();
    // Who reads from the right looks there first.
    if (right) to.transform(-1, 0, 0, 1, width, 0);
    light(to, card, look.lamp);
    to.restore();
  }

  const side = picture ? beside.words.x : margin.side;
  const x = right ? width - side : side;
  to.textAlign = right ? "right" : "left";
  to.direction = right ? "rtl" : "ltr";
  to.textBaseline = "alphabetic";
  to.fillStyle = look.ink;
  wear(laid.size);
  const high = laid.size * LEADING;
  const signHigh = SIGN.size * SIGN.leading;
  const wordsHigh = laid.lines.length * high;
  const { top, foot } = beside.words;
  // Below a photo the words begin where it ends; beside one they are in the middle.
  const spare = card.shape === "square" ? 0 : (foot - top - wordsHigh - SIGN.above - signHigh) / 2;
  const begin = picture ? top + spare : footOfWords(SHAPES[card.shape]) - wordsHigh;
  laid.lines.forEach((text, i) => line(to, text, { x, top: begin + i * high, high }));

  to.direction = "ltr";
  to.font = `420 ${SIGN.size}px ${look.ours}`;
  to.letterSpacing = "0px";
  to.fillStyle = look.quiet;
  const signTop = picture ? begin + wordsHigh + SIGN.above : height - margin.foot - signHigh;
  line(to, card.sign, { x, top: signTop, high: signHigh });
  return true;
}

export async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((then) => canvas.toBlob(then, "image/png"));
  if (!blob) throw new Error("no picture came of it");
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * Shows all of `picture` in `preview`, `width` CSS pixels wide, smoothly: by halves, because an engine that draws in software takes
 * the nearest pixel when it makes something much smaller.
 */
export function preview(picture: HTMLCanvasElement, preview: HTMLCanvasElement, width: number): void {
  const across = Math.max(1, Math.round(width * devicePixelRatio));
  const down = Math.round((across * picture.height) / picture.width);
  let [from, w, h] = [picture, picture.width, picture.height];
  while (w > across * 2) {
    const half = document.createElement("canvas");
    [half.width, half.height] = [w, h] = [Math.ceil(w / 2), Math.ceil(h / 2)];
    half.getContext("2d")?.drawImage(from, 0, 0, w, h);
    from = half;
  }
  [preview.width, preview.height] = [across, down];
  const to = preview.getContext("2d");
  if (!to) return;
  to.imageSmoothingQuality = "high";
  to.drawImage(from, 0, 0, across, down);
  preview.style.inlineSize = `${width}px`;
}
