import type { Reranker } from './reranker.js';

/**
 * Scores as another reranker does. Where that fails it judges no text, and never rejects: the stage that makes a ranking
 * better must not cost the answer.
 */
export class ForgivingReranker implements Reranker {
  readonly name: string;
  readonly #reranker: Reranker;
  #onFailure: ((error: unknown) => void) | null;

  /**
   * @param reranker - closed with this one
   * @param onFailure - hears of the first failure only: what fails once mostly fails at every question
   */
  constructor(reranker: Reranker, onFailure: (error: unknown) => void) {
    this.name = reranker.name;
    this.#reranker = reranker;
    this.#onFailure = onFailure;
  }

  async score(question: string, texts: readonly string[]): Promise<number[]> {
    try {
      return await this.#reranker.score(question, texts);
    } catch (error) {
      this.#onFailure?.(error);
      this.#onFailure = null;
      return texts.map(() => NaN);
    }
  }

  close(): Promise<void> {
    // Calls under way reject now because they are meant to.
    this.#onFailure = null;
    return this.#reranker.close();
  }
}
