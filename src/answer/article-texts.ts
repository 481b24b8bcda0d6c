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

  /** The words of {@link tokensOf} that stand wholly within a part of the article's text. */
  tokensIn(article: Article, { start, end }: Span): readonly Token[] {
    const tokens = this.tokensOf(article);
    const first = firstAt(tokens, (token) => token.start >= start);
    return tokens.slice(
      first,
      Math.max(
        first,
        firstAt(tokens, (token) => token.end > end),
      ),
    );
  }
}

/** Index of the first token with a property that all those after it have, too; the number of tokens when none has it. */
function firstAt(tokens: readonly Token[], has: (token: Token) => boolean): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const token = tokens[middle];
    if (token !== undefined && has(token)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** At least 1, as the library wants it. */
function sizeOf(parts: readonly unknown[]): number {
  return Math.max(1, parts.length);
}
