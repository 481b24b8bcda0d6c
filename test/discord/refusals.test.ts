import { PermissionFlagsBits, type Client, type MessageCreateOptions } from 'discord.js';
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

describe('refuses', () => {
  const sendTo = async (client: Client, options: MessageCreateOptions) => {
    const channel = await stage.channel(client);
    return channel.send(options);
  };

  test('a body past the limits in the shape of Discord, and notes it', async () => {
    const client = await stage.connect();
    const embed = { title: 'x'.repeat(257), fields: [{ name: 'tên', value: '  ' }] };
    const error = await reasonOf(sendTo(client, { content: 'x'.repeat(2001), embeds: [embed] }));
    expect(error).toMatchObject({ status: 400, code: 50035 });
    expect((error as { rawError: unknown }).rawError).toEqual({
      code: 50035,
      message: 'Invalid Form Body',
      errors: {
        embeds: {
          0: {
            title: {
              _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }],
            },
          },
        },
      },
    });
    expect(discord.violations).toHaveLength(1);
    expect(await reasonOf(sendTo(client, { content: '   ' }))).toMatchObject({ code: 50006 });
    expect(discord.violations).toHaveLength(2);
    expect(discord.messages()).toEqual([]);
  });

  test('a body that is no JSON, and a path that there is not', async () => {
    const url = `${discord.api}/v10/channels/${discord.channels.general.id}/messages`;
    const headers = { Authorization: `Bot ${discord.token}`, 'Content-Type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: '{' });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 50109 }]);
    expect((await fetch(`${discord.api}/v10/nowhere`, { headers })).status).toBe(404);
    expect(discord.violations.map(({ where }) => where)).toEqual([
      `POST /channels/${discord.channels.general.id}/messages`,
      'GET /nowhere',
    ]);
  });

  test('no embeds of one url, but warns of them', async () => {
    const client = await stage.connect();
    const url = 'https://example.com/bài';
    await sendTo(client, {
      embeds: [
        { title: 'một', url },
        { title: 'hai', url },
      ],
    });
    expect(discord.violations).toEqual([]);
    expect(discord.warnings).toHaveLength(1);
  });

  test('what the bot lacks permissions for', async () => {
    const client = await stage.connect();
    const { general } = discord.channels;
    discord.deny(general, PermissionFlagsBits.EmbedLinks);
    await sendTo(client, { content: 'chữ thôi' });
    expect(await reasonOf(sendTo(client, { embeds: [{ title: 'x' }] }))).toMatchObject({ code: 50013 });
    discord.deny(general, PermissionFlagsBits.SendMessages);
    expect(await reasonOf(sendTo(client, { content: 'x' }))).toMatchObject({ status: 403, code: 50013 });
    discord.deny(general, PermissionFlagsBits.ViewChannel);
    expect(await reasonOf(sendTo(client, { content: 'x' }))).toMatchObject({ status: 403, code: 50001 });
  });

  test('direct messages to who has closed theirs', async () => {
    const client = await stage.connect();
    discord.refuseDms(discord.users.binh);
    const user = await client.users.fetch(discord.users.binh.id);
    expect(await reasonOf(user.send('chào'))).toMatchObject({ status: 403, code: 50007 });
  });

  test('edits of what others wrote, and replies to what is gone', async () => {
    const client = await stage.connect();
    const message = discord.mention(discord.users.an, discord.channels.general, 'của tôi');
    const path = `/channels/${message.channel.id}/messages` as const;
    const edit = client.rest.patch(`${path}/${message.id}`, { body: { content: 'của bot' } });
    expect(await reasonOf(edit)).toMatchObject({ status: 403, code: 50005 });
    discord.unsay(message);
    const reply = { messageReference: message.id, failIfNotExists: true };
    expect(await reasonOf(sendTo(client, { content: 'đâu rồi', reply }))).toMatchObject({ code: 50035 });
    await sendTo(client, { content: 'thôi vậy', reply: { ...reply, failIfNotExists: false } });
    expect(discord.messages().map(({ content }) => content)).toEqual(['thôi vậy']);
  });
});
