import { LRUCache } from 'lru-cache';
import type { Answerer, AnswerOptions } from '../answer/answer.js';
import type { CitedAnswer } from '../answer/answer-types.js';

/** Answers kept: those used last. An answer shares its articles with the index, and is a few kilobytes by itself. */
const MOST_ANSWERS = 1_000;

/** What may be set otherwise, for {@link AnswerCache}. */
interface AnswerCacheOptions {
  /** Answers kept; 1,000 by default. */
  readonly most?: number;
  /** Milliseconds of a clock that only goes forward, for {@link CitedAnswer.tookMs}. */
  readonly now?: () => number;
  /** How often something has failed until now that answers go on without. Never by default. */
  readonly failures?: () => number;
}

/**
 * Answers from one index, each worked out once: an index never changes, so neither does what it tells. The index of another
 * generation has answers of its own. One that was worked out while something failed is as good as could be then, and is
 * not kept.
 */
export class AnswerCache implements Pick<Answerer, 'answer'> {
  private readonly answerer: Pick<Answerer, 'answer'>;
  private readonly now: () => number;
  private readonly failures: () => number;
  private readonly answers: LRUCache<string, Promise<CitedAnswer>>;

  constructor(
    answerer: Pick<Answerer, 'answer'>,
    { most = MOST_ANSWERS, now = () => performance.now(), failures = () => 0 }: AnswerCacheOptions = {},
  ) {
    this.answerer = answerer;
    this.now = now;
    this.failures = failures;
    this.answers = new LRUCache({ max: most });
  }

  /** As {@link Answerer.answer}. A question that is asked again while it is being answered waits for the same answer. */
  async answer(text: string, options: AnswerOptions = {}): Promise<CitedAnswer> {
    const began = this.now();
    const key = keyOf(text, options);
    const kept = this.answers.get(key);
    if (kept !== undefined) {
      const answer = await kept;
      return { ...answer, question: { ...answer.question, text }, tookMs: this.now() - began };
    }
    const failuresBefore = this.failures();
    const answering = this.answerer.answer(text, options);
    this.answers.set(key, answering);
    try {
      const answer = await answering;
      // Maybe it failed at another question that was being answered: that costs no more than to answer this one again.
      if (this.failures() !== failuresBefore || answer.lexicalOnly) this.answers.delete(key);
      return answer;
    } catch (error) {
      // What went wrong once may go well the next time.
      this.answers.delete(key);
      throw error;
    }
  }
}

/** The same for questions that differ in nothing but blanks and the way their characters are composed. */
function keyOf(text: string, { filter = {}, earlier = [], limit }: AnswerOptions): string {
  const normalized = [text, ...earlier].map((question) =>
    question.normalize('NFC').trim().replaceAll(/\s+/gu, ' '),
  );
  return JSON.stringify([normalized, filter.from, filter.to, filter.publisher, limit]);
}
