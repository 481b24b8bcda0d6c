import type { Article, Span } from '../corpus/article.js';
import { MAX_EXCERPT_LENGTH } from '../corpus/chunk/passages.js';

/**
 * Words that stand for what the sentence before names, at a sentence's beginning: "Ông cho biết …". Before a name they don't: "Ông
 * Nguyễn Văn A …".
 */
const PRONOUN =
  /^["“‘(–-]?\s*(?:ông(?: ấy| ta| này)?|bà(?: ấy| ta| này)?|anh(?: ấy| ta| này)?|chị(?: ấy| ta| này)?|cô(?: ấy| ta| này)?|cậu(?: ấy| ta)?|em(?: ấy)?|họ|nó|chúng|người này|những người này|đồng chí(?: ấy| này)?|đơn vị này|cơ quan này|công ty này|nơi này|nơi đây|việc này|điều này|điều đó|số này|con số này|đây|đó|theo đó|tại đây|he|she|it|they|this|these|those|that)(?!\p{L})/iu;

/**
 * The whole sentences that hold an answer. Where they begin with a pronoun, the sentence before them in their paragraph goes along:
 * it says who or what is meant, if an excerpt has room for both.
 *
 * @param sentences - the article's sentences, in order
 */
export function statementSpan({ text }: Article, sentences: readonly Span[], answer: Span): Span {
  const holding = sentences.filter(({ start, end }) => start < answer.end && answer.start < end);
  const [first, last] = [holding[0], holding.at(-1)];
  if (first === undefined || last === undefined) return answer;
  const before = sentences[sentences.indexOf(first) - 1];
  const isMeantBefore =
    before !== undefined &&
    beginsWithPronoun(text.slice(first.start, first.end)) &&
    last.end - before.start <= MAX_EXCERPT_LENGTH &&
    !text.slice(before.end, first.start).includes('\n');
  return { start: isMeantBefore ? before.start : first.start, end: last.end };
}

function beginsWithPronoun(sentence: string): boolean {
  const pronoun = PRONOUN.exec(sentence)?.[0];
  return pronoun !== undefined && !/^ \p{Lu}/u.test(sentence.slice(pronoun.length));
}
