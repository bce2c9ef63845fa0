import { FluentResource } from "@fluent/bundle";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";

/** What each page may weigh when it opens: its scripts and styles, compressed, without the fonts. In kB of 1000 bytes. */
const PAGES: Record<string, { name: string; most: number }> = {
  "capture.html": { name: "capture page", most: 40 },
  "index.html": { name: "main window", most: 120 },
};

/** Said by the system, not by a window. */
const ELSEWHERE = /^## (Notifications|Tray|Start|Session sheet)\b/;
/** All that the capture window says. */
const IN_CAPTURE =
  /^## (The five feelings|The six senses|A glimmer in a line|Writing a glimmer|Prompts|Locked|Photos)\b/;
/** Said by what is seldom opened, and read together with it: import the file with "?later". */
const LATER = /^## (Settings: |Sky|Photos|Share|A sheet|When the journal|Backups|Import|Export)\b/;

const keysOf = (words: string): string[] =>
  [...words.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((match) => match[1] ?? "");

/**
 * Gives each page only the words it says, already read, so that no page carries what reads them; and refuses a capture
 * page that says something it was not given: it would show the key.
 */
export function wordsOfThePage(): Plugin {
  let left: string[] = [];
  return {
    name: "words-of-the-page",
    enforce: "pre",
    load(id) {
      const [file = "", query] = id.split("?");
      if (!/\/words\/en\.ftl$/.test(file)) return null;
      this.addWatchFile(file);
      const sections = readFileSync(file, "utf8").split(/^(?=## )/m);
      const capture = this.environment.name === "capture";
      const ofPage = (section: string) => !ELSEWHERE.test(section) && (!capture || IN_CAPTURE.test(section));
      const here = (section: string) => LATER.test(section) === (query === "later") && ofPage(section);
      // A key of one word looks like the name of a command.
      const telling = (key: string) => key.includes("-");
      if (capture)
        left = sections
          .filter((section) => !ofPage(section))
          .flatMap(keysOf)
          .filter(telling);
      const { body } = new FluentResource(sections.filter(here).join(""));
      return `export default ${JSON.stringify(Object.fromEntries(body.map((words) => [words.id, words.value])))}`;
    },
    generateBundle(_options, bundle) {
      if (this.environment.name !== "capture") return;
      const code = Object.values(bundle).map((file) => (file.type === "chunk" ? file.code : ""));
      const said = left.filter((key) => code.some((part) => ['"', "'", "`"].some((q) => part.includes(q + key + q))));
      if (said.length > 0) this.error(`the capture page says what is not among its words: ${said.join(", ")}`);
    },
  };
}

/**
 * Reads the styles of a part that comes later before the part itself. Vite's own way also fetches scripts ahead over a network
 * that is not there, and weighs a kilobyte in each page.
 */
const STYLES_FIRST = `
const asked = {};
const sheet = (href) => asked[href] ??= document.querySelector('link[href="' + href + '"]') ?? new Promise((then) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  link.onload = link.onerror = then;
  document.head.append(link);
});
export const __vitePreload = (load, files = []) =>
  Promise.all(files.filter((file) => file.endsWith(".css")).map((file) => sheet("/" + file))).then(load);
`;

/** Gives the pages {@link STYLES_FIRST}. */
export function stylesFirst(): Plugin {
  return {
    name: "styles-first",
    apply: "build",
    enforce: "pre",
    load: (id) => (id.endsWith("vite/preload-helper.js") ? STYLES_FIRST : null),
  };
}

/** Says what each page weighs when it opens, and refuses to build one that is too heavy. */
export function firstLoad(): Plugin {
  return {
    name: "first-load",
    apply: "build",
    // After all others have said what the styles are.
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== "chunk" || !chunk.isEntry || !chunk.facadeModuleId) continue;
          const page = PAGES[chunk.facadeModuleId.replace(/^.*\//, "")];
          if (!page) this.error(`nobody said what ${chunk.facadeModuleId} may weigh`);
          const weight = weigh(chunk, bundle) / 1000;
          const sentence = `${page.name} ${weight.toFixed(1)} kB of ${page.most} (gzip)`;
          if (weight > page.most) this.error(`too heavy to open in an instant: ${sentence}`);
          this.info(sentence);
        }
      },
    },
  };
}

/** The compressed size of all that is read before the page can show anything. */
function weigh(entry: Rollup.OutputChunk, bundle: Rollup.OutputBundle): number {
  const files = new Set<string>();
  const add = (name: string): void => {
    const file = bundle[name];
    if (!file || files.has(name)) return;
    files.add(name);
    if (file.type !== "chunk") return;
    file.viteMetadata?.importedCss.forEach((css) => files.add(css));
    file.imports.forEach(add);
  };
  add(entry.fileName);
  let sum = 0;
  for (const name of files) {
    const file = bundle[name];
    sum += gzipSync(file?.type === "chunk" ? file.code : (file?.source ?? "")).length;
  }
  return sum;
}
