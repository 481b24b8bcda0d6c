import { AllowedMentionsTypes as Kind } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { pingsOf, type MentionContext } from './mentions.js';

const NOBODY = { users: [], roles: [], everyone: false };
const TEXT = '@everyone @here <@1> <@!2> <@&7> <@&8>';

function pings(text: string, context: Partial<MentionContext> = {}) {
  return pingsOf(text, {
    allowed: null,
    repliedUser: null,
    mayMentionEveryone: true,
    mentionableRoles: [],
    isUser: (id) => ['1', '2', '3'].includes(id),
    isRole: (id) => ['7', '8'].includes(id),
    ...context,
  });
}

test('without allowed_mentions all that the text names are notified, and the author replied to', () => {
  expect(pings(TEXT, { repliedUser: '3' })).toEqual({
    users: ['1', '2', '3'],
    roles: ['7', '8'],
    everyone: true,
  });
});

describe('allowed_mentions', () => {
  test('of nothing notifies nobody', () => {
    expect(pings(TEXT, { allowed: { parse: [] }, repliedUser: '3' })).toEqual(NOBODY);
    expect(pings(TEXT, { allowed: { parse: [], replied_user: false }, repliedUser: '3' })).toEqual(NOBODY);
    expect(pings(TEXT, { allowed: {} })).toEqual(NOBODY);
  });

  test('of a kind notifies those of the kind', () => {
    expect(pings(TEXT, { allowed: { parse: [Kind.User] } })).toEqual({ ...NOBODY, users: ['1', '2'] });
    expect(pings(TEXT, { allowed: { parse: [Kind.Role] } })).toEqual({ ...NOBODY, roles: ['7', '8'] });
    expect(pings(TEXT, { allowed: { parse: [Kind.Everyone] } })).toEqual({ ...NOBODY, everyone: true });
  });

  test('of some notifies those of them whom the text names', () => {
    expect(pings(TEXT, { allowed: { users: ['1', '3'], roles: ['8'] } })).toEqual({
      users: ['1'],
      roles: ['8'],
      everyone: false,
    });
  });

  test('of the author replied to', () => {
    const allowed = { parse: [], replied_user: true };
    expect(pings('', { allowed, repliedUser: '3' })).toEqual({ ...NOBODY, users: ['3'] });
    expect(pings('', { allowed })).toEqual(NOBODY);
  });
});

test('who may not mention everyone notifies the roles that all may mention', () => {
  const context = { mayMentionEveryone: false, mentionableRoles: ['7'] };
  expect(pings(TEXT, context)).toEqual({ users: ['1', '2'], roles: ['7'], everyone: false });
});

test('nobody is notified who is not there, or in words that are no mention', () => {
  expect(pings('<@9> <@&9> <@1 > <@x> @every one @An')).toEqual(NOBODY);
});
