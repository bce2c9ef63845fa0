import type { Step, Visit } from "../../state/visit.svelte";
import { t } from "../../state/words";

/** Something to go on with. */
export type Choice = {
  words: string;
  act: () => void;
  /** The outlined one: what most would press here. */
  line?: boolean;
  /** The keys that do the same from anywhere in the step. */
  keys?: readonly ("Space" | "→")[];
  /** Space is named beside the words, where there is nothing else to press. */
  named?: boolean;
  /** It was done already. The button stays, so that the others do too. */
  off?: boolean;
  /** By which it is found again, when the focus is to come back to it. */
  does?: string;
};

export type Acts = {
  to: (step: Step) => void;
  back: () => void;
  lookAround: () => void;
  nextSense: () => void;
  nextStep: (did: boolean) => void;
  showOne: () => void;
  stay: () => void;
  another: () => void;
  notice: () => void;
  supports: () => void;
  open: () => void;
  turn: () => void;
  decline: () => void;
  leave: () => void;
};

/** Whether the step is one's own glimmer, and that is behind the lock: then the step asks whether to open them. */
export const asksToOpen = (visit: Visit): boolean => visit.step === "one" && visit.light === null && visit.asks;

/** What there is to press in the step, in its order. Space is the outlined one everywhere, → is another or the next. */
export function choicesIn(visit: Visit, acts: Acts, byCode: boolean): Choice[] {
  const one: Choice = { words: t("hard-show-one"), act: acts.showOne };
  switch (visit.step) {
    case "arrive":
      return [];
    case "breathe":
      return [
        { words: t("breathe-begin"), act: () => acts.to("breathing"), line: true, keys: ["Space"] },
        { words: t("breathe-around"), act: acts.lookAround, keys: ["→"] },
        one,
      ];
    case "breathing":
      return [{ words: t("breathe-stop"), act: () => acts.to("breathe"), line: true, keys: ["Space"], named: true }];
    case "around":
      return [{ words: t("around-next"), act: acts.nextSense, line: true, keys: ["Space", "→"] }, one];
    case "steps":
      return [
        { words: t("step-did"), act: () => acts.nextStep(true), line: true, keys: ["Space"] },
        { words: t("step-different"), act: () => acts.nextStep(false), keys: ["→"] },
        one,
      ];
    case "one":
      if (asksToOpen(visit))
        return [
          { words: t("lock-open"), act: acts.open, line: true, keys: ["Space"] },
          { words: t("lock-not-now"), act: acts.decline, keys: ["→"] },
          { words: byCode ? t("lock-use-passphrase") : t("lock-use-code"), act: acts.turn },
        ];
      return [
        { words: t("hard-stay"), act: acts.stay, line: true, keys: ["Space"], does: "stay" },
        { words: t("hard-another"), act: acts.another, keys: ["→"] },
        ...aboutTheLight(visit, acts),
      ];
    case "notice":
      return [{ words: t("hard-go-back"), act: acts.back }];
    case "closing":
      return [
        { words: t("hard-leave"), act: acts.leave, line: true, keys: ["Space"] },
        ...(visit.unopened ? [] : [{ words: t("hard-jot"), act: acts.notice }]),
        { words: t("panel-title"), act: acts.supports, does: "supports" },
      ];
  }
}

function aboutTheLight(visit: Visit, { notice }: Acts): Choice[] {
  // What was noticed while it is locked is sealed: nothing about it can be changed yet.
  if (visit.own && visit.locked) return [];
  if (visit.own)
    return [
      { words: t("hard-rest"), act: () => void visit.rest("month"), off: visit.done === "rests", does: "rest" },
      { words: t("hard-out"), act: () => void visit.keepOut(true), off: visit.done === "out", does: "out" },
    ];
  return visit.light && !visit.unopened ? [{ words: t("hard-notice"), act: notice }] : [];
}
