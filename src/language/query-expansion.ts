import { ABBREVIATIONS } from './abbreviations.js';
import { fullUnitsAt, UNIT_NUMBER } from './units.js';
import {
  canonical,
  foldDiacritics,
  hasDiacritics,
  tokenize,
  type Token,
  type TokenSpan,
} from './vietnamese.js';

/** Words that articles may write otherwise: an office by its initials or in full, a number in Roman or Arabic figures or in words. */
export interface Equivalent extends TokenSpan {
  /** The other forms, each of one word or several. */
  readonly forms: readonly string[];
}

/**
 * The words of a question that may be written otherwise, with their other forms. They are looked for beside the words themselves and never
 * in their place: "năm" may be a five as well as a year.
 *
 * @param tokens - of `text`
 * @param accented - whether the asker typed diacritics: what was written out for them has its own
 */
export function equivalentsIn(
  text: string,
  tokens: readonly Token[],
  accented = hasDiacritics(text),
): Equivalent[] {
  const found: Equivalent[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const named = abbreviationAt(tokens, at, accented);
    if (named !== null) found.push(named);
    found.push(...unitsAt(tokens, at, accented));
    const dayWord = otherDayWord(tokens[at]?.accented);
    if (dayWord === undefined) found.push(...numeralsAt(text, tokens, at, accented));
    else found.push({ first: at, last: at, forms: [dayWord] });
  }
  return found;
}

interface Form {
  readonly accented: string;
  readonly others: readonly string[];
  /** Initials are the same with and without diacritics. */
  readonly isShort: boolean;
}

const FORMS = new Map<string, Form[]>();
for (const group of ABBREVIATIONS) {
  for (const [at, written] of group.entries()) {
    const words = tokenize(written);
    const key = words.map(({ folded }) => folded).join(' ');
    const form = {
      accented: words.map(({ accented }) => accented).join(' '),
      others: at === 0 ? group.slice(1) : group.slice(0, 1),
      isShort: at > 0,
    };
    FORMS.set(key, [...(FORMS.get(key) ?? []), form]);
  }
}
const LONGEST_FORM = Math.max(...[...FORMS.keys()].map((key) => key.split(' ').length));

/** The longest office or the like that begins at a token. */
function abbreviationAt(tokens: readonly Token[], at: number, accented: boolean): Equivalent | null {
  for (let length = Math.min(LONGEST_FORM, tokens.length - at); length >= 1; length--) {
    const words = tokens.slice(at, at + length);
    const written = words.map((word) => word.accented).join(' ');
    const forms = (FORMS.get(words.map(({ folded }) => folded).join(' ')) ?? [])
      .filter((form) => form.isShort || !accented || form.accented === written)
      .flatMap(({ others }) => others);
    if (forms.length > 0) return { first: at, last: at + length - 1, forms };
  }
  return null;
}

/** The short forms of a unit in full, each with the name or number behind it: by itself a letter says nothing. */
function unitsAt(tokens: readonly Token[], at: number, accented: boolean): Equivalent[] {
  return fullUnitsAt(tokens, at, accented).flatMap(({ short, isNumbered, last }): Equivalent[] => {
    const next = tokens[last + 1];
    if (next === undefined || next.afterBreak) return [];
    const isNumber = /^\d/u.test(next.folded);
    if (isNumber && !(isNumbered && UNIT_NUMBER.test(next.folded))) return [];
    const forms = [`${short} ${next.accented}`, ...(isNumber ? [`${short}${next.folded}`] : [])];
    return [{ first: at, last: last + 1, forms }];
  });
}

/** What stands before the first ten days of a lunar month, in its two forms. */
const DAY_WORDS = ['mùng', 'mồng'].map(canonical);

function otherDayWord(accented: string | undefined): string | undefined {
  return accented !== undefined && DAY_WORDS.includes(accented)
    ? DAY_WORDS.find((word) => word !== accented)
    : undefined;
}

/** Numbers that are written in Roman figures or in words. */
const ROMAN =
  'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV XXVI XXVII XXVIII XXIX XXX'.split(
    ' ',
  );
