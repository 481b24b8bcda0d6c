import {
  languageForErrors,
  loadEnvironment,
  mistakenSettings,
  parseSettings,
  type Settings,
} from '../config/settings.js';
import type { Environment } from '../config/environment.js';
import { wordsIn } from '../locales/catalogue.js';
import {
  readCommandLine,
  withOptions,
  type CommandLine,
  type Options,
  type OptionValues,
  type Program,
} from './command-line.js';
import { describeError } from './describe-error.js';
import type { View } from './layout.js';

/** What a program is given to work with. */
export interface ProgramRun<O extends Options> extends CommandLine<O> {
  readonly settings: Settings;
  readonly environment: Environment;
}

/** What a program may do otherwise than most. */
export interface RunOptions {
  /** Makes the settings of the environment. Default: they have to be right. */
  readonly settingsOf?: (environment: Environment) => Settings;
  /** Whether somebody else tells of what looks like a misspelt setting. Default false. */
  readonly isQuiet?: boolean;
}

/**
 * Runs a program: prints its help where that is asked for; otherwise reads options and settings, hands them to `work`, and turns
 * whatever it throws into a few plain lines on standard error and exit code 2.
 */
export async function runProgram<O extends Options>(
  program: Program<O>,
  work: (run: ProgramRun<O>) => Promise<void>,
  { settingsOf = ({ variables }) => parseSettings(variables), isQuiet = false }: RunOptions = {},
): Promise<void> {
  let settings: Settings | undefined;
  try {
    const environment = loadEnvironment();
    const commandLine = readCommandLine(program, process.argv.slice(2));
    if (commandLine === null) {
      await printHelp(program);
      return;
    }
    if (!isQuiet) process.stderr.write(describeMistaken(environment));
    settings = settingsOf(environment);
    await work({ ...commandLine, settings, environment });
  } catch (error) {
    const language = settings?.language ?? languageForErrors();
    const stack = settings?.logLevel === 'debug' || settings?.logLevel === 'trace';
    const lines = describeError(error, language, { stack });
    process.stderr.write(`${withoutSecret(lines, settings?.discordToken ?? null)}\n`);
    process.exitCode = 2;
  }
}

/** Runs what a program of one piece begins with: its options. Ends the process where it is to say no more. */
export async function programOptions<O extends Options>(program: Program<O>): Promise<OptionValues<O>> {
  let given: OptionValues<O> | undefined;
  await runProgram(program, ({ options }) => {
    given = options;
    return Promise.resolve();
  });
  return given ?? process.exit();
}

async function printHelp(program: Program): Promise<void> {
  const [{ viewOf }, { Printer }] = await Promise.all([import('./layout.js'), import('./printer.js')]);
  const help = await renderHelp(program, viewOf(process.stdout, languageForErrors()));
  await new Printer(process.stdout).print(`${help}\n`);
}

/**
 * What `--help` prints; without a line feed at its end. A program that the language has no words for is told of in English from end to end. What
 * draws it is loaded only here.
 */
export async function renderHelp(
  { command, about, options, operands, exitCodes }: Program,
  { language, width }: Pick<View, 'language' | 'width'>,
): Promise<string> {
  const { renderColumns, wrapHanging } = await import('./layout.js');
  const spoken = wordsIn(language).message(about) === about ? 'en' : language;
  const say = (message: string) => wordsIn(spoken).message(message);
  const listed = Object.entries(options).map(
    ([name, option]) =>
      [`  --${name}${option.value === null ? '' : ` ${option.value}`}`, say(option.about)] as const,
  );
  const usage = withOptions(
    command,
    `[${say('options')}]`,
    ...(operands === undefined ? [] : [say(operands)]),
  );
  return [
    `${say('Usage:')} ${usage}`,
    '',
    wrapHanging(say(about), width, ''),
    '',
    renderColumns([...listed, ['  --help', say('show this')]], width),
    ...(exitCodes === undefined ? [] : ['', wrapHanging(say(exitCodes), width, '')]),
  ].join('\n');
}

/** What looks as if it were meant to be a setting, each on a line; empty where nothing does. */
function describeMistaken(environment: Environment): string {
  const { terminal } = wordsIn(languageForErrors());
  return [
    ...mistakenSettings(environment).map(({ name, meant }) => terminal.unknownSetting(name, meant)),
    ...environment.oddLines.map((line) => terminal.oddLine(line)),
  ]
    .map((line) => `! ${line}\n`)
    .join('');
}

/** Characters: what is shorter is a word that was typed for a token, and may be one of the message's own. A token has 59 and more. */
const SHORTEST_SECRET = 20;

/** A proxy between the bot and Discord may repeat in an error what it was sent. */
function withoutSecret(text: string, secret: string | null): string {
  return secret === null || secret.length < SHORTEST_SECRET
    ? text
    : text.replaceAll(secret, '[DISCORD_TOKEN]');
}
