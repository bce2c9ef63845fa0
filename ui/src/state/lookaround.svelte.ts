import type { Glimmer, Sense } from "../api/types";
import { soon } from "./soon";

/** Five things seen, four touched, three heard, two smelled, one tasted. */
const ROUND = [
  { sense: "seeing", lights: 5 },
  { sense: "touching", lights: 4 },
  { sense: "hearing", lights: 3 },
  { sense: "smelling", lights: 2 },
  { sense: "tasting", lights: 1 },
] as const satisfies { sense: Sense; lights: number }[];

export type Around = (typeof ROUND)[number]["sense"];

/** Looking around the room through the senses, one after the other, each opened by a glimmer of the person's own. */
export class LookAround {
  sense = $state<Around>("seeing");
  /** What they once noticed by this sense, if there is something. */
  own = $state.raw<Glimmer | null>(null);
  /** A light for each thing, lit or not. */
  lit = $state<boolean[]>([]);
  private at = 0;
  private asking = false;

  /** `ask` counts what it brings as shown, so it is asked only for the sense that is shown next. */
  constructor(private readonly ask: (sense: Sense) => Promise<Glimmer | null>) {}

  begin(): Promise<boolean> {
    this.at = 0;
    return this.next();
  }

  /** Goes on to the next sense; false if there is none. */
  async next(): Promise<boolean> {
    if (this.asking) return true;
    const next = ROUND[this.at];
    if (!next) return false;
    this.asking = true;
    const asked = this.ask(next.sense);
    const own = await soon(asked, null);
    this.asking = false;
    const at = (this.at += 1);
    this.sense = next.sense;
    this.own = own;
    this.lit = Array<boolean>(next.lights).fill(false);
    // One that comes late counts as shown, so it is shown, if its sense still is.
    if (own === null) asked.then((late) => this.at === at && (this.own = late)).catch(() => undefined);
    return true;
  }
}
