import {
  languageForErrors,
  loadEnvironment,
  mistakenSettings,
  parseSettings,
  type Settings,
} from '../config/settings.js';
import { type Environment, nearest } from '../config/environment.js';
import { wordsIn } from '../locales/catalogue.js';
import { describeError } from './describe-error.js';
import type { View } from './layout.js';
import { parseArgs } from 'node:util';
import { parsePeriodBound } from '../language/dates.js';
import { UserError } from '../lib/errors.js';
import { printableLine } from '../lib/printable.js';

export interface ProgramRun<O extends Options> extends CommandLine<O> {
  readonly settings: Settings;
  readonly environment: Environment;
}

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
  const { viewOf, Printer } = await import('./layout.js');
  const help = await renderHelp(program, viewOf(process.stdout, languageForErrors()));
  await new Printer(process.stdout).print(`${help}\n`);
}

/**
 * What `--help` prints; without a line feed at its end. A program that the language has no words for is told of in English from end to end. What
 * draws it is loaded only here.
 */
export async function renderHelp(
  { command, about, options, operands, exitCodes }: Program,
  { words, width }: Pick<View, 'words' | 'width'>,
): Promise<string> {
  const { renderColumns, wrapHanging } = await import('./layout.js');
  const { message: say } = words.message(about) === about ? wordsIn('en') : words;
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

/** One option of a program. */
export interface Option<T> {
  /** What it does, for `--help`; in English, which the catalogue translates. */
  readonly about: string;
  /** Stands for the value in `--help`; null for one that is given or not. */
  readonly value: string | null;
  /**
   * What the option comes to.
   *
   * @param given - its values in the order of the command line
   * @throws {@link WrongValue}
   */
  readonly read: (given: readonly string[]) => T;
}

/** What a value was expected to be. */
class WrongValue extends Error {}

/** The options of a program by their names, without the dashes. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** What the options come to, by their names. */
export type OptionValues<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** A program that people run, as `--help` shows it. Its texts are English, which the catalogue translates. */
export interface Program<O extends Options = Options> {
  /** As it is typed, without options. */
  readonly command: string;
  readonly about: string;
  readonly options: O;
  /** Stands for what is given besides options; left out where nothing may be. */
  readonly operands?: string;
  /** What its exit codes mean, where there is more to say than 0 for success. */
  readonly exitCodes?: string;
}

export interface CommandLine<O extends Options> {
  readonly options: OptionValues<O>;
  readonly operands: readonly string[];
}

/** An option that is given or not. */
export function flag(about: string): Option<boolean> {
  return { about, value: null, read: (given) => given.length > 0 };
}

/** An option whose last value counts. */
export function text(value: string, about: string): Option<string | undefined>;
export function text(value: string, about: string, fallback: string): Option<string>;
export function text(value: string, about: string, fallback?: string): Option<string | undefined> {
  return {
    about,
    value,
    read: (given) => {
      const last = given.at(-1) ?? fallback;
      if (last?.trim() === '') throw new WrongValue('expected some text');
      return last;
    },
  };
}

/** An option that may be given several times. */
export function texts(value: string, about: string): Option<readonly string[]> {
  return { about, value, read: (given) => given };
}

/** An option that is a whole number, of nine digits at most where no greatest is given. */
export function wholeNumber<F extends number | undefined>(
  about: string,
  { from = 1, to, fallback }: { readonly from?: number; readonly to?: number; readonly fallback: F },
): Option<number | F> {
  return {
    about,
    value: 'N',
    read: (given) => {
      const typed = given.at(-1);
      if (typed === undefined) return fallback;
      const number = /^\d{1,9}$/u.test(typed) ? Number(typed) : NaN;
      if (number >= from && number <= (to ?? Infinity)) return number;
      throw new WrongValue(
        to === undefined
          ? `expected a whole number from ${from} on`
          : `expected a whole number from ${from} to ${to}`,
      );
    },
  };
}

/** An option that is the first or last day of a period, `YYYY-MM-DD` in the end however it is typed; a month or year does, too. */
export function day(about: string, bound: 'first' | 'last'): Option<string | undefined> {
  return {
    about,
    value: 'DAY',
    read: (given) => {
      const typed = given.at(-1);
      const stated = typed === undefined ? undefined : parsePeriodBound(typed, bound);
      if (stated === null) throw new WrongValue('expected a day such as 2019-01-31 or 31/1/2019');
      return stated;
    },
  };
}

/**
 * Reads a command line.
 *
 * @param args - without the names of Node.js and of the program
 * @returns null when it asks for help
 * @throws {@link UserError} `usage`, naming every option that is wrong
 */
export function readCommandLine<O extends Options>(
  program: Program<O>,
  args: readonly string[],
): CommandLine<O> | null {
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      ...Object.fromEntries(
        Object.entries(program.options).map(([name, { value }]) => [
          name,
          { type: value === null ? ('boolean' as const) : ('string' as const) },
        ]),
      ),
    },
  });
  const given = tokens.filter((token) => token.kind === 'option');
  if (given.some(({ name }) => name === 'help')) return null;
  const wrong = given.flatMap(({ name, rawName, value, inlineValue }) => {
    const option = program.options[name];
    if (option === undefined) return [unknownOption(rawName, program)];
    if (option.value === null) return value === undefined ? [] : [`${rawName}: takes no value`];
    const isMissing = value === undefined || (!inlineValue && value.startsWith('-'));
    return isMissing ? [`${rawName}: expected ${option.value} behind it`] : [];
  });
  if (program.operands === undefined && positionals.length > 0) {
    wrong.push(`“${positionals.join(' ')}” is no option`);
  }
  const values = Object.entries(program.options).map(([name, option]) => {
    try {
      return [name, option.read(given.flatMap((token) => (token.name === name ? (token.value ?? '') : [])))];
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      // One whose value is missing has been named.
      if (!wrong.some((line) => line.startsWith(`--${name}:`))) wrong.push(`--${name}: ${error.message}`);
      return [name, undefined];
    }
  });
  if (wrong.length > 0) throw usageError(program, wrong);
  return { options: Object.fromEntries(values) as OptionValues<O>, operands: positionals };
}

function unknownOption(rawName: string, { options }: Program): string {
  const meant = nearest(rawName.replace(/^-+/u, ''), ['help', ...Object.keys(options)]);
  return meant === null ? `there is no option ${rawName}` : `there is no option ${rawName}, but --${meant}`;
}

/**
 * The error for a command line that is not understood.
 *
 * @param wrong - what is wrong with it; each is told on a line of its own
 */
export function usageError({ command }: Pick<Program, 'command'>, wrong: readonly string[]): UserError {
  return new UserError(
    'usage',
    wrong.length === 1
      ? `Wrong option: ${wrong.map(printableLine).join('')}.`
      : ['Wrong options:', ...wrong.map(printableLine)].join('\n'),
    `Run \`${withOptions(command, '--help')}\` to see its options.`,
  );
}

/** A command with what is given to it: npm hands on what stands behind two dashes. */
function withOptions(command: string, ...rest: readonly string[]): string {
  return [command, ...(command.startsWith('npm ') ? ['--'] : []), ...rest].join(' ');
}
