/** What is measured of a program or library that answers from passages; each runs in a process of its own. */
export interface Contender {
  /** Builds its index with the model, embedding included, and writes it where it can be written. */
  build(): Promise<void>;
  /** Writes the index that {@link open} opens out of the vectors there are. Nothing for those that have no such index. */
  prepare(): Promise<void>;
  /** Makes ready for questions. */
  open(): Promise<void>;
  /**
   * What a question brings: the embedding of its text, the search, and what of answering the contender does.
   *
   * @returns number of citations or passages
   */
  ask(question: string): Promise<number>;
  /** Bytes of what it keeps on disk; null when it keeps nothing, or cannot for its size. */
  storedBytes(): Promise<number | null>;
  close(): Promise<void>;
}

/** Passages that every peer is to bring for a question. */
export const PASSAGES_WANTED = 10;

/** Those that can be measured. */
export type ContenderName =
  'dan-nguon' | 'dan-nguon-finding' | 'vectra' | 'vectra-bm25' | 'langchain' | 'orama';
