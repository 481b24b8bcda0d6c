import { InteractionContextType, InteractionType, MessageFlags } from 'discord.js';
import type { InteractionStart } from '../interactions/interaction.js';
import type { Message } from '../world/message.js';
import { withoutReply } from '../world/message-payload.js';
import { interactionChannel, memberWithUser, userPayload } from '../world/payloads.js';
import { permissionsIn } from '../world/permissions.js';
import type { World } from '../world/world.js';

const ATTACHMENT_LIMIT = 10 * 1024 * 1024;

/** What a test may set about who asks. */
export interface Asker {
  /** The language of the user's app; that of the user when absent. */
  readonly locale?: string;
  /** The language of the guild; that of the guild when absent. */
  readonly guildLocale?: string;
  /** What the user may do in the channel; by roles and overwrites when absent. */
  readonly permissions?: bigint;
}

const TYPES = {
  command: InteractionType.ApplicationCommand,
  autocomplete: InteractionType.ApplicationCommandAutocomplete,
  component: InteractionType.MessageComponent,
} as const;

/** INTERACTION_CREATE. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
export function interactionPayload(
  world: World,
  start: InteractionStart,
  data: Readonly<Record<string, unknown>>,
  asker: Asker,
): Record<string, unknown> {
  const { user, channel, source } = start;
  const inGuild = channel.kind !== 'dm';
  return {
    id: start.id,
    application_id: world.bot.id,
    type: TYPES[start.kind],
    token: start.token,
    version: 1,
    data,
    channel: interactionChannel(world, channel, user),
    channel_id: channel.id,
    locale: asker.locale ?? user.locale,
    app_permissions: permissionsIn(world, world.bot, channel).toString(),
    entitlements: [],
    attachment_size_limit: ATTACHMENT_LIMIT,
    authorizing_integration_owners: inGuild ? { 0: world.guildId } : { 0: '0' },
    context: inGuild ? InteractionContextType.Guild : InteractionContextType.BotDM,
    ...(inGuild
      ? {
          guild_id: world.guildId,
          guild: { id: world.guildId, locale: asker.guildLocale ?? world.guildLocale, features: [] },
          guild_locale: asker.guildLocale ?? world.guildLocale,
          member: {
            ...memberWithUser(world.memberOf(user)),
            permissions: (asker.permissions ?? permissionsIn(world, user, channel)).toString(),
          },
        }
      : { user: userPayload(user) }),
    ...(source !== null && { message: sourcePayload(world, source) }),
  };
}

/** The `data` of a message command: its message is given whole, whatever the intents. */
export function targetData(world: World, message: Message): Record<string, unknown> {
  return {
    target_id: message.id,
    resolved: { messages: { [message.id]: withoutReply(world, message, true) } },
  };
}

/** The message that a component is on. Which message that one replies to is told by id only. */
function sourcePayload(world: World, source: Message): Record<string, unknown> {
  const payload = withoutReply(world, source, true);
  const ephemeral = source.ephemeralFor === null ? 0 : MessageFlags.Ephemeral;
  return { ...payload, flags: source.latest.flags | ephemeral };
}
