import { MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakeDiscord } from './fake-discord.js';
import { reasonOf, Stage } from './stage.js';

let stage: Stage;
let discord: FakeDiscord;

beforeEach(async () => {
  stage = await Stage.open();
  discord = stage.discord;
});

afterEach(() => stage.close());

describe('faults', () => {
  test('429 is told in headers and body, and tried again', async () => {
    const client = await stage.connect();
    const limited = new Promise<{ retryAfter: number }>((resolve) => {
      client.rest.once('rateLimited', resolve);
    });
    discord.fail({ method: 'POST', path: /\/messages$/u, status: 429, retryAfter: 0.02 });
    const channel = await stage.channel(client);
    await channel.send({ content: 'lần hai', flags: MessageFlags.SuppressNotifications });
    expect((await limited).retryAfter).toBeGreaterThan(0);
    const posts = discord.requests.filter(({ method }) => method === 'POST');
    expect(posts.map(({ status }) => status)).toEqual([429, 200]);
    expect(discord.messages()).toHaveLength(1);
  });

  test('an error that is asked for comes as often as asked', async () => {
    const client = await stage.connect({ rest: { retries: 0 } });
    discord.fail({ path: /^\/users/u, status: 500, times: 2 });
    discord.fail({
      path: /^\/users/u,
      status: 403,
      code: 50001,
      body: { code: 50001, message: 'Missing Access' },
    });
    const fetchUser = () => reasonOf(client.users.fetch(discord.users.an.id, { force: true }));
    expect(await fetchUser()).toMatchObject({ status: 500 });
    expect(await fetchUser()).toMatchObject({ status: 500 });
    expect(await fetchUser()).toMatchObject({ status: 403, code: 50001 });
    expect(await fetchUser()).toBeNull();
  });

  test('an answer is held until its gate is released', async () => {
    const client = await stage.connect();
    const gate = discord.delay({ method: 'POST', path: /\/messages$/u });
    const user = await client.users.fetch(discord.users.an.id);
    let isSent = false;
    const sent = user.send('từ từ').then(() => (isSent = true));
    await discord.until('the request', () => gate.held === 1);
    expect(discord.messages()).toHaveLength(1);
    expect(isSent).toBe(false);
    gate.release();
    await sent;
  });

  test('waiting in vain tells what has happened instead', async () => {
    const hasty = await Stage.open({ patienceMs: 50 });
    await hasty.connect();
    const { users, channels } = hasty.discord;
    const question = hasty.discord.mention(users.an, channels.general, 'có ai không');
    const error = await reasonOf(hasty.discord.answerTo(question));
    expect(String(error)).toMatch(
      /Waited 50 ms for reply 1 to .*có ai không[^]*GET \/gateway\/bot → 200[^]*MESSAGE_CREATE/u,
    );
    await hasty.close();
  });
});
