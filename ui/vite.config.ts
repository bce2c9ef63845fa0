import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import type { EnvironmentOptions, ViteBuilder } from "vite";
import { defineConfig } from "vitest/config";
import { firstLoad, stylesFirst, wordsOfThePage } from "./pages.ts";

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const output = {
  outDir: "dist",
  target: ["safari16", "chrome108"],
  // The content policy allows no data: URIs, so nothing may be inlined into CSS.
  assetsInlineLimit: 0,
  sourcemap: false,
  modulePreload: { polyfill: false },
};

// Each page is bundled by itself: in one bundle the capture window, which should open in an instant, would carry
// every piece of a shared module that only the main window uses.
const pages: Record<string, EnvironmentOptions> = {
  client: { build: { ...output, emptyOutDir: true, rollupOptions: { input: { main: page("index.html") } } } },
  capture: {
    consumer: "client",
    build: { ...output, emptyOutDir: false, rollupOptions: { input: { capture: page("capture.html") } } },
  },
};

async function buildApp(builder: ViteBuilder): Promise<void> {
  for (const name of Object.keys(pages)) {
    const environment = builder.environments[name];
    if (environment) await builder.build(environment);
  }
}

export default defineConfig(({ command, mode }) => ({
  plugins: [wordsOfThePage(), stylesFirst(), svelte(), firstLoad()],
  // Component tests mount into jsdom, so they need the browser half of Svelte.
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  server: { fs: { allow: [page(".."), page(".")] } },
  ...(command === "build" ? { environments: pages, builder: { buildApp } } : {}),
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/api/setup.test-env.ts"],
  },
}));
