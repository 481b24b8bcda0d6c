import type { Lexicon } from './lexicon.js';
import { standardForms } from './abbreviations.js';
import { canonical, foldDiacritics, type Token } from './vietnamese.js';

/** What sort of thing a question wants to know. */
export type QuestionKind = 'who' | 'when' | 'where' | 'how-many' | 'money' | 'percentage' | 'phone' | 'other';

type ByKind = Readonly<Partial<Record<QuestionKind, string>>>;

/** Vietnamese phrases that ask, by kind; the words of each only ask and need not stand in an answer. */
const VIETNAMESE: ByKind = {
  who: 'ai|những ai|là ai|người nào|vị nào|ông nào|bà nào|đồng chí nào|của ai|do ai',
  when:
    'khi nào|bao giờ|lúc nào|hồi nào|ngày nào|năm nào|tháng nào|ngày mấy|năm mấy|tháng mấy|mấy giờ|thời gian nào|' +
    'thời điểm nào|ngày bao nhiêu|hôm nào|những năm nào|từ bao giờ|từ khi nào|diễn ra khi nào|diễn ra ngày nào|' +
    'diễn ra vào ngày nào|tổ chức khi nào|được tổ chức khi nào',
  where:
    'ở đâu|tại đâu|nơi nào|chỗ nào|đâu|từ đâu|ở chỗ nào|địa điểm nào|những đâu|ở những đâu|những nơi nào|' +
    'ở những nơi nào|những chỗ nào|diễn ra ở đâu|tổ chức ở đâu|được tổ chức ở đâu',
  'how-many': 'bao nhiêu|mấy|bao lâu|thứ mấy|lần thứ mấy|được mấy|nhiêu',
  other:
    'gì|cái gì|là gì|những gì|điều gì|việc gì|nào|như thế nào|thế nào|ra sao|làm sao|sao|tại sao|vì sao|có phải|' +
    'phải không|không|chưa|hả|vậy|thế|nhỉ|ạ|à|nhé|hãy|cho biết|cho hỏi|xin hỏi|cho mình hỏi|bot ơi|ơi|xin chào|' +
    'chào bạn|chào bot|mới nhất|gần đây nhất|mới đây nhất|lần gần nhất|cũ nhất|xưa nhất|sự kiện gì|sự kiện nào|' +
    'sự kiện năm|sự kiện tháng|sự kiện ngày|chuyện gì|bài về|bài báo về|bài viết về|tin về|bài mới nhất về|' +
    'bài báo mới nhất về|bài viết mới nhất về|tin mới nhất về|bài cũ nhất về|bài báo cũ nhất về|bài viết cũ nhất về|' +
    'bài nào|bài báo nào|bài viết nào|những bài nào|nói về|viết về|nhắc đến|nhắc tới|đề cập đến|đưa tin về|' +
    'các nơi|ở các nơi|mỗi nơi|ở mỗi nơi|từng nơi|ở từng nơi|liệt kê|kể tên|kể ra',
};

const ENGLISH: ByKind = {
  who: 'who|whom|whose|which person|which official|which leader',
  when: 'when|what date|what day|which day|what year|which year|which years|what time|what month|how long ago',
  where:
    'where|what place|which place|what city|which city|which province|which places|which cities|which provinces',
  'how-many': 'how many|how much|how long|how old|how often|what number',
  other:
    'what|which|why|how|please|tell me|did|do|does|is|are|was|were|be|been|has|have|had|can|could|would|' +
    'the|a|an|of|in|on|at|to|for|from|by|with|and|or|as|that|this|it|its|their|his|her|they|he|she|there|' +
    'latest|newest|most recent|oldest|list|which article|which articles|article about|articles about|news about|news on|' +
    'what happened|happened in|happened on|what events|which events|events in|took place in|took place on|' +
    'which articles mention|which article mentions|which articles talk about|which article talks about',
};

/**
 * Words that say what a question for an amount is about; unlike those above, an answer should hold them too. Accents tell
 * "giá" (price) from "tham gia", so there is a list for those who type them and a more careful one for those who don't.
 */
const ASKED_FOR = {
  accented: compileAskedFor({
    phone: 'số điện thoại|sđt|hotline|đường dây nóng',
    money:
      '(?:bao nhiêu|mấy) (?:tiền|triệu|tỷ|đồng(?! chí))|' +
      '(?:(?<!đánh )giá|lương|tiền lương|kinh phí|chi phí|học phí|ngân sách) .*(?:bao nhiêu|mấy)',
    percentage: '(?:tỷ lệ .*bao nhiêu|(?:bao nhiêu|mấy) phần trăm)',
  }),
  folded: compileAskedFor({
    phone: 'so dien thoai|sdt|hotline|duong day nong|phone number|telephone',
    money:
      'bao nhieu (?:tien|trieu|ti|dong(?! chi))|' +
      '(?:gia ve|tien luong|kinh phi|chi phi|hoc phi|ngan sach) .*(?:bao nhieu|may)|' +
      'how much (?:money|did|does|do)|what .*(?:budget|cost|price|salary|fee)',
    percentage: 'ti le .*bao nhieu|(?:bao nhieu|may) phan tram|what (?:percentage|share|proportion)',
  }),
};

