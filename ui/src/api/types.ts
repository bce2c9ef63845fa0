// One place to import the shapes from; each is written by the Rust side into its own file.
export type { Appearance } from "./bindings/Appearance";
export type { Arrival } from "./bindings/Arrival";
export type { Breath } from "./bindings/Breath";
export type { Changed } from "./bindings/Changed";
export type { CrisisHelp } from "./bindings/CrisisHelp";
export type { CrisisLine } from "./bindings/CrisisLine";
export type { Discretion } from "./bindings/Discretion";
export type { Draft } from "./bindings/Draft";
export type { DraftPlace } from "./bindings/DraftPlace";
export type { Edit } from "./bindings/Edit";
export type { ErrorCode } from "./bindings/ErrorCode";
export type { Evening } from "./bindings/Evening";
export type { Failure } from "./bindings/Failure";
export type { Filter } from "./bindings/Filter";
export type { Glimmer } from "./bindings/Glimmer";
export type { Invitation } from "./bindings/Invitation";
export type { Leaving } from "./bindings/Leaving";
export type { Light } from "./bindings/Light";
export type { ListQuery } from "./bindings/ListQuery";
export type { NewGlimmer } from "./bindings/NewGlimmer";
export type { Next } from "./bindings/Next";
export type { Notice } from "./bindings/Notice";
export type { Others } from "./bindings/Others";
export type { Outlook } from "./bindings/Outlook";
export type { OwnInvitations } from "./bindings/OwnInvitations";
export type { OwnLine } from "./bindings/OwnLine";
export type { Page } from "./bindings/Page";
export type { Part } from "./bindings/Part";
export type { Prompt } from "./bindings/Prompt";
export type { Prompts } from "./bindings/Prompts";
export type { Reason } from "./bindings/Reason";
export type { ReasonTurn } from "./bindings/ReasonTurn";
export type { ReminderKind } from "./bindings/ReminderKind";
export type { Reminders } from "./bindings/Reminders";
export type { Rest } from "./bindings/Rest";
export type { Sense } from "./bindings/Sense";
export type { Settings } from "./bindings/Settings";
export type { ShortcutState } from "./bindings/ShortcutState";
export type { Shown } from "./bindings/Shown";
export type { Silence } from "./bindings/Silence";
export type { Start } from "./bindings/Start";
export type { Status } from "./bindings/Status";
export type { Support } from "./bindings/Support";
export type { SupportKind } from "./bindings/SupportKind";
export type { Today } from "./bindings/Today";
export type { View } from "./bindings/View";
export type { Visit } from "./bindings/Visit";
export type { VisitMoment } from "./bindings/VisitMoment";
export type { Vocabulary } from "./bindings/Vocabulary";
export type { Way } from "./bindings/Way";

/** A point of light in the sky. */
export type SkyLight = {
  /** Its place, counted along the spiral from the middle; it never changes. */
  number: number;
  /** The first feeling, which gives the colour: 0 none, 1 to 5 the five in their order, 6 an own word. */
  first: number;
  /** All its feelings, a bit each: 1 << 0 for the first of the five, up to 1 << 5 for an own word. */
  felt: number;
  anchor: boolean;
};
