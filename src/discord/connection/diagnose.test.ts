import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../interactions/commands.js';
import {
  commandDifferences,
  type RegisteredCommand,
  permissionsOf,
  type Membership,
  type PermissionOverwrite,
} from './diagnose.js';
import { OverwriteType, PermissionFlagsBits, PermissionsBitField } from 'discord.js';

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
  test('finds none in what Discord makes of the commands', () => {
    expect(commandDifferences(registered())).toEqual(AS_EXPECTED);
  });

  test('names commands that are missing and those that the bot does not know', () => {
    const commands = registered().filter(({ name }) => name !== 'ask' && name !== 'status');
    commands.push({ name: 'ping', type: 1 }, { name: 'search', type: 3 });
    expect(commandDifferences(commands)).toEqual({
      missing: ['ask', 'status'],
      changed: [],
      unknown: ['ping', 'search'],
    });
  });

  test('names all when there are none', () => {
    expect(commandDifferences([]).missing).toEqual(COMMANDS.map(({ name }) => name));
  });

  test.each([
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

  test('names a command with options that it should not have', () => {
    const commands = registered().map((command) =>
      command.name === 'help' ? { ...command, options: [{ type: 3, name: 'topic' }] } : command,
    );
    expect(commandDifferences(commands)).toEqual({ ...AS_EXPECTED, changed: ['help'] });
  });
});

const { ViewChannel, SendMessages, EmbedLinks, Administrator } = PermissionFlagsBits;
const GUILD = 'guild';
const BOT = 'bot';
const OWN_ROLE = 'role of the bot';

function memberWith(everyone: bigint, own: bigint): Membership {
  return {
    id: GUILD,
    name: 'Server',
    owner_id: 'owner',
    memberId: BOT,
    memberRoles: [OWN_ROLE],
    roles: [
      { id: GUILD, permissions: String(everyone) },
      { id: OWN_ROLE, permissions: String(own) },
      { id: 'role of others', permissions: String(PermissionsBitField.All) },
    ],
  };
}

function overwrite(id: string, type: OverwriteType, allow: bigint, deny: bigint): PermissionOverwrite {
  return { id, type, allow: String(allow), deny: String(deny) };
}

test('on a server everyone’s permissions and those of the own roles count, and nobody else’s', () => {
  const permissions = permissionsOf(memberWith(ViewChannel, SendMessages));
  expect(permissions.bitfield).toBe(ViewChannel | SendMessages);
});

test('in a channel a member’s overwrite outweighs those of roles, and these that of everyone', () => {
  const member = memberWith(ViewChannel | SendMessages | EmbedLinks, 0n);
  const everyone = overwrite(GUILD, OverwriteType.Role, 0n, ViewChannel | SendMessages | EmbedLinks);
  const role = overwrite(OWN_ROLE, OverwriteType.Role, ViewChannel | SendMessages, 0n);
  const own = overwrite(BOT, OverwriteType.Member, EmbedLinks, SendMessages);
  // Whatever their order.
  for (const overwrites of [
    [everyone, role, own],
    [own, role, everyone],
  ]) {
    expect(permissionsOf(member, overwrites).bitfield).toBe(ViewChannel | EmbedLinks);
  }
});

test('overwrites of other roles and members, and those of the other kind with the same id, do not count', () => {
  const member = memberWith(ViewChannel, 0n);
  const overwrites = [
    overwrite('role of others', OverwriteType.Role, SendMessages, ViewChannel),
    overwrite('somebody', OverwriteType.Member, SendMessages, ViewChannel),
    overwrite(OWN_ROLE, OverwriteType.Member, SendMessages, ViewChannel),
    overwrite(BOT, OverwriteType.Role, SendMessages, ViewChannel),
  ];
  expect(permissionsOf(member, overwrites).bitfield).toBe(ViewChannel);
});

test('of two roles that grant and take the same, the one that grants wins', () => {
  const member = { ...memberWith(0n, 0n), memberRoles: [OWN_ROLE, 'another'] };
  const overwrites = [
    overwrite(OWN_ROLE, OverwriteType.Role, ViewChannel, 0n),
    overwrite('another', OverwriteType.Role, 0n, ViewChannel),
  ];
  expect(permissionsOf(member, overwrites).bitfield).toBe(ViewChannel);
});

test('from an administrator and from the owner no channel takes anything', () => {
  const denied = [overwrite(BOT, OverwriteType.Member, 0n, ViewChannel)];
  const owner = { ...memberWith(0n, 0n), owner_id: BOT };
  for (const member of [memberWith(0n, Administrator), owner]) {
    expect(permissionsOf(member, denied).bitfield).toBe(PermissionsBitField.All);
  }
});