/** English words that are no Vietnamese syllable and stand in most English questions. */
const ENGLISH_SIGNS = new Set(
  'what who whom whose when where which why how is are was were did does of with and from'.split(' '),
);

/** A Vietnamese syllable without diacritics: onset, vowels, final. */
const SYLLABLE =
  /^(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|ieu|yeu|oai|oay|oao|oeo|uay|uai|uoi|uou|uya|uye|uyu|uau)(?:c|ch|m|n|ng|nh|p|t)?$/u;

/** Whether a word without diacritics may be a Vietnamese syllable by its letters. */
export function isSyllable(folded: string): boolean {
  return SYLLABLE.test(folded);
}

const VIETNAMESE_PHRASES = compile(VIETNAMESE);
const ENGLISH_PHRASES = compile(ENGLISH);
const LONGEST_PHRASE = 5;

/** True for a question in English: judged by its words, as an unaccented Vietnamese one has the same letters. */
export function isEnglish(tokens: readonly Token[], lexicon: Lexicon): boolean {
  const words = tokens.filter((token) => /^\p{L}+$/u.test(token.folded));
  if (words.length === 0 || words.some((token) => token.accented !== token.folded)) {
    const signs = words.filter((token) => ENGLISH_SIGNS.has(token.accented));
    return signs.length >= 2 || (signs.length === 1 && signs[0] === words[0]);
  }
  // "covid la gi": one foreign word among few does not make a question English that asks in Vietnamese.
  const asksInVietnamese = words.some((_, at) => isAskingPair(words, at, 'vi', false));
  if (asksInVietnamese && !words.some(({ folded }) => ENGLISH_SIGNS.has(folded))) return false;
  const foreign = words.filter(
    ({ folded }) =>
      ENGLISH_SIGNS.has(folded) || (!isSyllable(folded) && standardForms(folded, lexicon).length === 0),
  );
  return foreign.length / words.length >= 0.3;
}

/** By token, the kind of the longest phrase that only asks which covers it; null for a word that says something. */
export function askingPhrases(
  tokens: readonly Token[],
  language: 'vi' | 'en',
  accented: boolean,
): readonly (QuestionKind | null)[] {
  const phrases = language === 'en' ? ENGLISH_PHRASES : VIETNAMESE_PHRASES;
  const table = accented ? phrases.accented : phrases.folded;
  const words = tokens.map((token) => (accented ? token.accented : token.folded));
  const kinds = words.map((): QuestionKind | null => null);
  // The longest and then the first counts, so that it is written last.
  for (let length = 1; length <= LONGEST_PHRASE; length++) {
    for (let start = words.length - length; start >= 0; start--) {
      const kind = table.get(words.slice(start, start + length).join(' '));
      if (kind !== undefined) kinds.fill(kind, start, start + length);
    }
  }
  return kinds;
}

/** True when the tokens at `at` and after are, the two together, a phrase that only asks ("là gì"). */
export function isAskingPair(
  tokens: readonly Token[],
  at: number,
  language: 'vi' | 'en',
  accented: boolean,
): boolean {
  const phrases = language === 'en' ? ENGLISH_PHRASES : VIETNAMESE_PHRASES;
  const pair = tokens.slice(at, at + 2);
  return pair.length === 2 && (accented ? phrases.accented : phrases.folded).has(spelled(pair, accented));
}

/** What a question wants to know: an amount that it names, else the kind of the first phrase that has one. */
export function questionKind(
  tokens: readonly Token[],
  language: 'vi' | 'en',
  accented: boolean,
): QuestionKind {
  const words = spelled(tokens, accented);
  const askedFor = (accented ? ASKED_FOR.accented : ASKED_FOR.folded).find(([, pattern]) =>
    pattern.test(words),
  );
  if (askedFor !== undefined) return askedFor[0];
  const asks = askingPhrases(tokens, language, accented);
  return asks.find((kind) => kind !== null && kind !== 'other') ?? 'other';
}

function spelled(tokens: readonly Token[], accented: boolean): string {
  return tokens.map((token) => (accented ? token.accented : token.folded)).join(' ');
}

function compile(lists: ByKind) {
  const accented = new Map<string, QuestionKind>();
  const folded = new Map<string, QuestionKind>();
  for (const [kind, phrases] of entriesOf(lists)) {
    for (const phrase of phrases.split('|')) {
      accented.set(phrase.split(' ').map(canonical).join(' '), kind);
      folded.set(foldDiacritics(phrase), kind);
    }
  }
  return { accented, folded };
}

function entriesOf(lists: ByKind) {
  return Object.entries(lists) as [QuestionKind, string][];
}

/** Patterns over words in the spelling of {@link Token}, each between blanks. */
function compileAskedFor(lists: ByKind) {
  return entriesOf(lists).map(([kind, pattern]) => {
    const spelled = pattern.replace(/\p{L}\p{M}*(?:\p{L}|\p{M})*/gu, (word) => canonical(word));
    return [kind, new RegExp(`(?:^| )(?:${spelled})(?= |$)`, 'u')] as const;
  });
}
