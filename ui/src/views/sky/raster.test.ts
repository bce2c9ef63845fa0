import { expect, test } from "vitest";
import { Lights, placeOf } from "../../state/sky-places";
import { all, lookOf, toScreen, type View } from "../../state/sky-view";
import { Field } from "./field";
import { hazeOf } from "./haze";
import { Raster, brighter, type Bloom } from "./raster";
import { rgbOf } from "./tokens";

const GROUND = [14, 17, 21] as const;
const colours = [
  [242, 197, 124],
  [243, 153, 70],
  [96, 170, 243],
  [188, 111, 153],
  [132, 223, 199],
  [251, 231, 107],
] as const;
const pane = { width: 200, height: 160, foot: 0 };

const sky = (count: number, some: { anchor?: boolean; first?: number } = {}) =>
  new Lights(
    Array.from({ length: count }, (_, number) => ({
      number,
      first: 2,
      felt: 1 << (number % 2),
      anchor: false,
      ...some,
    })),
  );

function paint(lights: Lights, to: { view?: View; felt?: number; blooming?: Map<number, Bloom> } = {}) {
  const whole = all(pane, lights.radius);
  const view = to.view ?? whole;
  const raster = new Raster(pane.width, pane.height, 1, { ground: GROUND, colours });
  raster.paint({
    lights,
    field: new Field(lights),
    haze: hazeOf(lights),
    view,
    pane,
    look: lookOf(view, whole.scale),
    felt: to.felt ?? 0,
    blooming: to.blooming ?? new Map(),
  });
  const at = (x: number, y: number) =>
    [...raster.pixels.slice((y * pane.width + x) * 4, (y * pane.width + x) * 4 + 4)] as [
      number,
      number,
      number,
      number,
    ];
  /** All the light within a few pixels of where a number stands. */
  const near = (number: number, within = 4) => {
    const on = toScreen(view, pane, placeOf(number));
    let sum = 0;
    for (let y = Math.floor(on.y) - within; y <= on.y + within; y++)
      for (let x = Math.floor(on.x) - within; x <= on.x + within; x++) {
        if (x < 0 || y < 0 || x >= pane.width || y >= pane.height) continue;
        const [r, g, b] = at(x, y);
        sum += r + g + b - GROUND[0] - GROUND[1] - GROUND[2];
      }
    return sum;
  };
  return { raster, at, near };
}

test("where no light is, the sky is dark; every pixel is opaque", () => {
  const { at, raster } = paint(sky(0));
  expect(at(100, 80)).toEqual([...GROUND, 255]);
  for (let i = 3; i < raster.pixels.length; i += 4) expect(raster.pixels[i]).toBe(255);
});

test("each light shines at its place", () => {
  const { near } = paint(sky(9));
  for (let number = 0; number < 9; number++) expect(near(number)).toBeGreaterThan(60);
});

test("an anchor shines brighter than any other light, at any distance", () => {
  for (const count of [9, 400]) {
    const plain = paint(sky(count));
    const anchors = paint(
      new Lights([...Array(count).keys()].map((n) => ({ number: n, first: 2, felt: 1, anchor: n === 4 }))),
    );
    expect(anchors.near(4)).toBeGreaterThan(Math.max(...[...Array(count).keys()].map((n) => plain.near(n, 1))));
  }
});

test("a feeling that is chosen dims the others, and none disappears", () => {
  const before = paint(sky(9));
  const chosen = paint(sky(9), { felt: 2 });
  expect(chosen.near(3), "felt it").toBe(before.near(3));
  expect(chosen.near(4), "felt something else").toBeLessThan(before.near(4) / 3);
  expect(chosen.near(4)).toBeGreaterThan(0);
});

test("lights beyond the edge of the window neither fail nor show on its other side", () => {
  const lights = sky(300, { anchor: true });
  for (const [x, y] of [
    [14, 0],
    [-14, 3],
    [0, 17],
    [2, -17],
  ] as const)
    paint(lights, { view: { x, y, scale: 30 } });
  const far = paint(sky(1, { anchor: true }), { view: { x: 3.2, y: 0, scale: 36 } });
  expect(far.at(199, 80), "its glow must not come in again on the right").toEqual([...GROUND, 255]);
});

test("a light that just came opens from nothing", () => {
  const begun = paint(sky(9), { blooming: new Map([[4, { size: 0.2, gain: 0 }]]) });
  const open = paint(sky(9), { blooming: new Map([[4, { size: 1.5, gain: 1 }]]) });
  const still = paint(sky(9));
  expect(begun.near(4, 1), "only the glow of its neighbours").toBeLessThan(still.near(4, 1) / 5);
  expect(open.near(4)).toBeGreaterThan(still.near(4));
  expect(open.near(3), "the others stay as they are").toBe(still.near(3));
});

test("forms are drawn in the colour of their feeling once one is close", () => {
  const lights = new Lights([{ number: 0, first: 1, felt: 1, anchor: true }]);
  const whole = all(pane, 1);
  const { at } = paint(lights, { view: { ...whole, scale: whole.scale * 4 } });
  const [r, , b] = at(100, 80);
  expect(r).toBeGreaterThan(b);
  const other = paint(new Lights([{ number: 0, first: 2, felt: 1, anchor: true }]), {
    view: { ...whole, scale: whole.scale * 4 },
  });
  expect(other.raster.pixels).not.toEqual(paint(lights, { view: { ...whole, scale: whole.scale * 4 } }).raster.pixels);
});

test("many lights together glow, and the glow is stronger where they are denser", () => {
  const gone = sky(6000);
  const half = new Lights(
    [...Array(6000).keys()]
      .filter((n) => placeOf(n).x > 0)
      .map((number) => ({ number, first: 0, felt: 0, anchor: false })),
  );
  const { dense, across } = hazeOf(gone);
  const halfHaze = hazeOf(half);
  const middle = (across / 2) * across;
  expect(dense[middle + across / 4]).toBeGreaterThan(0);
  expect(halfHaze.dense[middle + across / 4]).toBeLessThan((halfHaze.dense[middle + (across * 3) / 4] ?? 0) / 4);
});

test("adding light holds each colour at its brightest and spills into no other", () => {
  const bytes = (n: number) => [n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff, n >>> 24];
  for (let i = 0; i < 4000; i++) {
    const pixel = 0xff000000 | (Math.imul(i, 0x9e3779b1) & 0xffffff) | 0;
    const light = Math.imul(i + 7, 0x85ebca6b) & 0xffffff;
    const [a, b] = [bytes(pixel), bytes(light)];
    expect(bytes(brighter(pixel, light))).toEqual(
      a.map((byte, k) => (k === 3 ? 255 : Math.min(255, byte + (b[k] ?? 0)))),
    );
  }
});

test("a colour is read from its token, and a missing one is not black", () => {
  expect(rgbOf(" #f2c57c", [1, 2, 3])).toEqual([242, 197, 124]);
  expect(rgbOf("", [1, 2, 3])).toEqual([1, 2, 3]);
});
