import { messageOf, UserError } from '../lib/errors.js';
import { isIndexDamage } from '../index/storage/index-errors.js';
import type { IndexLocation } from '../index/open-index.js';
import type { GenerationWatcher, StorageHealth } from '../index/passage-index.js';
import type { IndexIdentity } from '../index/passage-index.js';
import type { AnsweringThread, OpenedIndex, ThreadEnded } from './answering-thread.js';
import type { Catalogue } from './answering.js';

/** Who hears, for the log, what becomes of the indexes. */
export interface AnsweringEvents {
  /** Calls are answered by another thread from now on: with a newer index, or in the place of one that stopped. */
  readonly onSwitch?: (catalogue: Catalogue, tookMs: number) => void;
  /** The catalogue in use has got its keyphrases. */
  readonly onKeyphrases?: (catalogue: Catalogue) => void;
  /**
   * What is published now could not be opened: a `UserError`, or a thread stopped while opening it. The index in use stays
   * in use, unless its thread has stopped; where none is, the last whole one is opened in place of a damaged one. Told once
   * for each cause.
   */
  readonly onRefused?: (error: unknown) => void;
  /** A thread stopped unasked. */
  readonly onStopped?: (error: ThreadEnded) => void;
  /** Passages could not be read: they are shown as they are. */
  readonly onUnread?: (error: unknown) => void;
}

export interface IndexReloaderParts {
  readonly location: IndexLocation;
  /** Over that location; closed with the threads. */
  readonly watcher: GenerationWatcher;
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

export interface ThreadUser {
  /** There is another thread to give calls to. */
  readonly onReady: () => void;
  /** There is none, until {@link onReady}. */
  readonly onLost: () => void;
  /** There is none, and one that was started for it could not open an index. */
  readonly onNone: (error: unknown) => void;
  /** The server that holds the index says nothing: what is searched for waits in vain. */
  readonly onSilent: (error: unknown) => void;
}

/** Keeps a thread that answers from the newest index, exchanging it when a newer one is published. */
export class IndexReloader {
  readonly #parts: IndexReloaderParts;
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

  private constructor(parts: IndexReloaderParts, thread: AnsweringThread, opened: OpenedIndex) {
    this.#parts = parts;
    this.#catalogue = { ...opened, keyphrases: [] };
    this.#track(thread);
    this.#use(thread);
    const damage = damageOf(opened);
    if (damage !== null) this.#tellDamage(damage);
  }

  /** @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `database-…` */
  static async open(parts: IndexReloaderParts): Promise<IndexReloader> {
    const thread = parts.startThread();
    return new IndexReloader(parts, thread, await openIndexIn(thread, parts));
  }

  /** Null from when it stopped until another has opened an index. */
  get current(): AnsweringThread | null {
    return this.#current;
  }

  /** Calls under way in threads that are not the newest any more. */
  get olderLoad(): number {
    const older = [...this.#alive].filter((thread) => thread !== this.#current);
    return older.reduce((sum, { load }) => sum + load, 0);
  }

  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  /** How the server does that holds the index; null where it is in a folder. */
  get storage(): StorageHealth | null {
    return this.#parts.watcher.health ?? null;
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
    // First, for a look under way may wait for a database that does not answer.
    await this.#parts.watcher.close();
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
      generation = await this.#published();
      if (generation === this.#catalogue.generation) this.#forgetDamage();
      if (this.#closed || !this.#isWorthOpening(generation)) return;
      this.#refused = generation;
      const damage = await this.#openAnother();
      if (damage !== null) throw damage;
      this.#refused = null;
      this.#told = null;
    } catch (error) {
      if (this.#closed) return;
      if (this.#current === null) this.#user?.onNone(error);
      else if (this.storage?.isSilent === true) this.#user?.onSilent(error);
      if (isIndexDamage(error)) this.#tellDamage(error);
      else this.#tellRefused(`${generation ?? ''}: ${messageOf(error)}`, error);
    }
  }

  /** With no index in use, one is to be opened whatever the pointer says. */
  async #published(): Promise<string | null> {
    try {
      return await this.#parts.watcher.current();
    } catch (error) {
      if (this.#current === null) return null;
      throw error;
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

  /** Takes up what can be opened now. Gives what is wrong with the newest index, if an older one had to be opened. */
  async #openAnother(): Promise<UserError | null> {
    const began = this.#parts.now();
    const thread = this.#parts.startThread();
    this.#track(thread);
    const opened = await openIndexIn(thread, this.#parts);
    const damage = damageOf(opened);
    const before = this.#current;
    if (before !== null && damage !== null && opened.generation === this.#catalogue.generation) {
      await thread.close();
      return damage;
    }
    this.#catalogue = { ...opened, keyphrases: this.#catalogue.keyphrases };
    this.#use(thread);
    if (before !== null) this.release(before);
    this.#user?.onReady();
    this.#parts.events.onSwitch?.(this.#catalogue, this.#parts.now() - began);
    return damage;
  }

  #track(thread: AnsweringThread): void {
    this.#alive.add(thread);
    void thread.ended.then(() => this.#alive.delete(thread));
  }

  #use(thread: AnsweringThread): void {
    this.#current = thread;
    void thread.keyphrases.then((keyphrases) => {
      if (thread !== this.#current) return;
      this.#catalogue = { ...this.#catalogue, keyphrases };
      this.#parts.events.onKeyphrases?.(this.#catalogue);
    });
    void thread.ended.then((reason) => {
      if (reason === null) return;
      this.#parts.events.onStopped?.(reason);
      if (thread !== this.#current) return;
      this.#current = null;
      this.#user?.onLost();
      void this.#look();
    });
  }

  #tellDamage(damage: UserError): void {
    const { message, hint } = damage;
    this.#catalogue = { ...this.#catalogue, damage: { message, hint } };
    this.#tellRefused(message, damage);
  }

  /** The index in use has become the published one, as by going back to it. */
  #forgetDamage(): void {
    const { damage, ...catalogue } = this.#catalogue;
    if (damage !== undefined) this.#catalogue = catalogue;
  }

  #tellRefused(cause: string, error: unknown): void {
    if (cause === this.#told) return;
    this.#told = cause;
    this.#parts.events.onRefused?.(error);
  }
}

/**
 * What a thread has opened. One that cannot open anything is ended.
 *
 * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `database-…`; a `ThreadEnded` when it stopped over it
 */
async function openIndexIn(
  thread: AnsweringThread,
  { location, identity }: Pick<IndexReloaderParts, 'location' | 'identity'>,
): Promise<OpenedIndex> {
  try {
    return await thread.run((remote) => remote.open(location, identity));
  } catch (error) {
    await thread.close();
    throw error;
  }
}

/** `Catalogue.damage` as the error that it was: threads send plain data. */
function damageOf({ damage }: OpenedIndex): UserError | null {
  return damage === undefined ? null : new UserError('index-damaged', damage.message, damage.hint);
}
