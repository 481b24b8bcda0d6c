import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { hasErrorCode, messageOf, UserError } from '../lib/errors.js';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Environment {
  /** The environment, and what .env adds to it. */
  readonly variables: Variables;
  /** Names that .env gives a value. */
  readonly ofFile: readonly string[];
  /** Lines of .env, from 1, that are neither a comment nor `NAME=value`. */
  readonly oddLines: readonly number[];
}

/**
 * The environment, with what a .env file adds to it.
 *
 * @param variables - of the process; what is added is written to it, so that the libraries used find it, too
 * @throws {@link UserError} `settings-invalid` when there is a .env that cannot be read
 */
export function readEnvironment(file: string, variables: Record<string, string | undefined>): Environment {
  const text = readIfThere(file);
  const added = parseDotenv(text);
  for (const [name, value] of Object.entries(added)) variables[name] ??= value;
  return { variables, ofFile: Object.keys(added), oddLines: oddLinesOf(text, added) };
}

function readIfThere(file: string): string {
  try {
    const bytes = readFileSync(file);
    // What PowerShell's `>` and older editors of Windows write.
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return '';
    throw new UserError(
      'settings-invalid',
      `The settings in ${file} cannot be read (${messageOf(error)}).`,
      'Give the account that runs this the right to read the file, or remove it.',
      { cause: error },
    );
  }
}

/** `NAME=value`, or `NAME: value`, without quotation marks: the name with all before the value, and the value with what follows it. */
const BARE_LINE = /^(\s*(?:export\s+)?[\w.-]+(?:\s*=|:\s))([^\s'"`].*)$/u;
/** What has the form of a setting, as dotenv reads it. */
const SETTING_LINE = /^\s*(?:export\s+)?[\w.-]+(?:\s*=|:\s)/u;

/**
 * The variables that the text of a .env file names. A `#` begins a comment at the beginning of a line or after a blank only: dotenv
 * itself would cut a password at it, and take `ALLOWED_CHANNELS=#general` for no restriction.
 */
export function parseDotenv(text: string): Record<string, string> {
  return parse(
    text
      .split(/\r\n?|\n/u)
      .map(keepHash)
      .join('\n'),
  );
}

function keepHash(line: string): string {
  const [, name, rest] = BARE_LINE.exec(line) ?? [];
  const value = rest?.replace(/\s+#.*$/u, '').trimEnd();
  if (name === undefined || value?.includes('#') !== true) return line;
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark));
  return quote === undefined ? line : `${name}${quote}${value}${quote}`;
}

function oddLinesOf(text: string, parsed: Readonly<Record<string, string>>): number[] {
  // A line within a value of several lines has no form of its own.
  if (Object.values(parsed).some((value) => value.includes('\n'))) return [];
  return text
    .split(/\r\n?|\n/u)
    .flatMap((line, at) =>
      line.trim() === '' || /^\s*#/u.test(line) || SETTING_LINE.test(line) ? [] : [at + 1],
    );
}

/** A variable that looks as if it were meant to be a setting. */
export interface UnknownSetting {
  readonly name: string;
  /** The setting that it resembles; null where it is in .env and resembles none. */
  readonly meant: string | null;
}

/** What other programs and libraries read that get the same .env. */
const OF_OTHERS =
  /^(?:NODE_|NPM_|CHOKIDAR_|COMPOSE_|POSTGRES_|UV_|LC_|XDG_|PG[A-Z]+$|LANG$|TZ$|PATH$|HOME$|(?:HTTPS?|NO|ALL)_PROXY$|NO_COLOR$|FORCE_COLOR$)/iu;
/** Letters that a slip may add, drop, change or swap, in a long name. */
const MOST_SLIPS = 2;
const LONG_NAME = 9;

/**
 * Variables that are no setting but may be meant to be one: all others of .env, and of the environment, which is full of other
 * programs' variables, those that differ from a setting by a slip.
 *
 * @param settings - the names that there are
 */
export function unknownSettings(
  { variables, ofFile }: Pick<Environment, 'variables' | 'ofFile'>,
  settings: readonly string[],
): UnknownSetting[] {
  return Object.keys(variables).flatMap((name) => {
    if (settings.includes(name) || OF_OTHERS.test(name)) return [];
    if (ofFile.includes(name)) return [{ name, meant: nearest(name, settings) ?? alike(name, settings) }];
    const meant = variables[name] === '' ? null : nearest(name, settings);
    return meant === null ? [] : [{ name, meant }];
  });
}

/** The name that `name` differs from by a slip; null where it differs more from all. */
export function nearest(name: string, known: readonly string[]): string | null {
  const [best] = known
    .map((one) => ({ one, slips: slipsBetween(name.toUpperCase(), one.toUpperCase()) }))
    .filter(({ one, slips }) => slips <= (one.length < LONG_NAME ? 1 : MOST_SLIPS))
    .sort((a, b) => a.slips - b.slips);
  return best?.one ?? null;
}

/** The name that has most of the words of `name`, such as DISCORD_TOKEN of DISCORD_BOT_TOKEN; null where none has two. */
function alike(name: string, known: readonly string[]): string | null {
  const words = new Set(name.toUpperCase().split(/[^A-Z\d]+/u));
  const [best] = known
    .map((one) => ({ one, shared: one.split('_').filter((word) => words.has(word)).length }))
    .filter(({ one, shared }) => shared >= Math.min(2, one.split('_').length))
    .sort((a, b) => b.shared - a.shared);
  return best?.one ?? null;
}

/** Letters to add, drop, change or swap with their neighbour to make one word of another (optimal string alignment). */
function slipsBetween(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let at = 1; at <= to.length; at++) {
      const isSame = from[row - 1] === to[at - 1];
      const isSwapped = row > 1 && at > 1 && from[row - 1] === to[at - 2] && from[row - 2] === to[at - 1];
      current[at] = Math.min(
        (above[at] ?? 0) + 1,
        (current[at - 1] ?? 0) + 1,
        (above[at - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[at - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, above] = [above, current];
  }
  return above[to.length] ?? 0;
}
