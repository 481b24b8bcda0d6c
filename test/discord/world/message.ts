import { MessageFlags, type APIEmbed, type InteractionType, type MessageType } from 'discord.js';
import type { Component } from './component-tree.js';
import type { Channel, User } from './entities.js';
import type { Pings } from './mentions.js';

/** A file that came with a message. */
export interface Attachment {
  readonly id: string;
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
}

/** What a message says. */
export interface MessageContent {
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly Component[];
  readonly attachments: readonly Attachment[];
  readonly flags: number;
  /** What it forwards of another message, which is not its own text. */
  readonly forwarded?: string;
}

/** What a message said from some time on. */
export interface MessageVersion extends MessageContent {
  /** Unix milliseconds. */
  readonly at: number;
  /** Who would have been notified of it. */
  readonly pings: Pings;
}

/** The interaction that a message answers. */
export interface MessageOrigin {
  readonly interactionId: string;
  readonly interactionType: InteractionType;
  readonly user: User;
  /** Null but for a command. */
  readonly commandName: string | null;
}

/** All of a message that never changes. */
export interface MessageIdentity {
  readonly id: string;
  readonly channel: Channel;
  readonly author: User;
  /** 0 plain, 19 reply, 20 answer of a command, 23 of a command of a context menu. */
  readonly type: MessageType;
  readonly repliesTo: Message | null;
  readonly origin: MessageOrigin | null;
  /** The only user who sees it; null when all in the channel do. */
  readonly ephemeralFor: User | null;
}

/** A message with the history of its edits. */
export class Message implements MessageIdentity {
  readonly id: string;
  readonly channel: Channel;
  readonly author: User;
  readonly type: MessageType;
  readonly repliesTo: Message | null;
  readonly origin: MessageOrigin | null;
  readonly ephemeralFor: User | null;
  /** As it was first and after each edit; never empty. */
  readonly versions: readonly MessageVersion[];
  isDeleted = false;

  constructor(identity: MessageIdentity, versions: readonly MessageVersion[]) {
    this.id = identity.id;
    this.channel = identity.channel;
    this.author = identity.author;
    this.type = identity.type;
    this.repliesTo = identity.repliesTo;
    this.origin = identity.origin;
    this.ephemeralFor = identity.ephemeralFor;
    this.versions = versions;
  }

  /** What it says now. */
  get latest(): MessageVersion {
    const latest = this.versions.at(-1);
    if (latest === undefined) throw new Error(`message ${this.id} has no version`);
    return latest;
  }

  get content(): string {
    return this.latest.content;
  }

  get embeds(): readonly APIEmbed[] {
    return this.latest.embeds;
  }

  get components(): readonly Component[] {
    return this.latest.components;
  }

  /** Who would have been notified of it in any of its versions. */
  get pings(): Pings {
    const all = this.versions.map(({ pings }) => pings);
    return {
      users: [...new Set(all.flatMap(({ users }) => users))],
      roles: [...new Set(all.flatMap(({ roles }) => roles))],
      everyone: all.some(({ everyone }) => everyone),
    };
  }

  /** Whether it is the "thinking…" of a deferred answer. */
  get isLoading(): boolean {
    return (this.latest.flags & MessageFlags.Loading) !== 0;
  }
}
