import { Events, Routes, type Client } from 'discord.js';
import type { Settings } from '../config/settings.js';
import type { Logger } from '../lib/log.js';
import type { ShardLease, ShardLeases } from '../optional/sharding/shard-lease.js';
import {
  InFlightTasks,
  Ratings,
  RecentlyTold,
  RecentTimes,
  SentReplies,
  type BotContext,
} from './bot-context.js';
import {
  createClient,
  gatewayState,
  heartbeatMs,
  logConnection,
  surviveEvents,
  login,
  untilRefused,
} from './connection/client.js';
import { errorFields } from './connection/errors.js';
import {
  paceIdentifies,
  LeasedSession,
  UnansweredMessages,
  type DispatchedPacket,
} from './connection/leased-session.js';
import { PatientRequests, type Pace } from './connection/retry-requests.js';
import { handleMessage, takeAlong } from './features/ask/handle-message.js';
import { Suggestions } from './features/suggestions.js';
import { Cooldown, Shares } from './guards/rate-limits.js';
import { logPermissionTroubles } from './guards/bot-permissions.js';
import { handleInteraction } from './interactions/handle-interaction.js';
import type { BotActivity } from './bot-events.js';

export interface BotParts extends Pick<BotContext, 'answering' | 'feedback' | 'reindexing' | 'log'> {
  /** Nobody counts when left out. */
  readonly events?: BotContext['events'];
  readonly settings: BotContext['settings'] & Pick<Settings, 'discordApiUrl' | 'cooldown'>;
  readonly token: string;
  /** The part of the guilds that it serves, and that it alone does; all guilds when left out, and nobody looks who else does. */
  readonly tenure?: Tenure;
  /** The clock by which failed requests wait; the real one when left out. */
  readonly pace?: Pace;
}

/** That the bot serves a shard for as long as a lease of it is held. */
interface Tenure {
  readonly lease: ShardLease;
  readonly leases: ShardLeases;
  /** Whether another process is to go on with the session when the bot stops, and answer what comes meanwhile. */
  readonly isHandedOver: boolean;
}

export interface RunningBot {
  readonly client: Client<true>;
  /** Rejects with a `discord-…` `UserError` when Discord turns the bot away for good, as after a change of its token. */
  readonly refused: Promise<never>;
  read(): BotActivity;
  /**
   * Takes no more questions, finishes those begun, at most until `deadline` resolves, and leaves.
   */
  stop(deadline: Promise<void>): Promise<void>;
}

/**
 * Logs the bot in and lets it answer.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-intents`, `discord-unreachable`
 */
export async function startBot({
  settings,
  token,
  tenure,
  pace,
  events = {},
  ...parts
}: BotParts): Promise<RunningBot> {
  const { log, answering } = parts;
  const context: BotContext = {
    ...parts,
    settings,
    suggestions: new Suggestions(answering),
    ratings: new Ratings(),
    cooldown: new Cooldown(settings.cooldown),
    shares: new Shares(),
    told: new RecentlyTold(),
    replies: new SentReplies(),
    tasks: new InFlightTasks((error) => {
      log.error(errorFields(error), 'event not handled');
    }),
    times: new RecentTimes(),
    events,
  };
  const lease = tenure?.lease;
  const requests = new PatientRequests(pace, undefined, lease && (() => lease.isHeld()));
  const client = createClient(settings, lease?.place, requests);
  surviveEvents(client, log);
  if (tenure !== undefined) paceIdentifies(client, tenure.lease, tenure.leases, log);
  const messages = new UnansweredMessages();
  client.on(Events.Raw, (packet: DispatchedPacket) => {
    messages.received(packet);
  });
  let isLeaving = false;
  logConnection(client, log, () => isLeaving);
  client.on(Events.InteractionCreate, (interaction) => {
    context.tasks.add(handleInteraction(interaction, context));
  });
  client.on(Events.MessageCreate, (message) => {
    if (!messages.begin(message.id)) return;
    context.tasks.add(
      handleMessage(message, context).finally(() => {
        messages.done(message.id);
      }),
    );
  });
  takeAlong(client, context);
  const sessions = lease && new LeasedSession(client, token, lease, messages, log);
  try {
    await login(client, token);
  } catch (error) {
    await sessions?.leave();
    throw error;
  }
  if (!client.isReady()) throw new Error('The client is logged in and not ready.');
  log.info({ user: client.user.id, guilds: client.guilds.cache.size }, 'bot ready');
  logPermissionTroubles(client, settings.allowedChannels, log);
  sessions?.begin();
  const looking = lookWhetherAnswerable(client, requests, log);
  return {
    client,
    refused: untilRefused(client, requests.tokenRefused),
    read: () => ({
      gateway: gatewayState(client),
      api: requests.isWorking ? 'working' : 'failing',
      pingMs: heartbeatMs(client),
      underWay: context.tasks.size,
    }),
    async stop(deadline) {
      isLeaving = true;
      clearInterval(looking);
      log.info({ begun: context.tasks.size }, 'bot stopping');
      const isResumable = tenure !== undefined && (tenure.isHandedOver || tenure.lease.isOver);
      // What comes from here on is for whoever goes on with the session.
      if (isResumable) await Promise.race([sessions?.leave(), deadline]);
      const left = await context.tasks.close(deadline);
      if (left > 0) log.warn({ left }, 'left before every question was answered');
      requests.close();
      // A gateway that does not answer the goodbye is not waited for longer.
      if (!isResumable) await Promise.race([sessions?.giveUp(), deadline]);
      await Promise.race([client.destroy(), deadline]);
      log.info('bot stopped');
    },
  };
}

/** Milliseconds between two looks at whether Discord's API can be reached, where nothing else has tried. */
const LOOK_EVERY = 15_000;

/**
 * Asks Discord's API now and then who the bot is, unless something has just been answered: without a question, nobody would notice that
 * none can be.
 */
function lookWhetherAnswerable(client: Client, requests: PatientRequests, log: Logger): NodeJS.Timeout {
  let isUnderWay = false;
  const look = async () => {
    if (isUnderWay || requests.idleMs < LOOK_EVERY) return;
    isUnderWay = true;
    try {
      await client.rest.get(Routes.user());
    } catch (error) {
      log.warn(errorFields(error), 'Discord’s API does not answer');
    } finally {
      isUnderWay = false;
    }
  };
  return setInterval(() => void look(), LOOK_EVERY).unref();
}
