import { randomBytes } from 'node:crypto';
import {
  AllowedMentionsTypes,
  ApplicationCommandType,
  InteractionContextType,
  MessageType,
  PermissionFlagsBits,
} from 'discord.js';
import type { Backend } from '../backend.js';
import type { InteractionStart } from '../interactions/interaction.js';
import type { Command, CommandChoice } from '../world/command.js';
import type { Channel, GuildChannel, User } from '../world/entities.js';
import type { Message } from '../world/message.js';
import { may, permissionsIn } from '../world/permissions.js';
import { commandNamed, inputOptions, type OptionValues } from './command-input.js';
import { buttonOf, menuOf } from './component-input.js';
import { InteractionHandle } from './interaction-handle.js';
import { interactionPayload, targetData, type Asker } from './interaction-payload.js';

/** Where a command is given, and by whom. */
export interface CommandPlace extends Asker {
  /** The first text channel when absent. */
  readonly channel?: GuildChannel;
  /** In the direct messages with the bot. */
  readonly inDm?: boolean;
}

/** What people do in their Discord app. Each act reaches the bot at once; what it answers is waited for. */
export class UserActions {
  protected readonly backend: Backend;

  protected constructor(backend: Backend) {
    this.backend = backend;
  }

  /** Writes in a channel. */
  say(user: User, channel: GuildChannel, text: string): Message {
    return this.#write(user, channel, text, null, true);
  }

  /** Writes in a channel, beginning with a mention of the bot. */
  mention(user: User, channel: GuildChannel, text: string): Message {
    return this.say(user, channel, `<@${this.backend.world.bot.id}> ${text}`);
  }

  /** Writes to the bot directly. */
  dm(user: User, text: string): Message {
    return this.#write(user, this.backend.world.dmWith(user), text, null, true);
  }

  /** Forwards a text to the bot directly: the message itself says nothing. */
  forward(user: User, text: string): Message {
    const channel = this.backend.world.dmWith(user);
    return this.backend.messages.create({ channel, author: user, forwarded: text });
  }

  /** Replies to a message; its author is notified unless `ping` is false. */
  reply(user: User, message: Message, text: string, { ping = true }: { ping?: boolean } = {}): Message {
    return this.#write(user, message.channel, text, message, ping);
  }

  /** Deletes a message of the user's own. */
  unsay(message: Message): void {
    this.backend.messages.delete(message);
  }

  /** Gives a slash command: its name, with those of its subcommands behind it. */
  slash(user: User, name: string, options: OptionValues = {}, place: CommandPlace = {}): InteractionHandle {
    const { world } = this.backend;
    const command = commandNamed(world.commands, ApplicationCommandType.ChatInput, name);
    const channel = this.#placeOf(user, place);
    refuseHidden(command, channel, place.permissions ?? permissionsIn(world, user, channel));
    const input = inputOptions(command, name.split(' '), options, null);
    const start = this.#start('command', user, channel, { commandName: command.name });
    return this.#ask(start, { ...commandData(command), options: input }, place, `/${name}`);
  }

