import { inBothSpellings, SpelledWords } from './follow-up-words.js';
import type { Question } from './question.js';

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
  const isAccented = accented && language === 'vi';
  return (
    new SpelledWords(normalized, isAccented).find(isAccented ? SEVERAL.accented : SEVERAL.folded).length > 0
  );
}
