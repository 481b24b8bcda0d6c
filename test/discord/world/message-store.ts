import { MessageFlags, MessageType, PermissionFlagsBits, type APIAllowedMentions } from 'discord.js';
import type { Clock } from '../clock.js';
import { mentioningText } from './component-tree.js';
import type { Channel } from './entities.js';
import { pingsOf } from './mentions.js';
import { Message, type MessageContent, type MessageIdentity, type MessageVersion } from './message.js';
import { may } from './permissions.js';
import type { World } from './world.js';

/** What happened to a message. */
export type MessageChange = 'create' | 'update' | 'delete';

/** A message to be. What is absent is empty. */
export interface NewMessage extends Partial<Omit<MessageIdentity, 'id'>>, Partial<MessageContent> {
  readonly channel: Channel;
  readonly author: MessageIdentity['author'];
  readonly allowedMentions?: APIAllowedMentions | null | undefined;
}

/** All messages, in the order in which they came. */
export class MessageStore {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #onChange: (change: MessageChange, message: Message) => void;
  readonly #messages = new Map<string, { message: Message; versions: MessageVersion[] }>();
  readonly #replies = new Map<string, Message[]>();

  constructor(world: World, clock: Clock, onChange: (change: MessageChange, message: Message) => void) {
    this.#world = world;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  create(draft: NewMessage): Message {
    const { content = '', embeds = [], components = [], attachments = [], flags = 0 } = draft;
    const {
      type = MessageType.Default,
      repliesTo = null,
      origin = null,
      ephemeralFor = null,
      channel,
      author,
    } = draft;
    const identity = { id: this.#world.ids.next(), channel, author, type, repliesTo, origin, ephemeralFor };
    const { forwarded } = draft;
    const own = { content: content.trim(), embeds, components, attachments, flags };
    const said = forwarded === undefined ? own : { ...own, forwarded };
    const versions = [this.#version(identity, said, draft.allowedMentions)];
    const message = new Message(identity, versions);
    this.#messages.set(message.id, { message, versions });
    if (repliesTo !== null) {
      this.#replies.set(repliesTo.id, [...(this.#replies.get(repliesTo.id) ?? []), message]);
    }
    this.#onChange('create', message);
    return message;
  }

  /** Changes what is given; a message that was loading no longer is. */
  edit(
    message: Message,
    patch: Partial<MessageContent>,
    allowedMentions: APIAllowedMentions | null | undefined,
  ): void {
    const flags = (patch.flags ?? message.latest.flags) & ~MessageFlags.Loading;
    const { content, embeds, components, attachments } = { ...message.latest, ...patch };
    const said = { content: content.trim(), embeds, components, attachments, flags };
    this.#messages.get(message.id)?.versions.push(this.#version(message, said, allowedMentions));
    this.#onChange('update', message);
  }

  delete(message: Message): void {
    message.isDeleted = true;
    this.#onChange('delete', message);
  }

  /** A message that is not deleted; ephemeral ones too. */
  find(id: string): Message | null {
    const message = this.#messages.get(id)?.message;
    return message === undefined || message.isDeleted ? null : message;
  }

  /** Those that the channel's history shows, oldest first. */
  in(channel: Channel): Message[] {
    return this.all().filter((message) => message.channel === channel && message.ephemeralFor === null);
  }

  /** All that are not deleted, oldest first. */
  all(): Message[] {
    return [...this.#messages.values()].map(({ message }) => message).filter(({ isDeleted }) => !isDeleted);
  }

  repliesTo(message: Message): readonly Message[] {
    return this.#replies.get(message.id) ?? [];
  }

  #version(
    { author, channel, repliesTo }: Pick<Message, 'author' | 'channel' | 'repliesTo'>,
    said: MessageContent,
    allowed: APIAllowedMentions | null | undefined,
  ): MessageVersion {
    const { members, roles } = this.#world;
    const pings = pingsOf(mentioningText(said.content, said.components), {
      allowed,
      repliedUser: repliesTo?.author.id ?? null,
      mayMentionEveryone: may(this.#world, author, channel, PermissionFlagsBits.MentionEveryone),
      mentionableRoles: roles.filter(({ mentionable }) => mentionable).map(({ id }) => id),
      isUser: (id) => members.has(id),
      isRole: (id) => roles.some((role) => role.id === id),
    });
    return { ...said, at: this.#clock.now(), pings };
  }
}
