import { Events, GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import { createInflate, constants } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { clientFor } from './connected-client.js';
import type { FakeDiscord } from './fake-discord.js';
import { nextMessage } from './next-event.js';
import { Stage } from './stage.js';

let stage: Stage;
let discord: FakeDiscord;

beforeEach(async () => {
  stage = await Stage.open();
  discord = stage.discord;
});

afterEach(() => stage.close());

describe('the gateway', () => {
  test('logs discord.js in and shows it the guild', async () => {
    const client = await stage.connect();
    await discord.online();
    const guild = client.guilds.cache.get(discord.guildId);
    expect(client.user.id).toBe(discord.bot.id);
    expect(guild?.available).toBe(true);
    expect(guild?.channels.cache.get(discord.channels.thread.id)?.isThread()).toBe(true);
    expect(guild?.members.me?.permissions.has(PermissionFlagsBits.MentionEveryone)).toBe(true);
    expect(discord.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      'GET /gateway/bot 200',
    ]);
  });

  test('refuses a wrong token', async () => {
    const client = clientFor(discord);
    await expect(client.login('wrong')).rejects.toThrow(/invalid token/iu);
  });

  test('refuses a privileged intent that is not switched on, and gives one that is', async () => {
    const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent];
    const client = clientFor(discord, { intents });
    await expect(client.login(discord.token)).rejects.toThrow(/disallowed intents/iu);

    const open = await Stage.open({ privilegedIntents: GatewayIntentBits.MessageContent });
    const reader = await open.connect({ intents: [...intents, GatewayIntentBits.GuildMessages] });
    const message = nextMessage(reader);
    open.discord.say(open.discord.users.an, open.discord.channels.general, 'không gọi ai');
    expect((await message).content).toBe('không gọi ai');
    await open.close();
  });

  test('takes one identify at a time from the shards of a bucket, and tells the next that its session is none', async () => {
    const paced = await Stage.open({ identifyEveryMs: 3_600_000, shards: 4, maxConcurrency: 2 });
    await paced.connect({ shards: [0], shardCount: 4 });
    await paced.connect({ shards: [1], shardCount: 4 });
    const socket = new WebSocket(`${paced.discord.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
    const frames: unknown[] = [];
    socket.on('message', (data: Buffer) => {
      frames.push(JSON.parse(data.toString('utf8')));
      const d = { token: paced.discord.token, intents: 1, properties: {}, shard: [2, 4] };
      if (frames.length === 1) socket.send(JSON.stringify({ op: 2, d }));
      else socket.close();
    });
    await new Promise((resolve) => socket.once('close', resolve));
    expect(frames).toMatchObject([{ op: 10 }, { op: 9, d: false }]);
    expect(paced.discord.violations).toContainEqual({
      where: 'gateway',
      problem: 'shard 2/4 identified too soon',
    });
    expect(paced.discord.shardsOnline).toEqual([
      [0, 4],
      [1, 4],
    ]);
    await paced.close();
  });

  test('answers heartbeats and asks for them', async () => {
    await stage.connect();
    discord.requestHeartbeat();
    await discord.until('a heartbeat', () => discord.gatewayLog.some(({ what }) => what === 'heartbeat'));
  });

  test.each(['cut', 'closed', 'reconnect'] as const)(
    '%s: the client resumes and misses nothing',
    async (how) => {
      const client = await stage.connect();
      const before = discord.gatewayLog.length;
      const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
      discord.drop(how);
      await discord.until('the socket to close', () =>
        discord.gatewayLog.slice(before).some(({ what }) => what === 'close'),
      );
      const message = nextMessage(client);
      discord.dm(discord.users.an, 'khi đường dây đứt');
      expect((await message).content).toBe('khi đường dây đứt');
      await resumed;
      const since = discord.gatewayLog.slice(before).map(({ what }) => what);
      expect(since).toContain('resume');
      expect(since).not.toContain('identify');
    },
  );

  test('a lost session is begun anew', async () => {
    const client = await stage.connect();
    const ready = new Promise((resolve) => client.once(Events.ShardReady, resolve));
    discord.drop('session-lost');
    await ready;
    expect(discord.gatewayLog.filter(({ what }) => what === 'identify')).toHaveLength(2);
  });

  test('a revoked token ends the connection and is refused by REST', async () => {
    const client = await stage.connect();
    const disconnected = new Promise<number>((resolve) => {
      client.once(Events.ShardDisconnect, ({ code }) => {
        resolve(code);
      });
    });
    discord.revokeToken();
    expect(await disconnected).toBe(4004);
    const failed = client.users.fetch(discord.users.an.id, { force: true });
    await expect(failed).rejects.toMatchObject({ status: 401 });
  });

  test.each([
    ['what is no JSON', 'xin chào', 4002],
    ['an opcode that is none', '{"op":99}', 4001],
    ['a presence before a session', '{"op":3,"d":{}}', 4003],
    ['a wrong token', '{"op":2,"d":{"token":"wrong","intents":1}}', 4004],
    [
      'a session to resume with a wrong token',
      '{"op":6,"d":{"token":"wrong","session_id":"x","seq":1}}',
      4004,
    ],
  ])('closes on %s', async (_, frame, expected) => {
    const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
    socket.once('open', () => {
      socket.send(frame);
    });
    const code = await new Promise((resolve) => {
      socket.once('close', resolve);
    });
    expect(code).toBe(expected);
  });

  test('does not resume a session that it does not know', async () => {
    const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
    const frames: unknown[] = [];
    socket.on('message', (data: Buffer) => {
      frames.push(JSON.parse(data.toString('utf8')));
      if (frames.length === 2) socket.close();
      else socket.send(JSON.stringify({ op: 6, d: { token: discord.token, session_id: 'x', seq: 1 } }));
    });
    await new Promise((resolve) => {
      socket.once('close', resolve);
    });
    expect(frames).toMatchObject([{ op: 10 }, { op: 9, d: false }]);
  });

  test('speaks zlib-stream to who asks for it', async () => {
    const socket = new WebSocket(
      `${discord.url.replace('http', 'ws')}/gateway?v=10&encoding=json&compress=zlib-stream`,
    );
    const inflate = createInflate({ flush: constants.Z_SYNC_FLUSH });
    const frames: { op: number; t: string | null }[] = [];
    let text = '';
    inflate.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    socket.on('message', (data: Buffer) => {
      // Each message is one whole frame and ends with a flush.
      expect(data.subarray(-4).toString('hex')).toBe('0000ffff');
      inflate.write(data, () => {
        frames.push(JSON.parse(text) as (typeof frames)[number]);
        text = '';
        if (frames.length === 1) {
          socket.send(JSON.stringify({ op: 2, d: { token: discord.token, intents: 1, properties: {} } }));
        } else if (frames.length === 3) socket.close();
      });
    });
    await new Promise((resolve) => socket.once('close', resolve));
    expect(frames.map(({ op, t }) => t ?? op)).toEqual([10, 'READY', 'GUILD_CREATE']);
  });

  test('keeps what was said while a bot restarts', async () => {
    const first = await stage.connect();
    const question = discord.mention(discord.users.an, discord.channels.general, 'ai đấy?');
    const channel = await stage.channel(first);
    const { id } = await channel.send({ content: 'tôi', reply: { messageReference: question.id } });
    await first.destroy();

    const second = await stage.connect();
    const again = await stage.channel(second);
    const answer = await again.messages.fetch(id);
    expect(answer.content).toBe('tôi');
    expect((await answer.fetchReference()).content).toContain('ai đấy?');
  });
});
