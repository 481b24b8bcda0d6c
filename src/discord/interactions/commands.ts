import {
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  type RESTPostAPIApplicationCommandsJSONBody,
  DiscordAPIError,
  REST,
  Routes,
  type RESTGetCurrentApplicationResult,
} from 'discord.js';
import { article } from '../features/article.js';
import { ask, askAbout } from '../features/ask/ask.js';
import { help } from '../features/help.js';
import { reindex } from '../features/reindex.js';
import { search } from '../features/search.js';
import { sources } from '../features/sources.js';
import { status } from '../features/status.js';
import type { Settings } from '../../config/settings.js';
import { UserError } from '../../lib/errors.js';
import { assertTokenShaped, REQUEST_TIMEOUT, requestError } from '../connection/errors.js';
import type { Command } from './define-command.js';

export const SLASH_COMMANDS: readonly Command<ChatInputCommandInteraction>[] = [
  ask,
  search,
  article,
  sources,
  help(() => COMMANDS),
  status,
  reindex,
];

export const MENU_COMMANDS: readonly Command<MessageContextMenuCommandInteraction>[] = [askAbout];

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
