import type { Span } from '../../corpus/article.js';
import { splitSentences } from '../../corpus/sentences.js';
import { printableLine } from '../../lib/printable.js';
import type { Markup } from './markup.js';

/** A part of a text with what it looks like; UTF-16 offsets into the text, no blanks at the ends. */
export interface Piece extends Span {
  readonly markup: Markup;
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** A word at the end of a cut line is only given up when at least this share of the line is left without it. */
const MIN_KEPT = 0.6;
/** A paragraph ends a piece when that keeps at least this share of the whole sentences that there is room for. */
const MIN_FILLED = 0.5;

/**
 * `text` on one line, cleaned; if `sizeOf` it is over `max`, cut after a word, or in one that is very long, with "…".
 *
 * @param sizeOf - what the line will take once it is rendered; never less for more text. By default its UTF-16 length.
 */
export function fitLine(
  text: string,
  max: number,
  sizeOf: (line: string) => number = (line) => line.length,
): string {
  const line = printableLine(text);
  if (sizeOf(line) <= max) return line;
  const cut = (end: number) => `${line.slice(0, end).replace(/[\s,;:–-]+$/u, '')}…`;
  const fits = (end: number) => sizeOf(cut(end)) <= max;
  const end = lastThat(fits, graphemeEnds(line, 0, max));
  if (end === null) return fits(0) ? cut(0) : '';
  const wordEnd = lastThat(fits, wordEnds(line, 0, max));
  return cut(wordEnd !== null && wordEnd >= end * MIN_KEPT ? wordEnd : end);
}

/**
 * Cuts `text` into pieces of at most `max` UTF-16 units once they are rendered: after a paragraph, else a sentence, else,
 * where one sentence alone is too long, a word, else a character. Only a single character that renders to more than `max`
 * makes a longer piece. Together the pieces hold every character but the blanks between them.
 *
 * @param render - what a piece will look like; never shorter for more text
 */
export function splitToFit(
  text: string,
  max: number,
  render: (piece: string, span: Span) => Markup,
): Piece[] {
  const sentences = splitSentences(text);
  const paragraphEnds = sentences
    .filter(
      ({ end }, at) =>
        text.slice(end, sentences[at + 1]?.start).includes('\n') || at === sentences.length - 1,
    )
    .map(({ end }) => end);
  const pieces: Piece[] = [];
  let start = sentences[0]?.start ?? text.length;
  while (start < text.length) {
    const rendered = memoized((end: number) => render(text.slice(start, end), { start, end }));
    const fits = (end: number) => rendered(end).length <= max;
    const within = (ends: readonly number[]) => ends.filter((end) => end > start && end <= start + max);
    const end =
      wholeSentences(
        start,
        lastThat(fits, within(paragraphEnds)),
        lastThat(fits, within(sentences.map((one) => one.end))),
      ) ??
      lastThat(fits, wordEnds(text, start, max)) ??
      lastThat(fits, graphemeEnds(text, start, max)) ??
      firstCharacterEnd(text, start, max);
    pieces.push({ start, end, markup: rendered(end) });
    start = nextCharacter(text, end);
  }
  return pieces;
}

function wholeSentences(
  start: number,
  paragraphEnd: number | null,
  sentenceEnd: number | null,
): number | null {
  if (paragraphEnd === null || sentenceEnd === null) return sentenceEnd;
  return paragraphEnd - start >= (sentenceEnd - start) * MIN_FILLED ? paragraphEnd : sentenceEnd;
}

/** The last of `ends`, which ascend, that `fits`, when those that do come first. */
function lastThat(fits: (end: number) => boolean, ends: readonly number[]): number | null {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(ends[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return ends[low - 1] ?? null;
}

/** Where the words of `text` after `start` end, up to `max` units on. */
function wordEnds(text: string, start: number, max: number): number[] {
  const ends = Array.from(
    text.slice(start, start + max + 1).matchAll(/\S+/gu),
    (word) => start + word.index + word[0].length,
  );
  return ends.filter((end) => end <= start + max);
}

/** Where the characters of `text` after `start` end, as readers see them, up to `max` units on. */
function graphemeEnds(text: string, start: number, max: number): number[] {
  // Two more units hold the code point that says whether the last character is whole.
  const window = text.slice(start, start + max + 2);
  const ends = Array.from(graphemes.segment(window), ({ index, segment }) => start + index + segment.length);
  return ends.filter((end) => end <= start + max);
}

/** Where the character at `start` ends; one that is longer than `max` is cut, but in no surrogate pair. */
function firstCharacterEnd(text: string, start: number, max: number): number {
  const [end = start + Math.max(1, max)] = graphemeEnds(text, start, max);
  return (text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : end;
}

function nextCharacter(text: string, from: number): number {
  const next = text.slice(from).search(/\S/u);
  return next < 0 ? text.length : from + next;
}

function memoized<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

/** An escape, the sign of bold, or a whole link. */
const TOKEN = /\\[^]|\*\*|\[[^[\]\n]*\]\(<[^<>\n]*>\)/gu;
/** Room kept for the end of bold and "…". */
const ENDING = 3;

/**
 * Markdown of at most `max` UTF-16 units, cut so that what is left means the same: not within an escape or a link, and
 * with the end of bold. The last resort for what should have been split as text.
 */
export function cutMarkdown(markdown: string, max: number): string {
  if (markdown.length <= max) return markdown;
  if (max < ENDING) return '';
  const limit = max - ENDING;
  let end = characterEnd(markdown, limit);
  let inBold = false;
  for (const token of markdown.matchAll(TOKEN)) {
    if (token.index >= end) break;
    if (token.index + token[0].length > end) end = token.index;
    else if (token[0] === '**') inBold = !inBold;
  }
  const kept = markdown.slice(0, end).trimEnd();
  // Bold that holds nothing would show as stars.
  if (inBold && kept.endsWith('**')) return `${kept.slice(0, -2).trimEnd()}…`;
  return inBold ? `${kept}**…` : `${kept}…`;
}

/** The last boundary between characters as readers see them at or before `limit`. */
function characterEnd(text: string, limit: number): number {
  return graphemes.segment(text.slice(0, limit + 2)).containing(limit)?.index ?? limit;
}
