import { expect, test } from "vitest";
import { SPACING } from "./sky-places";
import { all, beside, between, lookOf, panned, showing, toScreen, toSky, zoomed, type View } from "./sky-view";

const pane = { width: 924, height: 740, foot: 64 };
const inside = (view: View, at: { x: number; y: number }) => {
  const on = toScreen(view, pane, at);
  return on.x > 0 && on.y > 0 && on.x < pane.width && on.y < pane.height - pane.foot;
};

test.each([1, 5, 20, 300])("all of a sky that reaches %d out is in the window", (radius) => {
  const view = all(pane, radius);
  for (const at of [
    { x: radius, y: 0 },
    { x: -radius, y: 0 },
    { x: 0, y: radius },
    { x: 0, y: -radius },
  ])
    expect(inside(view, at)).toBe(true);
});

test("a few lights stand together; they are not blown up to fill the window", () => {
  expect(all(pane, 3).scale * SPACING).toBeCloseTo(64);
  expect(all(pane, 1).scale).toBe(all(pane, 3).scale);
});

test("zooming keeps what is under the pointer under it", () => {
  const at = { x: 300, y: 200 };
  const view = all(pane, 30);
  const before = toSky(view, pane, at);
  const after = toSky(zoomed(view, pane, 30, 2, at), pane, at);
  expect(after.x).toBeCloseTo(before.x);
  expect(after.y).toBeCloseTo(before.y);
});

test("there is an end to both closer and further", () => {
  const view = all(pane, 300);
  expect(zoomed(view, pane, 300, 0.1).scale).toBe(view.scale);
  let near = view;
  for (let i = 0; i < 60; i++) near = zoomed(near, pane, 300, 2);
  expect(near.scale).toBe(120);
});

test("even a sky of three lights can be seen past two and a half times closer", () => {
  const view = all(pane, 2);
  let near = view;
  for (let i = 0; i < 20; i++) near = zoomed(near, pane, 2, 2);
  expect(lookOf(near, view.scale).forms).toBe(1);
});

test("the sky cannot be pushed out of the window", () => {
  const view = panned(all(pane, 30), 30, 1e6, -1e6);
  expect(Math.hypot(view.x, view.y)).toBeLessThanOrEqual(30.001);
});

test("a light at the edge is brought well inside, and one in the middle moves nothing", () => {
  const view = { x: 0, y: 0, scale: 40 };
  const moved = showing(view, pane, { x: 20, y: -15 });
  const on = toScreen(moved, pane, { x: 20, y: -15 });
  expect(on.x).toBeCloseTo(pane.width - 96);
  expect(on.y).toBeCloseTo(96);
  expect(showing(view, pane, { x: 1, y: 1 })).toEqual(view);
});

test("the way from one view to another begins and ends where it should", () => {
  const from = all(pane, 30);
  const to = zoomed(from, pane, 30, 4, { x: 200, y: 500 });
  const begin = between(from, to, 0);
  for (const key of ["x", "y", "scale"] as const) expect(begin[key]).toBeCloseTo(from[key]);
  expect(between(from, to, 1)).toEqual(to);
  const still = toSky(from, pane, { x: 200, y: 500 });
  const half = toScreen(between(from, to, 0.5), pane, still);
  expect(half.x, "the point zoomed at stays still all the way").toBeCloseTo(200);
  expect(half.y).toBeCloseTo(500);
});

const at = (apart: number, zoom: number) => lookOf({ x: 0, y: 0, scale: apart / SPACING }, apart / SPACING / zoom);

test("forms appear past two and a half times closer, and only where there is room for them", () => {
  expect(at(60, 1).forms).toBe(0);
  expect(at(60, 2.5).forms).toBe(0);
  expect(at(60, 3).forms).toBe(1);
  expect(at(5, 3).forms, "a hundred thousand, a little closer").toBe(0);
});

test("the glow is there where lights are many, and gone where each stands alone", () => {
  expect(at(4, 1).haze).toBe(1);
  expect(at(60, 1).haze).toBe(0);
});

test("a light is smaller among many, and never nothing", () => {
  expect(at(2, 1).size).toBeLessThan(at(15, 1).size);
  expect(at(0.01, 1).size).toBeGreaterThan(0.2);
  expect(at(0.01, 1).gain).toBeGreaterThan(0.1);
});

test("the card stays in the window and never covers its light", () => {
  for (const card of [
    { width: 304, height: 150 },
    { width: 304, height: 480 },
  ])
    for (const room of [pane, { width: 524, height: 520, foot: 64 }, { width: 330, height: 520, foot: 200 }])
      for (let x = 0; x <= room.width; x += 11)
        for (let y = 0; y <= room.height - room.foot; y += 11) {
          const put = beside({ x, y }, { ...card, width: Math.min(card.width, room.width - 16) }, room);
          const right = put.x + Math.min(card.width, room.width - 16);
          const bottom = put.y + Math.min(card.height, put.height);
          expect(put.x >= 0 && right <= room.width && put.y >= 0 && bottom <= room.height - room.foot).toBe(true);
          const covers = x > put.x - 12 && x < right + 12 && y > put.y - 12 && y < bottom + 12;
          expect(covers, `${x} ${y} in ${room.width}`).toBe(false);
        }
});
