import { COMMANDS } from '../../src/discord/interactions/commands.js';
import type { Reply } from '../../src/discord/reply/build-reply.js';
import type { Language } from '../../src/locales/english.js';

/** Someone who writes in a scene. */
export interface Person {
  readonly name: string;
  /** CSS colour of the picture beside the name. */
  readonly colour: string;
}

/** A message that someone wrote. */
interface PersonMessage {
  readonly kind: 'person';
  readonly author: Person;
  /** In Discord's markdown. {@link BOT_MENTION} mentions the bot. */
  readonly text: string;
}

/** A message of the bot. */
export interface BotMessage {
  readonly kind: 'bot';
  readonly reply: Reply;
  /** What it answers: a slash command, or a message above it, of which a button may have been pressed. */
  readonly to: { readonly command: string; readonly author: Person } | { readonly message: SceneMessage };
  /** Shown to the asker only. Default false. */
  readonly ephemeral?: boolean;
}

export type SceneMessage = PersonMessage | BotMessage;

/** A short conversation, as one language's Discord shows it. */
export interface Scene {
  /** Names it in the page's address and in file names: kebab-case. */
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly messages: readonly SceneMessage[];
}

/** The bot's user id, of the form that Discord gives. */
export const BOT_ID = '100000000000000001';

export const BOT_MENTION = `<@${BOT_ID}>`;

export const BOT_NAME = 'Dẫn Nguồn';

/** What answers a command, which goes by the name that Discord offers it under in the author's language. */
export function commandMessage(
  author: Person,
  { name, language }: { readonly name: string; readonly language: Language },
  reply: Reply,
  ephemeral: boolean,
): BotMessage {
  const localizations = COMMANDS.find((command) => command.name === name)?.name_localizations;
  const command = (language === 'vi' ? localizations?.vi : null) ?? name;
  return { kind: 'bot', reply, to: { command, author }, ephemeral };
}
