import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { splitSentences } from '../corpus/chunk/sentences.js';
import { tokenize } from '../language/vietnamese.js';
import { ArticleTexts } from './article-texts.js';

const spelled = (text: string) => tokenize(text).map(({ accented, folded }) => ({ accented, folded }));

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('Hà Nội. ', 'Ngày 07/5, ', 'mưa; ', '“Về nhé!” ', '\n', 'e\u0301 ', '🙂', '...', ' '),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

test('the words of a sentence are those that it has by itself', () => {
  fc.assert(
    fc.property(text, (given) => {
      const article = fakeArticle('a.md', 'Tên', [given]);
      const texts = new ArticleTexts();
      for (const span of splitSentences(article.text)) {
        const there = texts.tokensIn(article, span).map(({ accented, folded }) => ({ accented, folded }));
        expect(there).toEqual(spelled(article.text.slice(span.start, span.end)));
      }
    }),
  );
});

test('a word that only a part of stands within is none of its words', () => {
  const article = fakeArticle('a.md', 'Tên', ['một hai ba bốn']);
  const texts = new ArticleTexts();
  const within = (start: number, end: number) =>
    texts.tokensIn(article, { start, end }).map(({ folded }) => folded);
  expect(within(1, 9)).toEqual(['hai']);
  expect(within(4, 10)).toEqual(['hai', 'ba']);
  expect(within(5, 6)).toEqual([]);
  expect(within(0, 99)).toEqual(['mot', 'hai', 'ba', 'bon']);
});
