const PROMPTS = [
  "prompt-hear",
  "prompt-light",
  "prompt-smell",
  "prompt-taste",
  "prompt-touch",
  "prompt-body",
  "prompt-someone",
  "prompt-place",
  "prompt-kindness",
  "prompt-ordinary",
] as const;

let last = -1;

/** The key of a prompt other than the one before. */
export function nextPrompt(random: () => number = Math.random): string {
  const step = 1 + Math.floor(random() * (PROMPTS.length - 1));
  last = last < 0 ? Math.floor(random() * PROMPTS.length) : (last + step) % PROMPTS.length;
  return PROMPTS[last] ?? "prompt-ordinary";
}
