import { inBothSpellings, SpelledWords, withReplaced } from './phrase-patterns.js';
import type { Question, QuestionTerm } from './question.js';
import { datesIn, type NamedDate } from '../../language/dates.js';
import type { TokenSpan } from '../../language/vietnamese.js';

/** Up to three words, as between "những" and "nào". */
const UP_TO_THREE = '(?: [^ ]+){0,3}';
/** An English noun in the plural, told from the small words that end in s. */
const PLURAL = '(?!(?:was|is|has|does|this|its|us)(?: |$))[^ ]+[^su ]s';

const SEVERAL = inBothSpellings(
  [
    `(?:những|các)${UP_TO_THREE} nào|những${UP_TO_THREE} gì|những (?:ai|đâu)`,
    '(?:bài|bài báo|bài viết) nào|(?:các|mỗi|từng) nơi|(?:mỗi|từng) (?:bài|tỉnh|thành phố|địa phương)',
    '^(?:ở|tại) đâu|^(?:nơi|chỗ) nào|liệt kê|kể tên|kể ra',
    `which (?:[^ ]+ ){0,2}${PLURAL}|what (?:years|dates|places|cities|provinces|articles)|which people`,
    '(?:who|what|when|where) (?:are|were)|list|name (?:all|the)',
  ].join('|'),
);

/**
 * True when a question asks for all there is of something, so that each article may have a part of the answer: "những năm
 * nào", "những ai", "bài nào", "ở đâu có", "which years".
 */
export function isListQuestion({
  normalized,
  language,
  accented,
}: Pick<Question, 'normalized' | 'language' | 'accented'>): boolean {
  return new SpelledWords(normalized, accented && language === 'vi').findSpelled(SEVERAL).length > 0;
}

/** Asks for an extreme, a total or a difference. */
const ASKS_TO_WORK_OUT = inBothSpellings(
  [
    `(?:nhiều|ít|cao|thấp|lớn|nhỏ|bé|dài|ngắn|đông|nặng|nhẹ|đắt|rẻ|nhanh|giàu|nghèo|già|trẻ)${UP_TO_THREE} nhất`,
    `tổng cộng|tổng số|(?:tổng|tất cả|cả thảy)${UP_TO_THREE} (?:bao nhiêu|mấy)|(?:bao nhiêu|mấy)${UP_TO_THREE} (?:tất cả|cả thảy)`,
    `(?:hơn|kém|chênh lệch|chênh nhau)${UP_TO_THREE} (?:bao nhiêu|mấy)|chênh lệch`,
    'most(?! recent)|least|fewest|(?:high|low|larg|small|bigg|long|short|old|young|rich|poor|great|fast|heavi|cheap)est',
    'total|altogether|in all|how (?:many|much) (?:more|less|fewer)',
  ].join('|'),
);
/** What states one. */
const WORKED_OUT = inBothSpellings(
  [
    'nhất|đứng đầu|dẫn đầu|hàng đầu|kỷ lục|tối đa|tối thiểu|chủ yếu|phần lớn|đa số|hơn|kém|vượt|chênh|tổng|tất cả|cả|toàn|cộng',
    'most|least|[^ ]+est|top|record|total|altogether|in all|more|less|fewer',
  ].join('|'),
);

/**
 * Whether a question asks for what has to be worked out of several facts, as far as a text does not state it itself: an extreme, a total or a
 * difference ("xã nào có nhiều hộ nhất" of "Hòn Mây có 120 hộ.").
 *
 * @param text - what is to answer
 */
export function isToWorkOut(
  { normalized, accented }: Pick<Question, 'normalized' | 'accented'>,
  text: string,
): boolean {
  if (new SpelledWords(normalized, accented).findSpelled(ASKS_TO_WORK_OUT).length === 0) return false;
  return new SpelledWords(text, true).findSpelled(WORKED_OUT).length === 0;
}

const ARTICLES = 'bài(?: báo| viết)?|tin(?: tức| bài)?';
/** What may stand before the articles that somebody looks for, and between them and their topic. */
const LOOKS_FOR =
  '(?:có|còn|những|các|mấy|tìm|cho|giúp|mình|tôi|em|xin|hỏi|xem|đọc|thêm|bạn|bot|ad|ơi|liệt kê|kể tên|hãy|muốn)';
