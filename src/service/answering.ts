import type { CitedAnswer } from '../answer/cited-answer.js';
import type { Article } from '../corpus/article.js';
import { hasErrorCode, type UserError } from '../lib/errors.js';
import type { PassageIndex } from '../index/passage-index.js';
import { type SearchResult, HybridRetriever } from '../retrieval/hybrid-retriever.js';
import { Answerer, type Reading, type AnswerOptions } from '../answer/answer.js';
import type { Embedder } from '../embedding/embedder.js';
import { englishDictionary } from '../language/dictionary.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { UNMEASURED, readAnswerability } from '../answer/answerability.js';
import { locateModel } from '../models/model-files.js';
import type { Settings } from '../config/settings.js';
import { LRUCache } from 'lru-cache';

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
export type AskOptions = Omit<AnswerOptions, 'limit'>;

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

/**
 * Answers from an open index.
 *
 * @param embedder - of the model that the index was built with
 * @param reading - null where passages are only found
 * @param onUnread - hears why passages could not be read
 */
export function answererFor(
  index: PassageIndex,
  embedder: Pick<Embedder, 'embedQueries'>,
  reading: Reading | null,
  onUnread?: (error: unknown) => void,
): Answerer {
  const resources = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
  return new Answerer(new HybridRetriever(index, embedder, resources), reading, onUnread);
}

/** How passages are read with these settings; null where they want no reader. That there is no such model is told by its reader. */
export function readingOf(settings: Settings, reader: Reading['reader'] | null): Reading | null {
  const { readerModel, readerPassages: mostPassages } = settings;
  if (reader === null || readerModel === null) return null;
  return { reader, answerability: answerabilityOf(readerModel, settings), mostPassages };
}

function answerabilityOf(readerModel: string, settings: Settings): Reading['answerability'] {
  try {
    return readAnswerability(locateModel(readerModel, 'reading', settings).folder);
  } catch (error) {
    if (hasErrorCode(error, 'model-not-found')) return UNMEASURED;
    throw error;
  }
}

/** Answers kept: those used last. An answer shares its articles with the index, and is a few kilobytes by itself. */
const MOST_ANSWERS = 1_000;

/**
 * Answers from one index, each worked out once: an index never changes, so neither does what it tells. The index of another
 * generation has answers of its own. One that was worked out while something failed is as good as could be then, and is
 * not kept. A question that is asked again while it is being answered waits for the same answer.
 */
export function withCache(
  answerer: Pick<Answerer, 'answer' | 'failures'>,
  {
    most = MOST_ANSWERS,
    now = () => performance.now(),
  }: { readonly most?: number; readonly now?: () => number } = {},
): Pick<Answerer, 'answer'> {
  const answers = new LRUCache<string, Promise<CitedAnswer>>({ max: most });
  return {
    async answer(text, options = {}) {
      const began = now();
      const key = keyOf(text, options);
      const kept = answers.get(key);
      if (kept !== undefined) {
        const answer = await kept;
        return { ...answer, question: { ...answer.question, text }, tookMs: now() - began };
      }
      const failuresBefore = answerer.failures;
      const answering = answerer.answer(text, options);
      answers.set(key, answering);
      try {
        const answer = await answering;
        // Maybe it failed at another question that was being answered: that costs no more than to answer this one again.
        if (answerer.failures !== failuresBefore) answers.delete(key);
        return answer;
      } catch (error) {
        // What went wrong once may go well the next time.
        answers.delete(key);
        throw error;
      }
    },
  };
}

/** The same for questions that differ in nothing but blanks and the way their characters are composed. */
function keyOf(text: string, { filter = {}, earlier = [], limit }: AnswerOptions): string {
  const normalized = [text, ...earlier].map((question) =>
    question.normalize('NFC').trim().replaceAll(/\s+/gu, ' '),
  );
  return JSON.stringify([normalized, filter.from, filter.to, filter.publisher, limit]);
}
