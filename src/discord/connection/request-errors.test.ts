import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { expect, test } from 'vitest';
import { requestError } from './request-errors.js';

const API = 'http://127.0.0.1:9/api';
const URL = `${API}/v10/users/@me`;
const refused = (status: number, code: number) =>
  new DiscordAPIError({ code, message: 'Refused' }, code, status, 'GET', URL, {});
const rateLimited = new RateLimitError({
  global: false,
  hash: 'hash',
  limit: 1,
  majorParameter: 'global',
  method: 'GET',
  retryAfter: 2_500,
  route: '/users/@me',
  scope: 'user',
  sublimitTimeout: 0,
  timeToReset: 2_500,
  url: URL,
});

test.each([
  ['an answer of Discord’s', refused(400, 50_035), 'it answers 400, code 50035'],
  ['a limit', rateLimited, 'it takes no more requests for another 3 s (429)'],
  ['a server error', new HTTPError(503, 'Unavailable', 'GET', URL, {}), 'it answers 503'],
  ['no answer in time', new DOMException('Aborted', 'AbortError'), 'no answer within 15 s'],
  ['a lost connection', new TypeError('fetch failed', { cause: new Error('ECONNRESET') }), 'ECONNRESET'],
  ['a failure without a cause', new Error('bad port'), 'bad port'],
  ['what is no error', 'gone', 'gone'],
])('%s is said with the address and the reason', (_, error, why) => {
  expect(requestError(error, API)).toMatchObject({
    code: 'discord-unreachable',
    message: `Discord could not be asked at ${API}: ${why}.`,
    cause: error,
  });
});

test('a token that Discord does not know is said to be that', () => {
  expect(requestError(refused(401, 0), API)).toMatchObject({
    code: 'discord-token-invalid',
    message: expect.stringContaining('DISCORD_TOKEN (401)') as string,
  });
});
