import { FEELINGS } from "../../state/words";
import type { Palette } from "./raster";
import type { Rgb } from "./stamps";

/** A colour as a token has it, "#f2c57c". */
export function rgbOf(token: string, otherwise: Rgb): Rgb {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(token.trim());
  if (!hex) return otherwise;
  return [parseInt(hex[1] ?? "", 16), parseInt(hex[2] ?? "", 16), parseInt(hex[3] ?? "", 16)];
}

export function paletteOf(element: Element): Palette {
  const tokens = getComputedStyle(element);
  const lamp = rgbOf(tokens.getPropertyValue("--lamp"), [242, 197, 124]);
  return {
    ground: rgbOf(tokens.getPropertyValue("--sunken"), [14, 17, 21]),
    colours: [lamp, ...FEELINGS.map((feeling) => rgbOf(tokens.getPropertyValue(`--${feeling}`), lamp))],
  };
}

/** A pause of the tokens in milliseconds; nothing where there are no styles. */
export function pauseOf(element: Element, token: string): number {
  const [, number, unit] = /^([\d.]+)(ms|s)$/.exec(getComputedStyle(element).getPropertyValue(token).trim()) ?? [];
  return number === undefined ? 0 : Number(number) * (unit === "s" ? 1000 : 1);
}

export const bloomOf = (element: Element): { ms: number; still: boolean } => ({
  ms: pauseOf(element, "--bloom"),
  still: matchMedia("(prefers-reduced-motion: reduce)").matches,
});
