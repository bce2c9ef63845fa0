/**
 * What became of the journal: said where the person is when it is done, which after trouble is another page. Apart from the
 * rest, because the first page carries it.
 */
export type Outcome = {
  said: string;
  /** Where what was there before lies untouched. */
  folder: string | null;
};

class Outcomes {
  last = $state.raw<Outcome | null>(null);
}

export const outcome = new Outcomes();
