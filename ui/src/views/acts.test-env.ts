import { fireEvent, screen } from "@testing-library/svelte";
import axe from "axe-core";
import { expect } from "vitest";
import { settle } from "../settle";

// What component tests do with a page, as far as several do it alike.

export async function press(name: string | RegExp): Promise<void> {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settle();
}

/** Presses a key on whatever has the focus. */
export async function key(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  await settle();
}

export async function type(label: string, value: string): Promise<void> {
  const field = screen.getByLabelText<HTMLInputElement>(label);
  field.focus();
  await fireEvent.input(field, { target: { value } });
  await settle();
}

/** What is said as an alert. */
export const alerts = (): string =>
  screen
    .queryAllByRole("alert")
    .map((each) => each.textContent?.trim())
    .join("");

export async function clean(): Promise<void> {
  // Nothing is drawn here, so what needs a canvas is looked at in the real window.
  const drawn = { "color-contrast": { enabled: false }, "label-content-name-mismatch": { enabled: false } };
  const { violations } = await axe.run(document.body, { rules: drawn });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
