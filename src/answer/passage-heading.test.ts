import { describe, expect, test } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../test/support/fake-corpus.js';
import { Dictionary } from '../language/dictionary.js';
import type { NamedDate } from '../language/dates.js';
import { Lexicon } from '../language/lexicon.js';
import { analyseQuestion } from '../retrieval/query/question.js';
import { ArticleMatches } from './article-matches.js';
import { ArticleTexts } from './article-texts.js';
import { passageHeading } from './passage-heading.js';

const LANGUAGES = {
  lexicon: new Lexicon(
    '#documents\t1000\nai\t900\t0\nmở\t100\t0\nhội\t100\t0\nngày\t500\t0\nbến lở\t9\t0\t90\n',
  ),
  dictionary: new Dictionary(''),
};
const ARTICLE = fakeArticle('hoi.md', 'Ngày hội đua thuyền', [
  'Sáng 3/5, huyện Hòn Mây mở hội bên sông.',
  'Bà Lê Thị Sen đánh trống khai hội.',
  'Ở Bến Lở, năm 2019, có hai mươi thuyền.',
]);

/** The heading of the second paragraph. */
function headingFor(question: string, dates: readonly NamedDate[] = []): string {
  const passage = cutParagraphs(ARTICLE)[1];
  if (passage === undefined) throw new Error('a paragraph is a passage');
  const asked = analyseQuestion(question, LANGUAGES);
  const texts = new ArticleTexts();
  return passageHeading(asked, dates, { article: ARTICLE, passage }, texts, new ArticleMatches(asked, texts));
}

describe('a passage is headed by its title', () => {
  test.each([
    ['and a name that the article has elsewhere', 'Ai khai hội ở Hòn Mây?', 'Hòn Mây'],
    ['and all of them', 'Ở Hòn Mây và ở Bến Lở ai khai hội?', 'Hòn Mây, Bến Lở'],
    ['and a name typed without diacritics or capitals', 'ai khai hoi o ben lo', 'Bến Lở'],
  ])('%s', (_, question, names) => {
    expect(headingFor(question)).toBe(`Ngày hội đua thuyền, ${names}`);
  });

  test.each([
    ['where the passage has the name itself', 'Lê Thị Sen làm gì?'],
    ['where the article has no such name', 'Ai khai hội ở Đồi Cọ?'],
    ['where the question names nobody', 'ai khai hội bên sông?'],
    ['where the number is a number', 'Ai có hai mươi thuyền năm 2019?'],
  ])('alone %s', (_, question) => {
    expect(headingFor(question)).toBe('Ngày hội đua thuyền');
  });

  test('and the dates that its article is about, written in numbers', () => {
    const dates = [
      { year: 2024, month: 5, day: 3 },
      { year: 2024, month: 5, day: null },
    ];
    expect(headingFor('ai khai hội?', dates)).toBe('Ngày hội đua thuyền, 3/5/2024, 5/2024');
  });
});
