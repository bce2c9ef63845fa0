import type { Api } from "./api";
import { client } from "./client";

export { codeOf, type Api, type Unlisten } from "./api";
export type * from "./types";

/** What every component talks to. */
export let api: Api = client;

/** Lets a test put an in-memory journal in the place of the real one. */
export function useApi(other: Api): void {
  api = other;
}
