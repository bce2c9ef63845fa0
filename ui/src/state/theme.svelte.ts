import type { Appearance } from "../api/types";

const dark = matchMedia("(prefers-color-scheme: dark)");

class Theme {
  appearance = $state<Appearance>("system");
  /** The hard day is dark and still, whatever the rest of the app wears. */
  hard = $state(false);
  /** The sky is always at night. */
  night = $state(false);
  private systemDark = $state(dark.matches);

  constructor() {
    dark.addEventListener("change", (e) => (this.systemDark = e.matches));
  }

  readonly name = $derived.by(() => {
    if (this.hard) return "hard";
    if (this.night) return "night";
    if (this.appearance === "system") return this.systemDark ? "night" : "day";
    return this.appearance;
  });
}

export const theme = new Theme();

/** Dresses the page for as long as the component that called it lives. */
export function wearTheme(): void {
  $effect.pre(() => {
    document.documentElement.dataset.theme = theme.name;
  });
}
