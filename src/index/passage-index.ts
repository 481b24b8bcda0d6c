import type { Article, Passage } from '../corpus/article.js';
import { UserError } from '../lib/errors.js';
import type { Embedder } from '../embedding/embedder.js';

/** Which articles may be searched. An article whose date is unknown never matches a date bound. */
export interface ArticleFilter {
  /** First day, `YYYY-MM-DD`, inclusive. */
  readonly from?: string | undefined;
  /** Last day, `YYYY-MM-DD`, inclusive. */
  readonly to?: string | undefined;
  /** Publisher's whole name, compared without case and diacritics. */
  readonly publisher?: string | undefined;
}

/** A passage and its cosine similarity to the query vector, -1 to 1. */
export interface NearestPassage {
  /** Position in {@link PassageIndex.passages}. */
  readonly position: number;
  readonly similarity: number;
}

/** What an index was built with; an index is only queried by what built it. */
export interface IndexIdentity {
  readonly formatVersion: number;
  readonly modelName: string;
  readonly modelFingerprint: string;
  readonly dimensions: number;
  /** Names the rules that cut passages and what is put before them, so that a change of either rebuilds. */
  readonly chunking: string;
}

/**
 * What is worked out of a generation and kept beside it, for the next process that opens it. None of it is needed, and any may be
 * lost: that it can't be kept is no error. A reader has to tell by itself whether what it gets is whole, and made as it would
 * make it.
 */
export interface DerivedData {
  /** What was kept under a name; null where nothing is, or it can't be read. Waits for the disk. */
  read(name: string): Uint8Array | null;
  /**
   * Keeps something under a name, in place of what was, all at once.
   *
   * @param chunks - its bytes, asked for one after the other while they are written
   * @returns when it is there, or it is clear that it can't be; never rejects
   */
  keep(name: string, chunks: Iterable<Uint8Array>): Promise<void>;
}

/** One published, complete index, open for reading. It never changes once opened. */
export interface PassageIndex {
  readonly identity: IndexIdentity;
  /** Name of the generation it was opened from. */
  readonly generation: string;
  /** When it was built, ISO 8601 in UTC. */
  readonly builtAt: string;
  /** What is wrong with a newer generation, in whose place this one was opened; left out when this is the newest. */
  readonly damage?: UserError;
  /** Left out where nothing can be kept beside the index. */
  readonly derived?: DerivedData;
  readonly articles: readonly Article[];
  /** All passages, grouped by article, in order of {@link Passage.ordinal}. */
  readonly passages: readonly Passage[];
  /**
   * The `limit` passages nearest to `vector` among those whose article is in `articleIds` (all, when undefined),
   * best first.
   */
  nearest(vector: Float32Array, limit: number, articleIds?: ReadonlySet<string>): Promise<NearestPassage[]>;
}

/** How what holds an index does, where that is a server of its own. */
export interface StorageHealth {
  /** False from a query that got no answer until one does again. */
  readonly answers: boolean;
  /** Whether it takes what is asked and says nothing: what waits for it waits in vain. */
  readonly isSilent: boolean;
  /** Unix milliseconds of the last answer; null before the first. */
  readonly lastAnswerAt: number | null;
  /** Milliseconds that it took; null before the first. */
  readonly latencyMs: number | null;
  /** Milliseconds that the oldest query under way has waited; 0 where there is none. */
  readonly waitingMs: number;
}

/** Looks which generation is published, as often as it is asked to. */
export interface GenerationWatcher {
  /**
   * The name of the generation to read, null when none was ever published. Cheap.
   *
   * @throws {@link UserError} `index-damaged`, and those of the database
   */
  current(): Promise<string | null>;
  /** Left out where the index is in a folder. */
  readonly health?: StorageHealth;
  /** Ends within a second, whatever is under way. */
  close(): Promise<void>;
}

/** Raised with every change of what an index holds on disk, so that an older index is rebuilt and never misread. */
export const INDEX_FORMAT_VERSION = 1;

/** What an index must have been built with to be queried by `embedder`, its passages cut by the rules named `chunking`. */
export function identityFor(
  embedder: Pick<Embedder, 'dimensions' | 'fingerprint' | 'name'>,
  chunking: string,
): IndexIdentity {
  return {
    formatVersion: INDEX_FORMAT_VERSION,
    modelName: embedder.name,
    modelFingerprint: embedder.fingerprint,
    dimensions: embedder.dimensions,
    chunking,
  };
}

/**
 * One phrase for each thing in which `found` differs from `expected`; empty when the index may be queried.
 * The model's name is for people only: the same model under another name is the same model.
 */
export function identityDifferences(found: IndexIdentity, expected: IndexIdentity): string[] {
  const differences: string[] = [];
  if (found.formatVersion !== expected.formatVersion) {
    differences.push(`format ${found.formatVersion}, not ${expected.formatVersion}`);
  }
  if (found.modelFingerprint !== expected.modelFingerprint || found.dimensions !== expected.dimensions) {
    differences.push(`embedding model ${describeModel(found)}, not ${describeModel(expected)}`);
  }
  if (found.chunking !== expected.chunking) {
    differences.push(`passages cut by ${found.chunking}, not ${expected.chunking}`);
  }
  return differences;
}

/** The error for an index that something else has built; `differences` as from {@link identityDifferences}. */
export function indexIncompatible(indexDir: string, differences: readonly string[]): UserError {
  return new UserError(
    'index-incompatible',
    `The index in ${indexDir} was built otherwise than this program would: ${differences.join('; ')}.`,
    'Run `npm run reindex` to rebuild it, or set EMBEDDING_MODEL back to the model that it was built with.',
  );
}

function describeModel(identity: IndexIdentity): string {
  return `${identity.modelName} (${identity.dimensions} dimensions, ${identity.modelFingerprint.slice(0, 12)})`;
}

/** A passage, and the key of the vector that stands for it. */
interface KeyedPassage {
  readonly passage: Passage;
  /** Names the text that was embedded and the model: equal keys, equal vectors. See `gather-articles.ts`. */
  readonly key: string;
}

export interface IndexedArticle {
  readonly article: Article;
  /** In order of their ordinals. */
  readonly passages: readonly KeyedPassage[];
}

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
