/** How much work a page's markup makes, measured on its source before it is parsed. */
export interface MarkupSize {
  /** Opening tags. */
  readonly tags: number;
  /** Deepest nesting of tags that must be closed. */
  readonly depth: number;
  /** Characters that begin or end markup: `<`, `>` and `&`. Each may become a node of its own. */
  readonly marks: number;
}

/** Tags that stand alone or that the next of their kind closes. */
const NEVER_NESTED = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd td th tr option'.split(' '),
);

/** Measures `html` in one pass; comments and scripts are counted as markup too, so the result is an upper bound. */
export function measureMarkup(html: string): MarkupSize {
  let tags = 0;
  let marks = 0;
  let depth = 0;
  let deepest = 0;
  for (const [, slash, name] of html.matchAll(/[&>]|<(\/?)([a-z][a-z0-9-]*)?/giu)) {
    marks += 1;
    if (name === undefined) continue;
    if (slash === '') tags += 1;
    if (NEVER_NESTED.has(name.toLowerCase())) continue;
    depth = Math.max(0, depth + (slash === '' ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  return { tags, depth: deepest, marks };
}
