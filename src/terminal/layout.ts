import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Span } from '../corpus/article.js';
import { wordsIn } from '../locales/catalogue.js';
import type { Language, Words } from '../locales/words.js';
import { paletteFor, type Paint, type Palette } from './palette.js';
import { printable } from '../lib/printable.js';

/** How to show something. */
export interface View {
  readonly language: Language;
  /** Columns that a line may take; see {@link layoutWidth}. */
  readonly width: number;
  readonly colour: boolean;
}

/** A {@link View} with its texts and colours at hand. */
export interface Look {
  readonly words: Words;
  readonly palette: Palette;
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

export function lookOf(view: View): Look {
  return {
    words: wordsIn(view.language),
    palette: paletteFor(view.colour),
    width: Math.max(MIN_WIDTH, view.width),
  };
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
