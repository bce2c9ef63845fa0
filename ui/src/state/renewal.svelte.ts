import { api } from "../api";
import type { Failure, Privacy } from "../api/types";
import { aboutSecret, failureOf } from "./secrets";

/** Where somebody is: what opens the journal now and later, the new code, its last groups, or waiting. */
export type RenewalStep = "secret" | "code" | "confirm" | "busy";

/** A new key on its way: nothing of it counts before the last groups of its code were typed. */
export class Renewal {
  step = $state<RenewalStep>("secret");
  /** Shown until it is confirmed or forgotten: going back and on again shows the same one. */
  code = $state.raw<readonly string[]>([]);
  typed = $state("");
  /** From 0 to 1. */
  done = $state(0);
  refused = $state.raw<Failure | null>(null);

  /** On from what opens it. Whoever comes back with the groups typed already is not asked for them again. */
  async goOn(current: string | null, passphrase: string): Promise<Privacy | null> {
    if (this.code.length > 0 && this.typed !== "") return this.renew(current, passphrase);
    this.refused = null;
    try {
      if (this.code.length === 0) this.code = await api.newRecoveryCode(current);
      this.step = "code";
    } catch (thrown) {
      this.refused = failureOf(thrown);
    }
    return null;
  }

  haveIt(): void {
    this.refused = null;
    this.step = "confirm";
  }

  type(groups: string): void {
    this.typed = groups;
    this.refused = null;
  }

  /** One step back; false if there is none. */
  back(): boolean {
    if (this.step === "busy") return true;
    if (this.step === "secret") return false;
    this.step = this.step === "confirm" ? "code" : "secret";
    this.refused = null;
    return true;
  }

  /** Resolves to what is so afterwards; `null` if nothing was changed. */
  async renew(current: string | null, passphrase: string): Promise<Privacy | null> {
    if (this.step === "busy") return null;
    this.step = "busy";
    this.done = 0;
    this.refused = null;
    const stop = api.onProgress(({ task, done }) => {
      if (task === "rekey") this.done = done;
    });
    try {
      return await api.renewKey(current, passphrase, this.typed);
    } catch (thrown) {
      this.refused = failureOf(thrown);
      this.step = aboutSecret(this.refused) ? "secret" : "confirm";
      return null;
    } finally {
      stop();
    }
  }

  forget(): void {
    this.step = "secret";
    this.code = [];
    this.typed = "";
    this.refused = null;
  }
}
