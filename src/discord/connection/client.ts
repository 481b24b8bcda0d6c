import {
  Client,
  GatewayIntentBits,
  Options,
  Partials,
  SimpleShardingStrategy,
  Events,
  Status,
  type WebSocketShard,
  DiscordjsError,
  DiscordjsErrorCodes,
  GatewayCloseCodes,
} from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { ONLY_SHARD, type ShardPlace } from '../../optional/sharding/shard-lease.js';
import { LONGEST_PATIENCE, PatientRequests } from './retry-requests.js';
import type { Logger } from '../../lib/log.js';
import { errorFields, assertTokenShaped, DiscordUnavailable, restFailure, tokenInvalid } from './errors.js';
import type { GatewayState } from '../bot-events.js';
import { once } from 'node:events';
import { messageOf, UserError } from '../../lib/errors.js';

/** Messages kept a channel: a reply chain is read from Discord when somebody follows it. */
const KEPT_MESSAGES = 20;
/** Members and users kept; the rest is read anew. */
const KEPT_PEOPLE = 200;

/** What the bot asks of the gateway. None is privileged: content comes where the bot is mentioned, replied to or written to. */
const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
] as const;

/**
 * A client of Discord that can ping nobody and remembers little; not logged in.
 *
 * @param requests - how its requests are sent
 */
