import { MessageFlags } from 'discord.js';
import type { Journal } from '../journal.js';
import {
  checkMessage,
  type MessageBody,
  type MessageCheck,
  type MessageRequest,
} from '../validation/check-message.js';
import type { Attachment, Message, MessageContent } from '../world/message.js';
import { refusals } from './api-error.js';

/** Flags that no edit takes away. */
const LASTING = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2;

/**
 * Takes a message body or refuses it.
 *
 * @param before - the message that it edits; null for a new one.
 * @throws {@link ApiError} 50035 with what is wrong.
 */
export function acceptedBody(
  journal: Journal,
  request: MessageRequest,
  body: unknown,
  before: Message | null,
): MessageBody {
  refuseOrWarn(journal, request, checkMessage(request, body, before !== null && isV2(before)));
  return body as MessageBody;
}

/** Refuses what has issues, and notes the warnings of what has none. */
export function refuseOrWarn(journal: Journal, where: string, { issues, warnings }: MessageCheck): void {
  if (issues.length > 0) throw refusals.invalidForm(issues);
  for (const warning of warnings) journal.warning(where, warning);
}

/** Whether a message is made of components alone. */
export function isV2(message: Message): boolean {
  return (message.latest.flags & MessageFlags.IsComponentsV2) !== 0;
}

/** What a new message says. @throws {@link ApiError} 50006 when it says nothing. */
export function newContent(body: MessageBody, files: readonly Attachment[]): MessageContent {
  const said: MessageContent = {
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    components: body.components ?? [],
    attachments: files,
    flags: body.flags ?? 0,
  };
  return refuseEmpty(said);
}

/** What a message says after an edit: the fields that are absent stay. @throws {@link ApiError} 50006 when that is nothing. */
export function editedContent(
  before: Message,
  body: MessageBody,
  files: readonly Attachment[],
): MessageContent {
  const { content, embeds, components, attachments, flags } = before.latest;
  const said: MessageContent = {
    content: body.content === undefined ? content : (body.content ?? ''),
    embeds: body.embeds === undefined ? embeds : (body.embeds ?? []),
    components: body.components === undefined ? components : (body.components ?? []),
    attachments: [...attachments, ...files],
    flags: (body.flags ?? 0) | (flags & LASTING),
  };
  return refuseEmpty(said);
}

function refuseEmpty(said: MessageContent): MessageContent {
  const { content, embeds, components, attachments } = said;
  const isEmpty =
    content.trim() === '' && embeds.length === 0 && components.length === 0 && attachments.length === 0;
  if (isEmpty) throw refusals.emptyMessage();
  return said;
}
