import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../commands/commands.js';
import { commandDifferences, type RegisteredCommand } from './diagnose.js';

const AS_EXPECTED = { missing: [], changed: [], unknown: [] };

/** As Discord gives the commands back: with fields of its own, and what is not set as null. */
function registered(): RegisteredCommand[] {
  return COMMANDS.map((command, at) => ({
    ...structuredClone(command),
    id: String(at),
    version: '1',
    nsfw: false,
    default_member_permissions: command.default_member_permissions ?? null,
    contexts: [...(command.contexts ?? [])].reverse(),
  }));
}

describe('commandDifferences', () => {
  it('finds none in what Discord makes of the commands', () => {
    expect(commandDifferences(registered())).toEqual(AS_EXPECTED);
  });

  it('names commands that are missing and those that the bot does not know', () => {
    const commands = registered().filter(({ name }) => name !== 'ask' && name !== 'status');
    commands.push({ name: 'ping', type: 1 }, { name: 'search', type: 3 });
    expect(commandDifferences(commands)).toEqual({
      missing: ['ask', 'status'],
      changed: [],
      unknown: ['ping', 'search'],
    });
  });

  it('names all when there are none', () => {
    expect(commandDifferences([]).missing).toEqual(COMMANDS.map(({ name }) => name));
  });

  it.each([
    ['another description', { description: 'Of an older version' }],
    ['no Vietnamese name', { name_localizations: null }],
    ['an option less', { options: [] }],
    ['other places', { contexts: [0] }],
    ['an option that is otherwise', { options: [{ type: 3, name: 'question', description: 'other' }] }],
  ])('names a command with %s', (_, difference) => {
    const commands = registered().map((command) =>
      command.name === 'ask' ? { ...command, ...difference } : command,
    );
    expect(commandDifferences(commands)).toEqual({ ...AS_EXPECTED, changed: ['ask'] });
  });

  it('names a command with options that it should not have', () => {
    const commands = registered().map((command) =>
      command.name === 'help' ? { ...command, options: [{ type: 3, name: 'topic' }] } : command,
    );
    expect(commandDifferences(commands)).toEqual({ ...AS_EXPECTED, changed: ['help'] });
  });
});
