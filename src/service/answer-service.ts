import { setMaxListeners } from 'node:events';
import path from 'node:path';
import PQueue from 'p-queue';
import type { CitedAnswer } from '../answer/cited-answer.js';
import type { Reading } from '../answer/answer.js';
import type { Article } from '../corpus/article.js';
import { openGenerationWatcher } from '../index/open-index.js';
import type { StorageHealth } from '../index/passage-index.js';
import type { Remote } from '../lib/channel.js';
import { unlessAborted } from '../lib/signals.js';
import type { SearchResult } from '../retrieval/hybrid-retriever.js';
import {
  AnsweringThread,
  ThreadEnded,
  type QueryEmbedder,
  type ThreadFunctions,
} from './answering-thread.js';
import type { Answering, AskOptions, Catalogue } from './answering.js';
import { IndexReloader, type AnsweringEvents, type IndexReloaderParts } from './index-reloader.js';

/** Compiled or not, the worker lies beside this file with the same extension. */
const WORKER = new URL(`./answering-worker${path.extname(import.meta.url)}`, import.meta.url);

/** Between two looks for a newer index, in ms. A look reads one file of a line, or one row. */
const LOOK_EVERY_MS = 1_000;
const RESTART_AFTER_MS = 5_000;
/** Longer than an answer's time and what is under way when it is over, models that do not answer included: a thread that is at one for so long goes round in circles. */
const DEADLINE_MS = 90_000;
/** Minutes of work already: whoever comes later had better be told. */
const MAX_WAITING = 500;
/**
 * Calls that a thread has under way at once: while one waits for its query vector, another is worked on. More would only
 * have the first wait for the others.
 */
const CALLS_AT_ONCE = 2;

/** So many questions wait already that one more is turned away: the asker may try again in a while. */
export class BusyError extends Error {
  override readonly name = 'BusyError';

  /** @param waiting - how many wait */
  constructor(waiting: number) {
    super(`${waiting} questions are waiting already.`);
  }
}

/** What {@link AnswerService.open} needs, and what it takes for granted unless it is told. */
export interface AnswerServiceOptions
  extends
    Pick<IndexReloaderParts, 'location' | 'identity'>,
    Partial<Omit<IndexReloaderParts, 'location' | 'identity'>> {
  /** Of the model in {@link IndexReloaderParts.identity}; it is not closed with the service. */
  readonly embedder: QueryEmbedder;
  /** Passages are only found when left out. The reader is not closed with the service either. */
  readonly reading?: Reading | null;
  /** Calls that may wait to be begun; 500 by default. */
  readonly maxWaiting?: number;
  /** Milliseconds for which a thread may be at one call; more than a minute by default. */
  readonly deadlineMs?: number;
}

type Ask<Result> = (thread: Remote<ThreadFunctions>) => Promise<Result>;

/** Articles are in memory; a search needs the server that holds the index, where one does. */
type Need = 'search' | 'article';

/**
 * Answers by whichever thread holds the newest index. Calls begin in the order in which they come; one whose thread stops
 * is begun once more on the next, alone: it may be what stopped the first.
 *
 * A call that a thread is at for too long ends with the thread, which is replaced.
 *
 * Every call may reject with a {@link BusyError} when too many wait already, a {@link ThreadEnded} when two threads stopped
 * over it, and a {@link UserError} when no index can be opened after a thread stopped or the embedding model is gone.
 */
export class AnswerService implements Answering {
  readonly #reloader: IndexReloader;
  readonly #maxWaiting: number;
  readonly #deadlineMs: number;
  readonly #queue = new PQueue({ concurrency: CALLS_AT_ONCE });
  /** Calls that a thread has stopped over, waiting or under way again. */
  #suspects = 0;
  /** Reject what waits, and what is searched for though it has begun. */
  readonly #waiting = { search: waitingRoom(), article: waitingRoom() };
  #isClosed = false;

  private constructor(
    reloader: IndexReloader,
    { maxWaiting = MAX_WAITING, deadlineMs = DEADLINE_MS }: AnswerServiceOptions,
  ) {
    this.#reloader = reloader;
    this.#maxWaiting = maxWaiting;
    this.#deadlineMs = deadlineMs;
    reloader.follow({
      onReady: () => {
        this.#limitCalls();
        this.#queue.start();
      },
      onLost: () => {
        this.#queue.pause();
      },
      onNone: (error) => {
        this.#rejectWaiting(error);
      },
      onSilent: (error) => {
        this.#reject('search', error);
      },
    });
  }

