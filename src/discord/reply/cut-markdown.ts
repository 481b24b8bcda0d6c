const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** An escape, the sign of bold, or a whole link. */
const TOKEN = /\\[^]|\*\*|\[[^[\]\n]*\]\(<[^<>\n]*>\)/gu;
/** Room kept for the end of bold and "…". */
const ENDING = 3;

/**
 * Markdown of at most `max` UTF-16 units, cut so that what is left means the same: not within an escape or a link, and
 * with the end of bold. The last resort for what should have been split as text.
 */
export function cutMarkdown(markdown: string, max: number): string {
  if (markdown.length <= max) return markdown;
  if (max < ENDING) return '';
  const limit = max - ENDING;
  let end = characterEnd(markdown, limit);
  let inBold = false;
  for (const token of markdown.matchAll(TOKEN)) {
    if (token.index >= end) break;
    if (token.index + token[0].length > end) end = token.index;
    else if (token[0] === '**') inBold = !inBold;
  }
  const kept = markdown.slice(0, end).trimEnd();
  // Bold that holds nothing would show as stars.
  if (inBold && kept.endsWith('**')) return `${kept.slice(0, -2).trimEnd()}…`;
  return inBold ? `${kept}**…` : `${kept}…`;
}

/** The last boundary between characters as readers see them at or before `limit`. */
function characterEnd(text: string, limit: number): number {
  return graphemes.segment(text.slice(0, limit + 2)).containing(limit)?.index ?? limit;
}
