import { ApplicationCommandOptionType, ApplicationCommandType, Locale } from 'discord.js';
import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import type { CommandBody, CommandOption } from '../world/command.js';
import { badLength, below, required, tooLong, type FormIssue } from './form-issue.js';
import { schemaIssues } from './schema-issues.js';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MAX_CHOICE_VALUE = 100;
const MAX_CHARACTERS = 8000;

const LOCALES: ReadonlySet<string> = new Set(Object.values(Locale));
const MAY_AUTOCOMPLETE: ReadonlySet<number> = new Set([
  ApplicationCommandOptionType.String,
  ApplicationCommandOptionType.Integer,
  ApplicationCommandOptionType.Number,
]);

/** What Discord refuses in the commands of a bulk overwrite. */
export function commandListIssues(body: unknown): FormIssue[] {
  if (!Array.isArray(body)) return [{ path: [], code: 'LIST_TYPE_CONVERT', message: 'Must be a list.' }];
  const commands = body as CommandBody[];
  const issues = commands.flatMap((command, at) => below([at], commandIssues(command)));
  const keys = commands.map(({ type, name }) => `${type ?? 1} ${name}`);
  return [
    ...issues,
    ...keys.flatMap((key, at) =>
      keys.indexOf(key) === at
        ? []
        : [
            {
              path: [at],
              code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
              message: 'Application command names must be unique',
            },
          ],
    ),
  ];
}

function commandIssues(command: CommandBody): FormIssue[] {
  // Documented as a string of digits, which the OpenAPI description has as a number.
  const permissions = command.default_member_permissions;
  const forSchema =
    permissions === null || permissions === undefined
      ? command
      : { ...command, default_member_permissions: Number(permissions) };
  const issues = schemaIssues(ApplicationCommandUpdateRequestSchema, forSchema);
  // The rules below rely on a body of the right shape.
  if (issues.length > 0) return issues;

  const isChatInput = (command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;
  return [
    ...(isChatInput ? nameIssues(command) : []),
    ...localeIssues(command),
    ...descriptionIssues(command, isChatInput),
    ...optionListIssues(command.options ?? []),
    ...(charactersIn(command) > MAX_CHARACTERS ? [tooLong([], MAX_CHARACTERS)] : []),
  ];
}

function descriptionIssues({ description, options }: CommandBody, isChatInput: boolean): FormIssue[] {
  if (isChatInput) return (description ?? '').trim() === '' ? [required('description')] : [];
  const path = description ? 'description' : options?.length ? 'options' : null;
  if (path === null) return [];
  const message = 'Context menu commands cannot have this field';
  return [{ path: [path], code: 'APPLICATION_COMMAND_CONTEXT_MENU_FIELD_NOT_ALLOWED', message }];
}

function nameIssues({
  name,
  name_localizations: localized,
}: Pick<CommandOption, 'name' | 'name_localizations'>): FormIssue[] {
  const names = [
    { path: ['name'], text: name },
    ...Object.entries(localized ?? {}).map(([locale, text]) => ({
      path: ['name_localizations', locale],
      text,
    })),
  ];
  return names
    .filter(({ text }) => !NAME.test(text) || text !== text.toLowerCase())
    .map(({ path }) => ({
      path,
      code: 'APPLICATION_COMMAND_INVALID_NAME',
      message: 'Command name is invalid',
    }));
}

function localeIssues(
  texts: Pick<CommandOption, 'name_localizations' | 'description_localizations'>,
): FormIssue[] {
  return (['name_localizations', 'description_localizations'] as const).flatMap((field) =>
    Object.keys(texts[field] ?? {})
      .filter((locale) => !LOCALES.has(locale))
      .map((locale) => ({ path: [field, locale], code: 'ENUM_TYPE_COERCE', message: 'Not a locale.' })),
  );
}

function optionListIssues(
  options: readonly CommandOption[],
  path: (string | number)[] = ['options'],
): FormIssue[] {
  const names = options.map(({ name }) => name);
  const firstOptional = options.findIndex(({ required: isRequired }) => isRequired !== true);
  return options.flatMap((option, at) => [
    ...below([...path, at], optionIssues(option)),
    ...optionListIssues(option.options ?? [], [...path, at, 'options']),
    ...(names.indexOf(option.name) === at
      ? []
      : [
          {
            path: [...path, at, 'name'],
            code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
            message: 'Option name already exists',
          },
        ]),
    ...(option.required === true && firstOptional !== -1 && firstOptional < at
      ? [
          {
            path: [...path, at],
            code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
            message: 'Required options must be placed before non-required options',
          },
        ]
      : []),
  ]);
}

function optionIssues(option: CommandOption): FormIssue[] {
  const choices = option.choices ?? [];
  const autocompleteAmiss =
    option.autocomplete === true && (choices.length > 0 || !MAY_AUTOCOMPLETE.has(option.type));
  const message = 'Autocomplete is for strings and numbers without choices';
  return [
    ...nameIssues(option),
    ...localeIssues(option),
    ...choices.flatMap(({ value }, at) =>
      typeof value === 'string' && value.length > MAX_CHOICE_VALUE
        ? [tooLong(['choices', at, 'value'], MAX_CHOICE_VALUE)]
        : [],
    ),
    ...(autocompleteAmiss
      ? [{ path: ['autocomplete'], code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID', message }]
      : []),
    ...((option.min_length ?? 0) > (option.max_length ?? Infinity)
      ? [badLength(['max_length'], option.min_length ?? 0, 6000)]
      : []),
  ];
}

/** Names, descriptions and values of a command and all in it, of each text the longest localization. */
function charactersIn(part: CommandBody | CommandOption): number {
  const longest = (
    text: string | null | undefined,
    localized: Record<string, string> | null | undefined,
  ): number => Math.max(text?.length ?? 0, ...Object.values(localized ?? {}).map(({ length }) => length));
  const choices = 'choices' in part ? (part.choices ?? []) : [];
  return (
    longest(part.name, part.name_localizations) +
    longest(part.description, part.description_localizations) +
    choices.reduce(
      (sum, { name, value, name_localizations: localized }) =>
        sum + longest(name, localized) + String(value).length,
      0,
    ) +
    (part.options ?? []).reduce((sum, option) => sum + charactersIn(option), 0)
  );
}
