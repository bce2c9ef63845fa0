import { expect, test } from "vitest";
import type { SkyLight } from "../api/types";
import { LEVELS, Lights, brightnessOf, placeOf } from "./sky-places";

const light = (number: number, some: Partial<SkyLight> = {}): SkyLight => ({
  number,
  first: 1,
  felt: 1,
  anchor: false,
  ...some,
});
const lights = (count: number) => new Lights(Array.from({ length: count }, (_, number) => light(number)));
const apart = (a: number, b: number) => {
  const [p, q] = [placeOf(a), placeOf(b)];
  return Math.hypot(p.x - q.x, p.y - q.y);
};

test("the first light stands in the middle and each later one further out", () => {
  expect(placeOf(0)).toEqual({ x: 0, y: 0 });
  const far = Array.from({ length: 3000 }, (_, n) => Math.hypot(placeOf(n).x, placeOf(n).y));
  expect(far).toEqual([...far].sort((a, b) => a - b));
});

test("no two of the first two thousand lights come closer than the first two", () => {
  let closest = Infinity;
  for (let a = 0; a < 2000; a++) for (let b = a + 1; b < 2000; b++) closest = Math.min(closest, apart(a, b));
  expect(closest).toBeGreaterThan(0.99);
});

test("a light stands where it stood, whatever else came or went", () => {
  const some = new Lights([3, 8, 500].map((number) => light(number)));
  const many = lights(600);
  for (const number of [3, 8, 500]) {
    const [a, b] = [some.indexOf(number), many.indexOf(number)];
    expect([some.xs[a], some.ys[a], some.looks[a]]).toEqual([many.xs[b], many.ys[b], many.looks[b]]);
  }
});

test("an anchor is brighter than every other light", () => {
  for (let number = 0; number < 5000; number++) expect(brightnessOf(number)).toBeLessThan(1);
  const both = new Lights([light(1, { anchor: true }), light(2)]);
  expect([...both.looks].map((look) => look % LEVELS === LEVELS - 1)).toEqual([true, false]);
});

test("an own word and no feeling at all are both lamplight", () => {
  const both = new Lights([light(1, { first: 0, felt: 0 }), light(2, { first: 6, felt: 32 })]);
  expect([...both.looks].map((look) => Math.floor(look / LEVELS))).toEqual([0, 0]);
});

test("the light at a point is the nearest one, and none if it is too far away", () => {
  const many = lights(5000);
  for (const number of [0, 1, 77, 4999]) {
    const at = placeOf(number);
    expect(many.nearest({ x: at.x + 0.2, y: at.y - 0.2 }, 0.5)).toBe(number);
  }
  expect(many.nearest({ x: 90, y: 0 }, 5)).toBeNull();
  expect(many.nearest({ x: 900, y: 0 }), "without a limit the nearest is found from anywhere").not.toBeNull();
});

test("what the ring leaves out, a search through all of them would not have found either", () => {
  const many = lights(2000);
  for (let i = 0; i < 200; i++) {
    const at = { x: Math.sin(i) * 50, y: Math.cos(i * 1.7) * 50 };
    let best = -1;
    let least = 3;
    for (let n = 0; n < 2000; n++) {
      const away = Math.hypot(placeOf(n).x - at.x, placeOf(n).y - at.y);
      if (away < least) [best, least] = [n, away];
    }
    expect(many.nearest(at, 3)).toBe(best < 0 ? null : best);
  }
});

test("an arrow goes to a light that way and never to another", () => {
  const many = lights(400);
  const from = placeOf(10);
  for (const direction of [
    { x: 1, y: 0 },
    { x: -1, y: 0 },
    { x: 0, y: 1 },
    { x: 0, y: -1 },
  ]) {
    const next = placeOf(many.toward(from, direction) ?? 10);
    const along = (next.x - from.x) * direction.x + (next.y - from.y) * direction.y;
    expect(along).toBeGreaterThan(0);
    expect(Math.hypot(next.x - from.x, next.y - from.y), "it is a neighbour").toBeLessThan(5);
  }
});

test("from every light some arrow leads on, and at the rim one leads nowhere", () => {
  const many = lights(300);
  for (let n = 0; n < 300; n++) {
    const next = [1, -1].flatMap((x) => [
      many.toward(placeOf(n), { x, y: 0 }),
      many.toward(placeOf(n), { x: 0, y: x }),
    ]);
    expect(next.some((number) => number !== null)).toBe(true);
  }
  expect(many.toward({ x: 30, y: 0 }, { x: 1, y: 0 })).toBeNull();
});

test("with a feeling chosen, arrows go along its lights", () => {
  const some = new Lights([0, 1, 2, 3, 4, 5].map((n) => light(n, { felt: n % 2 ? 2 : 1 })));
  const next = some.toward(placeOf(1), { x: 1, y: 0 }, 2) ?? some.toward(placeOf(1), { x: 0, y: 1 }, 2);
  expect((next ?? 0) % 2).toBe(1);
});

test("the lights around one are its nearest, itself included, and all of them where there are few", () => {
  const many = lights(1000);
  const around = many.around(placeOf(500), 9);
  expect(around).toHaveLength(9);
  expect(around).toContain(500);
  const furthest = Math.max(...around.map((n) => apart(n, 500)));
  for (let n = 0; n < 1000; n++) if (!around.includes(n)) expect(apart(n, 500)).toBeGreaterThanOrEqual(furthest - 1e-4);
  expect(lights(3).around({ x: 0, y: 0 }, 9)).toEqual([0, 1, 2]);
  expect(lights(0).around({ x: 0, y: 0 }, 9)).toEqual([]);
  expect(new Lights([light(9000)]).around({ x: 0, y: 0 }, 1), "far out and alone").toEqual([9000]);
});

test("only numbers that were not there before are new", () => {
  const before = new Lights([0, 1, 3].map((n) => light(n)));
  const after = new Lights([0, 2, 3, 4].map((n) => light(n)));
  expect(after.since(before)).toEqual([2, 4]);
});
