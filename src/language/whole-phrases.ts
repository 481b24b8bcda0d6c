import { timeExpressionsIn } from './dates.js';
import { WORD_ASSOCIATION, type Lexicon } from './lexicon.js';
import { tokenize, type Token } from './vietnamese.js';

/** UTF-16 offsets, end exclusive. */
type Span = Pick<Token, 'start' | 'end'>;

/** Words of a name at most; a longer run of capitals is a heading. */
const LONGEST_NAME = 8;
/** What signs hold together: "1.250.000", "17/10", "12,5 %"; "COVID-19", "K'Brêu", "12-KH/TU"; "TP.HCM". */
const JOINED = new RegExp(
  [
    String.raw`(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]+(?:[-–'’/&][\p{L}\p{M}\p{N}]+)+`,
    String.raw`\d+(?:[.,/:-]\d+)*(?:[ \u00A0]?%)?`,
    String.raw`(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{Lu}\p{N}]*(?:\.\p{Lu}[\p{L}\p{M}\p{N}]*)+`,
  ].join('|'),
  'gu',
);
const CAPITAL = /^[\p{Lu}\p{N}]/u;

/**
 * Spans widened so that none cuts a phrase: no word, nothing that signs hold together, no date, and no name, which is what is written with
 * capitals side by side. UTF-16 offsets into `text`.
 *
 * @param lexicon - tells words of two syllables ("thành phố"), which are then not cut either
 */
export function wholePhrases(text: string, spans: readonly Span[], lexicon: Lexicon): Span[] {
  const phrases = spans.length === 0 ? [] : phrasesIn(text, lexicon);
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

function phrasesIn(text: string, lexicon: Lexicon): Span[] {
  const tokens = tokenize(text);
  const words = tokens.map((token) => ({
    ...token,
    isCapital: CAPITAL.test(text.slice(token.start, token.end)),
  }));
  const joined = Array.from(text.matchAll(JOINED), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return [...words, ...joined, ...namesOf(words), ...timeExpressionsIn(text), ...compoundsOf(words, lexicon)];
}

/**
 * Words of two syllables: pairs that belong together, and more than either does with its other neighbour. A second syllable with a capital is
 * that of a name, or begins one ("xã Mường Lay").
 */
function compoundsOf(tokens: readonly (Token & { readonly isCapital: boolean })[], lexicon: Lexicon): Span[] {
  const association = (right: number) => {
    const [left, here] = [tokens[right - 1], tokens[right]];
    if (left === undefined || here === undefined || here.afterBreak) return 0;
    return lexicon.pair(`${left.accented} ${here.accented}`, false)?.association ?? 0;
  };
  return tokens.flatMap(({ end, isCapital }, at) => {
    const own = association(at);
    const isWord =
      !isCapital && own >= WORD_ASSOCIATION && own > association(at - 1) && own > association(at + 1);
    return isWord ? [{ start: tokens[at - 1]?.start ?? 0, end }] : [];
  });
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
