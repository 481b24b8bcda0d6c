import { MessageFlags, type APIAllowedMentions, type APIEmbed } from 'discord.js';
import {
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
} from 'discord-api-spec/zod';
import type { Component } from '../world/component-tree.js';
import { componentIssues } from './component-rules.js';
import { embedIssues, embedWarnings } from './embed-rules.js';
import { tooLong, type FormIssue } from './form-issue.js';
import { schemaIssues } from './schema-issues.js';

/** How a message body came: to a channel or through an interaction's token, as a new message or an edit. */
export type MessageRequest = 'create' | 'edit' | 'interaction-create' | 'interaction-edit';

/** The fields of a message body that the stand-in looks at; null clears, absent leaves as it was. */
export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: readonly APIEmbed[] | null;
  readonly components?: readonly Component[] | null;
  readonly flags?: number | null;
  readonly allowed_mentions?: APIAllowedMentions | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly message_reference?: {
    readonly message_id: string;
    readonly fail_if_not_exists?: boolean | null;
  } | null;
}

/** The outcome of {@link checkMessage}. */
export interface MessageCheck {
  readonly issues: readonly FormIssue[];
  readonly warnings: readonly string[];
}

/** Of a message that is no Nitro user's; the OpenAPI description names theirs. */
const MAX_CONTENT = 2000;

const SCHEMAS = {
  create: MessageCreateRequestSchema,
  edit: MessageEditRequestPartialSchema,
  'interaction-create': IncomingWebhookInteractionRequestSchema,
  'interaction-edit': IncomingWebhookUpdateRequestPartialSchema,
} as const;

const SETTABLE = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
const FLAGS: Readonly<Record<MessageRequest, number>> = {
  create: SETTABLE | MessageFlags.SuppressNotifications,
  edit: SETTABLE,
  'interaction-create': SETTABLE | MessageFlags.SuppressNotifications | MessageFlags.Ephemeral,
  'interaction-edit': SETTABLE,
};

/**
 * Checks a message body against Discord's limits. Lengths are counted in UTF-16 units, which is never less than Discord counts.
 *
 * @param wasV2 - whether the message that is edited carries IS_COMPONENTS_V2, which no edit takes away.
 */
export function checkMessage(request: MessageRequest, body: unknown, wasV2 = false): MessageCheck {
  const issues = schemaIssues(SCHEMAS[request], body);
  // The rules below rely on a body of the right shape.
  if (issues.length > 0) return { issues, warnings: [] };

  const { content, embeds, components, flags, allowed_mentions: allowed } = body as MessageBody;
  const isV2 = wasV2 || ((flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const ignored = (flags ?? 0) & ~FLAGS[request];
  return {
    issues: [
      ...((content ?? '').trim().length > MAX_CONTENT ? [tooLong(['content'], MAX_CONTENT)] : []),
      ...(isV2 ? legacyIssues(body as MessageBody) : []),
      ...embedIssues(embeds ?? []),
      ...componentIssues(components ?? [], isV2),
      ...mentionIssues(allowed),
    ],
    warnings: [
      ...embedWarnings(embeds ?? []),
      ...(ignored === 0 ? [] : [`Discord ignores the flags ${ignored} here`]),
    ],
  };
}

function legacyIssues({ content, embeds }: MessageBody): FormIssue[] {
  const used = [...(content ? ['content'] : []), ...(embeds?.length ? ['embeds'] : [])];
  return used.map((field) => ({
    path: [field],
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  }));
}

function mentionIssues(allowed: APIAllowedMentions | null | undefined): FormIssue[] {
  const parsed = (allowed?.parse ?? []).map(String);
  return (['users', 'roles'] as const)
    .filter((kind) => parsed.includes(kind) && (allowed?.[kind]?.length ?? 0) > 0)
    .map((kind) => ({
      path: ['allowed_mentions'],
      code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
      message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
    }));
}
