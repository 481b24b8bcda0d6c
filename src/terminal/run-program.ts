import { UserError } from '../lib/errors.js';
import { languageForErrors, loadSettings, type Settings } from '../config/settings.js';
import { describeError } from './describe-error.js';

/**
 * Runs the program or one of its scripts: reads the settings, hands them to `work`, and turns whatever it throws into two plain
 * lines on standard error and exit code 2.
 *
 * @param load - where the settings are from
 */
export async function runProgram(
  work: (settings: Settings) => Promise<void>,
  load: () => Settings = loadSettings,
): Promise<void> {
  let settings: Settings | undefined;
  try {
    settings = load();
    await work(settings);
  } catch (error) {
    const language = settings?.language ?? languageForErrors();
    const stack = settings?.logLevel === 'debug' || settings?.logLevel === 'trace';
    const lines = describeError(asUserError(error), language, { stack });
    process.stderr.write(`${withoutSecret(lines, settings?.discordToken ?? null)}\n`);
    process.exitCode = 2;
  }
}

/** A proxy between the bot and Discord may repeat in an error what it was sent. */
function withoutSecret(text: string, secret: string | null): string {
  return secret === null ? text : text.replaceAll(secret, '[DISCORD_TOKEN]');
}

/** An option that is unknown or lacks its value, as `parseArgs` of Node reports it, is the person's to mend. */
function asUserError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof Error) || !code.startsWith('ERR_PARSE_ARGS')) return error;
  return new UserError('usage', error.message, 'README.md lists the options of every command.', {
    cause: error,
  });
}
