import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeSearch } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { englishDictionary } from '../language/dictionary.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { tokenize } from '../language/vietnamese.js';
import type { Article } from '../corpus/article.js';
import { topicTerms } from '../retrieval/query/intent.js';
import { analyseQuestion } from '../retrieval/query/question.js';
import { ArticleTexts } from './article-texts.js';
import { articlesOnTopic } from './articles-on-topic.js';

const LANGUAGES = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };

function articlesFor(asked: string, articles: readonly Article[]) {
  const question = analyseQuestion(asked, LANGUAGES);
  return articlesOnTopic(topicTerms(question) ?? [], question.accented, fakeSearch('', articles).found, {
    texts: new ArticleTexts(),
    headerTokens: ({ title }) => tokenize(title),
  });
}

/** The words of each article that speak of the topic, by its path. */
function saidOf(asked: string, articles: readonly Article[]): Record<string, string> {
  return Object.fromEntries(
    articlesFor(asked, articles).map(({ article, answer }) => [
      article.path,
      article.text.slice(answer.start, answer.end),
    ]),
  );
}

const BAND = fakeArticle('ken.md', 'Hội bến', [
  'Hội mở từ sáng sớm.',
  'Đội kèn đồng của bến Nứa thổi suốt buổi. Trời có nhiều diễn biến lạ.',
]);
const BRIDGE = fakeArticle('cau.md', 'Cầu treo Khe Đước', ['Cầu dài hai trăm mét.', 'Xe máy được qua lại.']);
const PROVINCE = fakeArticle('tinh.md', 'Một chuyến đi', ['Đoàn lên Điện Biên bằng xe khách.']);
const ALL = [BAND, BRIDGE, PROVINCE];

describe('articles on a topic', () => {
  test.each([
    ['Có bài nào nói về đội kèn đồng không?', { 'ken.md': 'Đội kèn đồng' }],
    ['bai nao noi ve doi ken dong', { 'ken.md': 'Đội kèn đồng' }],
    ['Bài nào nhắc đến xe?', { 'cau.md': 'Xe', 'tinh.md': 'xe' }],
    // Only its title says so.
    ['Tin gì về cầu treo Khe Đước?', { 'cau.md': 'Cầu dài hai trăm mét.' }],
    // Typed without diacritics, a name is no common word.
    ['any news on Dien Bien?', { 'tinh.md': 'Điện Biên' }],
    // A name is there whole, or it is another.
    ['Có bài nào về Điện Bàn không?', {}],
    ['Bài nào nói về bóng đá?', {}],
  ])('%s', (asked, expected) => {
    expect(saidOf(asked, ALL)).toEqual(expected);
  });

  test('lie where they say, the fullest first, each article once', () => {
    const paragraphs = fc.array(
      fc
        .array(fc.constantFrom('kèn', 'đội', 'đồng', 'Kèn', 'nồi', 'bến', 'và'), {
          minLength: 1,
          maxLength: 6,
        })
        .map((words) => `${words.join(' ')}.`),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.array(paragraphs, { maxLength: 4 }), (texts) => {
        const articles = texts.map((text, at) => fakeArticle(`${at}.md`, 'Bài', text));
        const spans = articlesFor('Bài nào nói về đội kèn đồng?', articles);
        expect(new Set(spans.map(({ article }) => article.id)).size).toBe(spans.length);
        const scores = spans.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const { article, passage, answer, score } of spans) {
          expect(score).toBeLessThanOrEqual(1);
          expect(passage.start).toBeLessThanOrEqual(answer.start);
          expect(answer.start).toBeLessThan(answer.end);
          expect(article.text.slice(answer.start, answer.end)).toMatch(/kèn|đội|đồng/iu);
        }
      }),
    );
  });
});
