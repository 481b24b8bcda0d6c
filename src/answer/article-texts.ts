import type { Article, Span } from '../corpus/article.js';
import { splitSentences } from '../corpus/sentences.js';
import { tokenize, type Token } from '../search/vietnamese.js';

/** The sentences and words of whole articles, each worked out once. */
export class ArticleTexts {
  private readonly sentences = new Map<string, readonly Span[]>();
  private readonly tokens = new Map<string, readonly Token[]>();

  /** Sentences as spans of the article's text, in order. */
  sentencesOf({ id, text }: Article): readonly Span[] {
    return remembered(this.sentences, id, () => splitSentences(text));
  }

  tokensOf({ id, text }: Article): readonly Token[] {
    return remembered(this.tokens, id, () => tokenize(text));
  }
}

/** The value kept under a key, made on first use. */
function remembered<T>(kept: Map<string, T>, key: string, make: () => T): T {
  let value = kept.get(key);
  if (value === undefined) kept.set(key, (value = make()));
  return value;
}
