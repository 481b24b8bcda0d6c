/**
 * Judges how well texts answer a question by reading the question and each text together: slower than comparing their
 * vectors, and nearer to the point.
 */
export interface Reranker {
  /** Name for people, as in the setting RERANK_MODEL. */
  readonly name: string;
  /**
   * How well each text answers the question, 0 to 1, in the order given: comparable within one question only. NaN for a
   * text that could not be judged.
   */
  score(question: string, texts: readonly string[]): Promise<number[]>;
  /** Lets the model go. Calls under way reject. */
  close(): Promise<void>;
}