  /** Chooses a command from the context menu of a message. */
  menu(user: User, name: string, message: Message, asker: Asker = {}): InteractionHandle {
    const { world } = this.backend;
    const command = commandNamed(world.commands, ApplicationCommandType.Message, name);
    const start = this.#start('command', user, message.channel, {
      commandName: command.name,
      isContextMenu: true,
    });
    return this.#ask(start, { ...commandData(command), ...targetData(world, message) }, asker, name);
  }

  /** Presses a button, by its custom_id or its label. */
  press(user: User, message: Message, customIdOrLabel: string, asker: Asker = {}): InteractionHandle {
    refuseUnseen(user, message);
    const { custom_id: id, type } = buttonOf(message, customIdOrLabel);
    const start = this.#start('component', user, message.channel, { source: message });
    return this.#ask(start, { custom_id: id, component_type: type }, asker, customIdOrLabel);
  }

  /** Chooses from a menu. */
  choose(
    user: User,
    message: Message,
    customId: string,
    values: readonly string[],
    asker: Asker = {},
  ): InteractionHandle {
    refuseUnseen(user, message);
    const { custom_id: id, type } = menuOf(message, customId, values);
    const start = this.#start('component', user, message.channel, { source: message });
    return this.#ask(start, { custom_id: id, component_type: type, values }, asker, customId);
  }

  /** Types into an option that has autocomplete, and gets what the bot offers. `options` hold what is typed so far. */
  type(
    user: User,
    name: string,
    options: OptionValues,
    focused: string,
    place: CommandPlace = {},
  ): Promise<readonly CommandChoice[]> {
    const command = commandNamed(this.backend.world.commands, ApplicationCommandType.ChatInput, name);
    const input = inputOptions(command, name.split(' '), options, focused);
    const start = this.#start('autocomplete', user, this.#placeOf(user, place), {
      commandName: command.name,
    });
    return this.#ask(
      start,
      { ...commandData(command), options: input },
      place,
      `/${name} ${focused}`,
    ).choices();
  }

  /** The first text channel of the guild. */
  protected firstChannel(): GuildChannel {
    for (const channel of this.backend.world.channels.values()) if (channel.kind === 'text') return channel;
    throw new Error('the guild has no text channel');
  }

  #write(user: User, channel: Channel, text: string, repliesTo: Message | null, ping: boolean): Message {
    return this.backend.messages.create({
      channel,
      author: user,
      content: text,
      type: repliesTo === null ? MessageType.Default : MessageType.Reply,
      repliesTo,
      allowedMentions: { parse: EVERYTHING, replied_user: ping },
    });
  }

  #placeOf(user: User, { channel, inDm }: CommandPlace): Channel {
    return inDm === true ? this.backend.world.dmWith(user) : (channel ?? this.firstChannel());
  }

  #start(
    kind: InteractionStart['kind'],
    user: User,
    channel: Channel,
    rest: Partial<Pick<InteractionStart, 'commandName' | 'isContextMenu' | 'source'>>,
  ): InteractionStart {
    const { world, clock } = this.backend;
    if (!may(world, user, channel, PermissionFlagsBits.ViewChannel)) {
      throw new Error(`${user.username} does not see the channel`);
    }
    const origin = { commandName: null, isContextMenu: false, source: null, ...rest };
    const token = randomBytes(24).toString('base64url');
    return { id: world.ids.next(), token, kind, user, channel, ...origin, dispatchedAt: clock.now() };
  }

  #ask(
    start: InteractionStart,
    data: Readonly<Record<string, unknown>>,
    asker: Asker,
    name: string,
  ): InteractionHandle {
    const { world, desk, gateway, watch } = this.backend;
    const interaction = desk.open(start);
    const payload = interactionPayload(world, start, data, asker);
    const guildId = start.channel.kind === 'dm' ? null : world.guildId;
    gateway.dispatch({ name: 'INTERACTION_CREATE', intents: 0, guildId, data: () => payload });
    return new InteractionHandle(interaction, watch, name);
  }
}

const EVERYTHING = [AllowedMentionsTypes.User, AllowedMentionsTypes.Role, AllowedMentionsTypes.Everyone];

function commandData({ id, name, type, guildId }: Command): Record<string, unknown> {
  return { id, name, type, ...(guildId !== null && { guild_id: guildId }) };
}

/** @throws Error when Discord's app does not offer the command there to who has these permissions. */
function refuseHidden(command: Command, channel: Channel, permissions: bigint): void {
  const needed = BigInt(command.default_member_permissions ?? 0);
  if (channel.kind !== 'dm' && (permissions & needed) !== needed) {
    throw new Error(`/${command.name} is not shown to who lacks the permissions ${needed}`);
  }
  const context = channel.kind === 'dm' ? InteractionContextType.BotDM : InteractionContextType.Guild;
  const offered =
    command.contexts?.includes(context) ?? (channel.kind !== 'dm' || command.dm_permission !== false);
  if (!offered) throw new Error(`/${command.name} is not shown in ${channel.kind}`);
  if (channel.kind === 'dm' && command.guildId !== null) throw new Error(`/${command.name} is of the guild`);
}

/** @throws Error when the user does not see the message, or it is not there. */
function refuseUnseen(user: User, message: Message): void {
  if (message.isDeleted) throw new Error('the message is deleted');
  if (message.ephemeralFor !== null && message.ephemeralFor !== user) {
    throw new Error(`the message is shown to ${message.ephemeralFor.username} only`);
  }
}
