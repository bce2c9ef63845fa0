import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, photo } from "../api/fake";
import { settle } from "../settle";
import Pictures from "./Pictures.svelte";

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = vi.fn();
  useApi(new FakeApi());
});

test("nothing behind a large photo scrolls, or has its scroll bar over it; then it does as before", async () => {
  const page = document.createElement("div");
  const row = page.appendChild(document.createElement("div"));
  page.style.overflowY = "auto";
  document.body.append(page);
  render(Pictures, { target: row, props: { photos: [photo()], large: true } });
  await fireEvent.click(screen.getByRole("button", { name: "Photo" }));
  await settle();
  expect([page.style.overflowY, row.style.overflowY]).toEqual(["hidden", ""]);
  await fireEvent.click(screen.getByRole("button", { name: /^Close/, hidden: true }));
  await settle();
  expect([page.style.overflowY, page.style.scrollbarGutter ?? ""]).toEqual(["auto", ""]);
});
