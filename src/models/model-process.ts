import path from 'node:path';
import type { Settings } from '../config/settings.js';
import type { Reading, PassageToRead } from '../reading/reader.js';
import { Program, type Remote } from '../lib/channel.js';
import { UserError } from '../lib/errors.js';
import type { DownloadProgress, LocatedModel, ResolvedModel } from './locate-model.js';

/** Compiled or not, the program lies beside this file with the same extension. */
const PROGRAM = new URL(`./model-worker${path.extname(import.meta.url)}`, import.meta.url);

/** What the texts to embed are: each role has its prefix in the model profile. */
export type TextRole = 'query' | 'passage';

/** What is known of an embedding model once it is loaded. */
export interface ModelDescription {
  /** Elements of every vector; its length is 1. */
  readonly dimensions: number;
  /** Tokens that one text may hold, special tokens and the profile's prefix already taken off. */
  readonly maxTokens: number;
  /** Identity of the model: same fingerprint, same text, same vector. Changes with the weights, tokenizer or prefixes. */
  readonly fingerprint: string;
}

/** What the model process does. It does one thing at a time; what is short and waited for comes first. */
export interface ModelFunctions {
  /** Loads the embedding model, downloading it first if it is the hub's and not in the cache yet. Once. */
  openEmbedder(model: ResolvedModel, hub: string): ModelDescription;
  /** The same of the reading model. */
  openReader(model: LocatedModel, hub: string): void;
  /** Tokens in each text, without special tokens. */
  countTokens(texts: readonly string[]): number[];
  /** The vectors of one batch of texts, laid end to end. */
  embed(role: TextRole, texts: readonly string[]): Float32Array;
  /** What one batch of passages has to say to a question. */
  read(question: string, passages: readonly PassageToRead[]): Reading[];
}

/** What it tells meanwhile. */
export interface ModelEvents {
  onDownload(progress: DownloadProgress): void;
}

/** What opening a model needs of the settings besides its name, and who hears of a download. */
export interface OpeningOptions extends Pick<Settings, 'modelCacheDir' | 'modelHub'> {
  readonly onDownload?: (progress: DownloadProgress) => void;
}

/**
 * The process that holds the models.
 *
 * It is a process and not a thread because onnxruntime-node 1.14 survives no ending of a thread: terminating one that
 * runs a model aborts the whole program, a second thread that loads the addon corrupts its memory, and after the last
 * one has gone it cannot be loaded again.
 *
 * When the process stops unasked, every call under way and every later one rejects; it is not started again, since
 * what stopped it (too little memory, a broken installation) would stop it again.
 */
export class ModelProcess {
  readonly #program: Program<ModelFunctions>;
  readonly #what: string;

  /**
   * @param what - the models that it is to open, in messages to people: "embedding model vi-en-mini"
   * @param program - what the process runs, in place of the program that holds models: for tests of how processes end
   */
  constructor(what: string, onDownload?: OpeningOptions['onDownload'], program: URL = PROGRAM) {
    this.#what = what;
    const events: ModelEvents = {
      onDownload(progress) {
        onDownload?.(progress);
      },
    };
    this.#program = new Program(program, events, {
      // What it does takes place in onnxruntime: a smaller heap saves some 20 MB and costs it no time.
      nodeOptions: ['--optimize-for-size'],
      stopped: (how, lastWords) =>
        new UserError(
          'model-broken',
          `The process that runs the ${what} stopped (${how}).`,
          'Start the program again. If it stops again, the machine may have too little memory for this model.',
          lastWords && { cause: lastWords },
        ),
    });
  }

  /** @throws what the function throws; {@link UserError} `model-broken` when the process has stopped */
  async call<Result>(ask: (remote: Remote<ModelFunctions>) => Promise<Result>): Promise<Result> {
    return await this.#program.call(ask);
  }

  /** Ends the process at once; calls under way reject. It holds nothing that would have to be put in order. */
  async close(): Promise<void> {
    this.#program.close(new Error(`The ${this.#what} is closed.`));
    await this.#program.kill();
  }
}

/** On 2 cores, batches of 1 to 4 were the fastest; the largest ever run sets the process's memory for good. */
const MAX_TEXTS = 4;

/** About 500 tokens of Vietnamese, so that a question need not wait long for a batch of long passages to end. */
const MAX_CHARACTERS = 2_000;

/**
 * Groups texts into batches, given as their positions. A batch is padded to its longest text, so texts of like length
 * go together. A text over the limit of characters goes alone.
 *
 * @param lengths - length of each text in UTF-16 units
 */
export function planBatches(lengths: readonly number[]): number[][] {
  const byLength = [...lengths.entries()].sort(([, a], [, b]) => a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const [position, length] of byLength) {
    // In ascending order the newest text is the longest, and all are padded to it.
    if (batch.length === MAX_TEXTS || (batch.length + 1) * length > MAX_CHARACTERS) {
      batches.push(batch);
      batch = [];
    }
    batch.push(position);
  }
  batches.push(batch);
  return batches.filter(({ length }) => length > 0);
}
