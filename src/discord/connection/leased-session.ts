import { type Client, GatewayDispatchEvents } from 'discord.js';
import type { Logger } from '../../lib/log.js';
import {
  type GatewaySession,
  type ShardLease,
  BETWEEN_IDENTIFIES,
  type ShardLeases,
  type ShardPlace,
} from '../../optional/sharding/shard-lease.js';
import { unlessAborted } from '../../lib/signals.js';
import { errorFields } from './errors.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloseCodes, WebSocketManager, WebSocketShardEvents, type SessionInfo } from '@discordjs/ws';
import { LRUCache } from 'lru-cache';

/**
 * The session of a shard over the processes that serve it one after the other. Kept with the lease is always a session over which all that is
 * not answered comes again: that of the process before, until its questions are dealt with, then the client's own.
 */
export class LeasedSession {
  readonly #client: Client;
  readonly #lease: ShardLease;
  readonly #messages: UnansweredMessages;
  readonly #log: Logger;
  readonly #before: SessionBefore | null;
  /** What is kept while the client has none; null where there is none that anybody could go on with. */
  #last: GatewaySession | null;
  #isOwn = false;

  /** Has Discord tell what has come since the process before this one, before the client is logged in. */
  constructor(client: Client, token: string, lease: ShardLease, messages: UnansweredMessages, log: Logger) {
    this.#client = client;
    this.#lease = lease;
    this.#messages = messages;
    this.#log = log;
    this.#last = lease.before;
    lease.keepSession(() => this.#kept());
    const { place, before } = lease;
    this.#before = before && new SessionBefore(client, token, place, before, messages, log);
  }

  /** The client is ready: what was missed is dealt with, and then its own session kept. */
  begin(): void {
    void this.#takeOver().catch((error: unknown) => {
      this.#log.warn(errorFields(error), 'what was missed could not be caught up with');
    });
  }

  /** Leaves the gateway, so that another process can go on with the session that is kept. */
  async leave(): Promise<void> {
    this.#kept();
    this.#isOwn = false;
    const own = this.#client.ws.shards.size === 0 ? null : leaveResumable(this.#client, this.#lease.place);
    await Promise.all([this.#before?.close(CloseCodes.Resuming), own]);
  }

  /** Says that nobody is to go on with the session. */
  async giveUp(): Promise<void> {
    this.#last = null;
    this.#isOwn = false;
    await this.#before?.close(CloseCodes.Normal);
  }

  async #takeOver(): Promise<void> {
    const before = this.#before;
    if (before !== null) {
      before.giveTo(this.#client);
      const events = await before.caughtUp;
      if (events > 0) this.#log.info({ events }, 'caught up with what was missed');
    }
    this.#isOwn = true;
    if (before === null) return;
    // It is still needed if this process dies before its own session is kept.
    do await this.#lease.nextRenewal();
    while (!this.#messages.isCaughtUp && !this.#lease.isOver);
    await this.#lease.nextRenewal();
    await this.#lease.nextRenewal();
    // The session may have ended meanwhile.
    const isStillOwn = () => this.#isOwn;
    if (!this.#lease.isOver && isStillOwn()) await before.close(CloseCodes.Normal);
  }

  #kept(): GatewaySession | null {
    const session =
      this.#isOwn && this.#messages.isCaughtUp ? sessionOf(this.#client, this.#lease.place) : null;
    if (session !== null) this.#last = session;
    if (this.#last === null || this.#last.id === this.#lease.before?.id) return this.#last;
    return { ...this.#last, sequence: this.#messages.dealtWithUpTo(this.#last.sequence) };
  }
}

/** Milliseconds from asking within which leave to identify must have come: later, the next one may follow too soon. */
const ON_TIME = 800;

/**
 * Has a client identify only in its turn among all processes of the bot, whenever it does: at its start and after each lost session. Discord
 * takes one identify in 5 s from the shards of one bucket (their id modulo `max_concurrency`), and answers others with an invalid session.
 */
export function paceIdentifies(client: Client, lease: ShardLease, leases: ShardLeases, log: Logger): void {
  client.options.ws = {
    ...client.options.ws,
    buildIdentifyThrottler: async (manager) => {
      const { session_start_limit: limit } = await manager.fetchGatewayInformation();
      return {
        waitForIdentify: (shard, signal) =>
          untilTurn(shard % Math.max(1, limit.max_concurrency), lease, leases, log, signal),
      };
    },
  };
}

/** @throws AbortError: what else is thrown here would have the client identify at once */
async function untilTurn(
  bucket: number,
  lease: ShardLease,
  leases: Pick<ShardLeases, 'askToIdentify'>,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    // A shard that is another's waits here until its connection is closed.
    if (!(await unlessAborted(signal, lease.isHeld())))
      await unlessAborted(signal, new Promise(() => undefined));
    const asked = performance.now();
    const wait = await leases.askToIdentify(bucket).catch((error: unknown) => {
      log.warn(errorFields(error), 'the turn to identify cannot be asked for');
      return BETWEEN_IDENTIFIES;
    });
    if (wait === 0 && performance.now() - asked < ON_TIME && lease.isCertain) return;
    await sleep(wait === 0 ? BETWEEN_IDENTIFIES : wait, undefined, { signal });
  }
}

/** The parts of discord.js that know a connection's session; it makes no promises of them. */
interface ShardOfClient {
  sessionInfo: SessionInfo | null;
}
interface ManagerOfClient {
  readonly shards: ReadonlyMap<number, ShardOfClient>;
  readonly _ws: Pick<WebSocketManager, 'destroy'> | null;
  handlePacket(packet: DispatchedPacket, shard: ShardOfClient): unknown;
  emit(event: string, data: unknown, shard: number): unknown;
}

function managerOf(client: Client): ManagerOfClient {
  return client.ws as unknown as ManagerOfClient;
}

/** The session of a client's connection; null before the first, and while a lost one is replaced. */
function sessionOf(client: Client, { id }: ShardPlace): GatewaySession | null {
  const info = managerOf(client).shards.get(id)?.sessionInfo ?? null;
  return info && { id: info.sessionId, resumeUrl: info.resumeURL, sequence: info.sequence };
}

async function leaveResumable(client: Client, { id }: ShardPlace): Promise<void> {
  const manager = managerOf(client);
  await manager._ws?.destroy({ code: CloseCodes.Resuming, reason: 'Handed over' });
  const shard = manager.shards.get(id);
  // A connection that was just being made again begins anew, which it has to ask for.
  if (shard !== undefined) shard.sessionInfo = null;
}

/** Milliseconds that Discord has to tell what was missed. */
const CATCH_UP_WITHIN = 15_000;
/** What whoever takes over is to hear of what was missed. An interaction is too old by then to be answered. */
const WANTED: readonly unknown[] = [
  GatewayDispatchEvents.MessageCreate,
  GatewayDispatchEvents.MessageDelete,
  GatewayDispatchEvents.MessageDeleteBulk,
];

/**
 * The session of a process that served a shard before this one, gone on with beside the client's own: Discord tells over it what has come since,
 * and goes on telling until it is closed. The client cannot go on with it itself, for it would not know the guilds.
 */
class SessionBefore {
  /** Resolves when what was missed has come, or cannot be had any more; with the number of events. */
  readonly caughtUp: Promise<number>;
  readonly #manager: WebSocketManager;
  readonly #id: number;
  #kept: DispatchedPacket[] = [];
  #take: ((packet: DispatchedPacket) => void) | null = null;
  #isClosed = false;

  /** @param client - whose requests are made with `token` */
  constructor(
    client: Client,
    token: string,
    place: ShardPlace,
    before: GatewaySession,
    messages: UnansweredMessages,
    log: Logger,
  ) {
    this.#id = place.id;
    client.rest.setToken(token);
    let session: SessionInfo | null = {
      sessionId: before.id,
      resumeURL: before.resumeUrl,
      sequence: before.sequence,
      shardId: place.id,
      shardCount: place.count,
    };
    let replayed = 0;
    let end: (events: number) => void = () => undefined;
    this.caughtUp = new Promise((resolve) => {
      end = resolve;
    });
    const manager = new WebSocketManager({
      token,
      rest: client.rest,
      intents: 0,
      shardIds: [place.id],
      shardCount: place.count,
      retrieveSessionInfo: () => session,
      updateSessionInfo: (_, info) => {
        session = info;
      },
      // Discord knows the session no more: what it would begin instead is not wanted.
      buildIdentifyThrottler: () => ({
        waitForIdentify: async (_, signal) => {
          end(replayed);
          await unlessAborted(signal, new Promise<never>(() => undefined));
        },
      }),
    });
    this.#manager = manager;
    manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
      if (!WANTED.includes(data.t)) return;
      replayed += 1;
      messages.receivedBefore(data);
      if (this.#take === null) this.#kept.push(data);
      else this.#take(data);
    });
    manager.on(WebSocketShardEvents.Resumed, () => {
      end(replayed);
    });
    // The manager of connections ends the process by what nobody hears.
    manager.on(WebSocketShardEvents.Error, ({ error }) => {
      log.debug(errorFields(error), 'the session before could not be gone on with');
    });
    setTimeout(() => {
      end(replayed);
    }, CATCH_UP_WITHIN).unref();
    manager.connect().catch((error: unknown) => {
      log.debug(errorFields(error), 'the session before could not be gone on with');
      end(replayed);
    });
  }

  /** Has the client take what has come and comes, as if over its own connection. It must be ready. */
  giveTo(client: Client): void {
    const manager = managerOf(client);
    const shard = manager.shards.get(this.#id);
    if (shard === undefined) return;
    this.#take = (packet) => {
      if (this.#isClosed) return;
      manager.emit(String(packet.t), packet.d, this.#id);
      manager.handlePacket(packet, shard);
    };
    for (const packet of this.#kept.splice(0)) this.#take(packet);
  }

  /** Gives the session up, which Discord forgets; with `Resuming` it is left to whoever takes the shard over next. */
  async close(code: CloseCodes): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#manager.destroy({ code });
  }
}

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
