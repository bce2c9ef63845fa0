import { t } from "./words";

/** The sections of Settings, in their order. */
export const SECTIONS = [
  { name: "reminders", words: t("settings-reminders") },
  { name: "capture", words: t("settings-capture") },
  { name: "appearance", words: t("settings-appearance") },
  { name: "words", words: t("settings-words") },
  { name: "supports", words: t("settings-supports") },
  { name: "hard-day", words: t("hardset-title") },
  { name: "privacy", words: t("settings-privacy") },
  { name: "backups", words: t("settings-backups") },
  { name: "inout", words: t("settings-inout") },
  { name: "glimmer", words: t("settings-glimmer") },
  { name: "about", words: t("settings-about") },
] as const;
export type Section = (typeof SECTIONS)[number]["name"];
