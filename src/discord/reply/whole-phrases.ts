import type { Span } from '../../corpus/article.js';
import { timeExpressionsIn } from '../../language/dates.js';
import { eachWord } from '../../language/vietnamese.js';

/** Words of a name at most; a longer run of capitals is a heading. */
const LONGEST_NAME = 8;
/** A number with its parts: "1.250.000", "3,5", "17/10". */
const NUMBER = /\d+(?:[.,/:-]\d+)+/gu;
const CAPITAL = /^[\p{Lu}\p{N}]/u;

/**
 * Spans widened so that none cuts a phrase: no word, no number with its separators, no date, and no name, which is what is written with
 * capitals side by side. UTF-16 offsets into `text`.
 */
export function wholePhrases(text: string, spans: readonly Span[]): Span[] {
  const phrases = spans.length === 0 ? [] : phrasesIn(text);
  return spans.map((span) => widened(span, phrases));
}

function widened(span: Span, phrases: readonly Span[]): Span {
  let whole = span;
  // A date may reach into a name and the other way round.
  for (let before: Span | null = null; before?.start !== whole.start || before.end !== whole.end;) {
    before = whole;
    for (const { start, end } of phrases) {
      if (start < whole.end && whole.start < end) {
        whole = { start: Math.min(start, whole.start), end: Math.max(end, whole.end) };
      }
    }
  }
  return whole;
}

function phrasesIn(text: string): Span[] {
  const words: (Span & { readonly isCapital: boolean; readonly afterBreak: boolean })[] = [];
  eachWord(text, (start, end, afterBreak) => {
    words.push({ start, end, afterBreak, isCapital: CAPITAL.test(text.slice(start, end)) });
  });
  const numbers = Array.from(text.matchAll(NUMBER), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return [...words, ...numbers, ...namesOf(words), ...timeExpressionsIn(text)];
}

function namesOf(
  words: readonly (Span & { readonly isCapital: boolean; readonly afterBreak: boolean })[],
): Span[] {
  const names: Span[] = [];
  let run: Span[] = [];
  const close = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first !== undefined && last !== undefined && run.length <= LONGEST_NAME) {
      names.push({ start: first.start, end: last.end });
    }
    run = [];
  };
  for (const word of words) {
    if (!word.isCapital || word.afterBreak) close();
    if (word.isCapital) run.push(word);
  }
  close();
  return names;
}
