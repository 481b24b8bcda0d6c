import { inBothSpellings, SpelledWords, withReplaced, type Spellings } from './follow-up-words.js';
import type { Question } from './question.js';

/** A question without what only ties it to the one before. */
interface Unmarked {
  /** The question without "còn … thì sao?", "what about", "ông ấy". */
  readonly core: string;
  /** True when it was put as going on: "còn … thì sao?", "what about". */
  readonly goesOn: boolean;
  /** True when a word of it points back: "ông ấy", "ở đó". */
  readonly pointsBack: boolean;
  /** True when it says nothing but "kể thêm đi". */
  readonly asksForMore: boolean;
}

const OPENING = inBothSpellings(
  'thế thì còn|vậy thì còn|thế còn|vậy còn|và còn|rồi còn|còn|thế thì|vậy thì|thế|vậy|rồi|và|' +
    '(?:and |but |so )?(?:what|how) about|and|but|then',
);
const CLOSING = inBothSpellings(
  'thì như thế nào|thì thế nào|thì ra sao|thì sao|thì|nữa|nhỉ|ạ|à|hả|then|too|as well',
);
/** Asks for nothing but to go on. */
const MORE = inBothSpellings(
  '(?:(?:kể|nói|giải thích|cho biết) )?(?:thêm|rõ|chi tiết|cụ thể)(?: (?:thêm|hơn|đi|nữa))*|(?:tell me )?more(?: details)?',
);
/** Without diacritics some are everyday words ("do", "no", "ho"), so fewer are looked for. */
const POINTING = inBothSpellings(
  '(?:ông|bà|anh|chị|cô|người|vị|đồng chí|ở|tại|nơi|việc|điều|chuyện|lúc|khi|hôm|ngày|năm|dịp) (?:ấy|đó|đấy)|' +
    '(?:người|vị|đồng chí|nơi|việc|điều|chuyện|dịp) này|nó|họ|đó là|' +
    'he|she|they|him|her|his|hers|(?:that|this) (?:day|year|place|person|one)',
  '(?:ong|ba|anh|chi|co) ay|(?:nguoi|vi|dong chi) (?:ay|nay|do)|(?:o|tai|noi|viec|dieu|chuyen|luc|khi|hom) (?:do|ay)|' +
    '(?:viec|dieu|chuyen|noi) nay|' +
    'he|she|they|him|her|his|hers|(?:that|this) (?:day|year|place|person|one)',
);
/** After a noun, which stays: "buổi lễ đó". */
const POINTING_AFTER_NOUN = inBothSpellings('ấy|đó|đấy|này', 'ay');

/** Takes from a question what only ties it to the one before. */
export function withoutMarks(question: Question): Unmarked {
  const text = question.normalized;
  const words = new SpelledWords(text, question.accented);
  const find = (spellings: Spellings) =>
    words.find(question.accented ? spellings.accented : spellings.folded);
  const count = words.tokens.length;
  const opening = find(OPENING).find(({ first }) => first === 0);
  const begin = (opening?.last ?? -1) + 1;
  const closing = find(CLOSING).find(({ first, last }) => last === count - 1 && first > begin);
  const end = closing?.first ?? count;

  const pointing = find(POINTING);
  const demonstratives = find(POINTING_AFTER_NOUN).filter(
    ({ first }) => first > begin && !pointing.some((run) => run.first <= first && first <= run.last),
  );
  const dropped = [...pointing, ...demonstratives].filter(({ first, last }) => begin <= first && last < end);
  const core = [
    { start: 0, end: words.tokens[begin]?.start ?? text.length },
    ...dropped.map(({ first, last }) => words.spanOf(first, last)),
    { start: words.tokens[end - 1]?.end ?? 0, end: text.length },
  ];
  return {
    core:
      begin < end
        ? withReplaced(
            text,
            core.map((span) => ({ ...span, by: '' })),
          )
        : '',
    goesOn: opening !== undefined || closing !== undefined,
    pointsBack: dropped.length > 0,
    asksForMore: find(MORE).some(({ first, last }) => first === 0 && last === count - 1),
  };
}
