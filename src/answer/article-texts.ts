import { LRUCache } from 'lru-cache';
import type { Article, Span } from '../corpus/article.js';
import { splitSentences } from '../corpus/chunk/sentences.js';
import { tokenize, type Token } from '../language/vietnamese.js';

/** Words and sentences kept, over all articles: those of some hundred news, in about 15 MB. */
const KEPT_WORDS = 200_000;
const KEPT_SENTENCES = 20_000;

/** The sentences and words of whole articles, worked out once for those that questions met last. */
export class ArticleTexts {
  private readonly sentences = new LRUCache<string, readonly Span[], Article>({
    maxSize: KEPT_SENTENCES,
    sizeCalculation: sizeOf,
    memoMethod: (_, __, { context: { text } }) => splitSentences(text),
  });
  private readonly tokens = new LRUCache<string, readonly Token[], Article>({
    maxSize: KEPT_WORDS,
    sizeCalculation: sizeOf,
    memoMethod: (_, __, { context: { text } }) => tokenize(text),
  });

  /** Sentences as spans of the article's text, in order. */
  sentencesOf(article: Article): readonly Span[] {
    return this.sentences.memo(article.id, { context: article });
  }

  tokensOf(article: Article): readonly Token[] {
    return this.tokens.memo(article.id, { context: article });
  }
}

/** At least 1, as the library wants it. */
function sizeOf(parts: readonly unknown[]): number {
  return Math.max(1, parts.length);
}
