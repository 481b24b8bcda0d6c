import { InteractionResponseType as Response } from 'discord.js';
import {
  InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema,
  InteractionApplicationCommandAutocompleteCallbackNumberDataSchema,
  InteractionApplicationCommandAutocompleteCallbackStringDataSchema,
  ModalInteractionCallbackRequestDataSchema,
} from 'discord-api-spec/zod';
import type { InteractionKind } from '../interactions/interaction.js';
import type { CommandChoice } from '../world/command.js';
import { checkMessage, type MessageCheck } from './check-message.js';
import { below, notAChoice, required, tooLong, type FormIssue } from './form-issue.js';
import { schemaIssues } from './schema-issues.js';

/** A first response to an interaction. */
export interface CallbackBody {
  readonly type: Response;
  readonly data?: Readonly<Record<string, unknown>> | null;
}

const MAX_CHOICE_VALUE = 100;

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object */
const ALLOWED: Readonly<Record<InteractionKind, readonly Response[]>> = {
  command: [Response.ChannelMessageWithSource, Response.DeferredChannelMessageWithSource, Response.Modal],
  autocomplete: [Response.ApplicationCommandAutocompleteResult],
  component: [
    Response.ChannelMessageWithSource,
    Response.DeferredChannelMessageWithSource,
    Response.DeferredMessageUpdate,
    Response.UpdateMessage,
    Response.Modal,
  ],
};

const CHOICE_SCHEMAS = [
  InteractionApplicationCommandAutocompleteCallbackStringDataSchema,
  InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema,
  InteractionApplicationCommandAutocompleteCallbackNumberDataSchema,
];

/**
 * Checks the first response to an interaction.
 *
 * @param wasV2 - whether the message that the component is on carries IS_COMPONENTS_V2.
 */
export function checkCallback(kind: InteractionKind, body: CallbackBody, wasV2: boolean): MessageCheck {
  if (!ALLOWED[kind].includes(body.type))
    return { issues: [notAChoice(['type'], ALLOWED[kind])], warnings: [] };
  const { issues, warnings } = checkData(body, wasV2);
  return { issues: below(['data'], issues), warnings };
}

function checkData({ type, data }: CallbackBody, wasV2: boolean): MessageCheck {
  const given = data ?? {};
  if (type === Response.ChannelMessageWithSource || type === Response.DeferredChannelMessageWithSource) {
    return checkMessage('interaction-create', given);
  }
  if (type === Response.UpdateMessage) return checkMessage('interaction-edit', given, wasV2);
  if (type === Response.ApplicationCommandAutocompleteResult) return only(choiceIssues(given));
  if (type === Response.Modal) return only(schemaIssues(ModalInteractionCallbackRequestDataSchema, given));
  return only([]);
}

function only(issues: readonly FormIssue[]): MessageCheck {
  return { issues, warnings: [] };
}

/** The issues by the schema that the choices fit best: which type the option has, only the command knows. */
function choiceIssues(data: Readonly<Record<string, unknown>>): FormIssue[] {
  const [best = []] = CHOICE_SCHEMAS.map((schema) => schemaIssues(schema, data)).sort(
    (a, b) => a.length - b.length,
  );
  if (best.length > 0) return best;
  const choices = (data['choices'] ?? []) as readonly CommandChoice[];
  return choices.flatMap(({ name, value }, at) => [
    ...(name.trim() === '' ? [required('choices', at, 'name')] : []),
    ...(typeof value === 'string' && value.length > MAX_CHOICE_VALUE
      ? [tooLong(['choices', at, 'value'], MAX_CHOICE_VALUE)]
      : []),
  ]);
}
