import {
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  REST,
  Routes,
  type RESTGetCurrentApplicationResult,
} from 'discord.js';
import { messageOf, UserError } from '../../errors.js';
import type { Settings } from '../../settings.js';
import { isTokenShaped } from '../token-shape.js';
import { COMMANDS } from './definitions.js';

/** Milliseconds that Discord may take for one request. */
const REQUEST_TIMEOUT = 15_000;
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
  if (!isTokenShaped(discordToken)) throw tokenInvalid('DISCORD_TOKEN holds characters that no token has.');
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
  if (error instanceof RateLimitError) {
    const seconds = Math.ceil(error.retryAfter / 1000);
    return new UserError(
      'discord-unreachable',
      `Discord takes no more requests for now (429, for another ${seconds} s).`,
      'Wait that long and try again.',
      { cause: error },
    );
  }
  if (error instanceof DiscordAPIError) {
    if (error.status === 401) {
      return tokenInvalid('Discord does not know the token in DISCORD_TOKEN (401).', error);
    }
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
  const reason = error instanceof HTTPError ? `it answers ${error.status}` : networkReason(error);
  return new UserError(
    'discord-unreachable',
    `Discord could not be reached at ${api}: ${reason}.`,
    'Look at the network connection and at https://discordstatus.com, then try again.',
    { cause: error },
  );
}

function tokenInvalid(message: string, cause?: unknown): UserError {
  const hint =
    'Copy the token again from your application’s page Bot, or reset it there; README.md shows how.';
  return new UserError('discord-token-invalid', message, hint, { cause });
}

/** The fetch of Node says only that it failed; why is in its cause. */
function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return messageOf(error);
  if (error.name === 'AbortError') return `no answer within ${REQUEST_TIMEOUT / 1000} s`;
  return messageOf(error.cause ?? error);
}
