import { InteractionResponseType as Response, InteractionType, MessageFlags, MessageType } from 'discord.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { refusals } from '../rest/api-error.js';
import { acceptedBody, editedContent, isV2, newContent, refuseOrWarn } from '../rest/message-change.js';
import { checkCallback, type CallbackBody } from '../validation/check-callback.js';
import type { MessageBody } from '../validation/check-message.js';
import type { CommandChoice } from '../world/command.js';
import type { Attachment, Message, MessageContent, MessageOrigin } from '../world/message.js';
import type { MessageStore } from '../world/message-store.js';
import type { World } from '../world/world.js';
import { Interaction, type InteractionStart } from './interaction.js';

/** A first response later than this is refused. */
const RESPONSE_DEADLINE_MS = 3000;
/** The token of an interaction is good for this long. */
const TOKEN_LIFETIME_MS = 15 * 60 * 1000;

/** What the desk works with. */
export interface DeskParts {
  readonly world: World;
  readonly messages: MessageStore;
  readonly journal: Journal;
  readonly clock: Clock;
}

/**
 * Where interactions are answered: the first response, `@original` and follow-ups, within the time Discord gives.
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 */
export class InteractionDesk {
  readonly #parts: DeskParts;
  readonly #byToken = new Map<string, Interaction>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  open(start: InteractionStart): Interaction {
    const interaction = new Interaction(start);
    this.#byToken.set(start.token, interaction);
    return interaction;
  }

  /** Takes the first response, which came at `arrivedAt`. */
  respond(
    id: string,
    token: string,
    body: CallbackBody,
    files: readonly Attachment[],
    arrivedAt: number,
  ): Interaction {
    const interaction = this.#byToken.get(token);
    if (interaction?.start.id !== id) throw refusals.unknownInteraction();
    if (interaction.acknowledgement !== null) throw refusals.alreadyAcknowledged();
    const ms = arrivedAt - interaction.start.dispatchedAt;
    if (ms > RESPONSE_DEADLINE_MS) throw refusals.unknownInteraction();

    const { kind, source } = interaction.start;
    refuseOrWarn(this.#parts.journal, 'callback', checkCallback(kind, body, source !== null && isV2(source)));
    this.#apply(interaction, body, files);
    interaction.acknowledgement = { type: body.type, ms };
    return interaction;
  }

  /** @throws {@link ApiError} when there is none, or the token is old. */
  original(token: string): Message {
    return existing(this.#acknowledged(token).original);
  }

  editOriginal(token: string, body: unknown, files: readonly Attachment[]): Message {
    const interaction = this.#acknowledged(token);
    const message = existing(interaction.original);
    this.#edit(message, body, files);
    interaction.edits += 1;
    return message;
  }

  /** A message of the interaction: a follow-up, `@original`, or the one that the component is on. */
  message(token: string, id: string): Message {
    const { original, followUps, start } = this.#acknowledged(token);
    return existing([original, start.source, ...followUps].find((message) => message?.id === id) ?? null);
  }

  editMessage(token: string, id: string, body: unknown, files: readonly Attachment[]): Message {
    const message = this.message(token, id);
    if (message === this.#acknowledged(token).original) return this.editOriginal(token, body, files);
    this.#edit(message, body, files);
    return message;
  }

  /** Sends a further message. The first one after a deferral becomes what was deferred. */
  followUp(token: string, body: unknown, files: readonly Attachment[]): Message {
    const interaction = this.#acknowledged(token);
    const { original, start, acknowledgement } = interaction;
    const isAwaited = acknowledgement?.type === Response.DeferredChannelMessageWithSource;
    if (isAwaited && original?.isLoading === true && !original.isDeleted)
      return this.editOriginal(token, body, files);

    const accepted = acceptedBody(this.#parts.journal, 'interaction-create', body, null);
    const said = newContent(accepted, files);
    const message = this.#send(start, said, accepted, original ?? start.source);
    interaction.followUps.push(message);
    return message;
  }

  #apply(interaction: Interaction, { type, data }: CallbackBody, files: readonly Attachment[]): void {
    const { start } = interaction;
    const body = (data ?? {}) as MessageBody;
    if (type === Response.ChannelMessageWithSource) {
      interaction.original = this.#send(start, newContent(body, files), body, start.source);
    } else if (type === Response.DeferredChannelMessageWithSource) {
      const flags = ((body.flags ?? 0) & MessageFlags.Ephemeral) | MessageFlags.Loading;
      const nothing = { content: '', embeds: [], components: [], attachments: [], flags };
      interaction.original = this.#send(start, nothing, {}, start.source);
    } else if (type === Response.UpdateMessage) {
      interaction.original = start.source;
      if (start.source !== null) this.#change(start.source, body, files);
    } else if (type === Response.DeferredMessageUpdate) {
      interaction.original = start.source;
    } else if (type === Response.ApplicationCommandAutocompleteResult) {
      interaction.choices = (data?.['choices'] ?? []) as readonly CommandChoice[];
    } else {
      interaction.modal = data ?? {};
    }
  }

  #send(
    start: InteractionStart,
    said: MessageContent,
    body: MessageBody,
    repliesTo: Message | null,
  ): Message {
    const { world, messages } = this.#parts;
    const isEphemeral = (said.flags & MessageFlags.Ephemeral) !== 0;
    const commandType = start.isContextMenu ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand;
    return messages.create({
      ...said,
      channel: start.channel,
      author: world.bot,
      type: repliesTo === null ? commandType : MessageType.Reply,
      repliesTo,
      origin: originOf(start),
      ephemeralFor: isEphemeral ? start.user : null,
      allowedMentions: body.allowed_mentions,
    });
  }

  #edit(message: Message, body: unknown, files: readonly Attachment[]): void {
    const accepted = acceptedBody(this.#parts.journal, 'interaction-edit', body, message);
    this.#change(message, accepted, files);
  }

  #change(message: Message, body: MessageBody, files: readonly Attachment[]): void {
    this.#parts.messages.edit(message, editedContent(message, body, files), body.allowed_mentions);
  }

  #acknowledged(token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined || interaction.acknowledgement === null) throw refusals.unknownWebhook();
    if (this.#parts.clock.now() - interaction.start.dispatchedAt > TOKEN_LIFETIME_MS) {
      throw refusals.invalidWebhookToken();
    }
    return interaction;
  }
}

function existing(message: Message | null): Message {
  if (message === null || message.isDeleted) throw refusals.unknownMessage();
  return message;
}

function originOf({ id, user, kind, commandName }: InteractionStart): MessageOrigin {
  const type = kind === 'component' ? InteractionType.MessageComponent : InteractionType.ApplicationCommand;
  return { interactionId: id, interactionType: type, user, commandName };
}
