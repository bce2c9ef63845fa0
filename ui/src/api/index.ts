import type { Api } from "./api";

export { codeOf, type Api, type Unlisten } from "./api";
export type * from "./types";

/** What every component talks to: that of its page, or in a test a journal in memory. */
export let api: Api;

/** Each page brings what it may call; a page that calls anything else is refused by its capabilities in any case. */
export function useApi(its: Partial<Api>): void {
  api = its as Api;
}
