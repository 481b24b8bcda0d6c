import type {
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Words } from '../../locales/words.js';
import type { BotContext } from '../bot-context.js';
import { article, ARTICLE_COMMAND, articleDemands } from '../features/article.js';
import {
  ask,
  ASK_ABOUT_COMMAND,
  ASK_COMMAND,
  askAbout,
  askAboutDemands,
  askDemands,
} from '../features/ask/ask.js';
import { help, HELP_COMMAND } from '../features/help.js';
import { reindex, REINDEX_COMMAND, reindexDemands } from '../features/reindex.js';
import { search, SEARCH_COMMAND, searchDemands } from '../features/search.js';
import { sources, SOURCES_COMMAND } from '../features/sources.js';
import { status, STATUS_COMMAND } from '../features/status.js';
import type { Demands } from '../guards/preconditions.js';

/** A command: what Discord is told of it, and what answers it. */
export interface Command<Interaction> {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody;
  /** What it asks of whoever gives it; see `unlessRefused`. */
  readonly demands: (interaction: Interaction, context: BotContext) => Demands;
  /** @param words - in the asker's language */
  readonly run: (interaction: Interaction, context: BotContext, words: Words) => Promise<void>;
}

/** The slash commands. */
export const SLASH_COMMANDS: readonly Command<ChatInputCommandInteraction>[] = [
  { definition: ASK_COMMAND, demands: askDemands, run: ask },
  { definition: SEARCH_COMMAND, demands: searchDemands, run: search },
  { definition: ARTICLE_COMMAND, demands: articleDemands, run: article },
  { definition: SOURCES_COMMAND, demands: () => ({ wait: 'look' }), run: sources },
  {
    definition: HELP_COMMAND,
    demands: () => ({ wait: null }),
    run: async (interaction, _context, words) => {
      await help(interaction, COMMANDS, words);
    },
  },
  { definition: STATUS_COMMAND, demands: () => ({ wait: null }), run: status },
  { definition: REINDEX_COMMAND, demands: reindexDemands, run: reindex },
];

/** The entries of a message's context menu. */
export const MENU_COMMANDS: readonly Command<MessageContextMenuCommandInteraction>[] = [
  { definition: ASK_ABOUT_COMMAND, demands: askAboutDemands, run: askAbout },
];

/** Every command of the bot, as it is registered with Discord. */
export const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  ...SLASH_COMMANDS,
  ...MENU_COMMANDS,
].map(({ definition }) => definition);
