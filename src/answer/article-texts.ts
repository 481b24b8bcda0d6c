import { LRUCache } from 'lru-cache';
import type { Article, Span, Passage } from '../corpus/article.js';
import { splitSentences } from '../corpus/sentences.js';
import { tokenize, type Token } from '../language/vietnamese.js';
import type { Question, QuestionTerm } from '../retrieval/query/question.js';
import { matchTerm, type TermMatch } from '../retrieval/query/term-matches.js';

/** Words and sentences kept, over all articles: those of some hundred news, in about 15 MB. */
const KEPT_WORDS = 200_000;
const KEPT_SENTENCES = 100_000;
/** UTF-16 units of a long article whose words are looked at together, and of what stands before and after them: some 10,000 words each. */
const STRETCH = 50_000;
const AROUND_STRETCH = 25_000;

/** The sentences and words of whole articles, worked out once for those that questions met last. */
export class ArticleTexts {
  private readonly sentences = new LRUCache<string, readonly Span[], Article>({
    maxSize: KEPT_SENTENCES,
    sizeCalculation: sizeOf,
    memoMethod: (_, __, { context: { text } }) => splitSentences(text),
  });
  private readonly tokens = new LRUCache<
    string,
    readonly Token[],
    { text: string; from: number; to: number }
  >({
    maxSize: KEPT_WORDS,
    sizeCalculation: sizeOf,
    memoMethod: (_, __, { context: { text, from, to } }) =>
      tokenize(text.slice(from, to)).map((token) => ({
        ...token,
        start: token.start + from,
        end: token.end + from,
      })),
  });

  /** Sentences as spans of the article's text, in order. */
  sentencesOf(article: Article): readonly Span[] {
    return this.sentences.memo(article.id, { context: article });
  }

  /** The words of an article, with their offsets into its text; of one as long as a book, those of the stretch that a place is in, and around it. */
  tokensAround({ id, text }: Article, { start }: Span): readonly Token[] {
    const stretch = stretchOf(start);
    const from = Math.max(0, stretch * STRETCH - AROUND_STRETCH);
    const to = (stretch + 1) * STRETCH + AROUND_STRETCH;
    return this.tokens.memo(`${id} ${stretch}`, { context: { text, from, to } });
  }
}

/** Number of the stretch of an article that a UTF-16 offset is in. */
function stretchOf(start: number): number {
  return Math.floor(start / STRETCH);
}

/** At least 1, as the library wants it. */
function sizeOf(parts: readonly unknown[]): number {
  return Math.max(1, parts.length);
}

/** Where articles hold the terms of one question: looked up once for all passages of a stretch of an article, which may be long. */
export class ArticleMatches {
  readonly #accented: boolean;
  readonly #texts: ArticleTexts;
  readonly #matches = new Map<string, Map<QuestionTerm, TermMatch>>();

  constructor({ accented }: Pick<Question, 'accented'>, texts: ArticleTexts) {
    this.#accented = accented;
    this.#texts = texts;
  }

  /** How well a term is matched among `ArticleTexts.tokensAround` a passage. */
  around(article: Article, passage: Passage, term: QuestionTerm): TermMatch {
    const key = `${article.id} ${stretchOf(passage.start)}`;
    const matches = this.#matches.get(key) ?? new Map<QuestionTerm, TermMatch>();
    this.#matches.set(key, matches);
    const match =
      matches.get(term) ?? matchTerm(term, this.#texts.tokensAround(article, passage), this.#accented);
    matches.set(term, match);
    return match;
  }
}
