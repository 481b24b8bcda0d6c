import type { CitedAnswer } from '../answer/answer-types.js';
import type { Article } from '../corpus/article.js';
import type { SearchResult } from '../retrieval/hybrid-retriever.js';
import { ThreadEnded, type AnsweringThread } from './answering-thread.js';
import type { Answering, AskOptions, Catalogue } from './answer-service-port.js';
import { CallQueue, type QueuedCall } from './call-queue.js';
import type { NewestThread } from './index-reloader.js';
import type { CallOf, CallResults } from './protocol.js';

/**
 * Calls that a thread has under way at once: while one waits for its query vector, another is worked on. More would only
 * have the first wait for the others.
 */
const CALLS_AT_ONCE = 2;

/**
 * Answers by whichever thread holds the newest index. Calls begin in the order in which they come; one whose thread stops
 * is begun once more on the next.
 *
 * Every call may reject with a {@link BusyError} when too many wait already, a {@link ThreadEnded} when two threads stopped
 * over it, and a {@link UserError} when no index can be opened after a thread stopped or the embedding model is gone.
 */
export class LiveAnswering implements Answering {
  readonly #newest: NewestThread;
  readonly #queue: CallQueue;
  #closed = false;
  /** Whether the call begun last had been begun before. */
  #runningSuspect = false;

  /** @param maxWaiting - calls that may wait to be begun */
  constructor(newest: NewestThread, maxWaiting: number) {
    this.#newest = newest;
    this.#queue = new CallQueue(maxWaiting);
    newest.follow({
      onReady: () => {
        this.#handOut();
      },
      onNone: (error) => {
        this.#queue.rejectAll(error);
      },
    });
  }

  get catalogue(): Catalogue {
    return this.#newest.catalogue;
  }

  /** Calls that have not been begun yet. */
  get waiting(): number {
    return this.#queue.size;
  }

  answer(text: string, options: AskOptions = {}): Promise<CitedAnswer> {
    return this.#call<'answer'>({ kind: 'answer', text, options });
  }

  search(text: string, options: AskOptions = {}): Promise<SearchResult> {
    return this.#call<'search'>({ kind: 'search', text, options });
  }

  article(id: string): Promise<Article | null> {
    return this.#call<'article'>({ kind: 'article', id });
  }

  /** Ends the threads. Calls that wait or are under way reject, and so do later ones. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.rejectAll(closed());
    await this.#newest.close();
  }

  #call<Kind extends 'answer' | 'search' | 'article'>(call: CallOf<Kind>): Promise<CallResults[Kind]> {
    if (this.#closed) return Promise.reject(closed());
    const result = this.#queue.add<Kind>(call);
    this.#handOut();
    return result;
  }

  #handOut(): void {
    const thread = this.#newest.current;
    while (thread !== null && this.#hasRoom(thread)) {
      const next = this.#queue.next();
      if (next === undefined) return;
      this.#runningSuspect = next.begunBefore;
      void this.#run(thread, next);
    }
  }

  /** A call that was under way when a thread stopped may be what stopped it, so it takes no other call with it again. */
  #hasRoom(thread: AnsweringThread): boolean {
    if (thread.load === 0) return true;
    return thread.load < CALLS_AT_ONCE && !this.#runningSuspect && this.#queue.first?.begunBefore !== true;
  }

  async #run(thread: AnsweringThread, queued: QueuedCall): Promise<void> {
    try {
      queued.resolve(await thread.run(queued.call));
    } catch (error) {
      if (error instanceof ThreadEnded && !queued.begunBefore && !this.#closed) {
        queued.begunBefore = true;
        this.#queue.putBack(queued);
      } else queued.reject(error);
    }
    this.#newest.release(thread);
    this.#handOut();
  }
}

function closed(): Error {
  return new Error('Answering is closed.');
}
