/** Near the edge of what scrolls, a carried row scrolls it: this near, and this fast, in pixels of a millisecond. */
const EDGE = 48;
const SPEED = 0.4;

type Heard = {
  /** Where it would come to lie among the others, and null when that is where it was. */
  over: (to: number | null) => void;
  dropped: (to: number) => void;
  /** Put down where it was, or let go with Esc. */
  ended: () => void;
};

function scroller(of: HTMLElement): HTMLElement {
  let at: HTMLElement = of;
  while (at.parentElement && !/auto|scroll/.test(getComputedStyle(at).overflowY)) at = at.parentElement;
  return at;
}

/**
 * Carries the row `from` of `rows` with the pointer that went down on its handle. The others stay where they are until
 * it is dropped, so nothing moves but what the hand holds.
 */
export function carry(down: PointerEvent, rows: readonly HTMLElement[], from: number, heard: Heard): void {
  const row = rows[from];
  const handle = down.currentTarget as HTMLElement;
  if (!row || down.button !== 0) return;
  const others = rows.filter((other) => other !== row);
  const page = scroller(row);
  const began = { y: down.clientY, scroll: page.scrollTop };
  // The row itself, carried further down, would make the page longer and longer.
  const furthest = page.scrollHeight - page.clientHeight;
  let y = began.y;
  let moving = false;
  let to = from;

  function follow(): void {
    if (!row) return;
    row.style.transform = `translateY(${y - began.y + page.scrollTop - began.scroll}px)`;
    const before = to;
    to = others.filter((other) => {
      const { top, height } = other.getBoundingClientRect();
      return top + height / 2 < y;
    }).length;
    if (to !== before) heard.over(to === from ? null : to);
  }

  function atEdge(last: number, now: number): void {
    if (!moving) return;
    const { top, bottom } = page.getBoundingClientRect();
    const way = y < top + EDGE ? -1 : y > bottom - EDGE ? 1 : 0;
    const before = page.scrollTop;
    // A frame that was long in coming is no reason for a leap.
    page.scrollTop = Math.min(furthest, before + way * SPEED * Math.min(now - last, 50));
    if (page.scrollTop !== before) follow();
    requestAnimationFrame((next) => atEdge(now, next));
  }

  function onmove(e: PointerEvent): void {
    y = e.clientY;
    // A hand is never quite still while it presses.
    if (!moving && Math.abs(y - began.y) < 5) return;
    if (!moving) {
      moving = true;
      heard.over(null);
      requestAnimationFrame((now) => atEdge(now, now));
    }
    follow();
  }

  function end(drop: boolean): void {
    stop.abort();
    if (row) row.style.transform = "";
    if (!moving) return;
    moving = false;
    // Letting go is a click on the handle too, which means something else.
    const swallow = (e: Event): void => e.stopImmediatePropagation();
    handle.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => handle.removeEventListener("click", swallow, { capture: true }));
    if (drop && to !== from) heard.dropped(to);
    heard.ended();
  }

  const stop = new AbortController();
  const { signal } = stop;
  // A test's page has no pointers to capture.
  handle.setPointerCapture?.(down.pointerId);
  handle.addEventListener("pointermove", onmove, { signal });
  handle.addEventListener("pointerup", () => end(true), { signal });
  handle.addEventListener("pointercancel", () => end(false), { signal });
  // The window may be hidden in the middle of it: then nobody hears the hand let go.
  handle.addEventListener("lostpointercapture", () => end(false), { signal });
  window.addEventListener(
    "keydown",
    (e) => {
      if (e.key !== "Escape" || !moving) return;
      e.preventDefault();
      e.stopPropagation();
      end(false);
    },
    { signal, capture: true },
  );
}
