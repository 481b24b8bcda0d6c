import type { Article, CorpusProblem, DroppedBlock, Passage, PassedOver } from '../corpus/article.js';
import type { Embedder } from '../embedding/embedder.js';
import type { IndexStore } from './passage-index.js';

/** A file of the articles folder, before it is read. */
export interface CorpusFile {
  /** As {@link Article.path}. */
  readonly path: string;
  /** As {@link Article.id}: no two files have the same. */
  readonly id: string;
  /** SHA-256 (hex) of the file's bytes. */
  readonly contentHash: string;
}

export interface CorpusListing {
  readonly files: readonly CorpusFile[];
  /** Files and folders that could not be looked at. */
  readonly problems: readonly CorpusProblem[];
  readonly passedOver: readonly PassedOver[];
}

/** An article and what of its file is not in its text, or why there is none. */
export type ReadResult =
  | { readonly article: Article; readonly dropped: readonly DroppedBlock[] }
  | { readonly problem: CorpusProblem };

/** What a reindex works with; put together at the composition root. */
export interface ReindexParts {
  /** @throws {@link UserError} when the folder is missing. */
  listFiles(): Promise<CorpusListing>;
  readArticle(file: CorpusFile): Promise<ReadResult>;
  chunk(article: Article): Promise<readonly Passage[]>;
  /** The text that is embedded for a passage. */
  embeddingText(article: Article, passage: Passage): string;
  /** As {@link IndexIdentity.chunking}: names the rules of reading, {@link chunk} and {@link embeddingText}. */
  readonly chunking: string;
  readonly embedder: Pick<Embedder, 'dimensions' | 'fingerprint' | 'name' | 'embedPassages'>;
  readonly store: IndexStore;
  now(): Date;
}

/**
 * How far a reindex has come. `reading` counts articles, `embedding` passages, `publishing` passages stored, or just 1 where
 * that is done in a moment.
 */
export interface ReindexProgress {
  readonly phase: 'reading' | 'embedding' | 'publishing';
  readonly done: number;
  readonly total: number;
}

export interface ReindexOptions {
  /**
   * Read everything again, and embed all that no run since the last publishing has embedded: whatever the index holds, it
   * is not trusted.
   */
  readonly full?: boolean;
  /** Read and count, but embed nothing and write nothing. */
  readonly dryRun?: boolean;
  /** Goes on where more than half of the articles in the index would be removed. */
  readonly mayShrink?: boolean;
  readonly onProgress?: (progress: ReindexProgress) => void;
  /** Stops the reindex with the signal's reason; nothing is published then. */
  readonly signal?: AbortSignal;
}

/** What of an article's file is not in its text. */
export interface LeftOut {
  /** As {@link Article.path}. */
  readonly path: string;
  readonly blocks: readonly DroppedBlock[];
}

/** What a reindex did, or with `dryRun` would do. */
export interface ReindexSummary {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Articles whose file is as it was, also those that were read and embedded again nevertheless. */
  readonly unchanged: number;
  /** Length of {@link problems}. */
  readonly failed: number;
  /** Passages in the index. */
  readonly passages: number;
  /** Texts embedded; equal ones only once. */
  readonly embedded: number;
  /** Passages that took the vector of an equal text, of the index or of a run that did not come to its end. */
  readonly reused: number;
  readonly seconds: number;
  /** Name of the generation published; null when nothing had to change, and in a dry run. */
  readonly generation: string | null;
  /** What was wrong with the index before, which the generation published has mended; left out when nothing was. */
  readonly damage?: string;
  /** Every file that could not be indexed as it is now. */
  readonly problems: readonly CorpusProblem[];
  /** What the folder holds besides articles; nothing is wrong with it. */
  readonly passedOver: readonly PassedOver[];
  /** Paths of the articles whose last good version stays because their file cannot be read now. */
  readonly retained: readonly string[];
  /** Of every file that was read, in a dry run of every file: what is not in its article's text, where anything is not. Ordered by path. */
  readonly leftOut: readonly LeftOut[];
}
