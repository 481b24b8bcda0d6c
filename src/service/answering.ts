import type { CitedAnswer } from '../answer/answer-types.js';
import type { Article } from '../corpus/article.js';
import type { UserError } from '../lib/errors.js';
import type { ArticleFilter } from '../index/passage-index.js';
import type { SearchResult } from '../retrieval/hybrid-retriever.js';

/** An article without its text. */
export type ArticleEntry = Omit<Article, 'text' | 'contentHash'>;

/** What an index holds, without the texts: small enough to be kept beside whatever must answer at once. */
export interface Catalogue {
  /** Name of the generation that is being answered from. */
  readonly generation: string;
  /** When it was built, ISO 8601 in UTC. */
  readonly builtAt: string;
  /** What is wrong with a newer index, in whose place this one is in use; left out when this is the newest. */
  readonly damage?: Pick<UserError, 'message' | 'hint'>;
  /** Name of the embedding model, as in the setting EMBEDDING_MODEL. */
  readonly modelName: string;
  readonly articles: readonly ArticleEntry[];
  /** Number of passages. */
  readonly passages: number;
  /**
   * Names and keyphrases of the articles worth searching for, most telling first, without repetitions. Finding them takes a
   * while after an index is taken up: until then they are those of the index before, and none for the first.
   */
  readonly keyphrases: readonly string[];
}

/** How a question is meant. */
export interface AskOptions {
  readonly filter?: ArticleFilter;
  /** The questions of the same conversation before this one, oldest first: "còn năm 2016 thì sao?" needs them. */
  readonly earlier?: readonly string[];
}

/**
 * Answers, searches and reads articles from the newest published index, off the caller's thread. A call that is under way
 * when a newer index is taken up ends on the one it began with.
 */
export interface Answering {
  /** Of the index in use now. */
  readonly catalogue: Catalogue;
  answer(text: string, options?: AskOptions): Promise<CitedAnswer>;
  /** The passages for a question, best first; as many as the search finds. */
  search(text: string, options?: AskOptions): Promise<SearchResult>;
  /** Null when the index in use has no such article (any more). */
  article(id: string): Promise<Article | null>;
}
