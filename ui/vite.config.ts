import { svelte } from "@sveltejs/vite-plugin-svelte";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Notes to translators, and what only the system says (notifications, the tray), stay out of the windows:
 * the capture window should open in an instant.
 */
const wordsOfTheWindows: Plugin = {
  name: "words-of-the-windows",
  enforce: "pre",
  load(id) {
    const file = /^(.*\/words\/en\.ftl)\?raw$/.exec(id)?.[1];
    if (!file) return null;
    this.addWatchFile(file);
    const said = readFileSync(file, "utf8")
      .split(/^(?=## )/m)
      .filter((section) => !/^## (Notifications|Tray|Start)\b/.test(section))
      .join("");
    return `export default ${JSON.stringify(said.replace(/^#.*\n|^\n/gm, ""))}`;
  },
};

export default defineConfig(({ mode }) => ({
  plugins: [wordsOfTheWindows, svelte()],
  // Component tests mount into jsdom, so they need the browser half of Svelte.
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  server: { fs: { allow: [page(".."), page(".")] } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: ["safari16", "chrome108"],
    // The content policy allows no data: URIs, so nothing may be inlined into CSS.
    assetsInlineLimit: 0,
    sourcemap: false,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { main: page("index.html"), capture: page("capture.html") } },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/api/setup.test-env.ts"],
  },
}));
