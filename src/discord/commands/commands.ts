import type {
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Words } from '../../locales/words.js';
import type { BotContext } from '../bot-context.js';
import { article, ARTICLE_COMMAND } from '../features/article.js';
import { ask, ASK_ABOUT_COMMAND, ASK_COMMAND, askAbout } from '../features/ask/ask.js';
import { help, HELP_COMMAND } from '../features/help.js';
import { reindex, REINDEX_COMMAND } from '../features/reindex.js';
import { search, SEARCH_COMMAND } from '../features/search.js';
import { sources, SOURCES_COMMAND } from '../features/sources.js';
import { status, STATUS_COMMAND } from '../features/status.js';

/** A command: what Discord is told of it, and what answers it. */
interface Command<Interaction> {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody;
  /** @param words - in the asker's language */
  readonly run: (interaction: Interaction, context: BotContext, words: Words) => Promise<void>;
}

/** The slash commands. */
export const SLASH_COMMANDS: readonly Command<ChatInputCommandInteraction>[] = [
  { definition: ASK_COMMAND, run: ask },
  { definition: SEARCH_COMMAND, run: search },
  { definition: ARTICLE_COMMAND, run: article },
  { definition: SOURCES_COMMAND, run: sources },
  {
    definition: HELP_COMMAND,
    run: async (interaction, _context, words) => {
      await help(interaction, COMMANDS, words);
    },
  },
  { definition: STATUS_COMMAND, run: status },
  { definition: REINDEX_COMMAND, run: reindex },
];

/** The entries of a message's context menu. */
export const MENU_COMMANDS: readonly Command<MessageContextMenuCommandInteraction>[] = [
  { definition: ASK_ABOUT_COMMAND, run: askAbout },
];

/** Every command of the bot, as it is registered with Discord. */
export const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  ...SLASH_COMMANDS,
  ...MENU_COMMANDS,
].map(({ definition }) => definition);
