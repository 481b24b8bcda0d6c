import { describe, expect, test } from 'vitest';
import { fakeArticle, cutParagraphs } from '../../test/support/fake-corpus.js';
import type { Article } from '../corpus/article.js';
import { ArticleTexts } from './article-texts.js';
import {
  joinedSpans,
  selectCitations,
  sideBySide,
  type Scope,
  type WeighedSpan,
  cite,
  statementSpan,
  holdsWords,
  sameWords,
} from './cite.js';
import { splitSentences } from '../corpus/sentences.js';

const dated = (name: string, publishedAt: string | null): Article => ({
  ...fakeArticle(name, '', ['Có.']),
  publishedAt,
});
const OLD = dated('cu.md', '2020-01-01');
const NEW = dated('moi.md', '2024-01-01');
const UNDATED = dated('khong-ngay.md', null);

function span(article: Article, score: number, start = 0): WeighedSpan {
  const passage = { articleId: article.id, ordinal: 0, start: 0, end: 3, text: 'Có.', sentences: [] };
  const found = { passage, article, score, lexical: 1, similarity: 1 };
  return { article, passage, answer: { start, end: start + 2 }, margin: 1, tells: 1, found, score };
}

const ONE: Scope = { several: false, order: null };
const SEVERAL: Scope = { several: true, order: null };

const selected = (spans: readonly WeighedSpan[], scope: Scope) =>
  selectCitations(spans, scope).map(({ span: { article, answer }, isStated }) => {
    return `${article.path} ${answer.start}${isStated ? '!' : ''}`;
  });

test('what an answer has to be worked out of is joined, as far as it is about as likely and of the same passage', () => {
  const best = span(OLD, 0.9, 20);
  const ofPassage = (margin: number, start: number) => ({
    ...best,
    margin,
    answer: { start, end: start + 2 },
  });
  const [alike, unlike, elsewhere] = [ofPassage(-1, 40), ofPassage(-9, 60), span(NEW, 0.9)];
  expect(joinedSpans([best, alike, unlike, elsewhere])).toEqual([
    { ...best, answer: { start: 20, end: 42 } },
    unlike,
    elsewhere,
  ]);
  expect(joinedSpans([best])).toEqual([best]);
  expect(joinedSpans([])).toEqual([]);
});

describe('what is cited', () => {
  const spans = [span(OLD, 0.9), span(OLD, 0.8, 5), span(NEW, 0.7), span(UNDATED, 0.6)];

  test('for one thing is the best, which alone is stated, and what else answers', () => {
    expect(selected(spans, ONE)).toEqual(['cu.md 0!', 'cu.md 5', 'moi.md 0', 'khong-ngay.md 0']);
  });

  test('for several is the best of each article, and then what else they tell', () => {
    expect(selected(spans, SEVERAL)).toEqual(['cu.md 0!', 'moi.md 0!', 'khong-ngay.md 0!', 'cu.md 5!']);
  });

  test('for the newest and the oldest is that of the articles that are about as sure', () => {
    expect(selected(spans, { several: false, order: 'newest' })[0]).toBe('moi.md 0!');
    expect(selected(spans, { several: false, order: 'oldest' })[0]).toBe('cu.md 0!');
    expect(selected([span(OLD, 0.9), span(NEW, 0.3)], { several: false, order: 'newest' })[0]).toBe(
      'cu.md 0!',
    );
  });

  test('of a comparison is the best of each side', () => {
    const sides = [[span(OLD, 0.9), span(OLD, 0.8, 5)], [span(NEW, 0.7)]];
    expect(sideBySide(sides).map(({ span: { article }, isStated }) => [article.path, isStated])).toEqual([
      ['cu.md', true],
      ['moi.md', true],
    ]);
  });

  test('is nothing where nothing answers', () => {
    expect(selected([], ONE)).toEqual([]);
    expect(sideBySide([[], []])).toEqual([]);
  });
});

test('the words that answer are shown whole, in their statement and in their excerpt', () => {
  const article = fakeArticle('cau.md', 'Cầu', ['Cầu mở năm 2031. Người thiết kế là kỹ sư Vũ Đình Khoát.']);
  const [passage] = cutParagraphs(article);
  if (passage === undefined) throw new Error('no passage');
  const start = article.text.indexOf('sư Vũ');
  const answer = { start, end: start + 'sư Vũ Đình'.length };
  const found = { passage, article, score: 1, lexical: 1, similarity: 1 };
  const { statements, citations } = cite(
    [{ span: { article, passage, answer, margin: 1, tells: 1, found, score: 1 }, isStated: true }],
    3,
    new ArticleTexts(),
  );
  const [said, cited] = [statements[0], citations[0]];
  expect(said?.text.slice(said.answer.start, said.answer.end)).toBe('kỹ sư Vũ Đình Khoát');
  expect(cited?.excerpt.slice(cited.answer?.start, cited.answer?.end)).toBe('kỹ sư Vũ Đình Khoát');
});

