import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { Chalk } from 'chalk';
import type { Span } from '../corpus/article.js';
import { wordsIn } from '../locales/catalogue.js';
import type { Language, Words } from '../locales/english.js';
import { printable } from '../lib/printable.js';
import type { Writable } from 'node:stream';

export type Paint = (text: string) => string;

/** What the parts of a screen look like. Only the terminal's own 16 colours: its owner chose them to be legible. */
export interface Palette {
  readonly plain: Paint;
  /** Titles and headings. */
  readonly strong: Paint;
  /** Less important than what is around it. */
  readonly faint: Paint;
  /** The program's own accents: its name, the prompt, commands. */
  readonly accent: Paint;
  /** The number of a citation. */
  readonly number: Paint;
  /** A word of the question in a sentence that answers it. */
  readonly keyword: Paint;
  /** A word of the question in the text around such a sentence. */
  readonly aside: Paint;
  readonly trouble: Paint;
}

/** How something is shown: in which words, with which colours and how wide. */
export interface View {
  readonly words: Words;
  readonly palette: Palette;
  /** Columns that a line may take; see {@link layoutWidth}. */
  readonly width: number;
}

/** Narrower than this a box has no room for words. */
const MIN_WIDTH = 24;
/** Longer lines are hard to read. */
const MAX_WIDTH = 100;
const DEFAULT_WIDTH = 80;

/** The columns to use of a terminal that has `columns`, or of a pipe, which has none. */
export function layoutWidth(columns: number | undefined): number {
  return Math.max(MIN_WIDTH, Math.min(columns ?? DEFAULT_WIDTH, MAX_WIDTH));
}

/** How to show something on a stream, such as standard output. */
export function viewOf(stream: ColourStream & { readonly columns?: number }, language: Language): View {
  return viewWith(language, stream.columns, supportsColour(stream));
}

/** @param columns - of the terminal; undefined of what is none */
export function viewWith(language: Language, columns: number | undefined, colour: boolean): View {
  return { words: wordsIn(language), palette: paletteFor(colour), width: layoutWidth(columns) };
}

/** Breaks `text` into lines of at most `width` columns that start with `first` and then with `rest`, equally wide. */
export function wrapHanging(
  text: string,
  width: number,
  first: string,
  rest = ' '.repeat(stringWidth(first)),
): string {
  return wrapAnsi(text, width - stringWidth(first), { hard: true })
    .split('\n')
    .map((line, at) => (at === 0 ? first : rest) + line)
    .join('\n');
}

/** Rows of two columns: what may be typed, and what it does. */
export function renderColumns(
  rows: readonly (readonly [usage: string, does: string])[],
  width: number,
  paint: Paint = (text) => text,
): string {
  const column = Math.max(...rows.map(([usage]) => stringWidth(usage)));
  return rows
    .map(([usage, does]) =>
      wrapHanging(does, width, `${paint(usage)}${' '.repeat(column - stringWidth(usage) + 2)}`),
    )
    .join('\n');
}

/** `text` in a box that is `width` columns wide. */
export function box(text: string, width: number, border: Paint): string {
  const inner = width - 4;
  const lines = wrapAnsi(text, inner, { hard: true })
    .split('\n')
    .map(
      (line) => `${border('│')} ${line}${' '.repeat(Math.max(0, inner - stringWidth(line)))} ${border('│')}`,
    );
  const edge = '─'.repeat(width - 2);
  return [border(`╭${edge}╮`), ...lines, border(`╰${edge}╯`)].join('\n');
}

/** Paints an untrusted text: `plain`, but for the spans of `marks`, of which later ones win. Offsets are UTF-16. */
export function paintSpans(
  text: string,
  plain: Paint,
  marks: readonly { readonly span: Span; readonly paint: Paint }[],
): string {
  const paints = Array.from({ length: text.length }, () => plain);
  for (const { span, paint } of marks) paints.fill(paint, span.start, span.end);
  let painted = '';
  let start = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && paints[at] === paints[start]) continue;
    painted += (paints[start] ?? plain)(printable(text.slice(start, at)));
    start = at;
  }
  return painted;
}

/** The palette for a terminal with colours, or one that leaves every text bare. */
export function paletteFor(colour: boolean): Palette {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  return {
    plain: (text) => text,
    strong: chalk.bold,
    faint: chalk.dim,
    accent: chalk.cyan,
    number: chalk.bold.cyan,
    // Magenta, for yellow cannot be read on a white ground, and some terminals make bold yellow brighter still.
    keyword: chalk.bold.magenta,
    aside: chalk.magenta,
    trouble: chalk.red,
  };
}

/** The part of a terminal's stream that tells whether it has colours. */
export interface ColourStream {
  readonly isTTY?: boolean | undefined;
  /** As `tty.WriteStream.hasColors`, which knows TERM, NO_COLOR and FORCE_COLOR. */
  hasColors?(): boolean;
}

/** True when `stream` is a terminal with at least 16 colours and its owner has not switched them off. */
export function supportsColour(stream: ColourStream): boolean {
  return stream.isTTY === true && (stream.hasColors?.() ?? false);
}

/** What a stream says whose reader has gone away, as `head` does when it has seen enough. */
const READER_GONE: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

/** Runs something later; gives how to call it off. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** Shows that something takes its time; gives how to take that off the screen again. */
export type Hint = () => () => void;

/** Up to here a wait feels like none (Nielsen's limit for "instant" is 100 ms, for an unbroken thought 1 s). */
const HINT_DELAY = 300;

/** Prints to a stream whose reader may go away: that is an end, not a failure. */
export class Printer {
  private readonly output: Writable;
  private gone = false;

  constructor(output: Writable) {
    this.output = output;
    // print() learns of every error; unheard as an event, it would end the process with a stack trace.
    output.on('error', () => undefined);
  }

  /**
   * Resolves when `text` has been handed over, with false when nobody reads any more.
   *
   * @throws whatever else the stream fails with
   */
  async print(text: string): Promise<boolean> {
    if (this.gone) return false;
    const error = await new Promise<Error | null | undefined>((resolve) => this.output.write(text, resolve));
    if (!error) return true;
    if (!('code' in error && typeof error.code === 'string' && READER_GONE.has(error.code))) throw error;
    this.gone = true;
    return false;
  }
}

/** Settles as `work` does, and shows `hint` from {@link HINT_DELAY} ms on until then. */
export async function showWhile<T>(work: Promise<T>, hint: Hint, after: After): Promise<T> {
  let takeOff = (): void => undefined;
  const callOff = after(HINT_DELAY, () => {
    takeOff = hint();
  });
  try {
    return await work;
  } finally {
    callOff();
    takeOff();
  }
}

/** {@link After} on the process's own clock. */
export const afterTimeout: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => {
    clearTimeout(timer);
  };
};
