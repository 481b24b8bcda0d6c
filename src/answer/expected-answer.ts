import { isPlaceName } from '../corpus/place-names.js';
import type { Question } from '../search/question.js';
import { tokenize } from '../search/vietnamese.js';

const DATE =
  /(?<!\p{N})\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?(?!\p{N})|(?<!\p{N})\d{1,2}\s?[/.-]\s?\d{4}(?!\p{N})|(?<!\p{L})(?:năm|tháng|ngày|in|year) \d+|(?<!\p{N})(?:19|20)\d{2}(?!\p{N})/giu;
const NUMBER = /\p{N}+(?:[.,]\p{N}+)*/gu;
const NUMBER_WORD =
  /(?:^|\P{L})(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ|vạn|lần thứ|one|two|three|several)(?!\p{L})/iu;
/** Two capitalised syllables in a row: a person, an office or a body. */
const NAME = /\p{Lu}\p{M}*\p{Ll}*\p{M}* \p{Lu}\p{M}*\p{Ll}/u;
const PLACE = /(?:^|\P{L})(?:[ởỞ]|[Tt]ại|[Tt]huộc|[Đđ]ến|[Vv]ề|[Ii]n|[Aa]t) (?:\p{L}+ ){0,2}\p{Lu}/u;

const MONEY =
  /\d[\d.,]* ?(?:nghìn|ngàn|triệu|tỷ|tỉ)? ?(?:đồng(?! chí)|đ|vnđ|vnd|usd|đô la|euro)(?!\p{L})|[$€£] ?\d|\d ?(?:triệu|tỷ|tỉ)(?!\p{L})/iu;
const PERCENTAGE = /\d ?%|\d phần trăm/iu;
/** Eight digits or more, in groups or not. */
const PHONE = /(?:\d[ .()-]{0,2}){8,}/u;
/** What persons are counted as: a question for "bao nhiêu người" is answered by "9 đồng chí". */
const PERSONS =
  'nguoi|dong chi|ca nhan|can bo|dai bieu|nhan vien|vi|ong|ba|hoc sinh|chien si|cong chuc|dang vien'.split(
    '|',
  );
const ASKS_FOR_PERSONS = /^(?:nguoi|dong chi|ca nhan|people|persons|individuals)(?= |$)/u;
const COUNTED = /(?:bao nhieu|may|how many) ((\p{L}+)(?: \p{L}+)?)/u;
/** Score of a sentence for "ở đâu" that names a town or province ("Thành ủy Hà Nội mở hội"), and of any other. */
const KNOWN_PLACE_SCORE = 0.8;
const OTHER_PLACE_SCORE = 0.5;
/** Syllables of those places that are nothing else: "Vinh" is a person, too. */
const PLACE_SYLLABLES = [2, 3];
/** Words that may stand between a number and what it counts: "9 nữ cán bộ". */
const MAX_BETWEEN = 1;
/** Score of a sentence that has a number, but of something else than what is counted. */
const OTHER_NUMBER_SCORE = 0.4;

/**
 * How well a sentence has what a question of its kind asks for: a name, a date, a place, an amount, or a number that is no
 * date and does not stand in the question itself. 0 (not at all) to 1.
 */
export function expectedAnswerScore(sentence: string, question: Question): number {
  switch (question.kind) {
    case 'other':
      return 1;
    case 'who':
      return Number(NAME.test(sentence));
    case 'when':
      return Number(findAll(sentence, DATE).some((date) => !question.normalized.includes(date)));
    case 'where':
      if (PLACE.test(sentence)) return 1;
      // A place may stand without a word that says so, or be a rank ("đứng ở đâu").
      return namesNewPlace(sentence, question) ? KNOWN_PLACE_SCORE : OTHER_PLACE_SCORE;
    case 'money':
      return Number(MONEY.test(sentence));
    case 'percentage':
      return Number(PERCENTAGE.test(sentence));
    case 'phone':
      return Number(PHONE.test(sentence));
    case 'how-many':
      return countScore(sentence, question);
  }
}

/** True when a sentence names a town or province that the question does not name itself. */
function namesNewPlace(sentence: string, question: Question): boolean {
  const tokens = tokenize(sentence);
  const asked = ` ${tokenize(question.normalized)
    .map(({ folded }) => folded)
    .join(' ')} `;
  return tokens.some(({ start }, at) =>
    PLACE_SYLLABLES.some((length) => {
      const syllables = tokens.slice(at, at + length);
      if (syllables.slice(1).some(({ afterBreak }) => afterBreak)) return false;
      const written = sentence.slice(start, syllables.at(-1)?.end);
      if (!/^\p{Lu}/u.test(written) || !isPlaceName(written)) return false;
      return !asked.includes(` ${syllables.map(({ folded }) => folded).join(' ')} `);
    }),
  );
}

function countScore(sentence: string, question: Question): number {
  // "sáng 7/10 đại biểu dự lễ" does not count ten of them.
  const undated = sentence.replace(DATE, ' ');
  const numbers = findAll(undated, NUMBER);
  const isNew = numbers.some((number) => !findAll(question.normalized, NUMBER).includes(number));
  if (!isNew && !NUMBER_WORD.test(sentence)) return 0;
  const asked = tokenize(question.normalized).map((token) => token.folded);
  const [, phrase, counted] = COUNTED.exec(asked.join(' ')) ?? [];
  if (phrase === undefined || counted === undefined) return isNew ? 1 : OTHER_NUMBER_SCORE;
  const words = [...namesOf(counted, question), ...(ASKS_FOR_PERSONS.test(phrase) ? PERSONS : [])];
  return words.some((word) => holdsCounted(undated, word)) ? 1 : OTHER_NUMBER_SCORE;
}

/** What is counted, by its own folded words and those that translate it. */
function namesOf(counted: string, question: Question): string[] {
  const term = question.terms.find(({ folded }) => folded[0] === counted);
  if (term === undefined) return [counted];
  return [term, ...term.translations].map((word) => word.folded.join(' '));
}

/** True when a number, in digits or a word, stands right before what is counted. */
function holdsCounted(sentence: string, word: string): boolean {
  const tokens = tokenize(sentence);
  const length = word.split(' ').length;
  return tokens.some(({ folded }, at) => {
    if (!/^\d+$/u.test(folded) && !NUMBER_WORD.test(sentence.slice(tokens[at]?.start, tokens[at]?.end)))
      return false;
    for (let next = at + 1; next <= at + 1 + MAX_BETWEEN; next++) {
      const there = tokens.slice(next, next + length).map((token) => token.folded);
      if (there.join(' ') === word) return true;
    }
    return false;
  });
}

function findAll(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[0]);
}
