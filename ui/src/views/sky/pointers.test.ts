import { beforeEach, expect, test, vi } from "vitest";
import { Pointers } from "./pointers";

const on = { point: vi.fn(), pan: vi.fn(), zoom: vi.fn(), tap: vi.fn() };
let pointers: Pointers;
beforeEach(() => {
  Object.values(on).forEach((one) => one.mockReset());
  pointers = new Pointers(on);
});
const at = (x: number, y: number) => ({ x, y });

test("a press that hardly moves is a tap", () => {
  pointers.down(1, at(50, 50));
  pointers.move(1, at(52, 51), "mouse");
  pointers.up(1, at(52, 51), "mouse");
  expect(on.tap).toHaveBeenCalledWith(at(52, 51), false);
  expect(on.pan).not.toHaveBeenCalled();
});

test("a press that moves pans, and is no tap", () => {
  pointers.down(1, at(50, 50));
  pointers.move(1, at(60, 50), "mouse");
  pointers.move(1, at(65, 58), "mouse");
  pointers.up(1, at(65, 58), "mouse");
  expect(on.pan.mock.calls).toEqual([
    [10, 0],
    [5, 8],
  ]);
  expect(on.tap).not.toHaveBeenCalled();
});

test("a mouse points without pressing; a finger does not", () => {
  pointers.move(1, at(5, 6), "mouse");
  pointers.move(2, at(7, 8), "touch");
  expect(on.point.mock.calls).toEqual([[at(5, 6)]]);
});

test("two fingers that part bring the sky closer around the middle between them", () => {
  pointers.down(1, at(100, 100));
  pointers.down(2, at(200, 100));
  pointers.move(2, at(300, 100), "touch");
  expect(on.zoom).toHaveBeenCalledWith(2, at(200, 100), false);
  pointers.up(1, at(100, 100), "touch");
  pointers.up(2, at(300, 100), "touch");
  expect(on.tap).not.toHaveBeenCalled();
});

test("a wheel turned up goes closer, a pinch on a touchpad too, and a notch is soft", () => {
  pointers.wheel({ deltaY: -120, deltaMode: 0, ctrlKey: false }, at(1, 2));
  pointers.wheel({ deltaY: -4, deltaMode: 0, ctrlKey: true }, at(1, 2));
  pointers.wheel({ deltaY: 3, deltaMode: 1, ctrlKey: false }, at(1, 2));
  const [notch, pinch, lines] = on.zoom.mock.calls;
  expect(notch?.[0]).toBeGreaterThan(1);
  expect(notch?.[2]).toBe(true);
  expect(pinch?.[0]).toBeGreaterThan(1);
  expect(pinch?.[2]).toBe(false);
  expect(lines?.[0]).toBeLessThan(1);
});
