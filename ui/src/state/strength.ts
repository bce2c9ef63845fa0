/** How long a passphrase would withstand guessing: from 0, guessed at once, to 4. */
export type Strength = 0 | 1 | 2 | 3 | 4;

/** What it costs grows with the square of the length, and what stands further on makes no passphrase weaker. */
const READ = 64;

/**
 * As zxcvbn estimates it. Its lists of words are larger than all else that a page reads: they come when somebody chooses
 * a passphrase.
 */
export async function strengthOf(passphrase: string): Promise<Strength> {
  const { score } = (await estimator()).check(passphrase.slice(0, READ));
  return score;
}

let made: ReturnType<typeof make> | undefined;

/** Made once; what could not be read is asked for again. */
function estimator(): ReturnType<typeof make> {
  made ??= make().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

/**
 * Its English words without the surnames, which would be a third of all: of the thousand most common all but 23 are
 * among the other words.
 */
async function make() {
  const [{ ZxcvbnFactory }, common, spoken, written, firstNames, sequences] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en/dist/commonWords.json.mjs"),
    import("@zxcvbn-ts/language-en/dist/wikipedia.json.mjs"),
    import("@zxcvbn-ts/language-en/dist/firstnames.json.mjs"),
    import("@zxcvbn-ts/language-en/dist/wordSequences.json.mjs"),
  ]);
  return new ZxcvbnFactory({
    dictionary: {
      ...common.dictionary,
      spoken: spoken.default,
      written: written.default,
      firstNames: firstNames.default,
      ...sequences.default,
    },
    graphs: common.adjacencyGraphs,
  });
}
