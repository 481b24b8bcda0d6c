import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { CitedAnswer } from '../answer/cited-answer.js';
import type { Reading } from '../answer/answer.js';
import type { Article } from '../corpus/article.js';
import type { Embedder } from '../embedding/embedder.js';
import type { IndexLocation } from '../index/open-index.js';
import type { IndexIdentity } from '../index/passage-index.js';
import { openChannel, workerPort, type Remote } from '../lib/channel.js';
import type { Reader } from '../reading/reader.js';
import type { SearchResult } from '../retrieval/hybrid-retriever.js';
import type { AskOptions, Catalogue } from './answering.js';

/** What a thread of one index does. `open` comes first and once. */
export interface ThreadFunctions {
  /** @param identity - what the index must have been built with */
  open(location: IndexLocation, identity: IndexIdentity): OpenedIndex;
  answer(text: string, options: AskOptions): CitedAnswer;
  search(text: string, options: AskOptions): SearchResult;
  article(id: string): Article | null;
}

/** What it asks of who started it: models live in a process of their own, which that one talks to. */
export interface StarterFunctions extends QueryEmbedder, Pick<Reader, 'read'> {
  /** {@link Catalogue.keyphrases} of the index opened: once, some time after `open` is done. */
  tellKeyphrases(keyphrases: readonly string[]): void;
}

/** A catalogue whose keyphrases are not known yet. */
export type OpenedIndex = Omit<Catalogue, 'keyphrases'>;

/** What a thread is started with, as its `workerData`. */
export interface ThreadData {
  /** How passages are read, by a reader that is to be asked; null where they are only found. */
  readonly reading: Omit<Reading, 'reader'> | null;
}

/** What a thread needs of the embedder: it asks for the vectors of questions. */
export type QueryEmbedder = Pick<Embedder, 'embedQueries'>;

/**
 * Megabytes for what was made last (48 by V8's own measure): an answer makes a few megabytes of garbage, and collecting them more often was not
 * seen in its time.
 */
const YOUNG_MEGABYTES = 16;

/** The thread stopped, unasked, or was closed before it had answered; nothing is wrong with the call itself. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

/**
 * A thread that answers from one generation of the index, seen from the one that started it. It keeps the process alive
 * until it is closed.
 */
export class AnsweringThread {
  /** Resolves when nothing is left of it, with the reason why it stopped; null when it was closed. */
  readonly ended: Promise<ThreadEnded | null>;
  /** `Catalogue.keyphrases` of the index that it has opened, found some time after that; pending for ever where it ends before. */
  readonly keyphrases: Promise<readonly string[]>;
  readonly #worker: Worker;
  readonly #remote: Remote<ThreadFunctions, StarterFunctions>;
  #load = 0;
  /** Why later calls reject; undefined while it is in use. */
  #end: ThreadEnded | undefined;

  /**
   * @param entry - `answering-worker`, compiled or not
   * @param embedder - of the model that the index was built with
   * @param reading - null where passages are only found
   */
  constructor(entry: URL, embedder: QueryEmbedder, reading: Reading | null = null) {
    const workerData: ThreadData = {
      reading: reading && { answerability: reading.answerability, mostPassages: reading.mostPassages },
    };
    this.#worker = new Worker(entry, {
      ...loaderFor(entry),
      name: 'answering',
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    let failure: unknown;
    this.#worker.on('error', (error) => {
      failure = error;
    });
    this.#worker.on('messageerror', (error) => {
      failure = error;
      void this.#worker.terminate();
    });
    let tellKeyphrases: StarterFunctions['tellKeyphrases'] = () => undefined;
    this.keyphrases = new Promise((resolve) => {
      tellKeyphrases = resolve;
    });
    this.#remote = openChannel<ThreadFunctions, StarterFunctions>(workerPort(this.#worker), {
      tellKeyphrases,
      embedQueries: (texts) => embedder.embedQueries(texts),
      read: async (question, passages, withinMs) => {
        if (reading === null) throw new Error('There is no reader.');
        return await reading.reader.read(question, passages, withinMs);
      },
    });
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        const closed = this.#end !== undefined;
        const how = failure instanceof Error ? failure.message : `exit code ${code}`;
        const reason = new ThreadEnded(`The thread that answers stopped (${how}).`, { cause: failure });
        // First those who watch the thread, so that they give it no more when its calls reject.
        resolve(closed ? null : reason);
        this.#stop(reason);
      });
    });
  }

  get load(): number {
    return this.#load;
  }

  /**
   * Has the thread do something. It begins calls in the order in which they come and has several under way at once: one
   * waits for its query vector while another is worked on.
   *
   * @throws {@link ThreadEnded} when it ends first; {@link UserError} `index-missing`, `index-incompatible` and
   * `index-damaged` when there is nothing to open; what the embedder throws.
   */
  async run<Result>(
    ask: (remote: Remote<ThreadFunctions, StarterFunctions>) => Promise<Result>,
  ): Promise<Result> {
    if (this.#end !== undefined) throw this.#end;
    this.#load += 1;
    try {
      return await ask(this.#remote);
    } finally {
      this.#load -= 1;
    }
  }

  /** Ends a thread that does not come to an end by itself, as if it had stopped: calls under way reject, and it is replaced. */
  abandon(): void {
    void this.#worker.terminate();
  }

  /** Ends the thread at once; calls under way reject. */
  async close(): Promise<void> {
    this.#stop(new ThreadEnded('The thread that answers is closed.'));
    await this.#worker.terminate();
    await this.ended;
  }

  #stop(reason: ThreadEnded): void {
    if (this.#end !== undefined) return;
    this.#end = reason;
    void this.#remote.$rejectPendingCalls(({ reject }) => {
      reject(reason);
    });
    this.#remote.$close();
  }
}

/**
 * What a thread needs to run `entry`: from source, the loader that compiles it; compiled, nothing.
 *
 * `--import tsx` is not enough: on Node 20 that does nothing in a thread, nor do threads take over the loaders of the one
 * that started them. Its API can be told to.
 */
function loaderFor(entry: URL): WorkerOptions {
  if (!entry.pathname.endsWith('.ts')) return {};
  const api = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const code = `import { register } from ${api}; register();`;
  return { execArgv: ['--import', `data:text/javascript,${encodeURIComponent(code)}`] };
}
