import type { Span } from '../corpus/article.js';
import { MAX_EXCERPT_LENGTH } from '../corpus/chunk/passages.js';

/**
 * The excerpt around some sentences: whole sentences of the article, as many as {@link MAX_EXCERPT_LENGTH} allows, those of
 * the same passage first and then the neighbours that follow or precede.
 *
 * @param sentences - the article's sentences, in order
 * @param key - the sentences to show: one, or several in a row
 * @param preferred - where the passage they were found in stands
 * @param taken - places already shown, which the excerpt must not enter
 */
export function excerptAround(
  sentences: readonly Span[],
  key: Span,
  preferred: Span,
  taken: readonly Span[] = [],
): Span {
  let first = sentences.findIndex((sentence) => sentence.start === key.start);
  let last = sentences.findIndex((sentence) => sentence.end === key.end);
  if (first < 0 || last < 0) return key;
  for (;;) {
    const grown = [growth(sentences, first, last, last + 1), growth(sentences, first, last, first - 1)]
      .filter((next) => next !== null)
      .filter((next) => !taken.some((span) => overlaps(span, next.span)))
      .sort((a, b) => Number(contains(preferred, b.added)) - Number(contains(preferred, a.added)))[0];
    if (grown === undefined)
      return { start: sentences[first]?.start ?? key.start, end: sentences[last]?.end ?? key.end };
    first = Math.min(first, grown.at);
    last = Math.max(last, grown.at);
  }
}

interface Growth {
  readonly at: number;
  readonly added: Span;
  readonly span: Span;
}

/** The excerpt with sentence `at` added, or null where there is none or no room for it. */
function growth(sentences: readonly Span[], first: number, last: number, at: number): Growth | null {
  const added = sentences[at];
  const [from, to] = [sentences[Math.min(first, at)], sentences[Math.max(last, at)]];
  if (added === undefined || from === undefined || to === undefined) return null;
  const span = { start: from.start, end: to.end };
  return span.end - span.start <= MAX_EXCERPT_LENGTH ? { at, added, span } : null;
}

/** True when two places share at least one character. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** True when `inner` lies wholly in `outer`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether an excerpt leaves out the beginning or the end of a paragraph, so that "…" has to stand there. */
export function cutSides(
  text: string,
  { start, end }: Span,
): { readonly before: boolean; readonly after: boolean } {
  return {
    before: start > 0 && text[start - 1] !== '\n',
    after: end < text.length && text[end] !== '\n',
  };
}
