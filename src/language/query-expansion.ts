import { ABBREVIATIONS } from './abbreviations.js';
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
 */
export function equivalentsIn(text: string, tokens: readonly Token[]): Equivalent[] {
  const accented = hasDiacritics(text);
  const found: Equivalent[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const named = abbreviationAt(tokens, at, accented);
    if (named !== null) found.push(named);
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
/** Numbers whose words are everyday words, too: "một số", "Ba Đình", "năm 2031". */
const EVERYDAY = new Set([1, 3, 5]);
/** What "thứ năm" follows where it is a Thursday and no fifth. */
const BEFORE_WEEKDAY = new Set(
  canonicalWords('vào ngày sáng trưa chiều tối đêm hôm từ đến tới mỗi các và hay hoặc hằng hàng là'),
);
/** What stands around "năm" where it is a year or years. */
const BEFORE_YEAR = new Set(
  canonicalWords('mỗi mọi hàng hằng những các nhiều từng cả suốt mấy vài trăm nghìn'),
);
const AFTER_YEAR = new Set(canonicalWords('nào nay ngoái sau trước qua tới đó ấy mấy bao học'));
/** What one counts five of, where a year is not as likely: by the first syllable, or by two where the first begins other words. */
const THINGS = new Set(
  `người|đồng chí|cán bộ|cá nhân|tập thể|đơn vị|cơ quan|đội|xã|phường|huyện|tỉnh|thành phố|thôn|bản|ngày|tháng|tuần|giờ|phút|lần|điểm|bài|cuốn
  |quyển|tập|chiếc|cái|con|cây|căn|ngôi|hộ|gia đình|em|học sinh|sinh viên|giáo viên|công nhân|công chức|viên chức|chiến sĩ|đại biểu|thành viên
  |ủy viên|đảng viên|hội viên|phòng|sở|ngành|trường|lớp|nhóm|tổ|triệu|tỷ|nghìn|ngàn|trăm|mét|km|kg|ha|tấn|giải|huy chương|bằng khen|giấy khen
  |huân chương|dự án|công trình|tuyến|cây cầu|nội dung|nhiệm vụ|giải pháp|mục tiêu|tiêu chí|chỉ tiêu|nghị quyết|quyết định|doanh nghiệp
  |hợp tác xã|đợt|suất|phần|nước|quốc gia|chương|mục|loại|bước|bức|tấm|chi bộ|đảng bộ|cụm|khu|vùng|trạm|xe|tàu|thuyền|máy`
    .split(/\s*\|/u)
    .map((words) => canonicalWords(words.trim()).join(' ')),
);
/** Of these, words that are none of things when they stand in another: "năm giải phóng", "năm tổ chức". */
const NO_THINGS = new Set(
  ['giải phóng', 'tổ chức', 'tập kết', 'phần lớn', 'bản lề', 'tỷ lệ'].map((pair) =>
    canonicalWords(pair).join(' '),
  ),
);
const ROMAN_FIGURES = /^[IVX]+$/u;
const SMALL_NUMBER = /^[1-9]\d?$/u;

/** The other ways of writing a number that is a token, beside it or together with the word that it stands with. */
function numeralsAt(text: string, tokens: readonly Token[], at: number, accented: boolean): Equivalent[] {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token === undefined) return [];
  const here = (...forms: string[]) => (forms.length > 0 ? [{ first: at, last: at, forms }] : []);
  const counters = token.afterBreak ? [] : countersOf(before, accented);
  const isCounted = counters.length > 0;
  const isWeekday = isCounted && mayBeWeekday(tokens, at);
  if (SMALL_NUMBER.test(token.folded)) {
    // A day or the number of a document: neither is written otherwise.
    if (isJoined(before, token) || isJoined(token, after)) return [];
    const number = Number(token.folded);
    const words = IN_WORDS[number - 1] ?? [];
    if (!isCounted) return inWordsBeside(number, words, at, after, accented, here);
    const roman = isWeekday && number <= 7 ? [] : ROMAN.slice(number - 1, number);
    const together = counters.flatMap((counter) =>
      words.filter((word) => isSaidAfter(word, counter)).map((word) => `${counter} ${word}`),
    );
    return [
      ...here(...roman),
      ...(together.length > 0 ? [{ first: at - 1, last: at, forms: together }] : []),
    ];
  }
  const written = text.slice(token.start, token.end);
  const isRoman = ROMAN_FIGURES.test(isCounted ? written.toUpperCase() : written);
  const roman = isRoman ? ROMAN.indexOf(written.toUpperCase()) + 1 : 0;
  if (roman > 0 && (isCounted || written.length > 1)) return here(String(roman));
  if (!accented) return [];
  const number = IN_WORDS.findIndex((words) => words.includes(token.accented)) + 1;
  if (number === 0) return [];
  if (!isCounted) return isAmount(number, text, tokens, at) ? here(String(number)) : [];
  const [counter = ''] = counters;
  if (!isSaidAfter(token.accented, counter) || isInName(text, tokens, at)) return [];
  if (token.folded === 'nam' && isYear(tokens, at, counter)) return [];
  if (isWeekday) return [{ first: at - 1, last: at, forms: [`${counter} ${String(number)}`] }];
  return here(String(number), ...ROMAN.slice(number - 1, number));
}

/** An amount in words; one that is an everyday word only with what it counts. */
function inWordsBeside(
  number: number,
  [word]: readonly string[],
  at: number,
  after: Token | undefined,
  accented: boolean,
  here: (...forms: string[]) => Equivalent[],
): Equivalent[] {
  if (word === undefined) return [];
  if (!EVERYDAY.has(number)) return here(word);
  if (!accented || after?.afterBreak !== false) return [];
  return [{ first: at, last: at + 1, forms: [`${word} ${after.accented}`] }];
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

/** Whether a number after "thứ" is that of a weekday, by what stands before: "sáng thứ năm", and "lần thứ năm" is none. */
function mayBeWeekday(tokens: readonly Token[], at: number): boolean {
  const [day, before] = [tokens[at - 1], tokens[at - 2]];
  if (day?.folded !== 'thu') return false;
  return before === undefined || day.afterBreak || BEFORE_WEEKDAY.has(before.accented);
}

/** "quận Ba Đình", "vùng Bảy Núi". */
function isInName(text: string, tokens: readonly Token[], at: number): boolean {
  const after = tokens[at + 1];
  return after?.afterBreak === false && hasCapital(text, tokens[at]) && hasCapital(text, after);
}

/** False for "đầu tư" and "lớn nhất", for "một", which is in most sentences, for "Ba Đình", and for a "năm" that may be a year. */
function isAmount(number: number, text: string, tokens: readonly Token[], at: number): boolean {
  const [token, after] = [tokens[at], tokens[at + 1]];
  if (number === 1 || token?.accented !== IN_WORDS[number - 1]?.[0] || after?.afterBreak !== false)
    return false;
  if (hasCapital(text, token)) return false;
  return token?.folded !== 'nam' || (!isYear(tokens, at, '') && isThing(tokens, at + 1));
}

/** "năm 2016", "94 năm", "năm nào", "mỗi năm"; a Thursday or a month may well be last week's or last year's. */
function isYear(tokens: readonly Token[], at: number, counter: string): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (after !== undefined && /^\d/u.test(after.folded)) return true;
  if (['thứ', 'tháng', ...DAY_WORDS].some((word) => canonical(word) === counter)) return false;
  const isNumber = ({ folded, accented }: Token) =>
    /^\d/u.test(folded) || IN_WORDS.some((words) => words.includes(accented));
  if (before !== undefined && (isNumber(before) || BEFORE_YEAR.has(before.accented))) return true;
  return after !== undefined && AFTER_YEAR.has(after.accented) && !isThing(tokens, at + 1);
}

function isThing(tokens: readonly Token[], at: number): boolean {
  const [word, next] = [tokens[at], tokens[at + 1]];
  if (word === undefined) return false;
  const pair = next === undefined ? word.accented : `${word.accented} ${next.accented}`;
  return THINGS.has(pair) || (THINGS.has(word.accented) && !NO_THINGS.has(pair));
}

function hasCapital(text: string, token: Token | undefined): boolean {
  const letter = token === undefined ? '' : text.charAt(token.start);
  return letter !== letter.toLowerCase();
}

/** True for two tokens with a sign between them and no blank. */
function isJoined(left: Token | undefined, right: Token | undefined): boolean {
  return left !== undefined && right !== undefined && right.afterBreak && right.start - left.end === 1;
}

function canonicalWords(list: string): string[] {
  return list.split(' ').map(canonical);
}
