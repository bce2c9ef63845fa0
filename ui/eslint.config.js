import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

export default ts.config(
  { ignores: ["dist/", "src/api/bindings/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    rules: {
      "no-console": "error",
      // Everything the machine says passes through one file, so that the rest can run without it.
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@tauri-apps/*"], message: "Only api/client.ts may." }] },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // Views are chosen by the hash of the page; there is no router whose paths could be resolved.
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  { files: ["src/api/client.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["*.config.*", "**/*.test.ts"], languageOptions: { globals: { ...globals.node } } },
);
