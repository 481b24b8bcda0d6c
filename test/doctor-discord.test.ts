import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startDiscord, type FakeDiscord } from './discord/fake-discord.js';
import { deployCommands, COMMANDS } from '../src/discord/interactions/commands.js';
import { UserError } from '../src/lib/errors.js';
import { parseSettings } from '../src/config/settings.js';
import { examineDiscord } from '../src/operations/doctor/check-discord.js';
import type { Finding } from '../src/operations/doctor/finding.js';
import { StepHint } from '../src/operations/doctor/report.js';

const NOWHERE = '900000000000000009';
const silent = new StepHint({
  output: process.stderr,
  isTerminal: false,
  after: () => () => undefined,
  words: () => '',
});

let discord: FakeDiscord;
beforeEach(async () => {
  discord = await startDiscord();
});
afterEach(async () => {
  await discord.stop();
});

function settingsWith(more: Readonly<Record<string, string>> = {}) {
  return parseSettings({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, ...more });
}

async function examined(more: Readonly<Record<string, string>> = {}): Promise<Finding[]> {
  const settings = settingsWith(more);
  const findings: Finding[] = [];
  for await (const finding of examineDiscord(settings, settings.discordToken ?? '', silent)) {
    findings.push(finding);
  }
  const token = settings.discordToken ?? '';
  expect(findings.map(inWords).join('\n')).not.toContain(token);
  return findings;
}

function inWords(finding: Finding): string {
  return 'code' in finding ? JSON.stringify(finding) : String(finding.error);
}

function inShort(finding: Finding): string {
  if ('code' in finding) return `${finding.level} ${finding.code}`;
  return `${finding.level} ${finding.error instanceof UserError ? finding.error.code : String(finding.error)}`;
}

