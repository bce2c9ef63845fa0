import { codeOf } from "../api";
import type { Failure } from "../api/types";
import { t } from "./words";

export function failureOf(thrown: unknown): Failure {
  const detail = typeof thrown === "object" && thrown !== null && "detail" in thrown ? String(thrown.detail) : "";
  return { code: codeOf(thrown), detail };
}

/** Whether it is about what was typed to open the journal, and not about what was to be done. */
export const aboutSecret = ({ code }: Failure): boolean => code === "wrong_secret" || code === "wait";

/** Why something with a passphrase or a code was not done. In every case all is as it was. */
export function whyRefused({ code, detail }: Failure): string {
  if (code === "wrong_secret") return t("lock-wrong");
  if (code === "wait") {
    const seconds = Math.ceil(Number(detail));
    return seconds > 0 ? t("lock-wait", { seconds }) : t("lock-wait-a-little");
  }
  if (code === "not_confirmed") return t("code-not-these");
  if (code === "disk_full") return t("lock-full");
  if (code === "busy") return t("lock-busy");
  if (code === "read_only") return t("lock-read-only");
  return t("pass-failed");
}

/**
 * Whether this is written as a recovery code is: eight groups of four, with or without something between them. Letters
 * alone could as well be words.
 */
export const looksLikeCode = (typed: string): boolean =>
  /^[a-z0-9]{4}(?:[\s-]?[a-z0-9]{4}){7}$/i.test(typed.trim()) && /\d/.test(typed);
