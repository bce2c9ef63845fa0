import { api } from "../api";
import type { Status } from "../api/types";

/** What a composer knows of the journal besides the words: what was used before, and which day it is. */
export class Known {
  tags = $state.raw<readonly string[]>([]);
  /** Own words for feelings. */
  feelings = $state.raw<readonly string[]>([]);
  /** The person's day; empty until the journal said which it is. */
  day = $state("");
  /** Midnight has passed, and the day has not ended yet. */
  smallHours = $state(false);

  /** Reads what was used before. Without an answer nothing is offered, and everything can still be typed. */
  async look(): Promise<void> {
    try {
      const { tags, feelings } = await api.vocabulary();
      this.tags = tags;
      this.feelings = feelings;
    } catch {
      // What was read before is still of use.
    }
  }

  /** Offers nothing: what was used before stays behind the lock. */
  forget(): void {
    this.tags = this.feelings = [];
  }

  /** Takes from `status` which day it is. */
  at(status: Status): void {
    this.day = status.day;
    this.smallHours = status.small_hours;
  }

  /** Reads which day it is. */
  async lookAtDay(): Promise<void> {
    try {
      this.at(await api.status());
    } catch {
      // Then the journal itself refuses a day that has not come.
    }
  }
}