const IN_WORDS = [
  ['một', 'nhất', 'giêng'],
  ['hai', 'nhì'],
  ['ba'],
  ['bốn', 'tư'],
  ['năm'],
  ['sáu'],
  ['bảy'],
  ['tám'],
  ['chín'],
  ['mười'],
  [],
  ['chạp'],
].map((words) => words.map(canonical));
/** What a figure follows that says which of several: "khóa XIII", "hạng Nhất", "thế kỷ 20". */
const COUNTERS = canonicalWords(
  'khóa thứ lần kỳ kỷ hạng quý chương phần cấp loại quận vùng tập tháng mùng mồng',
);
/** Words for numbers that say one after some of these only: "quý tư", and "cao quý nhất" or "đầu tư" of no number. */
const ONLY_AFTER = new Map(
  Object.entries({
    nhất: 'hạng thứ',
    nhì: 'hạng thứ',
    tư: 'hạng thứ quý tháng',
    giêng: 'tháng',
    chạp: 'tháng',
  }).map(([word, counters]) => [canonical(word), canonicalWords(counters)]),
);
const ROMAN_FIGURES = /^[IVX]+$/u;
const SMALL_NUMBER = /^[1-9]\d?$/u;

/**
 * The other ways of writing a number that is a token, each together with the word that it stands with: one that says which ("khóa 13")
 * with the word before, an amount ("năm cán bộ") with the one behind. By itself "năm" would be every year, and "ba" every father; as a pair,
 * what is no number is found nowhere.
 */
function numeralsAt(text: string, tokens: readonly Token[], at: number, accented: boolean): Equivalent[] {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token === undefined) return [];
  const counters = token.afterBreak ? [] : countersOf(before, accented);
  const written = text.slice(token.start, token.end);
  if (SMALL_NUMBER.test(token.folded)) {
    // A day or the number of a document: neither is written otherwise.
    if (isJoined(before, token) || isJoined(token, after)) return [];
    const number = Number(token.folded);
    const words = IN_WORDS[number - 1] ?? [];
    if (counters.length === 0) return besideNext(tokens, at, words.slice(0, 1));
    return afterCounter(at, counters, [...ROMAN.slice(number - 1, number), ...words]);
  }
  const roman = ROMAN_FIGURES.test(counters.length > 0 ? written.toUpperCase() : written)
    ? ROMAN.indexOf(written.toUpperCase()) + 1
    : 0;
  if (roman > 0 && counters.length > 0) return afterCounter(at, counters, [String(roman)]);
  if (roman > 0 && written.length > 1) return [{ first: at, last: at, forms: [String(roman)] }];
  if (!accented) return [];
  const number = IN_WORDS.findIndex((words) => words.includes(token.accented)) + 1;
  if (number === 0) return [];
  if (counters.length > 0) {
    return counters.some((counter) => isSaidAfter(token.accented, counter))
      ? afterCounter(at, counters, [String(number), ...ROMAN.slice(number - 1, number)])
      : [];
  }
  return token.accented === IN_WORDS[number - 1]?.[0] ? besideNext(tokens, at, [String(number)]) : [];
}

function afterCounter(at: number, counters: readonly string[], numbers: readonly string[]): Equivalent[] {
  const forms = counters.flatMap((counter) =>
    numbers.filter((number) => isSaidAfter(number, counter)).map((number) => `${counter} ${number}`),
  );
  return forms.length > 0 ? [{ first: at - 1, last: at, forms }] : [];
}

function besideNext(tokens: readonly Token[], at: number, numbers: readonly string[]): Equivalent[] {
  const after = tokens[at + 1];
  if (after === undefined || after.afterBreak || /^\d/u.test(after.folded)) return [];
  const forms = numbers.map((number) => `${number} ${after.accented}`);
  return forms.length > 0 ? [{ first: at, last: at + 1, forms }] : [];
}

/** The counters that a word may be: itself, and of a day both forms; without diacritics all that are spelled so. */
function countersOf(word: Token | undefined, accented: boolean): string[] {
  return COUNTERS.filter((counter) =>
    accented ? counter === word?.accented : foldDiacritics(counter) === word?.folded,
  ).flatMap((counter) => [counter, otherDayWord(counter) ?? []].flat());
}

function isSaidAfter(word: string, counter: string): boolean {
  return ONLY_AFTER.get(word)?.includes(counter) ?? true;
}

/** True for two tokens with a sign between them and no blank. */
function isJoined(left: Token | undefined, right: Token | undefined): boolean {
  return left !== undefined && right !== undefined && right.afterBreak && right.start - left.end === 1;
}

function canonicalWords(list: string): string[] {
  return list.split(' ').map(canonical);
}
