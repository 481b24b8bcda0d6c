import { statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT, type Settings } from '../config/settings.js';
import type { Reading, PassageToRead } from '../reading/reader.js';
import { Program, type Remote } from '../lib/channel.js';
import { UserError } from '../lib/errors.js';
import type { DownloadProgress, LocatedModel, ModelPlaces, ResolvedModel } from './locate-model.js';

/** Compiled or not, the program lies beside this file with the same extension. */
const PROGRAM = new URL(`./model-worker${path.extname(import.meta.url)}`, import.meta.url);

/** What the texts to embed are: each role has its prefix in the model profile. */
export type TextRole = 'query' | 'passage';

/** What is known of an embedding model once it is loaded; the fields are those of the `Embedder`. */
export interface ModelDescription {
  readonly dimensions: number;
  readonly maxTokens: number;
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

/** Where this machine keeps models. */
export function modelPlaces({ modelCacheDir }: Pick<Settings, 'modelCacheDir'>): ModelPlaces {
  return {
    root: PROJECT_ROOT,
    builtInDir: path.join(PROJECT_ROOT, 'data', 'models'),
    cacheDir: modelCacheDir,
    isFolder: (folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false,
  };
}
