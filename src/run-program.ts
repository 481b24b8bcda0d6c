import { UserError } from './errors.js';
import { languageForErrors, loadSettings, type Settings } from './settings.js';
import { describeError } from './terminal/describe-error.js';

/**
 * Runs the program or one of its scripts: reads the settings, hands them to `work`, and turns whatever it throws into two plain
 * lines on standard error and exit code 2.
 */
export async function runProgram(work: (settings: Settings) => Promise<void>): Promise<void> {
  let settings: Settings | undefined;
  try {
    settings = loadSettings();
    await work(settings);
  } catch (error) {
    const language = settings?.language ?? languageForErrors();
    const stack = settings?.logLevel === 'debug' || settings?.logLevel === 'trace';
    process.stderr.write(`${describeError(asUserError(error), language, { stack })}\n`);
    process.exitCode = 2;
  }
}

/** An option that is unknown or lacks its value, as `parseArgs` of Node reports it, is the person's to mend. */
function asUserError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof Error) || !code.startsWith('ERR_PARSE_ARGS')) return error;
  return new UserError('usage', error.message, 'README.md lists the options of every command.', {
    cause: error,
  });
}
