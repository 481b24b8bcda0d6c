import { InteractionResponseType } from 'discord.js';
import type { CommandChoice } from '../world/command.js';
import type { Channel, User } from '../world/entities.js';
import type { Message } from '../world/message.js';

/** Ways in which a user asks something of the bot. */
export type InteractionKind = 'command' | 'autocomplete' | 'component';

/** The bot's first response to an interaction. */
export interface Acknowledgement {
  readonly type: InteractionResponseType;
  /** From the dispatch to its arrival. */
  readonly ms: number;
}

/** What is known of an interaction when it begins. */
export interface InteractionStart {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly user: User;
  readonly channel: Channel;
  /** Null but for a command. */
  readonly commandName: string | null;
  /** Whether the command is one of a context menu. */
  readonly isContextMenu: boolean;
  /** The message that the component is on; null but for a component. */
  readonly source: Message | null;
  /** Unix milliseconds. */
  readonly dispatchedAt: number;
}

const IMMEDIATE: ReadonlySet<InteractionResponseType> = new Set([
  InteractionResponseType.ChannelMessageWithSource,
  InteractionResponseType.UpdateMessage,
]);
const DEFERRED: ReadonlySet<InteractionResponseType> = new Set([
  InteractionResponseType.DeferredChannelMessageWithSource,
  InteractionResponseType.DeferredMessageUpdate,
]);

/** An interaction and what the bot has made of it so far. */
export class Interaction {
  readonly start: InteractionStart;
  acknowledgement: Acknowledgement | null = null;
  /** The message that `@original` means. */
  original: Message | null = null;
  /** How often `@original` was changed through the token. */
  edits = 0;
  readonly followUps: Message[] = [];
  choices: readonly CommandChoice[] | null = null;
  modal: Readonly<Record<string, unknown>> | null = null;

  constructor(start: InteractionStart) {
    this.start = start;
  }

  /** Whether whoever asked has their answer: a first response that is one, or what came after a deferred one. */
  get isSettled(): boolean {
    const type = this.acknowledgement?.type ?? InteractionResponseType.Pong;
    if (IMMEDIATE.has(type)) return true;
    return DEFERRED.has(type) && (this.edits > 0 || this.followUps.length > 0);
  }
}
