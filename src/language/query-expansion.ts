import { ABBREVIATIONS } from './abbreviations.js';
import { canonical, hasDiacritics, tokenize, type Token, type TokenSpan } from './vietnamese.js';

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
 */
export function equivalentsIn(text: string, tokens: readonly Token[]): Equivalent[] {
  const accented = hasDiacritics(text);
  const found: Equivalent[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const named = abbreviationAt(tokens, at, accented);
    if (named !== null) found.push(named);
    const dayWord = DAY_WORDS.find((word) => word.accented === tokens[at]?.accented);
    const forms = dayWord === undefined ? numeralsAt(text, tokens, at, accented) : [dayWord.other];
    if (forms.length > 0) found.push({ first: at, last: at, forms });
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

/** What stands before the first ten days of a lunar month. */
const DAY_WORDS = [
  { accented: canonical('mùng'), other: 'mồng' },
  { accented: canonical('mồng'), other: 'mùng' },
];
/** Numbers that are written in words or Roman figures at all. */
const GREATEST = 50;
const ROMAN = Array.from({ length: GREATEST }, (_, at) => romanOf(at + 1));
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
];
const SPELLED = IN_WORDS.map((words) =>
  words.flatMap((word) => tokenize(word).map(({ accented }) => accented)),
);
/** What a figure follows that says which of several, folded: "khóa XIII", "hạng Nhất", "thế kỷ 20". */
const COUNTED = new Set(
  'khoa thu lan ki hang quy chuong phan cap loai quan vung tap thang mung mong'.split(' '),
);
/** What follows "năm" where it is a year or years, folded. */
const AFTER_YEAR = new Set('nao nay ngoai sau truoc qua toi do ay may bao hoc'.split(' '));
const ROMAN_FIGURES = /^[IVXL]+$/u;
const SMALL_NUMBER = /^[1-9]\d?$/u;

/** The other ways of writing a number that is a token. */
function numeralsAt(text: string, tokens: readonly Token[], at: number, accented: boolean): string[] {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token === undefined) return [];
  const written = text.slice(token.start, token.end);
  const isCounted = before !== undefined && COUNTED.has(before.folded);
  if (SMALL_NUMBER.test(token.folded)) {
    // A day or the number of a document: neither is written otherwise.
    if (isJoined(before, token) || isJoined(token, after)) return [];
    const number = Number(token.folded);
    const roman = ROMAN[number - 1] ?? '';
    return [...(isCounted && roman !== '' ? [roman] : []), ...(IN_WORDS[number - 1] ?? [])];
  }
  const roman = ROMAN_FIGURES.test(written) || isCounted ? ROMAN.indexOf(token.folded.toUpperCase()) + 1 : 0;
  if (roman > 0 && (isCounted || written.length > 1)) return [String(roman)];
  if (!accented) return [];
  const number = SPELLED.findIndex((words) => words.includes(token.accented)) + 1;
  if (number === 0 || (!isCounted && !isAmount(number, text, token, before, after))) return [];
  return [String(number), ...(isCounted ? [ROMAN[number - 1] ?? ''] : [])];
}

/** False for "năm 2016", "94 năm", "năm nào"; for "đầu tư" and "lớn nhất", and for "một", which is in most sentences; and for "Ba Đình". */
function isAmount(
  number: number,
  text: string,
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
): boolean {
  if (number === 1 || token.accented !== SPELLED[number - 1]?.[0] || after?.afterBreak !== false)
    return false;
  if (text.charAt(token.start) !== text.charAt(token.start).toLowerCase()) return false;
  if (token.folded !== 'nam') return true;
  return !/^\d/u.test(after.folded) && !/^\d/u.test(before?.folded ?? '') && !AFTER_YEAR.has(after.folded);
}

/** True for two tokens with a sign between them and no blank. */
function isJoined(left: Token | undefined, right: Token | undefined): boolean {
  return left !== undefined && right !== undefined && right.afterBreak && right.start - left.end === 1;
}

function romanOf(number: number): string {
  const figures = [
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const;
  let left = number;
  let roman = '';
  for (const [value, figure] of figures) {
    for (; left >= value; left -= value) roman += figure;
  }
  return roman;
}