/** The statement that holds some words of a text. */
function stated(words: string, ...paragraphs: readonly string[]): string {
  const article = fakeArticle('bai.md', '', paragraphs);
  const start = article.text.indexOf(words);
  const { start: from, end: to } = statementSpan(article, splitSentences(article.text), {
    start,
    end: start + words.length,
  });
  return article.text.slice(from, to);
}

describe('a statement', () => {
  const LAN = 'Bà Nguyễn Thị Lan là giám đốc bến phà.';

  test('is the whole sentence that holds the answer', () => {
    expect(stated('41 năm', `${LAN} Bến phà có từ 41 năm trước. Phà chạy mỗi giờ.`)).toBe(
      'Bến phà có từ 41 năm trước.',
    );
  });

  test('is all the sentences that hold it', () => {
    expect(stated('mỗi giờ. Vé', 'Phà chạy mỗi giờ. Vé giá 5.000 đồng. Hết.')).toBe(
      'Phà chạy mỗi giờ. Vé giá 5.000 đồng.',
    );
  });

  test.each([
    'Bà cho biết phà chạy lại từ tháng 5.',
    'Bà ấy hứa phà chạy lại từ tháng 5.',
    'Theo đó, phà chạy lại từ tháng 5.',
    'She says that the ferry runs again from tháng 5.',
  ])('takes along the sentence that says who or what is meant: %s', (sentence) => {
    expect(stated('tháng 5', `${LAN} ${sentence}`)).toBe(`${LAN} ${sentence}`);
  });

  test.each([
    ['a name', `${LAN} Bà Lan cho biết phà chạy lại từ tháng 5.`],
    ['a word that only begins like one', `${LAN} Bàn ghế được thay từ tháng 5.`],
  ])('that begins with %s stands by itself', (_, text) => {
    expect(stated('tháng 5', text)).toBe(text.slice(LAN.length + 1));
  });

  test('takes nothing along from another paragraph, nor what no excerpt has room for', () => {
    expect(stated('tháng 5', LAN, 'Bà cho biết phà chạy lại từ tháng 5.')).toBe(
      'Bà cho biết phà chạy lại từ tháng 5.',
    );
    const long = `Người lái phà ${'đi qua sông và '.repeat(35)}về.`;
    const next = `Họ nghỉ từ tháng 5 ${'rồi lại đi và '.repeat(13)}về.`;
    expect(stated('tháng 5', `${long} ${next}`)).toBe(next);
  });
});

const SENTENCE = 'một hai ba bốn năm sáu bảy tám chín mười';

test.each([
  ['equal texts', SENTENCE, SENTENCE],
  ['texts that differ in case and punctuation', SENTENCE, 'Một, hai, ba: bốn năm sáu bảy tám chín “mười”.'],
  ['texts that place tone marks differently', 'Thành uỷ Hoà Bình', 'Thành ủy Hòa Bình'],
  ['a text with one word in ten more', SENTENCE, `${SENTENCE} trăm`],
  ['two empty texts', '', '…'],
])('takes %s for the same', (_, a, b) => {
  expect(sameWords(a, b)).toBe(true);
  expect(sameWords(b, a)).toBe(true);
});

test.each([
  ['texts that share too few words', SENTENCE, `${SENTENCE} trăm nghìn`],
  ['texts that differ in their accents', 'mà ma má', 'ma'],
  ['texts that differ in a sign', `${SENTENCE} -3,5%`, `${SENTENCE} +3,5%`],
  ['texts that differ in a decimal', `${SENTENCE} tăng 3,5`, `${SENTENCE} tăng 3,05`],
  ['texts of which one has a name more', SENTENCE, `${SENTENCE} Lan`],
  ['texts of which one has a figure more', SENTENCE, `${SENTENCE} 11`],
  ['a text and its negation', SENTENCE, SENTENCE.replace('năm', 'không năm')],
  ['texts of which one says it the other way round', 'Xã Hạ thắng xã Thượng', 'Xã Thượng thắng xã Hạ'],
  ['texts with their figures exchanged', `${SENTENCE} từ 5 lên 10`, `${SENTENCE} từ 10 lên 5`],
  ['texts with one word for another', SENTENCE, SENTENCE.replace('bốn', 'trăm')],
  ['texts that repeat a word of a longer one', SENTENCE, 'một một một một một'],
  ['a text and nothing', SENTENCE, ''],
])('tells %s apart', (_, a, b) => {
  expect(sameWords(a, b)).toBe(false);
  expect(sameWords(b, a)).toBe(false);
});

test.each([
  ['a sentence of it', 'Sáng nay trời mưa. Chiều tạnh.', 'Chiều tạnh.', true],
  ['the sentence with other tone marks and case', 'Đại biểu Thành uỷ dự họp.', 'thành ủy DỰ HỌP', true],
  ['its words apart', 'Chiều nay trời tạnh.', 'Chiều tạnh.', false],
  ['its figure with another sign', 'Nhiệt độ là -2 độ C.', 'là 2 độ C', false],
  ['a part of a word', 'Nhiệm kỳ XXIII', 'nhiệm kỳ XIII', false],
])('finds whether a text holds %s', (_, text, part, expected) => {
  expect(holdsWords(text, part)).toBe(expected);
});
