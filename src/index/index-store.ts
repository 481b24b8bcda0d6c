import type { Article, Passage } from '../corpus/article.js';
import type { UserError } from '../lib/errors.js';
import type { IndexIdentity } from './passage-index.js';

/** A passage, and the key of the vector that stands for it. */
interface KeyedPassage {
  readonly passage: Passage;
  /** Names the text that was embedded and the model: equal keys, equal vectors. See `gather-articles.ts`. */
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
  /** Generation that they were built from, kept to go back to; what is published now when left out. */
  readonly builtFrom?: string;
  /** No two with one id. */
  readonly articles: readonly IndexedArticle[];
  /** By key, a unit vector for every key of {@link articles} that {@link takenOver} has none for; others are ignored. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** The published index whose vectors are kept for the keys that {@link vectors} lacks; none when left out. */
  readonly takenOver?: PublishedIndex;
}

/** The generation that readers get now, as the next one is built from it. */
export interface PublishedIndex {
  readonly generation: string;
  /** What is wrong with a newer one, in whose place readers get this; null when this is the newest. */
  readonly damage: UserError | null;
  readonly identity: IndexIdentity;
  readonly articles: readonly IndexedArticle[];
  /** The vector of every key in {@link articles}. Costly: read only when some can be reused. */
  vectors(): Promise<ReadonlyMap<string, Float32Array>>;
}

/** What was embedded since the last publishing, by runs that did not come to it. */
export interface EmbeddingProgress {
  /** By key, see `gather-articles.ts`. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /**
   * Keeps more of them, on disk when it resolves. To be called within {@link IndexStore.exclusively}.
   *
   * @throws {@link UserError} `index-unwritable`
   */
  keep(vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** Lets all of it go: the index has what it needs. To be called within {@link IndexStore.exclusively}. */
  forget(): Promise<void>;
}

/** What going back to the generation before has changed. */
export interface RolledBack {
  /** The one gone back from; when it was built is unknown where it is damaged. */
  readonly from: { readonly generation: string; readonly builtAt: string | null };
  /** The one that readers get now. Times are ISO 8601 in UTC. */
  readonly to: {
    readonly generation: string;
    readonly builtAt: string;
    readonly modelName: string;
    readonly articles: number;
    readonly passages: number;
  };
}

/** The writing side of an index: {@link PassageIndex} is the reading side. */
export interface IndexStore {
  /**
   * What is published; null when nothing is, or nothing that this version of the program can read.
   *
   * @throws {@link UserError} `index-damaged` when no generation is whole
   */
  published(): Promise<PublishedIndex | null>;
  /**
   * Runs `work` while no other writer can.
   *
   * @throws {@link UserError} `index-locked` or `index-unwritable`, without having run `work`.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Reads what was embedded and not published; what of it is damaged is left out. */
  embeddingProgress(): Promise<EmbeddingProgress>;
  /**
   * Makes `contents` what readers get from now on, all at once. To be called within {@link exclusively}.
   *
   * @param onStored - hears how many of the new vectors are stored, where that takes its time
   * @returns the name of the new generation.
   * @throws {@link UserError} `index-unwritable`; readers still get the generation before then.
   */
  publish(contents: IndexContents, onStored?: (done: number, total: number) => void): Promise<string>;
  /**
   * Makes readers get the generation before again. To be called within {@link exclusively}.
   *
   * @throws {@link UserError} `index-missing`, `index-damaged`, `index-incompatible`, `index-unwritable`, and
   * `rollback-impossible` when there is none; nothing has changed then.
   */
  rollBack(): Promise<RolledBack>;
}
