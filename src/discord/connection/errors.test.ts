import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../lib/errors.js';
import { MADE_UP_TOKEN } from '../../../test/support/made-up-token.js';
import { assertTokenShaped, errorFields, requestError, restFailure } from './errors.js';

const SECRET = 'aW50ZXJhY3Rpb24tdG9rZW4';
const failed = (status: number, code: number, message = 'refused') =>
  new DiscordAPIError({ code, message }, code, status, 'PATCH', `http://api/webhooks/1/${SECRET}`, {
    body: { content: SECRET },
    files: undefined,
  });

describe('restFailure', () => {
  it.each([
    [404, 10_062, 'too-late'],
    [400, 40_060, 'too-late'],
    [404, 10_015, 'too-late'],
    [403, 50_013, 'not-allowed'],
    [403, 50_001, 'not-allowed'],
    [403, 50_007, 'gone'],
    [403, 20_031, 'not-allowed'],
    [404, 10_008, 'gone'],
    [401, 0, 'token'],
    [400, 50_035, 'other'],
  ])('takes %i with code %i for %s', (status, code, failure) => {
    expect(restFailure(failed(status, code))).toBe(failure);
  });

  it('takes a server error for trouble and anything else for none of Discord’s', () => {
    expect(restFailure(new HTTPError(500, 'Internal', 'POST', 'http://api', { files: [], body: {} }))).toBe(
      'other',
    );
    expect(restFailure(new TypeError('x'))).toBeNull();
  });
});

describe('errorFields', () => {
  it('holds no address and no body of a request', () => {
    const server = new HTTPError(500, 'Internal', 'POST', `http://api/${SECRET}`, { files: [], body: {} });
    expect(JSON.stringify([errorFields(failed(404, 10_062)), errorFields(server)])).not.toContain(SECRET);
    expect(errorFields(failed(404, 10_062))).toMatchObject({ status: 404, code: 10_062, method: 'PATCH' });
  });

  it('keeps the stack of a defect', () => {
    expect(errorFields(new TypeError('x'))).toMatchObject({ error: 'TypeError', message: 'x' });
    expect(errorFields('x')).toEqual({ error: 'x' });
  });

  it('says how to mend what a person can', () => {
    const error = new UserError('index-damaged', 'The index is damaged.', 'Build it again.');
    expect(errorFields(error)).toMatchObject({ message: 'The index is damaged.', hint: 'Build it again.' });
    expect(errorFields(new TypeError('x'))).not.toHaveProperty('hint');
  });
});

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
    message: expect.stringContaining('DISCORD_TOKEN') as string,
  });
});

test.each([
  ['hỏi.đáp.mãi', 'characters that no token has'],
  [`${MADE_UP_TOKEN} `, 'characters that no token has'],
  ['a0B1c2D3e4F5g6H7', 'three parts'],
  ['a.b', 'three parts'],
  ['..', 'three parts'],
])('a malformed token is said to be malformed, and not shown: %s', (token, why) => {
  expect(() => {
    assertTokenShaped(token);
  }).toThrow(new RegExp(`^DISCORD_TOKEN is malformed: .*${why}`, 'u'));
});

test('a token as Discord makes them is sent', () => {
  expect(() => {
    assertTokenShaped(MADE_UP_TOKEN);
  }).not.toThrow();
});
