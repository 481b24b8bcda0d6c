import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { ApplicationCommandType, PermissionFlagsBits } from 'discord.js';
import { describe, expect, test, onTestFinished } from 'vitest';
import { ASK_ABOUT_MESSAGE } from '../features/ask/ask.js';
import { COMMANDS, deployCommands } from './commands.js';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

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

const TOKEN = 'the.secret.token';
const APPLICATION = '100000000000000001';
const GUILD = '200000000000000002';

/** A server on loopback, and the settings that point to it. */
async function settingsFor(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { discordToken: TOKEN, discordApiUrl: `http://127.0.0.1:${port}/api`, guildId: null };
}

interface HeardRequest {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** As Discord answers when all is well. */
async function willingDiscord() {
  const heard: HeardRequest[] = [];
  const note = async (request: IncomingMessage) => {
    const body = await text(request);
    const line = `${request.method ?? ''} ${request.url ?? ''}`;
    const { authorization } = request.headers;
    heard.push({ line, authorization, body: body === '' ? null : (JSON.parse(body) as unknown) });
    return request.method === 'GET' ? { id: APPLICATION } : [];
  };
  const settings = await settingsFor((request, response) => {
    response.setHeader('content-type', 'application/json');
    void note(request).then((answer) => response.end(JSON.stringify(answer)));
  });
  return { heard, settings };
}

/** One that refuses whatever is PUT. */
async function refusingDiscord(status: number, body: object, headers: Record<string, string> = {}) {
  const tries = { count: 0 };
  const settings = await settingsFor((request, response) => {
    const refused = request.method === 'PUT';
    if (refused) tries.count++;
    response.writeHead(refused ? status : 200, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(refused ? body : { id: APPLICATION }));
  });
  return { tries, settings };
}

describe('the commands', () => {
  test('are put in place of those before, for every guild', async () => {
    const { heard, settings } = await willingDiscord();
    await deployCommands(settings);
    const authorization = `Bot ${TOKEN}`;
    expect(heard).toEqual([
      { line: 'GET /api/v10/applications/@me', authorization, body: null },
      { line: `PUT /api/v10/applications/${APPLICATION}/commands`, authorization, body: COMMANDS },
    ]);
  });

  test('are put into the one guild of the settings', async () => {
    const { heard, settings } = await willingDiscord();
    await deployCommands({ ...settings, guildId: GUILD });
    expect(heard.at(-1)).toMatchObject({
      line: `PUT /api/v10/applications/${APPLICATION}/guilds/${GUILD}/commands`,
      body: COMMANDS,
    });
  });

  test('are taken away by putting none', async () => {
    const { heard, settings } = await willingDiscord();
    await deployCommands(settings, []);
    expect(heard.at(-1)?.body).toEqual([]);
  });
});

describe('what a person can mend is said', () => {
  test('no token', async () => {
    const settings = { discordToken: null, discordApiUrl: 'http://127.0.0.1:9/api', guildId: null };
    await expect(deployCommands(settings)).rejects.toMatchObject({ code: 'discord-token-missing' });
  });

  test('a token that Discord does not know, without showing it', async () => {
    const settings = await settingsFor((_, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"message":"401: Unauthorized","code":0}');
    });
    await expect(deployCommands(settings)).rejects.toMatchObject({
      code: 'discord-token-invalid',
      message: expect.not.stringContaining(TOKEN) as string,
    });
  });

  test.each([
    [403, { message: 'Missing Access', code: 50001 }],
    [404, { message: 'Unknown Guild', code: 10004 }],
  ])('a guild that the bot is not in: %d', async (status, body) => {
    const { settings } = await refusingDiscord(status, body);
    await expect(deployCommands({ ...settings, guildId: GUILD })).rejects.toMatchObject({
      code: 'discord-refused',
      message: expect.stringContaining(GUILD) as string,
    });
  });

  test('a limit, at once and with the time to wait', async () => {
    const { tries, settings } = await refusingDiscord(
      429,
      { message: 'You are being rate limited.', retry_after: 3600, global: false },
      { 'retry-after': '3600', 'x-ratelimit-scope': 'shared' },
    );
    await expect(deployCommands(settings)).rejects.toMatchObject({
      code: 'discord-unreachable',
      message: expect.stringMatching(/another 36\d\d s/u) as string,
    });
    expect(tries.count).toBe(1);
  });

  test('a server error, after a bounded number of tries', async () => {
    const { tries, settings } = await refusingDiscord(503, {});
    await expect(deployCommands(settings)).rejects.toMatchObject({
      code: 'discord-unreachable',
      message: expect.stringContaining('503') as string,
    });
    expect(tries.count).toBe(2);
  });

  test('an address where nobody listens', async () => {
    const settings = { discordToken: TOKEN, discordApiUrl: 'http://127.0.0.1:9/api', guildId: null };
    await expect(deployCommands(settings)).rejects.toMatchObject({
      code: 'discord-unreachable',
      message: expect.stringMatching(/http:\/\/127\.0\.0\.1:9\/api: \S/u) as string,
    });
  });
});

test('a body that Discord refuses is our own defect', async () => {
  const { settings } = await refusingDiscord(400, { message: 'Invalid Form Body', code: 50035 });
  await expect(deployCommands(settings)).rejects.toMatchObject({ name: 'DiscordAPIError[50035]' });
});
