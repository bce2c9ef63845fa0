import { composing } from "./keys";
import { fitsInWords, offers, tagAt } from "./tags";

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

/** Tags offered while one is being written in a sentence. */
export class TagsInWords extends Offering {
  /** Offers those of `known` that the one at the caret may be about to become, without those that are `taken`. */
  look(field: HTMLTextAreaElement, known: readonly string[], taken: readonly string[]): void {
    const bare = field.selectionStart === field.selectionEnd;
    const here = bare ? tagAt(field.value, field.selectionStart) : null;
    this.show(here ? offers(known, here.typed, taken).filter(fitsInWords) : []);
  }

  /** Writes `tag` in the place of the one at the caret, and a space, or what is typed next would become a part of it. */
  write(field: HTMLTextAreaElement, tag: string): void {
    const here = tagAt(field.value, field.selectionStart);
    field.focus();
    if (here) {
      const end = here.start + here.typed.length;
      const words = /^\s/.test(field.value.slice(end)) ? tag : `${tag} `;
      field.setSelectionRange(here.start, end);
      // As if typed, so that Ctrl+Z takes it back; not every page can do that.
      if (!document.execCommand?.("insertText", false, words)) {
        field.setRangeText(words, here.start, end, "end");
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
    }
    this.close();
  }
}