const ON = '(?:(?:nói|viết|kể|nhắc|đề cập|bàn|đưa tin|liên quan) (?:về|đến|tới)|về|nhắc|đề cập)';
const ENGLISH_LOOKS_FOR =
  '(?:is|are|there|any|which|what|some|all|the|show|me|list|find|give|do|does|you|have|got|please|can|i|see|read|latest|newest|recent)';
const ENGLISH_ON =
  '(?:(?:talk|talks|talking|tell|tells|write|writes|written|is|are) )?(?:about|on|regarding|concerning|related to)|(?:mention|discuss|cover)(?:s|es|ing)?';
const LOOKS_FOR_ARTICLES = inBothSpellings(
  [
    `^(?:${LOOKS_FOR} )*(?:${ARTICLES})(?: (?:nào|gì|(?:mới|gần đây|cũ) nhất))?(?: (?:có|mà|đã))* ${ON}`,
    `^(?:${ENGLISH_LOOKS_FOR} )*(?:articles?|news|stories|story)(?: (?:that|which|do you have))* (?:${ENGLISH_ON})`,
  ].join('|'),
);
/** Looks for what is new, whatever it is about: the whole of the question. */
const LOOKS_FOR_NEWS = inBothSpellings(
  [
    `^(?:${LOOKS_FOR} )*(?:(?:${ARTICLES})(?: (?:nào|gì))?|gì)(?: (?:mới|hot|mới nhất|gần đây nhất|gần đây))+(?: (?:nào|gì|là gì|không|ko|k|vậy|thế|nhỉ|ạ|đó|rồi))*$`,
    `^(?:${ENGLISH_LOOKS_FOR} )*(?:what s new|what is new|new articles?|news|(?:latest|newest) (?:articles?|news|stories|story))$`,
  ].join('|'),
);
/** Asks for more than articles; without diacritics only what is no other word as well. */
const ASKS_MORE = inBothSpellings(
  'ai|gì|nào|đâu|mấy|bao nhiêu|bao giờ|vì sao|tại sao|who|whom|what|when|where|why|how|which',
  'gi|nao|bao nhieu|bao gio|vi sao|tai sao|who|whom|what|when|where|why|how|which',
);

/**
 * The terms of the topic on which a question looks for articles, whatever they say about it: "có bài nào nói về hội bến không?", "any news on
 * the horn band?". None for one that asks what is new ("có tin gì mới không?"); null for a question that asks for anything else.
 */
export function topicTerms(question: Question): readonly QuestionTerm[] | null {
  const { normalized, accented, language, terms } = question;
  const words = new SpelledWords(normalized, accented && language === 'vi');
  if (words.findSpelled(LOOKS_FOR_NEWS).length > 0) return [];
  const [lead] = words.findSpelled(LOOKS_FOR_ARTICLES);
  if (lead === undefined) return null;
  if (words.findSpelled(ASKS_MORE).some(({ first }) => first > lead.last)) return null;
  const topic = piecesOf(question, words).flatMap(({ first }, at) =>
    first > lead.last ? (terms[at] ?? []) : [],
  );
  return topic.length > 0 ? topic : null;
}

/** What a question says of the time that it asks about. */
export interface AskedTime {
  /** The dates that it names. Relative ones ("hôm qua") need a clock and are none, nor are terms ("nhiệm kỳ 2020-2025"). */
  readonly dates: readonly NamedDate[];
  /** Whether it asks for the newest or the oldest of what the articles tell. */
  readonly order: 'newest' | 'oldest' | null;
}

const NEWEST = inBothSpellings('(?:mới|gần đây|mới đây) nhất|lần gần nhất|latest|newest|most recent(?:ly)?');
/** Not "đầu tiên": the first conference is as often a name as an order. */
const OLDEST = inBothSpellings('(?:cũ|xưa) nhất|oldest');

