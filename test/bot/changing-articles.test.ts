import { rm } from 'node:fs/promises';
import path from 'node:path';
import { PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/discord/interactions/commands.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import type { InteractionHandle } from '../discord/users/interaction-handle.js';
import type { Message } from '../discord/world/message.js';
import { ASKED, BROKEN, INVENTED } from '../support/invented-articles.js';
import { writeArticles } from '../support/program-folders.js';
import { textOf } from './support/message-view.js';
import { RunningBot } from './support/running-bot.js';

const NEW_ARTICLE = `---
title: "Hồ Ba Tiếng có thuyền trưởng nữ"
published: 2039-02-02
---

Bà Triệu Thị Cúc là thuyền trưởng thuyền Én Xanh trên hồ Ba Tiếng. Thuyền Én Xanh chở được 44 khách.
`;
const NEW_QUESTION = 'Ai là thuyền trưởng thuyền Én Xanh trên hồ Ba Tiếng?';

let bot: RunningBot;
let discord: FakeDiscord;
beforeAll(async () => {
  bot = await RunningBot.start({
    // As after a server's admins have let everyone see all commands.
    commands: COMMANDS.map((command) => ({ ...command, default_member_permissions: null })),
  });
  discord = bot.discord;
});
afterAll(() => bot.stop());

const ask = (question: string) => discord.slash(discord.users.an, 'ask', { question }).settled();

/** The answer to a command once it says `text`: until then it tells how far things are. */
const untilSays = (command: InteractionHandle, text: string): Promise<Message> =>
  discord.until(`"${text}"`, () => (command.original?.content.includes(text) ? command.original : null));

describe('/reindex', () => {
  test('is refused to members without Manage Server', async () => {
    const { binh } = discord.users;
    const notice = await discord.slash(binh, 'reindex').settled();
    expect(notice.ephemeralFor).toBe(binh);
    expect(notice.content).toContain('Quản Lý Máy Chủ');
  });

  test('takes up a new article while questions are answered, one run at a time', async () => {
    const { an, binh } = discord.users;
    expect(textOf(await ask(NEW_QUESTION))).not.toContain('Triệu Thị Cúc');
    await writeArticles(bot.articlesDir, { 'ho.md': NEW_ARTICLE, 'hong.md': BROKEN });
    const run = discord.slash(an, 'reindex');
    await run.acknowledged();
    const second = await discord
      .slash(binh, 'reindex', {}, { permissions: PermissionFlagsBits.ManageGuild })
      .settled();
    expect(second.ephemeralFor).toBe(binh);
    expect(second.content).toMatch(/đang được cập nhật rồi, bắt đầu <t:\d+:R>/u);
    expect(textOf(await ask(ASKED.station.question))).toContain(ASKED.station.answer);

    const done = await untilSays(run, 'Đã cập nhật chỉ mục');
    expect(textOf(done)).toContain('1 mới');
    expect(textOf(done)).toContain('hong.md');
    expect(done.versions[1]?.content).toContain('Đang cập nhật chỉ mục');
    await bot.answersFrom(({ articles }) => articles.some(({ path: file }) => file === 'ho.md'));
    expect(textOf(await ask(NEW_QUESTION))).toContain('Triệu Thị Cúc');
  });

  test('says so when nothing has changed', async () => {
    const run = discord.slash(discord.users.an, 'reindex', {}, { locale: 'en-US' });
    await untilSays(run, 'The index is up to date; nothing changed.');
  });
});

describe('an answer whose article', () => {
  test('has changed since says so where its excerpt is asked for', async () => {
    const answer = await ask(ASKED.bridge.question);
    expect(textOf(answer)).toContain(ASKED.bridge.answer);
    await writeArticles(bot.articlesDir, { 'cau.md': INVENTED.bridge.replace('214 mét', '1.214 mét') });
    await bot.reindex();
    const notice = await discord.press(discord.users.binh, answer, 'Ngữ cảnh').settled();
    expect(notice.ephemeralFor).toBe(discord.users.binh);
    expect(notice.content).toContain('Bài viết đã được sửa');
    expect(textOf(await ask(ASKED.bridge.question))).toContain('1.214 mét');
  });

  test('has been taken away since says so', async () => {
    const answer = await ask(ASKED.pottery.question);
    expect(textOf(answer)).toContain(ASKED.pottery.answer);
    await rm(path.join(bot.articlesDir, 'gom.md'));
    await bot.reindex();
    const notice = await discord.press(discord.users.binh, answer, 'Ngữ cảnh').settled();
    expect(notice.content).toContain('không còn trong kho bài');
    expect(textOf(await ask(ASKED.pottery.question))).not.toContain(ASKED.pottery.answer);
  });

  test('has stayed as it was shows the excerpt, whatever became of others', async () => {
    const answer = await ask(ASKED.station.question);
    await writeArticles(bot.articlesDir, { 'them.md': NEW_ARTICLE.replaceAll('Én Xanh', 'Én Đỏ') });
    await bot.reindex();
    const context = await discord.press(discord.users.binh, answer, 'Ngữ cảnh').settled();
    expect(textOf(context)).toContain(ASKED.station.answer);
  });
});
