import { cleanup } from "@testing-library/svelte";
import { afterEach, vi } from "vitest";

// jsdom lays nothing out, so it has neither of these.
class NoResizes {
  observe() {}
  unobserve() {}
  disconnect() {}
}
vi.stubGlobal("ResizeObserver", NoResizes);
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));

// It draws nothing either, and would say so each time.
HTMLCanvasElement.prototype.getContext = () => null;

Element.prototype.scrollIntoView = () => undefined;

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});
