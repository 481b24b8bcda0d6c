import { CloseCodes, WebSocketManager, WebSocketShardEvents, type SessionInfo } from '@discordjs/ws';
import { GatewayDispatchEvents, type Client } from 'discord.js';
import type { Logger } from '../../lib/log.js';
import type { ShardPlace } from '../../optional/sharding/shard.js';
import type { GatewaySession } from '../../optional/sharding/shard-lease.js';
import { errorFields } from './errors.js';
import type { DispatchedPacket, UnansweredMessages } from './unanswered-messages.js';

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
export function sessionOf(client: Client, { id }: ShardPlace): GatewaySession | null {
  const info = managerOf(client).shards.get(id)?.sessionInfo ?? null;
  return info && { id: info.sessionId, resumeUrl: info.resumeURL, sequence: info.sequence };
}

/** Leaves the gateway so that the session can be gone on with by another. */
export async function leaveResumable(client: Client, { id }: ShardPlace): Promise<void> {
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
export class SessionBefore {
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
    {
      place,
      before,
      messages,
      log,
    }: {
      readonly place: ShardPlace;
      readonly before: GatewaySession;
      readonly messages: Pick<UnansweredMessages, 'receivedBefore'>;
      readonly log: Logger;
    },
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
          await new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error);
            });
          });
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

  /** Gives the session up: Discord forgets it. */
  async close(): Promise<void> {
    await this.#close(CloseCodes.Normal);
  }

  /** Leaves the session to whoever takes the shard over next. */
  async abandon(): Promise<void> {
    await this.#close(CloseCodes.Resuming);
  }

  async #close(code: CloseCodes): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#manager.destroy({ code });
  }
}
