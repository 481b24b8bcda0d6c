import { describe, expect, test, vi } from 'vitest';
import { DiscordUnavailable } from './errors.js';
import { PatientRequests, type Pace } from './retry-requests.js';

const API = 'https://discord.example/api/v10';
const MESSAGES = `${API}/channels/1/messages`;
const JSON_BODY = { 'Content-Type': 'application/json' };
const TOKEN = { Authorization: 'Bot abc' };

/** Requests that meet these answers, the last of them again and again; a clock that goes on by waiting. */
function requestsMeeting(...answers: (number | 'no connection' | 'a page')[]) {
  let now = 0;
  const pace: Pace = {
    now: () => now,
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const sent: string[] = [];
  const requests = new PatientRequests(pace, (url) => {
    sent.push(url);
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 200;
    if (answer === 'no connection') return Promise.reject(new Error('connect ECONNREFUSED'));
    if (answer === 'a page') return Promise.resolve(new Response('<html>', { status: 403 }));
    return Promise.resolve(
      new Response(answer === 204 ? null : '{}', { status: answer, headers: JSON_BODY }),
    );
  });
  const send = (url = MESSAGES, method = 'POST', headers: Record<string, string> = TOKEN) =>
    requests.make(url, { method, headers });
  return { requests, send, sent, pace };
}

const minutes = (ms: number) => ms / 60_000;

test.each(['no connection', 'a page', 500, 503, 401] as const)(
  '%s passes, and the request with it',
  async (fault) => {
    const { requests, send, sent } = requestsMeeting(200, fault, fault, fault, 200);
    await send();
    expect((await send()).status).toBe(200);
    expect(sent).toHaveLength(5);
    expect(requests.isWorking).toBe(true);
  },
);

test.each([
  ['an answer', MESSAGES, 'POST', 10, 15],
  ['an answer to a command', `${API}/webhooks/1/token/messages/@original`, 'PATCH', 10, 15],
  [
    'a first response, of which Discord waits 3 s',
    `${API}/interactions/1/token/callback`,
    'POST',
    0.02,
    0.05,
  ],
  ['what is read for an answer', MESSAGES, 'GET', 0.2, 0.5],
  ['that the bot types', `${API}/channels/1/typing`, 'POST', 0, 0],
])('%s is sent again for as long as it is of use', async (_, url, method, least, most) => {
  const { send, pace } = requestsMeeting(200, 'no connection');
  await send();
  await expect(send(url, method)).rejects.toBeInstanceOf(DiscordUnavailable);
  expect(minutes(pace.now())).toBeGreaterThanOrEqual(least);
  expect(minutes(pace.now())).toBeLessThanOrEqual(most);
});

test('what Discord refuses is not sent again', async () => {
  for (const status of [400, 403, 404]) {
    const { send, sent } = requestsMeeting(status);
    expect((await send()).status).toBe(status);
    expect(sent).toHaveLength(1);
  }
});

test('an interaction that is over (401, without the bot’s token) says nothing of the token', async () => {
  const { requests, send, sent } = requestsMeeting(200, 401);
  await send();
  expect((await send(`${API}/webhooks/1/token`, 'POST', {})).status).toBe(401);
  expect([sent.length, requests.isWorking]).toEqual([2, true]);
});

test('nothing works any more once nothing has gone well for a while, though nothing has failed', async () => {
  const { requests, send, pace } = requestsMeeting(200, 429);
  await send();
  await pace.wait(40_000);
  expect(requests.isWorking).toBe(true);
  // How long to wait is no sign of life.
  await send();
  await pace.wait(10_000);
  expect(requests.isWorking).toBe(false);
});

test('an answer that falls silent after its headers is given up, and asked for again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    let attempts = 0;
    const requests = new PatientRequests({ now: () => 0, wait: () => Promise.resolve() }, (_, { signal }) => {
      attempts += 1;
      const answer = new Response('{}', { headers: JSON_BODY });
      if (attempts === 1) {
        const arrayBuffer = () =>
          new Promise<never>((_resolve, reject) => {
            signal?.addEventListener('abort', () => {
              reject(new Error('aborted'));
            });
          });
        Object.defineProperty(answer, 'arrayBuffer', { value: arrayBuffer });
      }
      return Promise.resolve(answer);
    });
    const answer = requests.make(MESSAGES, { method: 'POST', headers: TOKEN });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([(await answer).status, attempts]).toEqual([200, 2]);
  } finally {
    vi.useRealTimers();
  }
});

describe('before Discord has ever taken the token', () => {
  test('a 401 says that it is none', async () => {
    const { send, sent } = requestsMeeting(401);
    expect((await send()).status).toBe(401);
    expect(sent).toHaveLength(1);
  });

  test('who starts the bot is told soon that there is no Discord', async () => {
    const { send, sent } = requestsMeeting('no connection');
    await expect(send()).rejects.toMatchObject({ message: 'connect ECONNREFUSED' });
    expect(sent).toHaveLength(3);
  });
});

test('a token that is refused for half a minute was reset', async () => {
  const { requests, send } = requestsMeeting(200, 401);
  let isRefused = false;
  void requests.tokenRefused.then(() => {
    isRefused = true;
  });
  await send();
  await expect(send(MESSAGES, 'GET')).rejects.toMatchObject({ status: 401 });
  expect(isRefused).toBe(false);
  await expect(send()).rejects.toMatchObject({ status: 401 });
  expect([isRefused, requests.isWorking]).toEqual([true, false]);
});

test('a first response that arrived though nobody heard so is no failure when it is sent again', async () => {
  let attempts = 0;
  const requests = new PatientRequests({ now: () => 0, wait: () => Promise.resolve() }, () => {
    attempts += 1;
    if (attempts === 1) return Promise.reject(new Error('read ECONNRESET'));
    return Promise.resolve(new Response('{"code":40060,"message":"…"}', { status: 400, headers: JSON_BODY }));
  });
  const answer = await requests.make(`${API}/interactions/1/token/callback`, { method: 'POST' });
  expect(answer.status).toBe(204);
});
