import type { Api } from "../api";
import { FakeApi, failure } from "../api/fake";

/** What needs the open journal; everything else answers while it is locked too. */
const INSIDE = [
  "today",
  "lightFromBefore",
  "listGlimmers",
  "openHardDay",
  "noteArrival",
  "noteHeaviness",
  "noteLeaving",
  "nextLight",
  "lightBySense",
  "noteNoticed",
  "stayWith",
  "restGlimmer",
  "keepOut",
  "supports",
  "addSupport",
  "readEdit",
  "saveEdit",
] as const satisfies (keyof Api)[];

/** For component tests: a journal with the passphrase "warm bread", which refuses what it should while it is locked. */
export function lockedFake(): FakeApi {
  const fake = new FakeApi();
  const code = ["7KQM", "2XHD", "PVRA", "94TE", "WJ3F", "C8NB", "5SGY", "L6ZU"];
  fake.secret = { passphrase: "warm bread", code, made: "2026-11-01" };
  fake.state.lock = "locked";
  const calls = fake as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  for (const name of INSIDE) {
    const inside = calls[name];
    calls[name] = async (...args) => {
      if (fake.state.lock !== "locked") return inside?.(...args);
      fake.calls.push(name);
      throw failure("locked");
    };
  }
  return fake;
}
