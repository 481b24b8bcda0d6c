import {
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  type RESTPostAPIApplicationCommandsJSONBody,
  DiscordAPIError,
  REST,
  Routes,
  type RESTGetCurrentApplicationResult,
} from 'discord.js';
import type { Words } from '../../locales/english.js';
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
import type { Settings } from '../../config/settings.js';
import { UserError } from '../../lib/errors.js';
import { assertTokenShaped, REQUEST_TIMEOUT, requestError } from '../connection/errors.js';

/** A command: what Discord is told of it, and what answers it. */
export interface Command<Interaction> {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody;
  /** What it asks of whoever gives it; see `unlessRefused`. */
  readonly demands: (interaction: Interaction, context: BotContext) => Demands;
  /** @param words - in the asker's language */
  readonly run: (interaction: Interaction, context: BotContext, words: Words) => Promise<void>;
}

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

export const MENU_COMMANDS: readonly Command<MessageContextMenuCommandInteraction>[] = [
  { definition: ASK_ABOUT_COMMAND, demands: askAboutDemands, run: askAbout },
];

/** Every command of the bot, as it is registered with Discord. */
export const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  ...SLASH_COMMANDS,
  ...MENU_COMMANDS,
].map(({ definition }) => definition);

/** Times that a request is tried again after a server error or a lost connection. */
const RETRIES = 1;

const REINVITE =
  'Mend GUILD_ID, or invite the bot to that server again by a link with the scope applications.commands; ' +
  'README.md shows the link.';

/**
 * Registers every command of the bot in the guild that the settings name, or in all guilds, in place of those registered
 * there before. `commands` can be given as none, which takes them away.
 *
 * @throws {@link UserError} `discord-token-missing`, `discord-token-invalid`, `discord-refused` when the bot may not act in
 * the guild, `discord-unreachable`
 */
export async function deployCommands(
  { discordToken, discordApiUrl, guildId }: Pick<Settings, 'discordToken' | 'discordApiUrl' | 'guildId'>,
  commands = COMMANDS,
): Promise<void> {
  if (discordToken === null) {
    throw new UserError(
      'discord-token-missing',
      'DISCORD_TOKEN is not set, and commands belong to its application.',
      'Set DISCORD_TOKEN in .env to the token of your application’s bot; README.md says where to find it.',
    );
  }
  assertTokenShaped(discordToken);
  const rest = new REST({
    api: discordApiUrl,
    timeout: REQUEST_TIMEOUT,
    retries: RETRIES,
    // Waiting for a limit can take hours: 200 new commands a guild and day.
    rejectOnRateLimit: () => true,
  }).setToken(discordToken);
  try {
    const { id } = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
    const route =
      guildId === null ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guildId);
    await rest.put(route, { body: commands });
  } catch (error) {
    throw explain(error, discordApiUrl, guildId);
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

/** What a person can do about a failed request; a body that Discord refuses is a defect of ours and stays as it is. */
function explain(error: unknown, api: string, guildId: string | null): unknown {
  if (!(error instanceof DiscordAPIError) || error.status === 401) return requestError(error, api);
  if (guildId !== null && (error.status === 403 || error.status === 404)) {
    return new UserError(
      'discord-refused',
      `The bot may not register commands in the server ${guildId} (${error.status}, code ${error.code}).`,
      REINVITE,
      { cause: error },
    );
  }
  return error;
}
