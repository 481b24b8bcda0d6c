import type { Article, Span } from '../corpus/article.js';
import type { FoundPassage } from '../retrieval/hybrid-retriever.js';

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
