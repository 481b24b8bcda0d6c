import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Embedder } from '../embedding/embedder.js';
import type { Reading } from '../answer/answer.js';
import { outcomeOf } from './to-result.js';
import { PendingReplies } from './pending-replies.js';
import type { Call, CallOf, CallResult, CallResults, FromThread, ThreadData, ToThread } from './protocol.js';
import { threadOptions } from './thread-options.js';

/**
 * Percent by which a heap may grow before its garbage is collected, where V8 would let one of a hundred megabytes double, and
 * megabytes for what was made last (48 by V8's own measure). An answer makes a few megabytes of garbage, and collecting them more often was not
 * seen in its time; together they save 80 of 380 MB at 10,000 passages.
 */
const HEAP_GROWTH = 30;
const YOUNG_MEGABYTES = 16;

/** What a thread needs of the embedder: it asks for the vectors of questions. */
export type QueryEmbedder = Pick<Embedder, 'embedQueries'>;

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
  /** `Catalogue.phrases` of the index that it has opened, found some time after that; pending for ever where it ends before. */
  readonly phrases: Promise<readonly string[]>;
  readonly #worker: Worker;
  readonly #embedder: QueryEmbedder;
  readonly #reading: Reading | null;
  readonly #calls = new PendingReplies<CallResult>();
  #tellPhrases: (phrases: readonly string[]) => void = () => undefined;
  /** Why later calls reject; undefined while it is in use. */
  #end: ThreadEnded | undefined;

  /**
   * @param entry - `answering-worker`, compiled or not
   * @param embedder - of the model that the index was built with
   * @param reading - null where passages are only found
   */
  constructor(entry: URL, embedder: QueryEmbedder, reading: Reading | null = null) {
    this.#embedder = embedder;
    this.#reading = reading;
    const workerData: ThreadData = {
      reading: reading && { answerability: reading.answerability, most: reading.most },
    };
    // Heeded by every heap of the process at its next collection; there is no such limit for one thread.
    setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
    this.#worker = new Worker(entry, {
      ...threadOptions(entry),
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
    this.#worker.on('message', (message: FromThread) => {
      this.#receive(message);
    });
    this.phrases = new Promise((resolve) => {
      this.#tellPhrases = resolve;
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

  /** Calls under way. */
  get load(): number {
    return this.#calls.size;
  }

  /**
   * Has the thread do something. It begins calls in the order in which they come and has several under way at once: one
   * waits for its query vector while another is worked on.
   *
   * @throws {@link ThreadEnded} when it ends first; {@link UserError} `index-missing`, `index-incompatible` and
   * `index-damaged` when there is nothing to open; what the embedder throws.
   */
  async run<Kind extends Call['kind']>(call: CallOf<Kind>): Promise<CallResults[Kind]> {
    if (this.#end !== undefined) throw this.#end;
    const result = await this.#calls.ask((id) => {
      this.#post({ kind: 'call', id, call });
    });
    return result as CallResults[Kind];
  }

  /** Ends the thread at once; calls under way reject. */
  async close(): Promise<void> {
    this.#stop(new ThreadEnded('The thread that answers is closed.'));
    await this.#worker.terminate();
    await this.ended;
  }

  #receive(message: FromThread): void {
    switch (message.kind) {
      case 'done':
        this.#calls.settle(message.id, message.outcome);
        break;
      case 'phrases':
        this.#tellPhrases(message.phrases);
        break;
      case 'embed':
        void this.#embed(message.id, message.texts);
        break;
      case 'read':
        void this.#read(message);
    }
  }

  async #embed(id: number, texts: readonly string[]): Promise<void> {
    this.#post({ kind: 'embedded', id, outcome: await outcomeOf(() => this.#embedder.embedQueries(texts)) });
  }

  async #read(message: Extract<FromThread, { kind: 'read' }>): Promise<void> {
    const { id, question, passages, withinMs } = message;
    const outcome = await outcomeOf(async () => {
      if (this.#reading === null) throw new Error('There is no reader.');
      return await this.#reading.reader.read(question, passages, withinMs);
    });
    this.#post({ kind: 'was-read', id, outcome });
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #stop(reason: ThreadEnded): void {
    this.#end ??= reason;
    this.#calls.rejectAll(this.#end);
  }
}