describe('a bot that is set up', () => {
  it('is well everywhere, and nothing is sent that changes anything', async () => {
    await deployCommands(settingsWith());
    expect((await examined()).map(inShort)).toEqual(['well token-accepted', 'well commands-registered']);
    const changing = discord.requests.filter(({ method }) => method !== 'GET');
    expect(changing).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  it('is well on the server and in the channels and threads that the settings name', async () => {
    const { general, thread } = discord.channels;
    const places = { GUILD_ID: discord.guildId, ALLOWED_CHANNELS: `${general.id} ${thread.id}` };
    await deployCommands(settingsWith(places));
    const findings = await examined(places);
    expect(findings.map(inShort)).toEqual([
      'well token-accepted',
      'well permissions-enough',
      'well permissions-enough',
      'well permissions-enough',
      'well commands-registered',
    ]);
    expect(findings[1]).toMatchObject({ facts: { kind: 'guild', id: discord.guildId, name: 'Quán nước' } });
    expect(findings[2]).toMatchObject({ facts: { kind: 'channel', id: general.id, name: 'chung' } });
    // A server is asked for once, however many of its channels are looked at.
    const guilds = discord.requests.filter(({ path }) => path === `/guilds/${discord.guildId}`);
    expect(guilds).toHaveLength(1);
  });
});

describe('places', () => {
  it('names what the bot lacks in a channel, and in its threads', async () => {
    const { general, news, thread } = discord.channels;
    discord.deny(general, PermissionFlagsBits.EmbedLinks | PermissionFlagsBits.SendMessagesInThreads);
    const findings = await examined({ ALLOWED_CHANNELS: [general.id, news.id, thread.id].join(',') });
    expect(findings.slice(1, 4)).toMatchObject([
      { level: 'warning', code: 'permissions-missing', facts: { name: 'chung', missing: ['EmbedLinks'] } },
      { level: 'well', code: 'permissions-enough', facts: { name: 'tin-tuc' } },
      {
        level: 'warning',
        code: 'permissions-missing',
        facts: { name: thread.name, missing: ['EmbedLinks', 'SendMessagesInThreads'] },
      },
    ]);
  });

  it('names servers and channels that the bot is not in, and goes on', async () => {
    discord.deny(discord.channels.news, PermissionFlagsBits.ViewChannel);
    const findings = await examined({
      GUILD_ID: NOWHERE,
      ALLOWED_CHANNELS: `${NOWHERE} ${discord.channels.news.id} ${discord.channels.general.id}`,
    });
    expect(findings.map(inShort)).toEqual([
      'well token-accepted',
      'broken guild-unknown',
      'warning channel-unseen',
      'warning channel-unseen',
      'well permissions-enough',
      'warning commands-hidden',
    ]);
    expect(findings[1]).toMatchObject({
      facts: { inviteLink: expect.stringContaining(`client_id=${discord.bot.id}&`) as string },
    });
  });
});

describe('commands', () => {
  it('are missing where none are registered', async () => {
    expect((await examined()).at(-1)).toMatchObject({ level: 'warning', code: 'commands-unregistered' });
  });

  it('differ where they are of another version', async () => {
    const [ask, ...others] = COMMANDS;
    if (ask === undefined) throw new Error('There are no commands.');
    await deployCommands(settingsWith(), [
      {
        ...others[0],
        name: 'ping',
        description: 'Pong',
        name_localizations: null,
      } as (typeof COMMANDS)[number],
      { ...ask, description: 'Of another version' } as (typeof COMMANDS)[number],
      ...others.slice(1),
    ]);
    expect((await examined()).at(-1)).toMatchObject({
      level: 'warning',
      code: 'commands-differ',
      facts: { missing: ['search'], changed: ['ask'], unknown: ['ping'] },
    });
  });

  it('are shown twice where they are registered on one server and on all', async () => {
    await deployCommands(settingsWith());
    await deployCommands(settingsWith({ GUILD_ID: discord.guildId }));
    const findings = await examined({ GUILD_ID: discord.guildId });
    expect(findings.slice(-2).map(inShort)).toEqual(['well commands-registered', 'warning commands-twice']);
  });
});

describe('where Discord cannot be asked', () => {
  it('says that it does not know the token, and asks no more', async () => {
    discord.revokeToken();
    expect((await examined({ GUILD_ID: discord.guildId })).map(inShort)).toEqual([
      'broken discord-token-invalid',
    ]);
    expect(discord.requests).toHaveLength(1);
  });

  it('does not even send what can be no token', async () => {
    expect((await examined({ DISCORD_TOKEN: 'mật khẩu' })).map(inShort)).toEqual(['broken token-impossible']);
    expect(discord.requests).toEqual([]);
  });

  it('says of what does not look like a token that it does not', async () => {
    expect((await examined({ DISCORD_TOKEN: 'a0B1c2D3e4F5g6H7' })).map(inShort)).toEqual([
      'broken token-odd',
    ]);
  });

  it('says that nobody answers', async () => {
    const [finding] = await examined({ DISCORD_API_URL: 'http://127.0.0.1:9/api' });
    expect(finding).toMatchObject({
      level: 'broken',
      error: { code: 'discord-unreachable', message: expect.stringContaining('127.0.0.1:9') as string },
    });
  });

  it.each([
    ['500', { status: 500 }, '500'],
    ['a limit', { status: 429, retryAfter: 3600 }, '(429)'],
    ['404', { status: 404 }, 'refuses'],
    ['something else than Discord’s JSON', { status: 200, body: { hello: 'world' } }, 'not what Discord'],
  ])('says that it answers %s', async (_, failure, words) => {
    discord.fail({ path: /^\/users\/@me$/u, ...failure });
    const findings = await examined();
    expect(findings).toMatchObject([
      { error: { code: 'discord-unreachable', message: expect.stringContaining(words) as string } },
    ]);
  });

  it('says that it answers with a page', async () => {
    const server = createServer((_, response) => response.end('<!doctype html><title>Sign in</title>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    const findings = await examined({ DISCORD_API_URL: `http://127.0.0.1:${port}/api` });
    expect(findings.map(inShort)).toEqual(['broken discord-unreachable']);
  });

  it('goes on where only one thing cannot be asked', async () => {
    discord.fail({ path: /^\/guilds\/\d+$/u, status: 500 });
    const findings = await examined({ GUILD_ID: discord.guildId });
    expect(findings.map(inShort)).toEqual([
      'well token-accepted',
      'broken discord-unreachable',
      'warning commands-unregistered',
    ]);
  });
});
