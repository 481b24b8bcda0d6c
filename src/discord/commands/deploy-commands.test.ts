import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from './commands.js';
import { deployCommands } from './deploy-commands.js';

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
