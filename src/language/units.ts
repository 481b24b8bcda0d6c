import { isFamilyName } from './gazetteer.js';
import { NAMED_SHARE, type Lexicon } from './lexicon.js';
import {
  canonical,
  CharacterKind,
  hasDiacritics,
  kindAt,
  pairOf,
  tokenize,
  type Token,
  type TokenSpan,
} from './vietnamese.js';

/** A unit of administration or the like, and what it is shortened to before its name or number only: "H. Bát Xát", "Q.1", "P12". */
export interface Unit {
  readonly inFull: string;
  readonly short: string;
  /** Some of its kind have a number for a name. */
  readonly isNumbered: boolean;
}

/** Those that are shortened alike are told with the likeliest first. */
export const UNITS: readonly Unit[] = (
  'quận: q, phường: p, khu phố: kp, huyện: h, xã: x, tỉnh: t, thôn: t, đường: đ, thị trấn: tt, trung tâm: tt, ' +
  'thị xã: tx, thành phố: tp'
)
  .split(', ')
  .map((unit) => {
    const [inFull = '', short = ''] = unit.split(': ');
    return { inFull, short, isNumbered: ['q', 'p', 'kp'].includes(short) };
  });

/** The number that such a unit has for a name. */
export const UNIT_NUMBER = /^[1-9]\d?$/u;

const UNIT_LETTERS = new Set(UNITS.map(({ short }) => short));
const LONGEST_UNIT = Math.max(...UNITS.map(({ short }) => short.length));

/** UTF-16 offsets into a text, end exclusive. */
type Place = Pick<Token, 'start' | 'end'>;

/** Whether the word at `unit` is a shortened {@link Unit} and only its full stop parts it from the word at `next`: "Q.1", "H. Bát Xát". */
export function isUnitBefore(text: string, unit: Place, next: number): boolean {
  if (text[unit.end] !== '.' || unit.end - unit.start > LONGEST_UNIT || next > unit.end + 2) return false;
  return (
    (next === unit.end + 1 || text[unit.end + 1] === ' ') &&
    UNIT_LETTERS.has(text.slice(unit.start, unit.end).toLowerCase())
  );
}

const GLUED_NUMBER = /^(\p{L}+)(\d{1,2})$/u;

/** A unit's short form in a question, with what it may stand for, likeliest first. */
interface ShortUnit extends Place {
  readonly forms: readonly string[];
}

/**
 * The short form of a unit that a token is, with its full stop, before its name or number: see {@link UNITS}. Null for anything else: an initial
 * ("Đinh T. Hà"), an hour ("6 h."), a quarter of a year ("Q1/2031").
 *
 * @param tokens - of `text`
 */
export function shortUnitAt(
  text: string,
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): ShortUnit | null {
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  // "Đinh T. Hà", "J.P. Morgan"
  const isInitial =
    isFamilyName(before, true) || text.slice(before?.end ?? text.length, token?.start) === '.';
  if (token === undefined || isInitial) return null;
  const { start, accented } = token;
  const [, glued = '', number = ''] = GLUED_NUMBER.exec(accented) ?? [];
  const named = UNITS.filter((unit) => unit.isNumbered && unit.short === glued);
  if (named.length > 0 && !goesOn(text, token.end))
    return { start, end: token.end, forms: named.map(({ inFull }) => `${inFull} ${number}`) };
  const units = UNITS.filter(({ short }) => canonical(short) === accented);
  const [stop] = /^\.?[^\S\n]*/u.exec(text.slice(token.end, next?.start)) ?? [''];
  if (units.length === 0 || next?.start !== token.end + stop.length) return null;
  // "6 h. Hà Nội …": of an hour.
  const isMeasure = !token.afterBreak && UNIT_NUMBER.test(before?.accented ?? '');
  const isShown = accented.length > 1 || (stop.startsWith('.') && !isMeasure);
  const isNumber = UNIT_NUMBER.test(next.accented);
  if (isNumber ? goesOn(text, next.end) : !isShown || !isNameAt(text, tokens, at + 1, lexicon)) return null;
  const forms = units.filter(({ isNumbered }) => isNumbered || !isNumber).map(({ inFull }) => inFull);
  return forms.length === 0 ? null : { start, end: token.end + stop.trimEnd().length, forms };
}

/** "Q.1/2031" and "P.5.2" are no units. */
function goesOn(text: string, end: number): boolean {
  return /^[/.-][\p{L}\p{N}]/u.test(text.slice(end, end + 2));
}

function isNameAt(text: string, tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first === undefined) return false;
  if (kindAt(text, first.start) === CharacterKind.capital) return first.end - first.start > 1;
  const pair = second && lexicon.pair(pairOf(first, second, hasDiacritics(text)), !hasDiacritics(text));
  return (pair?.named ?? 0) >= NAMED_SHARE;
}

const WORDS = UNITS.map((unit) => ({ ...unit, words: tokenize(unit.inFull) }));

/** The units in full that begin at a token, with the last token of each. */
export function fullUnitsAt(
  tokens: readonly Token[],
  at: number,
  accented: boolean,
): (Unit & { readonly last: number })[] {
  return WORDS.flatMap(({ words, ...unit }) => {
    const isThere = words.every((word, place) => {
      const there = tokens[at + place];
      if (there === undefined || (place > 0 && there.afterBreak)) return false;
      return accented ? there.accented === word.accented : there.folded === word.folded;
    });
    return isThere ? [{ ...unit, last: at + words.length - 1 }] : [];
  });
}

/** A unit that has a number for a name, with it: "quận 1", "P.12", "KP3". */
export interface NumberedUnit extends TokenSpan {
  /** Its short form. */
  readonly kind: string;
  readonly number: string;
}

/** The numbered units of a text, however they are written. */
export function numberedUnitsIn(tokens: readonly Token[], accented: boolean): NumberedUnit[] {
  return tokens.flatMap((token, at): NumberedUnit[] => {
    const [, glued = '', number = ''] = GLUED_NUMBER.exec(token.folded) ?? [];
    const named = UNITS.find(({ short, isNumbered }) => isNumbered && short === glued);
    if (named !== undefined) return [{ kind: glued, number, first: at, last: at }];
    const short = UNITS.filter(({ short }) => short === token.folded).map((unit) => ({ ...unit, last: at }));
    const [unit] = [...fullUnitsAt(tokens, at, accented), ...short].filter(({ isNumbered }) => isNumbered);
    const next = tokens[(unit?.last ?? at) + 1];
    if (unit === undefined || next === undefined || !UNIT_NUMBER.test(next.folded)) return [];
    if (next.afterBreak && short.length === 0) return [];
    return [{ kind: unit.short, number: next.folded, first: at, last: unit.last + 1 }];
  });
}
