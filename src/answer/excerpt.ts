import type { Span, Article } from '../corpus/article.js';
import { MAX_EXCERPT_LENGTH } from '../corpus/chunk.js';
import type { FoundPassage } from '../retrieval/hybrid-retriever.js';
import type { Question } from '../retrieval/query/question.js';
import { matchTerm } from '../retrieval/query/term-matches.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { tokenize } from '../language/vietnamese.js';
import { wholePhrases } from '../language/word-segmenter.js';

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
  const spanOf = (from: number, to: number): Span => ({
    start: sentences[from]?.start ?? key.start,
    end: sentences[to]?.end ?? key.end,
  });
  const mayGrowTo = (at: number) => {
    const span = spanOf(Math.min(first, at), Math.max(last, at));
    return span.end - span.start <= MAX_EXCERPT_LENGTH && !taken.some((place) => overlaps(place, span));
  };
  const isPreferred = (at: number) => Number(contains(preferred, spanOf(at, at)));
  for (;;) {
    const [next] = [last + 1, first - 1]
      .filter((at) => at in sentences && mayGrowTo(at))
      .sort((a, b) => isPreferred(b) - isPreferred(a));
    if (next === undefined) return spanOf(first, last);
    first = Math.min(first, next);
    last = Math.max(last, next);
  }
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

/** A place in one of the articles. */
export interface Place extends Span {
  readonly articleId: string;
}

/** The excerpts to show of one article. */
export interface PassageGroup {
  readonly article: Article;
  /** Places in the article's text, in reading order, without overlaps. */
  readonly excerpts: readonly Span[];
}

/** From this share of its characters on, a passage counts as shown. Neighbouring passages share a sentence. */
const SHOWN_SHARE = 0.5;

/** The passages of which the reader has not seen the better part at `shown`. */
export function notYetShown(found: readonly FoundPassage[], shown: readonly Place[]): FoundPassage[] {
  return found.filter(({ passage }) => {
    const seen = shown
      .filter((place) => place.articleId === passage.articleId)
      .map((place) => Math.min(place.end, passage.end) - Math.max(place.start, passage.start));
    return Math.max(0, ...seen) < (passage.end - passage.start) * SHOWN_SHARE;
  });
}

/** Passages by article, the article of the best passage first; passages that overlap become one excerpt. */
export function groupPassages(found: readonly FoundPassage[]): PassageGroup[] {
  const articles = new Map(found.map(({ article }) => [article.id, article]));
  return [...articles.values()].map((article) => ({
    article,
    excerpts: mergeSpans(
      found.filter(({ passage }) => passage.articleId === article.id).map(({ passage }) => passage),
    ),
  }));
}

function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    } else merged.push({ start, end });
  }
  return merged;
}

/** Words that say less than this ("được", "những") would only make an excerpt restless. */
const MIN_WEIGHT = 0.18;

/** Where the question's words that matter stand in a text, none of them a part of a phrase: offsets into it, in order, touching ones joined. */
export function highlightsOf(question: Question, text: string): Span[] {
  const tokens = tokenize(text);
  const spans: Span[] = [];
  let from = 0;
  while (from < tokens.length) {
    const rest = tokens.slice(from);
    const next = question.terms
      .filter((term) => term.kind !== 'word' || term.weight >= MIN_WEIGHT)
      .map((term) => matchTerm(term, rest, question.accented).tokens)
      .filter((match) => match !== undefined)
      .sort((a, b) => a.first - b.first || b.last - a.last)[0];
    if (next === undefined) break;
    const [first, last] = [rest[next.first], rest[next.last]];
    if (first === undefined || last === undefined) break;
    const previous = spans.at(-1);
    if (previous !== undefined && text.slice(previous.end, first.start).trim() === '') {
      spans[spans.length - 1] = { start: previous.start, end: last.end };
    } else spans.push({ start: first.start, end: last.end });
    from += next.last + 1;
  }
  return mergeSpans(wholePhrases(text, spans, vietnameseLexicon()));
}
