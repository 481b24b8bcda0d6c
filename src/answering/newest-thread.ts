import { currentGeneration } from '../index/generations.js';
import type { IndexIdentity } from '../index/passage-index.js';
import { messageOf } from '../errors.js';
import type { AnsweringThread, ThreadEnded } from './answering-thread.js';
import type { Catalogue } from './answering.js';

/** Who hears, for the log, what becomes of the indexes. */
export interface AnsweringEvents {
  /** Calls are answered by another thread from now on: with a newer index, or in the place of one that stopped. */
  readonly onSwitch?: (catalogue: Catalogue, tookMs: number) => void;
  /**
   * What is published now could not be opened: a `UserError`, or a thread stopped while opening it. The index in use stays
   * in use, unless its thread has stopped. Told once for each cause.
   */
  readonly onRefused?: (error: unknown) => void;
  /** A thread stopped unasked. */
  readonly onStopped?: (error: ThreadEnded) => void;
}

/** What {@link NewestThread} is made of. */
export interface NewestThreadParts {
  readonly indexDir: string;
  /** What an index must have been built with. */
  readonly identity: IndexIdentity;
  readonly startThread: () => AnsweringThread;
  readonly events: AnsweringEvents;
  /**
   * A thread that stopped is replaced at once, but no two within this time: what stopped the first may stop them all.
   */
  readonly restartAfterMs: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Calls `look` every now and then until the function that it returns is called. */
  readonly regularly: (look: () => Promise<void>) => () => void;
}

/** Who uses the threads. */
export interface ThreadUser {
  /** There is another thread to give calls to. */
  readonly onReady: () => void;
  /** There is none, and one that was started for it could not open an index. */
  readonly onNone: (error: unknown) => void;
}

/** Keeps a thread that answers from the newest index, exchanging it when a newer one is published. */
export class NewestThread {
  readonly #parts: NewestThreadParts;
  readonly #alive = new Set<AnsweringThread>();
  #current: AnsweringThread | null = null;
  #catalogue: Catalogue;
  #user: ThreadUser | undefined;
  #stopLooking: () => void = () => undefined;
  #looking: Promise<void> | undefined;
  /** The generation last tried in vain, so that it is not tried again and again. */
  #refused: string | null = null;
  #told: string | null = null;
  #restartFrom = -Infinity;
  #closed = false;

  private constructor(parts: NewestThreadParts, thread: AnsweringThread, catalogue: Catalogue) {
    this.#parts = parts;
    this.#catalogue = catalogue;
    this.#track(thread);
    this.#use(thread, catalogue);
  }

  /** @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged` */
  static async open(parts: NewestThreadParts): Promise<NewestThread> {
    const thread = parts.startThread();
    return new NewestThread(parts, thread, await opened(thread, parts));
  }

  /** Null from when it stopped until another has opened an index. */
  get current(): AnsweringThread | null {
    return this.#current;
  }

  /** Of the index opened last. */
  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  /** Begins to look out for newer indexes. */
  follow(user: ThreadUser): void {
    this.#user = user;
    this.#stopLooking = this.#parts.regularly(() => this.#look());
  }

  /** To be told after each call: a thread that is not the newest any more is ended after its last. */
  release(thread: AnsweringThread): void {
    if (thread !== this.#current && thread.load === 0) void thread.close();
  }

  /** Ends all threads; calls under way reject. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopLooking();
    await Promise.all([...this.#alive].map((thread) => thread.close()));
    await this.#looking;
  }

  /** Never rejects. */
  #look(): Promise<void> {
    this.#looking ??= this.#takeUpNewer().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #takeUpNewer(): Promise<void> {
    let generation: string | null = null;
    try {
      generation = await currentGeneration(this.#parts.indexDir);
      if (this.#closed || !this.#isWorthOpening(generation)) return;
      this.#refused = generation;
      await this.#openAnother();
      this.#refused = null;
      this.#told = null;
    } catch (error) {
      if (this.#closed) return;
      if (this.#current === null) this.#user?.onNone(error);
      this.#tellRefused(`${generation ?? ''}: ${messageOf(error)}`, error);
    }
  }

  #isWorthOpening(generation: string | null): boolean {
    if (this.#current !== null) {
      return generation !== null && generation !== this.#catalogue.generation && generation !== this.#refused;
    }
    const now = this.#parts.now();
    if (now < this.#restartFrom) return false;
    this.#restartFrom = now + this.#parts.restartAfterMs;
    return true;
  }

  async #openAnother(): Promise<void> {
    const began = this.#parts.now();
    const thread = this.#parts.startThread();
    this.#track(thread);
    const catalogue = await opened(thread, this.#parts);
    const before = this.#current;
    this.#use(thread, catalogue);
    if (before !== null) this.release(before);
    this.#user?.onReady();
    this.#parts.events.onSwitch?.(catalogue, this.#parts.now() - began);
  }

  #track(thread: AnsweringThread): void {
    this.#alive.add(thread);
    void thread.ended.then(() => this.#alive.delete(thread));
  }

  #use(thread: AnsweringThread, catalogue: Catalogue): void {
    this.#current = thread;
    this.#catalogue = catalogue;
    void thread.ended.then((reason) => {
      if (reason === null) return;
      this.#parts.events.onStopped?.(reason);
      if (thread !== this.#current) return;
      this.#current = null;
      void this.#look();
    });
  }

  #tellRefused(cause: string, error: unknown): void {
    if (cause === this.#told) return;
    this.#told = cause;
    this.#parts.events.onRefused?.(error);
  }
}

/** What a thread has opened. One that cannot open anything is ended. */
async function opened(
  thread: AnsweringThread,
  { indexDir, identity }: NewestThreadParts,
): Promise<Catalogue> {
  try {
    return await thread.run<'open'>({ kind: 'open', indexDir, identity });
  } catch (error) {
    await thread.close();
    throw error;
  }
}
