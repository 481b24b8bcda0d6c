import { expect, test } from 'vitest';
import { commandListIssues } from './command-rules.js';

const option = (name: string, more = {}) => ({ type: 3, name, description: 'x', ...more });
const command = (more = {}) => ({ name: 'hỏi', description: 'Asks', ...more });
const choice = (length: number, letter = 'x') => ({ name: letter, value: letter.repeat(length) });
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

test.each([
  [
    'as many options, and texts as long, as there may be',
    command({ description: 'x'.repeat(100), options: many(25, (at) => option(`o${at}`)) }),
  ],
  [
    'a required option before an optional one',
    command({ options: [option('a', { required: true }), option('b')] }),
  ],
  ['a message command of several words', { type: 3, name: 'Ask About This' }],
  ['permissions as digits', command({ default_member_permissions: '32' })],
  ['a choice of 100 characters', command({ options: [option('a', { choices: [choice(100)] })] })],
  ['autocomplete of a string', command({ options: [option('a', { autocomplete: true })] })],
  ['subcommands', command({ options: [{ type: 1, name: 'now', description: 'x', options: [option('a')] }] })],
  ['names in other languages', command({ name_localizations: { vi: 'tìm', 'en-US': 'search' } })],
])('%s is taken', (_, body) => {
  expect(commandListIssues([body])).toEqual([]);
});

test.each([
  ['a name with a space', command({ name: 'ask me' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a name in upper case', command({ name: 'Ask' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  [
    'a name that is not composed',
    command({ name: 'hỏi'.normalize('NFD') }),
    'name',
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  ['a name too long', command({ name: 'x'.repeat(33) }), 'name', 'BASE_TYPE_MAX_LENGTH'],
  [
    'a localized name in upper case',
    command({ name_localizations: { vi: 'Hỏi' } }),
    'name_localizations.vi',
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'an unknown language',
    command({ name_localizations: { xx: 'ask' } }),
    'name_localizations.xx',
    'ENUM_TYPE_COERCE',
  ],
  [
    'a description too long',
    command({ description: 'x'.repeat(101) }),
    'description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  ['no description', command({ description: undefined }), 'description', 'BASE_TYPE_REQUIRED'],
  [
    'a required option after an optional one',
    command({ options: [option('a'), option('b', { required: true })] }),
    'options.1',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'two options of one name',
    command({ options: [option('a'), option('a')] }),
    'options.1.name',
    'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  [
    'an option in upper case',
    command({ options: [option('A')] }),
    'options.0.name',
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  ['26 options', command({ options: many(26, (at) => option(`o${at}`)) }), 'options', 'BASE_TYPE_BAD_LENGTH'],
  [
    '26 choices',
    command({ options: [option('a', { choices: many(26, (at) => choice(1, String(at))) })] }),
    'options.0.choices',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a choice too long',
    command({ options: [option('a', { choices: [choice(101)] })] }),
    'options.0.choices.0.value',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'choices beside autocomplete',
    command({ options: [option('a', { autocomplete: true, choices: [choice(1)] })] }),
    'options.0.autocomplete',
    'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
  ],
  [
    'lengths the wrong way round',
    command({ options: [option('a', { min_length: 5, max_length: 4 })] }),
    'options.0.max_length',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an option of no type',
    command({ options: [option('a', { type: 99 })] }),
    'options.0',
    'UNION_TYPE_CHOICES',
  ],
  [
    'a wrong option of a subcommand',
    command({ options: [{ type: 1, name: 'now', description: 'x', options: [option('A')] }] }),
    'options.0.options.0.name',
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'a message command with a description',
    command({ type: 3 }),
    'description',
    'APPLICATION_COMMAND_CONTEXT_MENU_FIELD_NOT_ALLOWED',
  ],
])('%s is refused', (_, body, path, code) => {
  const issues = commandListIssues([body]).map((issue) => [issue.path.slice(1).join('.'), issue.code]);
  expect(issues).toEqual([[path, code]]);
});

test('a command holds 8,000 characters', () => {
  // 8 of a name, 100 of a description, and 25 choices of 101: three such options are 7,899.
  const choices = many(25, (at) => choice(100, String.fromCharCode(97 + at)));
  const options = many(3, (at) => option(`option-${at}`, { description: 'x'.repeat(100), choices }));
  const withDescription = (length: number) => command({ description: 'x'.repeat(length), options });
  expect(commandListIssues([withDescription(8000 - 7899 - 'hỏi'.length)])).toEqual([]);
  const issues = commandListIssues([withDescription(8001 - 7899 - 'hỏi'.length)]);
  expect(issues.map(({ code }) => code)).toEqual(['BASE_TYPE_MAX_LENGTH']);
});

test('commands of one type have different names', () => {
  expect(commandListIssues([command(), { ...command({ description: '' }), type: 3 }])).toEqual([]);
  expect(commandListIssues([command(), command()])[0]?.code).toBe('APPLICATION_COMMANDS_DUPLICATE_NAME');
});

test('what is no list is refused', () => {
  expect(commandListIssues(command())[0]?.code).toBe('LIST_TYPE_CONVERT');
});
