import { GatewayDispatchEvents } from 'discord.js';
import { LRUCache } from 'lru-cache';

/** What comes over the gateway, as far as it is looked at here. */
export interface DispatchedPacket {
  readonly t?: string | null;
  /** Its number in the session. */
  readonly s?: number | null;
  readonly d?: unknown;
}

/** Messages that are known to be dealt with. */
const REMEMBERED = 10_000;
/** Milliseconds after which a message counts as dealt with whatever happens: an event that discord.js passes over is told by nobody. */
const GIVEN_UP = 120_000;

/**
 * The messages that have come over a session and are not dealt with yet. What is kept of the session for whoever takes over goes back to before
 * the oldest of them, so that none is lost with the process; one that comes again though it was dealt with is known, here by its id, and by
 * Discord by the nonce of its answer.
 */
export class UnansweredMessages {
  /** By message, when it came, and its number in the session; null where it came over the session of the process before alone. */
  readonly #waiting = new Map<string, { readonly sequence: number | null; readonly at: number }>();
  /** By message, whether it is dealt with. */
  readonly #begun = new LRUCache<string, boolean>({ max: REMEMBERED });
  readonly #now: () => number;

  /** @param now - milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** An event has come over the session that is to be kept. */
  received(packet: DispatchedPacket): void {
    const id = this.#unansweredIn(packet);
    if (id !== null) this.#waiting.set(id, { sequence: packet.s ?? null, at: this.#now() });
  }

  /** An event has come over the session of the process before. */
  receivedBefore(packet: DispatchedPacket): void {
    const id = this.#unansweredIn(packet);
    if (id !== null && !this.#waiting.has(id)) this.#waiting.set(id, { sequence: null, at: this.#now() });
  }

  /** Whether all is dealt with that came over the session of the process before alone. */
  get isCaughtUp(): boolean {
    this.#giveUpOld();
    return [...this.#waiting.values()].every(({ sequence }) => sequence !== null);
  }

  /** Whether a message is to be dealt with: it is not when it has come before. */
  begin(id: string): boolean {
    if (this.#begun.has(id)) return false;
    this.#begun.set(id, false);
    return true;
  }

  /** A message that was begun is dealt with. */
  done(id: string): void {
    this.#begun.set(id, true);
    this.#waiting.delete(id);
  }

  /** The number of the last event before which all are dealt with. */
  dealtWithUpTo(latest: number): number {
    this.#giveUpOld();
    return [...this.#waiting.values()].reduce(
      (last, { sequence }) => Math.min(last, (sequence ?? Infinity) - 1),
      latest,
    );
  }

  #giveUpOld(): void {
    const since = this.#now() - GIVEN_UP;
    for (const [id, { at }] of this.#waiting) if (at < since) this.#waiting.delete(id);
  }

  /** The id of the message that an event brings; null where it is dealt with, or the event is another. */
  #unansweredIn({ t, d }: DispatchedPacket): string | null {
    if (t !== GatewayDispatchEvents.MessageCreate) return null;
    const id = (d as { readonly id?: unknown } | null)?.id;
    return typeof id !== 'string' || this.#begun.get(id) === true ? null : id;
  }
}
