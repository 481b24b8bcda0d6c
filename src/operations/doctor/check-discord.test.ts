import { describe, expect, it } from 'vitest';
import { MADE_UP_TOKEN } from '../../../test/support/made-up-token.js';
import { COMMANDS } from '../../discord/interactions/commands.js';
import type { RegisteredCommand } from '../../discord/connection/diagnose.js';
import type { Finding } from './finding.js';
import { judgeAccount, judgeChannel, judgeCommands, judgeGuild, judgeToken } from './check-discord.js';

const ID = '100000000000000001';
const INVITE = 'https://discord.example/invite';
const REGISTERED: RegisteredCommand[] = COMMANDS.map((command) => ({ ...command }));
const inShort = (finding: Finding) => `${finding.level} ${'code' in finding ? finding.code : ''}`;

describe('judgeToken', () => {
  it.each([
    ['as Discord makes them', MADE_UP_TOKEN, []],
    ['with a letter that none has', 'mã.bí.mật', ['broken token-impossible']],
    ['broken over two lines', `${MADE_UP_TOKEN}\n${MADE_UP_TOKEN}`, ['broken token-impossible']],
    ['of another kind, such as a client secret', 'a0B1c2D3e4F5g6H7', ['broken token-odd']],
  ])('a token %s', (_, token, expected) => {
    const findings = judgeToken(token);
    expect(findings.map(inShort)).toEqual(expected);
    expect(JSON.stringify(findings)).not.toContain(token);
  });
});

describe('judgeAccount', () => {
  const account = { botId: ID, botName: 'bot', applicationId: ID, inviteLink: INVITE };

  it.each([
    [1, ['well token-accepted']],
    [null, ['well token-accepted']],
    [0, ['well token-accepted', 'warning bot-uninvited']],
  ])('a bot on %s servers', (servers, expected) => {
    expect(judgeAccount('http://api', { ...account, servers }).map(inShort)).toEqual(expected);
  });
});

describe('places', () => {
  it('are well where nothing is missing', () => {
    const place = { name: 'news', missing: [] };
    for (const finding of [judgeGuild(ID, place, INVITE), judgeChannel(ID, place)]) {
      expect(inShort(finding)).toBe('well permissions-enough');
    }
  });

  it('are a warning where something is', () => {
    const place = { name: 'news', missing: ['EmbedLinks' as const] };
    for (const finding of [judgeGuild(ID, place, INVITE), judgeChannel(ID, place)]) {
      expect(finding).toMatchObject({ level: 'warning', facts: { name: 'news', missing: ['EmbedLinks'] } });
    }
  });

  it('are troubles where the bot is not', () => {
    expect(inShort(judgeGuild(ID, null, INVITE))).toBe('broken guild-unknown');
    expect(inShort(judgeChannel(ID, null))).toBe('warning channel-unseen');
  });
});

describe('judgeCommands', () => {
  it.each<[string, string | null, RegisteredCommand[] | null, RegisteredCommand[], string[]]>([
    ['as they should be', null, REGISTERED, REGISTERED, ['well commands-registered']],
    ['as they should be, on one server', ID, REGISTERED, [], ['well commands-registered']],
    ['none', null, [], [], ['warning commands-unregistered']],
    ['some', null, REGISTERED.slice(1), [], ['warning commands-differ']],
    ['that the bot may not see', ID, null, [], ['warning commands-hidden']],
    [
      'on one server and everywhere',
      ID,
      REGISTERED,
      REGISTERED,
      ['well commands-registered', 'warning commands-twice'],
    ],
  ])('commands: %s', (_, guildId, registered, everywhere, expected) => {
    expect(judgeCommands(guildId, registered, everywhere).map(inShort)).toEqual(expected);
  });
});
