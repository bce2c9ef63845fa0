import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Lights } from "../../state/sky-places";
import { all } from "../../state/sky-view";
import { Painter, bloomAt, type Shown } from "./painter";

const pane = { width: 120, height: 90, foot: 0 };
const palette = { ground: [14, 17, 21] as const, colours: [[242, 197, 124] as const] };
const lights = (count: number) =>
  new Lights(Array.from({ length: count }, (_, number) => ({ number, first: 0, felt: 0, anchor: false })));

let put = vi.fn();
let frames: FrameRequestCallback[] = [];
let now = 0;
beforeEach(() => {
  put = vi.fn();
  frames = [];
  now = 0;
  vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal("cancelAnimationFrame", () => undefined);
});
afterEach(() => vi.unstubAllGlobals());

function frame(ms = 16): void {
  now += ms;
  frames.splice(0).forEach((then) => then(now));
}
const shown = (of: Lights, some: Partial<Shown> = {}): Shown => {
  const view = all(pane, of.radius);
  return { lights: of, view, whole: view.scale, pane, felt: 0, ...some };
};

test("nothing is drawn while nothing changes", () => {
  const painter = new Painter({ put }, palette, { ms: 900, still: false });
  painter.show(shown(lights(5)));
  frame();
  expect(put).toHaveBeenCalledTimes(1);
  expect(frames, "at rest no frame is asked for").toEqual([]);
});

test("many changes between two frames are one picture", () => {
  const painter = new Painter({ put }, palette, { ms: 900, still: false });
  for (let i = 0; i < 5; i++) painter.show(shown(lights(5), { view: { x: i / 10, y: 0, scale: 20 } }));
  frame();
  expect(put).toHaveBeenCalledTimes(1);
});

test("a bloom is drawn until it is over, and then everything rests", () => {
  const painter = new Painter({ put }, palette, { ms: 900, still: false });
  painter.show(shown(lights(5)));
  frame();
  painter.show(shown(lights(6)));
  painter.welcome([5]);
  for (let i = 0; i < 100 && frames.length > 0; i++) frame();
  expect(put.mock.calls.length).toBeGreaterThan(50);
  expect(put.mock.calls.length).toBeLessThan(70);
  expect(frames).toEqual([]);
});

test("a sky without a size is not drawn", () => {
  const painter = new Painter({ put }, palette, { ms: 900, still: false });
  painter.show(shown(lights(5), { pane: { width: 0, height: 0, foot: 0 } }));
  frame();
  expect(put).not.toHaveBeenCalled();
});

test("a machine that is too slow draws coarser while it moves, and finely when it rests", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let clock = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (clock += 20));
  const painter = new Painter({ put }, palette, { ms: 900, still: false });
  const widths: number[] = [];
  put.mockImplementation((_pixels, width: number) => widths.push(width));
  for (let i = 0; i < 4; i++) {
    painter.show(shown(lights(5), { view: { x: i / 10, y: 0, scale: 20 } }));
    frame();
  }
  vi.advanceTimersByTime(200);
  frame();
  expect(widths).toEqual([120, 120, 60, 60, 120]);
  vi.restoreAllMocks();
});

test("a bloom opens, is widest early, and ends as the light itself", () => {
  expect(bloomAt(0)).toEqual({ size: 0.2, gain: 0 });
  expect(bloomAt(0.35).size).toBeCloseTo(1.5);
  expect(bloomAt(1)).toEqual({ size: 1, gain: 1 });
});
