/** The words by their keys, read when the page is built (see pages.ts). */
declare module "*.ftl" {
  const words: Record<string, import("@fluent/bundle").FluentResource["body"][number]["value"]>;
  export default words;
}
declare module "*.ftl?later" {
  const words: Record<string, import("@fluent/bundle").FluentResource["body"][number]["value"]>;
  export default words;
}
