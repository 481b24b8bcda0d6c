import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../config/settings.js';
import type { Reading, PassageToRead } from '../reading/reader.js';
import { Program, type Remote } from '../lib/channel.js';
import { UserError } from '../lib/errors.js';
import type { DownloadProgress, LocatedModel } from './model-files.js';
import type { ResolvedModel } from '../embedding/model-families.js';

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

export interface ModelEvents {
  onDownload(progress: DownloadProgress): void;
}

/** What opening a model needs of the settings besides its name. */
export type OpeningOptions = Pick<Settings, 'modelCacheDir' | 'modelHub' | 'modelThreads'>;

/**
 * The process that holds the models.
 *
 * It is a process and not a thread because onnxruntime-node 1.14 survives no ending of a thread: terminating one that
 * runs a model aborts the whole program, a second thread that loads the addon corrupts its memory, and after the last
 * one has gone it cannot be loaded again.
 *
 * When the process stops unasked, or does not answer, calls under way reject, and so do later ones until another has opened what it had
 * open. One that stops before anything is open is not replaced: what stopped it (a broken installation) would stop the next.
 */
export class ModelProcess {
  readonly #what: string;
  readonly #start: () => Program<ModelFunctions>;
  readonly #opened: Ask<unknown>[] = [];
  readonly #hangsAfter: number;
  readonly #opensWithin: number;
  #program: Program<ModelFunctions>;
  /** Is being prepared to take the place of one that stopped. */
  #successor: Program<ModelFunctions> | null = null;
  #isClosed = false;
  #isDown = false;
  #restarts = 0;
  /** When it last gave something back, and when it was last replaced: milliseconds of a clock that only goes forward. */
  #lastSign = -Infinity;
  #replacedAt = -Infinity;
  /** When one last told of a download, by the same clock. */
  #lastProgress = -Infinity;
  #wait = 0;

  /**
   * @param what - the models that it is to open, in messages to people: "embedding model vi-en-mini"
   * @param program - what the process runs, in place of the program that holds models: for tests of how processes end
   * @param hangsAfter - milliseconds without a sign after which a process that is waited for is taken to hang
   * @param opensWithin - the same of one that opens again what was open
   */
  constructor(
    what: string,
    onDownload?: (progress: DownloadProgress) => void,
    program: URL = PROGRAM,
    hangsAfter = HANGS_AFTER,
    opensWithin = OPENS_WITHIN,
  ) {
    this.#opensWithin = opensWithin;
    this.#what = what;
    this.#hangsAfter = hangsAfter;
    const events: ModelEvents = {
      onDownload: (progress) => {
        this.#lastProgress = performance.now();
        onDownload?.(progress);
      },
    };
    this.#start = () =>
      new Program(program, events, {
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
    this.#program = this.#start();
    this.#watch(this.#program);
  }

  /** False while the process has stopped and none has taken its place. */
  get isUp(): boolean {
    return !this.#isDown;
  }

  /** How often another process has taken the place of one that stopped. */
  get restarts(): number {
    return this.#restarts;
  }

  /** {@link call} for what opens a model: a process that takes this one's place opens it, too. */
  async open<Result>(ask: Ask<Result>): Promise<Result> {
    const result = await this.call(ask);
    this.#opened.push(ask);
    return result;
  }

  /**
   * @param withinMs - milliseconds that whoever asks waits; a process that gives nothing back for longer than one may is ended
   * @throws what the function throws; {@link UserError} `model-broken` when the process has stopped or the time is over
   */
  async call<Result>(ask: Ask<Result>, withinMs = Infinity): Promise<Result> {
    const program = this.#program;
    const began = performance.now();
    const asked = program.call(ask).finally(() => {
      this.#lastSign = performance.now();
    });
    if (withinMs === Infinity) return await asked;
    const left = () => began + withinMs - performance.now();
    return await inTime(asked, left, () => {
      this.#suspect(program, began);
      return this.#late(withinMs);
    });
  }

  /** Ends the process at once; calls under way reject. It holds nothing that would have to be put in order. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = new Error(`The ${this.#what} is closed.`);
    await Promise.all(
      [this.#program, this.#successor].map(async (program) => {
        program?.close(closed);
        await program?.kill();
      }),
    );
  }

  #late(withinMs: number): UserError {
    return new UserError(
      'model-broken',
      `The process that runs the ${this.#what} did not answer within ${withinMs / 1000} s.`,
      'If this happens again, the machine may be too slow for this model, or has too much else to do.',
    );
  }

  /** Ends a process that has given nothing back since `began`, or will have by the time that it must. */
  #suspect(program: Program<ModelFunctions>, began: number): void {
    const check = () => {
      if (this.#lastSign < began && program === this.#program && !this.#isClosed)
        program.child.kill('SIGKILL');
    };
    const left = began + this.#hangsAfter - performance.now();
    if (left <= 0) check();
    else setTimeout(check, left).unref();
  }

  #watch(program: Program<ModelFunctions>): void {
    void program.ended.then(() => {
      if (this.#isClosed || program !== this.#program || this.#opened.length === 0) return;
      this.#isDown = true;
      void this.#replace();
    });
  }

  /** Starts another at once, and where that does not last either, after longer and longer waits. */
  async #replace(): Promise<void> {
    if (performance.now() - this.#replacedAt > LASTS) this.#wait = 0;
    for (;;) {
      await sleep(this.#wait, undefined, { ref: false });
      this.#wait = Math.min(LONGEST_WAIT, Math.max(FIRST_WAIT, 2 * this.#wait));
      if (this.#isClosed) return;
      const program = this.#start();
      this.#successor = program;
      try {
        for (const open of this.#opened) await this.#reopen(program, open);
        this.#successor = null;
        this.#program = program;
        this.#isDown = false;
        this.#restarts += 1;
        this.#replacedAt = performance.now();
        this.#watch(program);
        return;
      } catch {
        await program.kill();
      }
    }
  }

  /** Has a successor open what was open; it may take long for as long as it tells of a download. */
  async #reopen(program: Program<ModelFunctions>, open: Ask<unknown>): Promise<void> {
    this.#lastProgress = performance.now();
    const left = () => this.#lastProgress + this.#opensWithin - performance.now();
    await inTime(program.call(open), left, () => this.#late(this.#opensWithin));
  }
}

/**
 * What comes of `work` as long as there is time; what comes of it later is nobody's.
 *
 * @param left - milliseconds, which may have become more by the time that they are over
 */
async function inTime<T>(work: Promise<T>, left: () => number, late: () => Error): Promise<T> {
  const timers = new AbortController();
  const tooLate = (async () => {
    for (let ms = left(); ms > 0; ms = left()) {
      await sleep(ms, undefined, { signal: timers.signal, ref: false });
    }
    throw late();
  })();
  work.catch(() => undefined);
  tooLate.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    timers.abort();
  }
}

type Ask<Result> = (remote: Remote<ModelFunctions>) => Promise<Result>;

const HANGS_AFTER = 20_000;
/** Milliseconds that opening a model again may take, where nothing is downloaded: it takes a second or two. */
const OPENS_WITHIN = 60_000;
/** Milliseconds between two restarts: none before the first, then doubled; and after which one is taken to have lasted. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const LASTS = 60_000;

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
