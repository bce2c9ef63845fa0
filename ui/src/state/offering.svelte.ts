import { composing } from "./keys";

/** What is offered while something is being typed, and moving through it by keys. */
export class Offering {
  offers = $state.raw<readonly string[]>([]);
  /** The one that the keys have moved to; -1 while they have not moved into it. */
  active = $state(-1);

  show(offers: readonly string[]): void {
    const same = offers.length === this.offers.length && offers.every((offer, i) => offer === this.offers[i]);
    if (same) return;
    this.offers = offers;
    this.active = -1;
  }

  close(): void {
    this.show([]);
    this.active = -1;
  }

  /**
   * What a key means here: the offer that it takes, true if it was a move or closed the list, false if it is none of
   * its keys. Only a list that was moved into takes Enter and Tab away from what they do otherwise.
   */
  key(e: KeyboardEvent): string | boolean {
    const count = this.offers.length;
    if (count === 0 || composing(e) || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return false;
    if (e.key === "ArrowDown") this.active = (this.active + 1) % count;
    // Upwards out of the first one is back in the field.
    else if (e.key === "ArrowUp" && this.active >= 0) this.active -= 1;
    else if (e.key === "Escape") this.close();
    else if (e.key === "Enter" || e.key === "Tab") return this.offers[this.active] ?? false;
    else return false;
    return true;
  }
}
