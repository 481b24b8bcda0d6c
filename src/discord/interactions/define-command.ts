import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type APIApplicationCommandBooleanOption,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Demands } from '../guards/preconditions.js';
import type { BotContext } from '../bot-context.js';
import type { Words } from '../../locales/english.js';

/*
 * What the definitions of commands are made of. An interaction names its command and options in English; Discord shows them in the
 * language of whoever types.
 */

/** A name in English, by which code knows it, and in Vietnamese. */
export const named = (name: string, vi: string) => ({ name, name_localizations: { vi } });
/** A description in English and in Vietnamese. */
export const described = (en: string, vi: string) => ({
  description: en,
  description_localizations: { vi },
});

/** Where commands are offered: on servers and in direct messages with the bot, which is added to a server and not to a person. */
export const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};
export const SLASH_COMMAND = { type: ApplicationCommandType.ChatInput, ...EVERYWHERE } as const;
export const TEXT = { type: ApplicationCommandOptionType.String } as const;

/** The option of a command whose reply may be for its asker only. */
export const PRIVATE: APIApplicationCommandBooleanOption = {
  type: ApplicationCommandOptionType.Boolean,
  ...named('private', 'riêng-tư'),
  ...described('Show the reply to you only', 'Chỉ mình bạn thấy câu trả lời'),
};

/** A command: what Discord is told of it, and what answers it. */
export interface Command<Interaction> {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody;
  /** What it asks of whoever gives it; see `unlessRefused`. */
  readonly demands: (interaction: Interaction, context: BotContext) => Demands;
  /** @param words - in the asker's language */
  readonly run: (interaction: Interaction, context: BotContext, words: Words) => Promise<void>;
}
