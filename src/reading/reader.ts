import type { Span } from '../corpus/article.js';

/** A passage as a reader sees it. */
export interface PassageToRead {
  /** Title of its article; it tells what the passage is about, but no answer lies in it. */
  readonly title: string;
  readonly text: string;
}

/** Words of a passage that may answer, and how well they do. */
export interface AnswerSpan extends Span {
  /**
   * Logit of its begin plus logit of its end, less those of "this passage does not tell": above 0 it rather answers. It can be compared
   * between the passages of a question, which a softmax within each passage cannot (Clark & Gardner 2018), and is no probability yet.
   */
  readonly margin: number;
}

/** What a reader makes of one passage. */
export interface Reading {
  /** The best spans, best first, none of which overlap; at least one where the text has a word. */
  readonly spans: readonly AnswerSpan[];
  /**
   * How surely the passage tells at all, as a logit of its own; the best margin, from a model that has no such output. Like that it is no
   * probability yet.
   */
  readonly tells: number;
}

/**
 * Extractive question answering with abstention: for a question and a passage, the words that answer, or how clearly the passage does
 * not tell.
 */
export interface Reader {
  /** Name for people, as in the setting READER_MODEL. */
  readonly name: string;
  /**
   * Reads each passage for the question.
   *
   * @param withinMs - milliseconds after which nobody waits for it: passages that were not begun by then are not read
   * @returns a reading for each passage, in the order given; null for one that was not read in time
   */
  read(
    question: string,
    passages: readonly PassageToRead[],
    withinMs: number,
  ): Promise<readonly (Reading | null)[]>;
}
