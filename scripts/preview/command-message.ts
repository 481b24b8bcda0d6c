import { COMMANDS } from '../../src/discord/interactions/commands.js';
import type { Reply } from '../../src/discord/reply/build-reply.js';
import type { Language } from '../../src/locales/english.js';
import type { BotMessage, Person } from './scene.js';

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