/** Reads the dates and the order in time that a question names. */
export function askedTime({ normalized, accented }: Pick<Question, 'normalized' | 'accented'>): AskedTime {
  const words = new SpelledWords(normalized, accented);
  const asksFor = (order: typeof NEWEST) => words.findSpelled(order).length > 0;
  return {
    dates: datesIn(normalized.normalize('NFC'))
      .filter(({ endsSpan }) => !endsSpan)
      .map(({ year, month, day }) => ({ year, month, day })),
    order: asksFor(NEWEST) ? 'newest' : asksFor(OLDEST) ? 'oldest' : null,
  };
}

/**
 * A question's text without its words for the newest or oldest, which no passage says of itself: "trận gần đây nhất ai thắng" is read as "trận
 * ai thắng".
 *
 * @param text - {@link Question.asTyped} or {@link Question.normalized}
 */
export function withoutOrder(text: string, { accented }: Pick<Question, 'accented'>): string {
  const words = new SpelledWords(text, accented);
  const places = [NEWEST, OLDEST].flatMap((order) => words.findSpelled(order));
  return withReplaced(
    text,
    places.map(({ first, last }) => words.spanOf(first, last)),
  );
}

/** A term of a question. */
interface Piece extends TokenSpan {
  /** True for a name or number: an answer about another one would be wrong. */
  readonly isEntityOrNumber: boolean;
}

const LIKE = '(?:(?:giống|khác)(?: nhau)?(?: và| hay| hoặc)? )?(?:giống|khác)(?: nhau| biệt)';
/** What the question's end may add: "khác nhau ở điểm nào". */
const HOW = '(?: (?:ở )?(?:như thế nào|thế nào|ra sao|những gì|gì|(?:những )?(?:chỗ|điểm) (?:nào|gì)))?';
const COMPARES = inBothSpellings(
  [
    `(?:hãy )?so sánh|(?:có )?(?:những )?(?:điểm |nét |sự )?${LIKE}${HOW}(?: giữa)?|(?:điểm|sự) khác(?: giữa)?`,
    '(?:please )?compare|(?:a |the )?comparison (?:of|between)|compared',
    '(?:what (?:is|are) )?(?:the )?(?:differences?|similarities)(?: and (?:differences|similarities))? between',
    '(?:how )?(?:do|does|did|are|is)(?= .*(?:differ|different))|(?:differ|different)(?: from each other)?',
  ].join('|'),
);
/** Words that a side's name may follow, folded. */
const LINKS = new Set('o tai cua in at of from'.split(' '));
/** Words of a name that is told by these alone. */
const MAX_UNKNOWN_NAME = 4;
/** Sides that are searched for at most: each is a question of its own. */
const MAX_SIDES = 5;
/** What stands between two sides and says by itself that they are compared. */
const OPPOSES = inBothSpellings('khác gì(?: so)?(?: với)?|khác với|so với|versus|vs');
/** What may stand between two sides, the likeliest first. */
const JOINTS = [OPPOSES, inBothSpellings('với|with|to|from'), inBothSpellings('và|and')];

/**
 * The sides of a comparison, each as a question of its own: "So sánh số huy chương của Hòn Mây và Bến Lở" asks for "số huy
 * chương của Hòn Mây" and for "số huy chương của Bến Lở". Empty for a question that compares nothing, or not two things that it names.
 */
export function decomposeComparison(question: Question): readonly string[] {
  const { normalized, accented, language } = question;
  const words = new SpelledWords(normalized, accented);
  const marks = words.findSpelled(COMPARES);
  if (marks.length === 0 && words.findSpelled(OPPOSES).length === 0) return [];
  const isMark = (at: number) => marks.some(({ first, last }) => first <= at && at <= last);
  const pieces = piecesOf(question, words);

  const joints = JOINTS.map((spellings) =>
    words.findSpelled(spellings).filter(({ first }) => !isMark(first)),
  );
  const isBetweenEntities = ({ first, last }: TokenSpan) =>
    pieces.some((piece) => piece.isEntityOrNumber && piece.last === first - 1) &&
    pieces.some((piece) => piece.isEntityOrNumber && piece.first === last + 1);
  const joint = joints.flat().find(isBetweenEntities) ?? joints.find((runs) => runs.length > 0)?.at(-1);
  if (joint === undefined || (marks.length === 0 && !isBetweenEntities(joint))) return [];

  const kept = words.tokens.map((_, at) => at).filter((at) => !isMark(at));
  const left = kept.filter((at) => at < joint.first);
  const right = kept.filter((at) => at > joint.last);
  // "so sánh với ai": what only asks is no side.
  const says = (side: readonly number[]) => pieces.some(({ first }) => side.includes(first));
  if (!says(left) || !says(right)) return [];
  // A name alone would no longer be a question in English.
  const asks = language === 'en' ? 'What is ' : '';
  return apart(left, right, words, pieces).map((side) => `${asks}${textOf(side, normalized, words)}`);
}

