import type { Article, Passage } from '../corpus/article.js';
import type { IndexIdentity } from './passage-index.js';

/** A passage, and the key of the vector that stands for it. */
interface KeyedPassage {
  readonly passage: Passage;
  /** Names the text that was embedded and the model: equal keys, equal vectors. See `passage-key.ts`. */
  readonly key: string;
}

/** An article as an index holds it. */
export interface IndexedArticle {
  readonly article: Article;
  /** In order of their ordinals. */
  readonly passages: readonly KeyedPassage[];
}

/** Everything that goes into a new generation. */
export interface IndexContents {
  readonly identity: IndexIdentity;
  readonly builtAt: Date;
  /** No two with one id. */
  readonly articles: readonly IndexedArticle[];
  /** A unit vector for every key of {@link articles}; others are ignored. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/** The generation that readers get now, as the next one is built from it. */
export interface PublishedIndex {
  readonly generation: string;
  readonly identity: IndexIdentity;
  readonly articles: readonly IndexedArticle[];
  /** The vector of every key in {@link articles}. Costly: read only when some can be reused. */
  vectors(): Promise<ReadonlyMap<string, Float32Array>>;
}

/** The writing side of an index: {@link PassageIndex} is the reading side. */
export interface IndexStore {
  /**
   * What is published; null when nothing is, or nothing that this version of the program can read.
   *
   * @throws {@link UserError} `index-damaged`
   */
  published(): Promise<PublishedIndex | null>;
  /**
   * Runs `work` while no other writer can.
   *
   * @throws {@link UserError} `index-locked`, without having run `work`.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Makes `contents` what readers get from now on, all at once. To be called within {@link exclusively}.
   *
   * @returns the name of the new generation. When it throws, readers still get the one before.
   */
  publish(contents: IndexContents): Promise<string>;
}
