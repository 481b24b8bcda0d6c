import { Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('messages', () => {
  test('go from a user to the bot and back, and keep their edits', async () => {
    const client = await stage.connect();
    client.on(Events.MessageCreate, (message) => {
      if (message.author.bot) return;
      void message.channel.sendTyping();
      void message.reply('một').then((reply) => reply.edit('hai'));
    });
    const question = discord.mention(discord.users.an, discord.channels.thread, 'đếm đi');
    const answer = await discord.answerTo(question);
    await discord.until('the edit', () => answer.versions.length === 2);
    await discord.until('typing', () => discord.typing.length === 1);
    expect(answer.versions.map(({ content }) => content)).toEqual(['một', 'hai']);
    expect(answer.repliesTo).toBe(question);
    expect(discord.typing[0]?.channel).toBe(discord.channels.thread);
    expect(discord.violations).toEqual([]);
  });

  test('are blank to a bot without the intent, but where it is addressed', async () => {
    const client = await stage.connect();
    const read = async (act: () => unknown): Promise<string> => {
      const message = nextMessage(client);
      act();
      return (await message).content;
    };
    const { an, binh } = discord.users;
    const { general } = discord.channels;
    const own = discord.plant(general, { content: 'câu trả lời' });
    const said = discord.say(an, general, 'chuyện riêng');
    expect(await read(() => discord.say(binh, general, 'chuyện riêng'))).toBe('');
    expect(await read(() => discord.mention(an, general, 'chào'))).toContain('chào');
    expect(await read(() => discord.dm(an, 'chào'))).toBe('chào');
    expect(await read(() => discord.reply(an, own, 'thế à'))).toBe('thế à');
    expect(await read(() => discord.reply(an, own, 'thế à', { ping: false }))).toBe('');

    const channel = await stage.channel(client, general);
    expect((await channel.messages.fetch({ message: said.id, force: true })).content).toBe('');
    expect((await channel.messages.fetch({ message: own.id, force: true })).content).toBe('câu trả lời');
  });

  test('tell whom they would have notified', async () => {
    const client = await stage.connect({ allowedMentions: {} });
    const { an, binh } = discord.users;
    const question = discord.mention(an, discord.channels.general, 'gọi mọi người đi');
    const channel = await stage.channel(client);
    const content = `@everyone <@${binh.id}> <@&${discord.roles.keeper.id}>`;
    const reply = { messageReference: question.id };
    const quiet = { parse: [], repliedUser: false };

    await channel.send({
      content,
      reply,
      allowedMentions: { parse: ['everyone', 'users', 'roles'], repliedUser: true },
    });
    await channel.send({ content, reply, allowedMentions: quiet });
    const [loud, silent] = await Promise.all([discord.answerTo(question), discord.answerTo(question, 2)]);
    expect(loud.pings).toEqual({ users: [binh.id, an.id], roles: [discord.roles.keeper.id], everyone: true });
    expect(silent.pings).toEqual({ users: [], roles: [], everyone: false });
  });

  test('are told of as they are edited and deleted', async () => {
    const client = await stage.connect();
    const deleted = new Promise<string>((resolve) => {
      client.once(Events.MessageDelete, ({ id }) => {
        resolve(id);
      });
    });
    const message = discord.mention(discord.users.an, discord.channels.general, 'thôi');
    await new Promise((resolve) => client.once(Events.MessageCreate, resolve));
    discord.unsay(message);
    expect(await deleted).toBe(message.id);
    expect(discord.messages(discord.channels.general)).toEqual([]);
  });

  test('may hold files', async () => {
    const client = await stage.connect();
    const user = await client.users.fetch(discord.users.an.id);
    await user.send({ content: 'đây', files: [{ attachment: Buffer.from('một\r\nhai'), name: 'bài.txt' }] });
    const [message] = discord.messages();
    expect(message?.content).toBe('đây');
    expect(message?.latest.attachments).toMatchObject([{ filename: 'bài.txt', size: 10 }]);
  });

  test('reach the bot from channels and threads that are new, and from new people', async () => {
    const client = await stage.connect();
    const dung = discord.addUser({ username: 'dung', displayName: 'Dũng' });
    const channel = discord.addChannel('moi');
    for (const place of [channel, discord.addThread(channel, 'mới hơn')]) {
      const received = nextMessage(client);
      const question = discord.mention(dung, place, 'ở đây');
      const message = await received;
      expect([message.author.globalName, message.member?.displayName]).toEqual(['Dũng', 'Dũng']);
      await message.reply('đây');
      expect((await discord.answerTo(question)).channel).toBe(place);
    }
  });
});