/** Each side with what the other leaves to it: the words before the first, or after the last. */
function apart(
  left: readonly number[],
  right: readonly number[],
  { tokens }: SpelledWords,
  pieces: readonly Piece[],
): (readonly number[])[] {
  const [begins = 0, ends = 0] = [right[0], left.at(-1)];
  // "công tác ở Hòn Mây và ở Bến Lở": the right side begins where the left has the same word.
  const same = left.findLastIndex((at) => tokens[at]?.folded === tokens[begins]?.folded);
  if (same >= 0) return [left, [...left.slice(0, same), ...right]];
  const last = pieces.find((piece) => piece.last === ends);
  const first = pieces.find((piece) => piece.first === begins);
  if (last === undefined || first === undefined || !areAlike(last, first)) {
    // "số đô vật ở làng Lở với làng Nứa": what nobody knows for a name stands in the place of what follows "ở".
    const link = left.findLastIndex((at) => LINKS.has(tokens[at]?.folded ?? ''));
    const isShort = [left.length - 1 - link, right.length].every((length) => length <= MAX_UNKNOWN_NAME);
    return [
      left,
      link >= 0 && isShort && !last?.isEntityOrNumber ? [...left.slice(0, link + 1), ...right] : right,
    ];
  }
  const named = [...listedBefore(last, tokens, pieces), last, first];
  if (named.length > MAX_SIDES) return [];
  const before = left.filter((at) => at < (named[0]?.first ?? 0));
  const after = right.filter((at) => at > first.last);
  return named.map((piece) => [...before, ...indexesOf(piece), ...after]);
}

/** Names on both sides; without diacritics not every name is told ("dien bien"), but one that is has its like beside it. */
function areAlike(a: Piece, b: Piece): boolean {
  return (
    (a.isEntityOrNumber && b.isEntityOrNumber) ||
    ((a.isEntityOrNumber || b.isEntityOrNumber) && a.last - a.first === b.last - b.first)
  );
}

/** The names before one in a list: "Hòn Mây, Bến Lở và …". */
function listedBefore(piece: Piece, tokens: SpelledWords['tokens'], pieces: readonly Piece[]): Piece[] {
  const before = pieces.find(({ last, isEntityOrNumber }) => isEntityOrNumber && last === piece.first - 1);
  if (before === undefined || tokens[piece.first]?.afterBreak !== true) return [];
  return [...listedBefore(before, tokens, pieces), before];
}

/** The question's terms by where they stand: they hold its content words one after the other. */
function piecesOf({ tokens, terms }: Question, words: SpelledWords): Piece[] {
  let next = 0;
  return terms.map(({ folded, kind }) => {
    const first = words.tokens.findIndex(({ start }) => start === tokens[next]?.start);
    next += folded.length;
    return { first, last: first + folded.length - 1, isEntityOrNumber: kind !== 'word' };
  });
}

function indexesOf({ first, last }: TokenSpan): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Some of a question's words, with what stands between those that follow each other. */
function textOf(indexes: readonly number[], text: string, { tokens }: SpelledWords): string {
  return indexes
    .map((at, order) => {
      const { start = 0, end = 0 } = tokens[at] ?? {};
      const isNext = order > 0 && indexes[order - 1] === at - 1;
      return (
        (order === 0 ? '' : isNext ? text.slice(tokens[at - 1]?.end, start) : ' ') + text.slice(start, end)
      );
    })
    .join('');
}