  /**
   * Opens the index that is published now, in a thread, and takes up newer ones from then on. It keeps the process alive
   * until it is closed.
   *
   * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `database-…`
   */
  static async open(options: AnswerServiceOptions): Promise<AnswerService> {
    const { embedder, reading = null } = options;
    const told = reading && { ...reading, reader: tellingOf(reading.reader, options.events?.onUnread) };
    const reloader = await IndexReloader.open({
      startThread: () => new AnsweringThread(WORKER, embedder, told),
      watcher: await openGenerationWatcher(options.location),
      events: {},
      restartAfterMs: RESTART_AFTER_MS,
      now: () => performance.now(),
      regularly: everySecond,
      ...options,
    });
    return new AnswerService(reloader, options);
  }

  get catalogue(): Catalogue {
    return this.#reloader.catalogue;
  }

  /** How the server does that holds the index; null where it is in a folder. */
  get storage(): StorageHealth | null {
    return this.#reloader.storage;
  }

  /** Calls that have not been begun yet. */
  get waiting(): number {
    return this.#queue.size;
  }

  answer(text: string, options: AskOptions = {}): Promise<CitedAnswer> {
    return this.#call('search', (thread) => thread.answer(text, options));
  }

  search(text: string, options: AskOptions = {}): Promise<SearchResult> {
    return this.#call('search', (thread) => thread.search(text, options));
  }

  article(id: string): Promise<Article | null> {
    return this.#call('article', (thread) => thread.article(id));
  }

  /** Ends the threads. Calls that wait or are under way reject, and so do later ones. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#rejectWaiting(closed());
    await this.#reloader.close();
  }

  async #call<Result>(need: Need, ask: Ask<Result>): Promise<Result> {
    if (this.#isClosed) throw closed();
    if (this.#queue.size >= this.#maxWaiting) throw new BusyError(this.#queue.size);
    try {
      return await this.#begin(need, ask, 0);
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error;
      return await this.#beginAlone(need, ask);
    }
  }

  async #beginAlone<Result>(need: Need, ask: Ask<Result>): Promise<Result> {
    if (this.#isClosed) throw closed();
    this.#suspects += 1;
    this.#limitCalls();
    try {
      return await this.#begin(need, ask, 1);
    } finally {
      this.#suspects -= 1;
      this.#limitCalls();
    }
  }

  /** Those that older threads are still to end keep none from beginning on the newest. */
  #limitCalls(): void {
    this.#queue.concurrency = this.#reloader.olderLoad + (this.#suspects > 0 ? 1 : CALLS_AT_ONCE);
  }

  async #begin<Result>(need: Need, ask: Ask<Result>, priority: number): Promise<Result> {
    const { signal } = this.#waiting[need];
    return await this.#queue.add(
      async () => {
        const thread = this.#reloader.current;
        if (thread === null) throw new ThreadEnded('There is no thread that answers.');
        const deadline = setTimeout(() => {
          thread.abandon();
        }, this.#deadlineMs);
        try {
          return await (need === 'search' ? unlessAborted(signal, thread.run(ask)) : thread.run(ask));
        } finally {
          clearTimeout(deadline);
          this.#reloader.release(thread);
          this.#limitCalls();
        }
      },
      { priority, signal },
    );
  }

  #rejectWaiting(error: unknown): void {
    this.#reject('search', error);
    this.#reject('article', error);
  }

  #reject(need: Need, error: unknown): void {
    const waiting = this.#waiting[need];
    this.#waiting[need] = waitingRoom();
    waiting.abort(error);
  }
}

function closed(): Error {
  return new Error('Answering is closed.');
}

/** A reader whose failures are heard of here, where there is a log. */
function tellingOf(reader: Reading['reader'], onUnread: AnsweringEvents['onUnread']): Reading['reader'] {
  return {
    async read(...asked) {
      try {
        return await reader.read(...asked);
      } catch (error) {
        onUnread?.(error);
        throw error;
      }
    },
  };
}

function everySecond(look: () => Promise<void>): () => void {
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/** Hundreds may wait by one signal, which Node.js would take for a leak from the eleventh on. */
function waitingRoom(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
