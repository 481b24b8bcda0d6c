import { timeExpressionsIn } from '../../language/dates.js';
import type { Span } from '../../corpus/article.js';
import { isFamilyName, isPlaceName, MAX_NAME_SYLLABLES } from '../../language/gazetteer.js';
import { phrases, SpelledWords } from './phrase-patterns.js';
import type { Question } from './question.js';
import type { Token, TokenSpan } from '../../language/vietnamese.js';

/** What sort of thing a part of a question names. A `count` ("90 năm", "lần thứ XIII") is a figure of something else named. */
export type SlotKind =
  'place' | 'person' | 'name' | 'office' | 'document' | 'award' | 'rank' | 'time' | 'count';

/** A part of a question that another of its kind may take the place of, as offsets into {@link Question.normalized}. */
export interface Slot extends Span {
  readonly kind: SlotKind;
}

const LISTED: readonly (readonly [SlotKind, RegExp])[] = [
  [
    'count',
    phrases(String.raw`\d{1,3} (?:nam|years?)|(?:dai hoi )?lan thu (?!may|bao|nao)\S+|\d{1,3} anniversary`),
  ],
  [
    'office',
    phrases(
      '(?:nguyen )?(?:pho )?(?:(?:tong )?bi thu(?: thuong truc)?|chanh van phong|thu tuong|(?:tong )?giam doc|bo truong|' +
        'chu tich(?: nuoc| quoc hoi| hdnd| ubnd| hoi dong nhan dan| uy ban nhan dan)?|truong (?:ban|doan(?: dai bieu quoc hoi)?|phong))|' +
        '(?:deputy |vice )?(?:secretary|chair(?:man|woman)|chief|director|president|minister)',
    ),
  ],
  [
    'award',
    phrases(
      'huan chuong(?: (?:lao dong|doc lap|sao vang|ho chi minh|khang chien|quan cong|chien cong))?|' +
        'huy chuong|ki niem chuong|bang khen|giay khen|(?:labour|independence) order|medals?|certificates?',
    ),
  ],
  [
    'document',
    phrases(
      String.raw`(?:nghi quyet|quyet dinh|chi thi|nghi dinh|thong tu|ket luan|ke hoach|resolution|directive)(?: so| no)? \d+` +
        '(?: (?:nq|qd|ct|nd|tt|kl|tw|cp|ttg|nghi quyet|trung uong))*',
    ),
  ],
  ['rank', phrases('hang (?:nhat|nhi|ba|[123])|(?:first|second|third) class')],
];
const PLACE_KIND = phrases(
  '(?:thanh uy|tinh uy|thi uy|huyen uy|quan uy|thanh pho|tp|tinh|thi xa|huyen|quan|city of)(?: thanh pho| tp| tinh)?',
);
const AFTER_PLACE = phrases('city|province|town');
const HONORIFIC = phrases('ong|ba|anh|chi|co|cu|bac|dong chi|mr|mrs|ms');
/** What stands before the name of a place that is not listed. */
const AT = phrases('o|tai|in|at|tinh|huyen|quan|xa|phuong|thi xa|thanh pho|lang|thon');
const CAPITAL = /^\p{Lu}/u;

/** The parts of a question that name something, in order and without overlaps. */
export function slotsOf(question: Question): Slot[] {
  const words = new SpelledWords(question.normalized, false);
  const slots: Slot[] = [];
  const add = (slot: Slot) => {
    if (!slots.some((other) => slot.start < other.end && other.start < slot.end)) slots.push(slot);
  };
  for (const span of timeExpressionsIn(question.normalized)) add({ kind: 'time', ...span });
  for (const [kind, pattern] of LISTED) {
    for (const span of words.spans(pattern)) add({ kind, ...span });
  }
  addressed(question, words).forEach(add);
  for (const { first, last } of namesIn(question, words.tokens)) add(named(question, words, first, last));
  return slots.sort((a, b) => a.start - b.start);
}

/** The names among a question's terms, and the places that are no names for want of diacritics. */
function namesIn(question: Question, tokens: readonly Token[]): TokenSpan[] {
  const runs: TokenSpan[] = [];
  let next = 0;
  for (const { folded, kind } of question.terms) {
    const first = tokens.findIndex(
      (_, at) => at >= next && folded.every((syllable, offset) => tokens[at + offset]?.folded === syllable),
    );
    if (first < 0) continue;
    const last = first + folded.length - 1;
    next = last + 1;
    const isPlace = !question.accented && folded.length >= 2 && isPlaceName(folded.join(' '));
    if (kind === 'name' || isPlace) runs.push({ first, last });
  }
  return runs;
}

/** Persons after a word of address, each with it: "bà Tuyến". In the middle of a question a capital makes that word a name ("Bà Rịa"). */
function addressed(question: Question, words: SpelledWords): Slot[] {
  const isCapital = ({ start, end }: Token) => CAPITAL.test(question.normalized.slice(start, end));
  return words.find(HONORIFIC).flatMap(({ first, last }): Slot[] => {
    const [address, ...after] = words.tokens.slice(last, last + 1 + MAX_NAME_SYLLABLES);
    if (address === undefined || (first > 0 && isCapital(address))) return [];
    const other = after.findIndex((token) => token.afterBreak || !isCapital(token));
    const length = other < 0 ? after.length : other;
    return length === 0 ? [] : [{ kind: 'person', ...words.spanOf(first, last + length) }];
  });
}

/** A name with the words that belong to it ("thành phố", "ông"), and what it names. */
function named(question: Question, words: SpelledWords, first: number, last: number): Slot {
  const before = (pattern: RegExp) => words.find(pattern).find((run) => run.last === first - 1)?.first;
  const after = (pattern: RegExp) => words.find(pattern).find((run) => run.first === last + 1)?.last;
  const span = words.spanOf(first, last);
  const honorific = before(HONORIFIC);
  if (honorific !== undefined) return { kind: 'person', ...words.spanOf(honorific, last) };
  const placeKind = before(PLACE_KIND);
  if (
    isPlaceName(question.normalized.slice(span.start, span.end)) ||
    placeKind !== undefined ||
    before(AT) !== undefined
  ) {
    return { kind: 'place', ...words.spanOf(placeKind ?? first, after(AFTER_PLACE) ?? last) };
  }
  const isPerson = last > first && isFamilyName(words.tokens[first], question.accented);
  return { kind: isPerson ? 'person' : 'name', ...span };
}
