import type { Place } from '../../../answer/passage-groups.js';
import { contains } from '../../../answer/excerpt.js';
import type { Article, Span } from '../../../corpus/article.js';
import type { FoundPassage } from '../../../retrieval/hybrid-retriever.js';

/** What is shown of a passage: whole sentences. */
export interface PassageEntry {
  readonly article: Article;
  /** Places in the article's text, in reading order, with sentences between them that were shown already. */
  readonly runs: readonly Span[];
}

/**
 * Passages without what was shown before them, at `shown` or by a passage before: neighbouring passages share a sentence, and
 * an article may lie in the folder twice. One of which nothing is left is left out.
 */
export function passageEntries(found: readonly FoundPassage[], shown: readonly Place[] = []): PassageEntry[] {
  const places = [...shown];
  const texts = new Set<string>();
  return found.flatMap(({ article, passage }) => {
    const fresh = passage.sentences.filter(
      (sentence) => !places.some((place) => place.articleId === article.id && contains(place, sentence)),
    );
    places.push(...fresh.map(({ start, end }) => ({ articleId: article.id, start, end })));
    const runs = joinedRuns(article.text, fresh);
    const text = runs.map(({ start, end }) => article.text.slice(start, end)).join('\n');
    if (text === '' || texts.has(text)) return [];
    texts.add(text);
    return [{ article, runs }];
  });
}

/** Sentences with nothing but blanks between them, as one. */
function joinedRuns(text: string, sentences: readonly Span[]): Span[] {
  const runs: Span[] = [];
  for (const { start, end } of sentences) {
    const last = runs.at(-1);
    if (last !== undefined && text.slice(last.end, start).trim() === '') {
      runs[runs.length - 1] = { start: last.start, end };
    } else runs.push({ start, end });
  }
  return runs;
}
