import { Client, GatewayIntentBits, Options, Partials } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { ONLY_SHARD, type ShardPlace } from '../../optional/sharding/shard.js';
import { LONGEST_PATIENCE, PatientRequests } from './retry-requests.js';

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
