import type { Interaction } from 'discord.js';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { BotContext } from '../bot-context.js';
import { handleInteraction } from './handle-interaction.js';

/** A menu of users: the bot shows none. */
class UserMenu {
  readonly id = '1';
  readonly locale = 'vi';
  readonly replies: { content?: string; flags?: number }[] = [];

  reply(message: { content?: string; flags?: number }): Promise<void> {
    this.replies.push(message);
    return Promise.resolve();
  }

  isRepliable = () => true;
  isAutocomplete = () => false;
  isButton = () => false;
  isChatInputCommand = () => false;
  isCommand = () => false;
  isMessageContextMenuCommand = () => false;
  isStringSelectMenu = () => false;
}

test('something that the bot never shows gets a word to the one who uses it', async () => {
  const menu = new UserMenu();
  const context = { log: pino({ level: 'silent' }) } as unknown as BotContext;
  await handleInteraction(menu as unknown as Interaction, context);
  expect(menu.replies).toMatchObject([{ flags: 64 }]);
  expect(menu.replies[0]?.content).toContain('không dùng được nữa');
});
