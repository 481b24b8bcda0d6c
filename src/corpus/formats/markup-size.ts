/** How much work a page's source can make a parser, in upper bounds that no comment, script or quotation mark can hide from. */
export interface MarkupSize {
  /** Opening tags. */
  readonly tags: number;
  /** Characters that begin or end markup: `<`, `>` and `&`. Each may become a node of its own. */
  readonly marks: number;
  /** What stands between blanks, slashes and quotation marks: words of the text, and each attribute is one at least. */
  readonly words: number;
}

/** Measures `html` in one pass. */
export function measureMarkup(html: string): MarkupSize {
  let tags = 0;
  let marks = 0;
  let words = 1;
  for (const [found] of html.matchAll(/[&>]|<[a-z]?|[\s/"']+/giu)) {
    if (found.length === 2 && found.startsWith('<')) tags += 1;
    if (/^[&<>]/u.test(found)) marks += 1;
    else words += 1;
  }
  return { tags, marks, words };
}
