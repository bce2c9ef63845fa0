import { beforeEach, expect, test, vi } from "vitest";
import { mainClient } from "./client";

const asked = vi.fn((command: string) => Promise.resolve(`${command}, asked`));
beforeEach(() => {
  asked.mockClear();
  Object.assign(window, { __TAURI_INTERNALS__: { invoke: asked } });
  window.__ASKED__ = { today: Promise.resolve("today, ahead"), status: Promise.reject(new Error("locked")) };
  window.__ASKED__.status?.catch(() => undefined);
});

test("an answer that is on its way is taken once", async () => {
  expect(await mainClient.today()).toBe("today, ahead");
  expect(await mainClient.today()).toBe("today, asked");
  await expect(mainClient.status()).rejects.toThrow("locked");
  expect(await mainClient.status()).toBe("status, asked");
});

test("once the page is drawn, what nobody took is too old", async () => {
  await mainClient.mainDrawn();
  expect(await mainClient.today()).toBe("today, asked");
});

test("a photo has an address by its name, large and small", () => {
  const convertFileSrc = (name: string, protocol: string) => `${protocol}://localhost/${name}`;
  Object.assign(window, { __TAURI_INTERNALS__: { invoke: asked, convertFileSrc } });
  expect(mainClient.photoUrl("ab", "full")).toBe("photo://localhost/ab");
  expect(mainClient.photoUrl("ab", "small")).toBe("photo://localhost/ab.small");
});

test("pictures are asked for by how many there is room for, and none passes through the page", async () => {
  await mainClient.choosePhotos(3);
  await mainClient.pastePhotos(1);
  expect(asked.mock.calls.map((call: unknown[]) => call.slice(0, 2))).toEqual([
    ["choose_photos", { room: 3 }],
    ["paste_photos", { room: 1 }],
  ]);
});
