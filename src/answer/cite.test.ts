import { expect, test } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../test/support/fake-corpus.js';
import { splitSentences } from '../corpus/chunk/sentences.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { cite } from './cite.js';

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
    ({ text }) => splitSentences(text),
    vietnameseLexicon(),
  );
  const [said, cited] = [statements[0], citations[0]];
  expect(said?.text.slice(said.answer.start, said.answer.end)).toBe('kỹ sư Vũ Đình Khoát');
  expect(cited?.excerpt.slice(cited.answer?.start, cited.answer?.end)).toBe('kỹ sư Vũ Đình Khoát');
});
