import { parseArgs } from 'node:util';
import { nearest } from '../config/environment.js';
import { parsePeriodBound } from '../language/dates.js';
import { UserError } from '../lib/errors.js';
import { printableLine } from '../lib/printable.js';

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

/** What a command line asks for. */
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

/** Which whole numbers are taken. */
interface Bounds<F> {
  /** Default 1. */
  readonly from?: number;
  /** Default a thousand million. */
  readonly to?: number;
  readonly fallback: F;
}

/** An option that is a whole number. */
export function wholeNumber<const F extends number | undefined>(
  about: string,
  bounds: Bounds<F>,
): Option<F extends undefined ? number | undefined : number>;
export function wholeNumber(
  about: string,
  { from = 1, to, fallback }: Bounds<number | undefined>,
): Option<number | undefined> {
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
export function withOptions(command: string, ...rest: readonly string[]): string {
  return [command, ...(command.startsWith('npm ') ? ['--'] : []), ...rest].join(' ');
}
