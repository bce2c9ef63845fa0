import { tick } from "svelte";

/** For component tests: lets everything that was begun come to its end, as long as nothing in it waits for time to pass. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 80; i++) await Promise.resolve();
  await tick();
}
