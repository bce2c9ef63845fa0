import { timeWords } from "./dates";

const DAY = 24 * 60;
const two = (n: number): string => String(n).padStart(2, "0");
const wallOf = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const plain = (text: string): string => text.replace(/\s/gu, "").toLowerCase();

// Hours, perhaps minutes with or without something between, perhaps a half of the day. Three digits are "8" and "30".
const WRITTEN = /^(?<hours>\d{1,2}?)(?:[:.,h]?(?<minutes>\d\d))?(?:(?<half>[ap])\.?m\.?)?$/;

let every: Map<string, string> | undefined;
/** What this machine's language writes, by what it means: some write the half of the day in words of their own. */
function ours(text: string): string | null {
  every ??= new Map(Array.from({ length: DAY }, (_, i) => [plain(timeWords(wallOf(i))), wallOf(i)]));
  return every.get(text) ?? null;
}

/** Whether people here count the hours twice round. */
const twiceRound = (): boolean => !timeWords("13:00").includes("13");

/**
 * The time somebody wrote, as the settings have it, "20:30"; `null` if that cannot be told. "20", "830", "2030", "20.30",
 * "8pm" and "8:30 p.m." are times. Without a half of the day, an hour is one of twenty-four; or, where people count them
 * twice round and wrote no leading zero, one of the half that `near` is in.
 */
export function readTime(text: string, near = "00:00"): string | null {
  const written = plain(text);
  const { hours, minutes = "0", half } = WRITTEN.exec(written)?.groups ?? {};
  if (hours === undefined) return ours(written);
  let hour = Number(hours);
  // "20:30 pm" says it twice; "20:30 am" contradicts itself.
  if (half === "p" && hour < 12) hour += 12;
  const either = half === undefined && !hours.startsWith("0") && hour < 12 && twiceRound();
  if (either && near >= "12:00") hour += 12;
  if (half === "a" && hour > 12) return null;
  if (half === "a" && hour === 12) hour = 0;
  return hour < 24 && Number(minutes) < 60 ? wallOf(hour * 60 + Number(minutes)) : null;
}

/** `wall` moved by so many minutes, round midnight. */
export function moved(wall: string, by: number): string {
  const [hours = 0, minutes = 0] = wall.split(":").map(Number);
  return wallOf((((hours * 60 + minutes + by) % DAY) + DAY) % DAY);
}