export function createClient(
  { discordApiUrl }: Pick<Settings, 'discordApiUrl'>,
  { id, count }: ShardPlace = ONLY_SHARD,
  requests = new PatientRequests(),
): Client {
  return new Client({
    // Left out, they would be read from the environment, where SHARDS means something else.
    shards: [id],
    shardCount: count,
    intents: INTENTS,
    // The channel of a direct message is unknown until its first message.
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    // Whatever is tried again is tried by `requests`; the client's own tries know no waits.
    rest: { api: discordApiUrl, timeout: 2 * LONGEST_PATIENCE, retries: 0, makeRequest: requests.make },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: KEPT_MESSAGES,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildMemberManager: {
        maxSize: KEPT_PEOPLE,
        // Its own membership tells what the bot may do in a channel.
        keepOverLimit: (member) => member.id === member.client.user.id,
      },
      UserManager: { maxSize: KEPT_PEOPLE, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  });
}

/** What came over the gateway, as far as the log needs it. */
interface Packet {
  readonly op?: number;
  readonly t?: string | null;
}

/** The parts of discord.js and of its gateway library that read what comes; neither catches what it throws itself. */
interface PacketHandler {
  handlePacket(packet?: Packet, ...rest: unknown[]): unknown;
}
interface MessageReader {
  onMessage(data: unknown, ...rest: unknown[]): Promise<void>;
}

/**
 * Has an event that discord.js cannot read logged with its type and passed over. By itself it would end the process: it reads
 * events in promises and timers of its own, where nobody hears of what it throws.
 */
export function surviveEvents(client: Client, log: Logger): void {
  const passOver = (packet: Packet | undefined, error: unknown) => {
    log.error(
      { event: packet?.t ?? `op ${packet?.op ?? 'unknown'}`, ...errorFields(error) },
      'event not understood',
    );
  };
  const manager = client.ws as unknown as PacketHandler;
  const handlePacket = manager.handlePacket.bind(manager);
  manager.handlePacket = (packet, ...rest) => {
    try {
      return handlePacket(packet, ...rest);
    } catch (error) {
      passOver(packet, error);
      return true;
    }
  };
  client.options.ws = {
    ...client.options.ws,
    buildStrategy: (sharding) => new SurvivingSharding(sharding, passOver),
  };
}

/** The gateway connections of this process, each with what it cannot read passed over. */
class SurvivingSharding extends SimpleShardingStrategy {
  readonly #passOver: (packet: Packet | undefined, error: unknown) => void;

  constructor(
    manager: ConstructorParameters<typeof SimpleShardingStrategy>[0],
    passOver: (packet: Packet | undefined, error: unknown) => void,
  ) {
    super(manager);
    this.#passOver = passOver;
  }

  override async spawn(ids: number[]): Promise<void> {
    await super.spawn(ids);
    const { shards } = this as unknown as { readonly shards: ReadonlyMap<number, MessageReader> };
    for (const shard of shards.values()) {
      const onMessage = shard.onMessage.bind(shard);
      shard.onMessage = async (data, ...rest) => {
        try {
          await onMessage(data, ...rest);
        } catch (error) {
          this.#passOver(packetIn(data), error);
        }
      };
    }
  }
}

function packetIn(data: unknown): Packet | undefined {
  try {
    return JSON.parse(String(data)) as Packet;
  } catch {
    return undefined;
  }
}

interface GatewayClient extends Pick<Client, 'isReady'> {
  readonly ws: { readonly shards: ReadonlyMap<number, Pick<WebSocketShard, 'status'>> };
}

/**
 * How a client's connections to Discord's gateway do, by the worst of them. discord.js drops a connection whose heartbeat Discord does
 * not acknowledge before the next one, and it is not ready then until it has resumed.
 */
export function gatewayState(client: GatewayClient): GatewayState {
  const states = Array.from(client.ws.shards.values(), ({ status }) => status);
  if (client.isReady() && states.every((status) => status === Status.Ready)) return 'ready';
  return states.includes(Status.Disconnected) ? 'disconnected' : 'connecting';
}

/** Milliseconds from a heartbeat of the gateway to its acknowledgement; null before the first. */
export function heartbeatMs({ ws }: Pick<Client, 'ws'>): number | null {
  // Before the first heartbeat the client gives -1.
  return ws.ping < 0 ? null : ws.ping;
}

/**
 * Says in the log how the connection does. discord.js itself reconnects, resumes and waits; it tries twice a second, so what goes
 * wrong until a connection is back is told once.
 *
 * @param isLeaving - whether the bot itself ends the connection
 */
export function logConnection(client: Client, log: Logger, isLeaving: () => boolean): void {
  const lost = new Set<number>();
  const failed = new Set<number>();
  const isBack = (shard: number) => {
    failed.delete(shard);
    return lost.delete(shard);
  };
  client.on(Events.Error, (error) => {
    log.error(errorFields(error), 'client failed');
  });
  client.on(Events.ShardError, (error, shard) => {
    log[failed.has(shard) ? 'debug' : 'warn'](errorFields(error), 'connection failed');
    failed.add(shard);
  });
  client.on(Events.ShardReconnecting, (shard) => {
    if (lost.has(shard) || isLeaving()) return;
    lost.add(shard);
    log.warn('connection lost; connecting again');
  });
  client.on(Events.ShardResume, (shard, replayed) => {
    isBack(shard);
    log.info({ replayed }, 'connection resumed');
  });
  client.on(Events.ShardReady, (shard) => {
    if (isBack(shard)) log.info('connected again');
  });
  client.rest.on('rateLimited', ({ method, route, timeToReset }) => {
    log.debug({ method, route, ms: timeToReset }, 'waiting for a rate limit');
  });
}

/** Times that a connection is tried before the bot has ever been there; later it may be away for as long as it takes. */
const MAX_ATTEMPTS = 5;

const TOKEN_REFUSED: number = GatewayCloseCodes.AuthenticationFailed;
const INTENTS_REFUSED: readonly number[] = [
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
];

/**
 * Logs in and resolves when the bot may be asked.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-intents`, `discord-unreachable`
 */
export async function login(client: Client, token: string): Promise<void> {
  assertTokenShaped(token);
  const refusal = untilRefused(client);
  const attempts = new AbortController();
  try {
    const loggedIn = Promise.all([once(client, Events.ClientReady), client.login(token)]);
    await Promise.race([loggedIn, refusal, untilGivenUp(client, attempts.signal)]);
  } catch (error) {
    refusal.catch(() => undefined);
    await client.destroy();
    throw connectionError(error);
  } finally {
    attempts.abort();
  }
}

/** Rejects when the gateway, whose address Discord has told, cannot be reached: the client would try for ever. */
async function untilGivenUp(client: Client, signal: AbortSignal): Promise<never> {
  return await new Promise<never>((_, reject) => {
    let attempts = 0;
    const count = () => {
      attempts++;
      if (attempts === MAX_ATTEMPTS) reject(new Error(`its gateway did not answer, ${attempts} times`));
    };
    client.on(Events.ShardReconnecting, count);
    signal.addEventListener('abort', () => client.off(Events.ShardReconnecting, count));
  });
}

/**
 * Rejects when Discord turns the bot away for good: with a `discord-…` {@link UserError}.
 *
 * @param tokenRefused - resolves when its API takes the token no more
 */
export async function untilRefused(client: Client, tokenRefused?: Promise<void>): Promise<never> {
  return await new Promise<never>((_, reject) => {
    void tokenRefused?.then(() => {
      reject(tokenInvalid());
    });
    client.once(Events.ShardDisconnect, ({ code }) => {
      reject(closeError(code));
    });
    client.once(Events.Invalidated, () => {
      reject(tokenInvalid());
    });
  });
}

/** What a person is to do about a failed connection. Anything not known passes as it is. */
export function connectionError(error: unknown): unknown {
  if (error instanceof UserError) return error;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
    return tokenInvalid(error);
  }
  if (restFailure(error) === 'token') return tokenInvalid(error);
  if (error instanceof Error) {
    return new UserError(
      'discord-unreachable',
      `Discord could not be reached: ${reasonOf(error)}.`,
      'Check the network and DISCORD_API_URL, then start the program again.',
      { cause: error },
    );
  }
  return error;
}

function closeError(code: number): UserError {
  if (code === TOKEN_REFUSED) return tokenInvalid();
  if (INTENTS_REFUSED.includes(code)) {
    return new UserError(
      'discord-intents',
      `Discord refused the intents that the bot asks for (close code ${code}).`,
      'Look at the Bot page of the application in the Discord Developer Portal; the bot needs no privileged intent.',
    );
  }
  return new UserError(
    'discord-unreachable',
    `Discord closed the connection for good (close code ${code}).`,
    'Start the program again; if it happens again, see the close codes in Discord’s documentation of the gateway.',
  );
}

/** The innermost message: `fetch failed` says nothing, its cause does. */
function reasonOf(error: Error): string {
  if (error instanceof DiscordUnavailable || error.cause === undefined) return error.message;
  return messageOf(error.cause);
}
