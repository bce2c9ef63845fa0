/**
 * Copies `text`. Where a page may not write to the clipboard itself, `shown`, which holds the same text, is marked and
 * copied in the old way; where that is refused too it stays marked, ready for the person's own keys.
 */
export async function copy(text: string, shown: Element): Promise<"copied" | "marked"> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    getSelection()?.selectAllChildren(shown);
  }
  try {
    return document.execCommand("copy") ? "copied" : "marked";
  } catch {
    return "marked";
  }
}
