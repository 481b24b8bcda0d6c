import type { Span } from '../corpus/article.js';
import type { AnswerSpan } from './reader.js';

/** What the model says of each token of a passage. */
export interface TokenLogits {
  /** How well an answer begins at the token. */
  readonly begin: ArrayLike<number>;
  /** How well it ends there. */
  readonly end: ArrayLike<number>;
  /** The two of the first token of all added up: "this passage does not tell". */
  readonly none: number;
}

/** Longest answer, in tokens: a list of names or a clause; what is longer is a whole passage, and slow to look for. */
const MOST_TOKENS = 60;
/** Spans given for a passage: a list may be told in several of its sentences. */
const MOST_SPANS = 3;
/** Tokens at which answers are looked for to begin, and to end: the best by their own logits. */
const LOOKED_AT = 20;

/**
 * The best spans of a passage, best first, without overlaps. A span is of whole words of one paragraph; marks around it that belong
 * to the sentence ("Nam," "Nam.") are left out.
 *
 * @param words - where each token's word stands in the text, in order
 */
export function decodeSpans(text: string, words: readonly Span[], logits: TokenLogits): AnswerSpan[] {
  const begins = bestOf(logits.begin, words.length);
  const ends = bestOf(logits.end, words.length);
  const candidates = begins
    .flatMap((first) =>
      ends
        .filter((last) => first <= last && last - first < MOST_TOKENS)
        .map((last) => ({ first, last, score: at(logits.begin, first) + at(logits.end, last) })),
    )
    .sort((a, b) => b.score - a.score || a.first - b.first || a.last - b.last);
  const spans: AnswerSpan[] = [];
  for (const { first, last, score } of candidates) {
    if (spans.length === MOST_SPANS) break;
    const [from, to] = [words[first], words[last]];
    if (from === undefined || to === undefined) continue;
    const { start, end } = withoutMarks(text, { start: from.start, end: to.end });
    if (text.slice(start, end).includes('\n')) continue;
    if (spans.some((span) => span.start < end && start < span.end)) continue;
    spans.push({ start, end, margin: score - logits.none });
  }
  return spans;
}

/** Positions of the greatest values, in no order that matters. */
function bestOf(values: ArrayLike<number>, length: number): number[] {
  return Array.from({ length }, (_, position) => position)
    .sort((a, b) => at(values, b) - at(values, a) || a - b)
    .slice(0, LOOKED_AT);
}

function at(values: ArrayLike<number>, position: number): number {
  return values[position] ?? -Infinity;
}

const MARKS_BEFORE = /^[\s,;:.!?…)\]}–-]+/u;
const MARKS_AFTER = /[\s,;:.!?…([{–-]+$/u;
/** Brackets and quotation marks that stand around a phrase. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
  ['"', '"'],
  ['‘', '’'],
  ['«', '»'],
];

/** A span without the marks at its ends that its words don't need; the span itself where it is nothing but marks. */
function withoutMarks(text: string, span: Span): Span {
  let { start, end } = span;
  for (;;) {
    const inside = text.slice(start, end);
    const before = MARKS_BEFORE.exec(inside)?.[0].length ?? 0;
    const after = MARKS_AFTER.exec(inside)?.[0].length ?? 0;
    if (before + after >= inside.length) return span;
    const bare = inside.slice(before, inside.length - after);
    const [open, close] = unpaired(bare);
    const next = { start: start + before + open, end: end - after - close };
    if (next.end <= next.start) return span;
    if (next.start === start && next.end === end) return next;
    ({ start, end } = next);
  }
}

/**
 * How many characters at the beginning and end of a phrase are one half of a pair whose other half is not in it, or are brackets around
 * the whole.
 */
function unpaired(phrase: string): [atStart: number, atEnd: number] {
  if (/^\([^()]+\)$|^\[[^[\]]+\]$/u.test(phrase)) return [1, 1];
  const [first, last] = [phrase[0] ?? '', phrase.at(-1) ?? ''];
  const rest = phrase.slice(1);
  const opens = PAIRS.some(([open, close]) => first === open && !rest.includes(close));
  const closes = PAIRS.some(([open, close]) => last === close && !phrase.slice(0, -1).includes(open));
  return [Number(opens), Number(closes && phrase.length > 1)];
}
