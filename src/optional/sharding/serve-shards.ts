import { setTimeout as sleep } from 'node:timers/promises';
import { errorFields } from '../../discord/connection/errors.js';
import type { Logger } from '../../lib/log.js';
import { ShardLease, type HeldShard, type ShardLeases, type ShardPlace } from './shard-lease.js';

/** Which shards a process is to serve. */
export type ShardWish =
  /** These, and no others. */
  | { readonly kind: 'these'; readonly ids: readonly number[]; readonly count: number }
  /** Its share of all, with the other processes of the bot. */
  | { readonly kind: 'share'; readonly count: number };

/** What serving shards needs. */
export interface ServeOptions {
  readonly leases: ShardLeases;
  readonly log: Logger;
  /** Ends it: no more shards are taken. */
  readonly signal: AbortSignal;
  /**
   * Serves a shard until it is lost or `signal` aborts, and lets it go. May throw what ends the program.
   *
   * @param signal - aborts when this process is to serve the shard no more
   */
  readonly serve: (lease: ShardLease, signal: AbortSignal) => Promise<void>;
  /** Hears that another process serves what this one would, and that it waits. */
  readonly onStandBy?: () => void;
}

/**
 * Serves shards, each as soon as nobody else does, until `signal` aborts.
 *
 * @throws what serving one of them throws: all are let go then
 */
export class ShardServer {
  readonly #wish: ShardWish;
  readonly #options: ServeOptions;
  readonly #served = new Map<number, { readonly stop: AbortController; readonly ended: Promise<void> }>();
  readonly #stopping = new AbortController();
  /** By shard that nobody serves, since when, by the monotonic clock. */
  readonly #freeSince = new Map<number, number>();
  #waitsFor: readonly HeldShard[] = [];
  #told = '';
  #failure: { readonly error: unknown } | null = null;

  constructor(wish: ShardWish, options: ServeOptions) {
    this.#wish = wish;
    this.#options = options;
  }

  /** The shards that are another's, though this process would serve them. */
  get waitsFor(): readonly HeldShard[] {
    return this.#waitsFor;
  }

  /** Takes shards until it is told to stop, and resolves when all are let go. */
  async run(): Promise<void> {
    const { signal, leases, log } = this.#options;
    const stop = () => {
      this.#stopping.abort();
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    let isTrouble = false;
    try {
      while (!this.#stopping.signal.aborted) {
        try {
          await this.#look();
          isTrouble = false;
        } catch (error) {
          // What keeps the leases does not answer; whoever holds shards hears so by them.
          if (!isTrouble) log.warn(errorFields(error), 'who serves which shard cannot be told');
          isTrouble = true;
        }
        const { look } = leases.times;
        // Not all at the same moment: two that make way for each other would do so for ever.
        const wait = look * (0.75 + Math.random() / 2);
        await sleep(wait, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      for (const { stop: end } of this.#served.values()) end.abort();
      await Promise.all([...this.#served.values()].map(({ ended }) => ended));
    }
    if (this.#failure !== null) throw this.#failure.error;
  }

  async #look(): Promise<void> {
    const wish = this.#wish;
    if (wish.kind === 'these') {
      const missing = wish.ids.filter((id) => !this.#served.has(id));
      const others: HeldShard[] = [];
      for (const id of missing) {
        const taken = await this.#take({ id, count: wish.count });
        if (taken !== null) others.push(taken);
      }
      this.#tell(others);
      return;
    }
    const { leases } = this.#options;
    const members = await leases.takePart();
    const share = Math.ceil(wish.count / members);
    const held = await leases.held();
    const isFree = (id: number) => !this.#served.has(id) && !held.some(({ place }) => place.id === id);
    const free = Array.from({ length: wish.count }, (_, id) => id).filter(isFree);
    const others: HeldShard[] = held.filter(({ place }) => place.count !== wish.count);
    const now = performance.now();
    for (const id of this.#freeSince.keys()) if (!free.includes(id)) this.#freeSince.delete(id);
    for (const id of free) {
      const since = this.#freeSince.get(id) ?? now;
      this.#freeSince.set(id, since);
      // What nobody else takes, whose share it would be, is better served by one that has enough.
      const isLeft = now - since > leases.times.lease;
      if (others.length === 0 && (this.#served.size < share || isLeft)) {
        await this.#take({ id, count: wish.count });
      }
    }
    const holders = new Set(held.map(({ host, pid }) => `${host} ${pid}`));
    if (holders.size < members) {
      // For one that has none yet; one at a time, which it takes when it looks next.
      const [tooMany] = [...this.#served].slice(share);
      tooMany?.[1].stop.abort();
    }
    this.#tell(this.#served.size === 0 ? (others.length > 0 ? others : held) : []);
  }

  /** @returns who has the shard, where another has */
  async #take(place: ShardPlace): Promise<HeldShard | null> {
    const taken = await this.#options.leases.take(place);
    if (!(taken instanceof ShardLease)) return taken;
    const stop = new AbortController();
    const ended = this.#serve(taken, stop.signal);
    this.#served.set(place.id, { stop, ended });
    return null;
  }

  async #serve(lease: ShardLease, signal: AbortSignal): Promise<void> {
    const { id } = lease.place;
    try {
      await this.#options.serve(lease, signal);
    } catch (error) {
      this.#failure ??= { error };
      this.#stopping.abort();
    } finally {
      await lease.release().catch((error: unknown) => {
        this.#options.log.warn({ shard: id, ...errorFields(error) }, 'a shard could not be let go');
      });
      this.#served.delete(id);
    }
  }

  /** Says, once, who serves what this process would. */
  #tell(others: readonly HeldShard[]): void {
    this.#waitsFor = others;
    const told = others.map(({ place, host, pid }) => `${place.id}/${place.count} ${host} ${pid}`).join();
    if (told === this.#told) return;
    this.#told = told;
    if (others.length > 0) this.#options.onStandBy?.();
    for (const { place, host, pid, since } of others) {
      this.#options.log.warn(
        { shard: place.id, shards: place.count, host, pid, since },
        'stand-by: another process serves this shard',
      );
    }
  }
}

/** What a shard's process says to the one that has started it when another serves the shard, and it waits. */
export const STANDS_BY = 'stand-by';
