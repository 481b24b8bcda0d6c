import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import { randomBytes } from 'node:crypto';
import { Clock } from './clock.js';
import { Gateway, type GatewayHost } from './gateway/gateway.js';
import { InteractionDesk } from './interactions/interaction-desk.js';
import { Journal } from './journal.js';
import { Faults } from './rest/faults.js';
import { SnowflakeMaker } from './snowflake.js';
import { Watch } from './watch.js';
import type { Category, Channel, GuildChannel, TextChannel } from './world/entities.js';
import type { Message } from './world/message.js';
import { dispatchedMessage } from './world/message-payload.js';
import { MessageStore, type MessageChange } from './world/message-store.js';
import { categoryPayload, channelPayload, guildCreatePayload, userPayload } from './world/payloads.js';
import { may } from './world/permissions.js';
import { World } from './world/world.js';

/** How a stand-in is to be. */
export interface DiscordOptions {
  /** Port on loopback; a free one when absent. */
  readonly port?: number;
  /** Unix milliseconds; the real time when absent. */
  readonly now?: () => number;
  /** The bot's token; made up when absent. */
  readonly token?: string;
  /** The privileged intents that are switched on for the application; none when absent. */
  readonly privilegedIntents?: number;
  /** How many shards it recommends, and how many may log in at once; 1 when absent. */
  readonly shards?: number;
  readonly maxConcurrency?: number;
  /** Milliseconds from one identify of a bucket of shards to the next; Discord's 5 s when absent. */
  readonly identifyEveryMs?: number;
  /** 45 s when absent. */
  readonly heartbeatIntervalMs?: number;
  /** Real milliseconds after which waiting for the bot is given up; 20 s when absent. */
  readonly patienceMs?: number;
}

/** That the bot showed itself typing. */
export interface TypingRecord {
  readonly channel: Channel;
  /** Unix milliseconds. */
  readonly at: number;
}

/** https://docs.discord.com/developers/resources/application#application-object-application-flags */
const MESSAGE_CONTENT_LIMITED = 1 << 19;

/** All of Discord but the server that it is reached by. */
export class Backend {
  readonly clock: Clock;
  readonly world: World;
  readonly journal: Journal;
  readonly watch: Watch;
  readonly faults = new Faults();
  readonly messages: MessageStore;
  readonly desk: InteractionDesk;
  readonly gateway: Gateway;
  readonly typing: TypingRecord[] = [];
  /** The messages of the bot by channel and nonce: one that it sends again is not shown twice. */
  readonly nonces = new Map<string, Message>();
  readonly token: string;
  /** Whether the application may read the content of what others write. */
  readonly readsContent: boolean;
  readonly recommendedShards: number;
  readonly maxConcurrency: number;
  isTokenRevoked = false;
  /** `host:port`, once it is listening. */
  address = '';

  constructor(options: DiscordOptions) {
    this.clock = new Clock(options.now);
    this.world = new World(new SnowflakeMaker(this.clock));
    this.journal = new Journal(this.clock);
    this.watch = new Watch(options.patienceMs ?? 20_000, () => this.journal.story());
    this.messages = new MessageStore(this.world, this.clock, (change, message) => {
      this.#onMessage(change, message);
    });
    this.desk = new InteractionDesk(this);
    this.token = options.token ?? madeUpToken(this.world.bot.id);
    this.recommendedShards = options.shards ?? 1;
    this.maxConcurrency = options.maxConcurrency ?? 1;
    const privilegedIntents = options.privilegedIntents ?? 0;
    this.readsContent = (privilegedIntents & GatewayIntentBits.MessageContent) !== 0;
    this.gateway = new Gateway(this.#gatewayHost(privilegedIntents, options));
  }

  get gatewayUrl(): string {
    return `ws://${this.address}/gateway`;
  }

  isToken(token: string): boolean {
    return !this.isTokenRevoked && token === this.token;
  }

  /** The application as the API gives it. */
  applicationPayload(): Record<string, unknown> {
    const { bot, owner } = this.world;
    return {
      id: bot.id,
      name: bot.displayName,
      icon: null,
      description: '',
      bot_public: true,
      bot_require_code_grant: false,
      verify_key: '0'.repeat(64),
      flags: this.readsContent ? MESSAGE_CONTENT_LIMITED : 0,
      team: null,
      owner: userPayload(owner),
      bot: userPayload(bot),
      approximate_guild_count: 1,
    };
  }

  /** Tells the bot that a channel is new or no longer as it was. */
  announceChannel(
    event: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'THREAD_CREATE',
    channel: GuildChannel | Category,
  ): void {
    this.gateway.dispatch({
      name: event,
      intents: GatewayIntentBits.Guilds,
      guildId: this.world.guildId,
      data: () =>
        channel.kind === 'category'
          ? categoryPayload(this.world, channel)
          : channelPayload(this.world, channel),
    });
  }

  /** Takes permissions from the bot in a channel and its threads. */
  deny(channel: TextChannel, permissions: bigint): void {
    channel.overwrites.push({ id: this.world.bot.id, kind: 'member', allow: 0n, deny: permissions });
    this.announceChannel('CHANNEL_UPDATE', channel);
  }

  #gatewayHost(
    privilegedIntents: number,
    { heartbeatIntervalMs = 45_000, identifyEveryMs = 5_000 }: DiscordOptions,
  ): GatewayHost {
    return {
      journal: this.journal,
      heartbeatIntervalMs,
      maxConcurrency: this.maxConcurrency,
      identifyEveryMs,
      privilegedIntents,
      gatewayUrl: () => this.gatewayUrl,
      isToken: (token) => this.isToken(token),
      guildId: this.world.guildId,
      readyPayload: (servesGuild) => ({
        user: userPayload(this.world.bot),
        guilds: servesGuild ? [{ id: this.world.guildId, unavailable: true }] : [],
        application: { id: this.world.bot.id, flags: this.applicationPayload()['flags'] },
      }),
      guildPayload: (seesMembers) => guildCreatePayload(this.world, seesMembers),
      changed: () => {
        this.watch.changed();
      },
    };
  }

  #onMessage(change: MessageChange, message: Message): void {
    const { world } = this;
    const { channel } = message;
    // An ephemeral message is shown to its user and never told to anyone.
    if (message.ephemeralFor === null && may(world, world.bot, channel, PermissionFlagsBits.ViewChannel)) {
      const guildId = channel.kind === 'dm' ? null : world.guildId;
      const guild = guildId === null ? {} : { guild_id: guildId };
      this.gateway.dispatch({
        name: `MESSAGE_${change.toUpperCase()}`,
        intents: channel.kind === 'dm' ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages,
        guildId,
        data: (intents) =>
          change === 'delete'
            ? { id: message.id, channel_id: channel.id, ...guild }
            : dispatchedMessage(world, message, (intents & GatewayIntentBits.MessageContent) !== 0),
      });
    }
    this.watch.changed();
  }
}

/** Of the shape of a real one, and none. */
function madeUpToken(botId: string): string {
  const random = (): string => randomBytes(12).toString('base64url');
  return [Buffer.from(botId).toString('base64url'), random(), random()].join('.');
}
