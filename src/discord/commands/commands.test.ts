import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { ApplicationCommandType, PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { ASK_ABOUT_MESSAGE } from '../features/ask/ask.js';
import { COMMANDS } from './commands.js';

/** Discord's rule for the names of slash commands and their options, of which it takes lower-case letters only. */
const SLASH_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** Characters that Discord allows all names, descriptions and choices of one command together. */
const MAX_COMMAND_TEXT = 8000;

interface Named {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly description_localizations?: Readonly<Record<string, string>>;
  readonly options?: readonly (Named & {
    readonly required?: boolean;
    readonly choices?: readonly Named[];
  })[];
}

const byName = new Map(COMMANDS.map((command) => [command.name, command as Named]));
const slashCommands = COMMANDS.filter(({ type }) => type === ApplicationCommandType.ChatInput);

test.each(COMMANDS.map((command) => [command.name, command]))('%s is a command to Discord', (_, command) => {
  const { default_member_permissions: permissions = null } = command;
  // Discord documents a string of digits; its OpenAPI description, which the schema comes from, says a number.
  const body = { ...command, default_member_permissions: permissions === null ? null : Number(permissions) };
  expect(ApplicationCommandUpdateRequestSchema.safeParse(body).error).toBeUndefined();
});

describe.each(slashCommands.map((command) => [command.name, command as Named]))('/%s', (_, command) => {
  const options = command.options ?? [];
  const everything = [command, ...options];

  test('has names that Discord takes, in both languages', () => {
    for (const { name, name_localizations: { vi = '' } = {} } of everything) {
      for (const each of [name, vi]) {
        expect(each).toMatch(SLASH_NAME);
        expect(each).toBe(each.toLowerCase().normalize('NFC'));
      }
    }
  });

  test('is described in both languages', () => {
    for (const { description = '', description_localizations: { vi = '' } = {} } of everything) {
      expect(description).toMatch(/^\S.{1,98}\S$/u);
      expect(vi).toMatch(/^\S.{1,98}\S$/u);
    }
  });

  test('has its options once each, those required first', () => {
    for (const language of ['en', 'vi']) {
      const names = options.map(({ name, name_localizations }) => name_localizations?.[language] ?? name);
      expect(new Set(names).size).toBe(names.length);
    }
    const required = options.map((option) => option.required ?? false);
    expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
  });

  test('is short enough as a whole', () => {
    const texts = [...everything, ...options.flatMap(({ choices }) => choices ?? [])].map(
      ({ name, name_localizations, description = '', description_localizations }) =>
        Math.max(name.length, name_localizations?.['vi']?.length ?? 0) +
        Math.max(description.length, description_localizations?.['vi']?.length ?? 0),
    );
    expect(texts.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(MAX_COMMAND_TEXT);
  });
});

test('no two commands of a kind have the same name in a language', () => {
  const names = slashCommands.flatMap(({ name, name_localizations }) => [name, name_localizations?.vi]);
  expect(new Set(names).size).toBe(names.length);
});

test('every command is offered where it can be used', () => {
  expect(slashCommands.map(({ name, name_localizations }) => [name, name_localizations?.vi])).toEqual([
    ['ask', 'hỏi'],
    ['search', 'tìm'],
    ['article', 'bài'],
    ['sources', 'nguồn'],
    ['help', 'trợ-giúp'],
    ['status', 'trạng-thái'],
    ['reindex', 'lập-chỉ-mục'],
  ]);
  for (const { name, contexts, integration_types } of COMMANDS) {
    expect({ name, contexts, integration_types }).toEqual({
      name,
      contexts: name === 'reindex' ? [0] : [0, 1],
      integration_types: [0],
    });
  }
});

test('only members who manage the server are offered /reindex', () => {
  const restricted = COMMANDS.filter((command) => command.default_member_permissions !== undefined);
  expect(
    restricted.map(({ name, default_member_permissions }) => [name, default_member_permissions]),
  ).toEqual([['reindex', String(PermissionFlagsBits.ManageGuild)]]);
});

test('the entry of a message’s menu has no description and no options', () => {
  expect(byName.get(ASK_ABOUT_MESSAGE)).toEqual({
    type: ApplicationCommandType.Message,
    name: ASK_ABOUT_MESSAGE,
    name_localizations: { vi: expect.stringMatching(/^.{1,32}$/u) as string },
    contexts: [0, 1],
    integration_types: [0],
  });
});
