import { describe, expect, test } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import type { Article } from '../../corpus/article.js';
import { Dictionary } from '../../language/dictionary.js';
import { headerOf } from '../article-header.js';
import { LexicalIndex } from './lexical-index.js';
import { Lexicon } from '../../language/lexicon.js';
import { analyseQuestion } from '../query/question.js';

const LEXICON = new Lexicon(
  '#documents\t1000\nsông\t200\t10\ncầu\t200\t5\nđường\t300\t5\ndương\t100\t40\nthuyền\t60\t0\nthuyết\t90\t0\n',
);
const LANGUAGES = { lexicon: LEXICON, dictionary: new Dictionary('bridg\tcây cầu=60\tnhịp=20\n') };

/** An index of articles of one passage a paragraph; answers with the texts found, best first. */
function searchable(...articles: readonly Article[]) {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const passages = articles.flatMap((article) => cutParagraphs(article));
  const index = new LexicalIndex(
    passages,
    (passage) => {
      const article = byId.get(passage.articleId);
      if (article === undefined) throw new Error(`No article ${passage.articleId}.`);
      return article;
    },
    LEXICON,
  );
  const find = (question: string, limit = 10, accept: (position: number) => boolean = () => true) =>
    index
      .search(analyseQuestion(question, LANGUAGES), limit, accept)
      .map(({ position }) => passages[position]?.text);
  return { index, find };
}

const paragraphs = (...texts: readonly string[]) => searchable(fakeArticle('a.md', '', texts));

describe('a passage is found by', () => {
  test.each([
    ['a word', 'trăng', 'Bến Sông Trăng mở cửa.'],
    ['a word typed without diacritics', 'song trang', 'Bến Sông Trăng mở cửa.'],
    ['a word with the tone mark placed otherwise', 'thuỷ', 'Đội thủy ngư, ủy ban.'],
    ['a word spelled with i for y', 'kỷ', 'Kỉ yếu.'],
    ['a word that the question composes otherwise', 'trăng'.normalize('NFD'), 'Bến Sông Trăng mở cửa.'],
    ['a name typed as one word', 'Hanoi', 'Lễ ở Hà Nội.'],
    ['a number whatever zeros stand before it', '07 cá nhân', 'Tặng 7 suất.'],
    ['a word with a letter too many', 'thuyềnn', 'Con thuyền.'],
    ['a word with a wrong letter', 'thuyềm', 'Con thuyền.'],
    ['a translation', 'bridge', 'Cây cầu gỗ.'],
    ['what a chat spelling stands for', 'vp', 'Văn phòng mở cửa.'],
    ['what else it may stand for', 'ct', 'Cần Thơ mở cửa.'],
  ])('%s', (_, question, text) => {
    const { find } = paragraphs('Gió mùa.', text, 'Mưa rào.');
    expect(find(question)).toEqual([text]);
  });

  test.each([
    ['words that are not in it', 'núi lửa'],
    ['a short word one letter off', 'mưc'],
    ['a known word one letter off', 'thuyết'],
    ['a number one digit off', '20250'],
    ['nothing', ''],
  ])('not by %s', (_, question) => {
    expect(paragraphs('Gió mùa.', 'Con thuyền số 20251.', 'Mưa rào.').find(question)).toEqual([]);
  });
});

describe('the order', () => {
  test('puts the word with its accents before one that only looks alike', () => {
    const { find } = paragraphs('Dương tươi.', 'Đường tươi.');
    expect(find('đường')).toEqual(['Đường tươi.', 'Dương tươi.']);
    expect(find('dương')).toEqual(['Dương tươi.', 'Đường tươi.']);
  });

  test('does not prefer any accents where none are typed', () => {
    const { index } = paragraphs('Dương tươi.', 'Đường tươi.');
    const [first, second] = index.search(analyseQuestion('duong', LANGUAGES), 10, () => true);
    expect(first?.score).toBe(second?.score);
  });

  test('does not put a word that only looks alike first for standing there more often', () => {
    const { find } = paragraphs('Dương, dương, dương.', 'Một con đường qua làng.');
    expect(find('đường')[0]).toBe('Một con đường qua làng.');
  });

  test('puts words side by side before the same words apart', () => {
    const [together, apart] = ['Bên cầu mới, cũ và sông.', 'Bên mới cầu, cũ và sông.'];
    expect(paragraphs(together, apart).find('cầu mới')[0]).toBe(together);
    expect(paragraphs(apart, together).find('cầu mới')[0]).toBe(together);
  });

  test('puts a rare word before a common one', () => {
    const { find } = paragraphs('Sông cạn.', 'Sông sâu.', 'Sông dài.', 'Trăng tròn.');
    expect(find('sông trăng')[0]).toBe('Trăng tròn.');
  });

  test('puts the likelier translation first', () => {
    expect(paragraphs('Nhịp chèo.', 'Cây cầu.').find('bridge')).toEqual(['Cây cầu.', 'Nhịp chèo.']);
  });
});

test('at most as many passages are found as are wanted', () => {
  expect(paragraphs('Sông cạn.', 'Sông sâu.', 'Sông dài.').find('sông', 2)).toHaveLength(2);
});

test('only accepted passages are found, however good the others are', () => {
  const { find } = paragraphs('Sông sâu, sông sâu.', 'Sông dài qua nhiều làng và nhiều bản.');
  expect(find('sông sâu', 1, (position) => position === 1)).toEqual([
    'Sông dài qua nhiều làng và nhiều bản.',
  ]);
});

test('a passage whose article has the other words comes before one whose article has not', () => {
  const { index } = searchable(
    fakeArticle('a.md', '', ['Mưa rào.', 'Con thuyền gỗ.']),
    fakeArticle('b.md', '', ['Gió mùa.', 'Con thuyền gỗ.']),
  );
  const ranked = index.search(analyseQuestion('thuyền gió', LANGUAGES), 10, () => true);
  expect(ranked.map(({ position }) => position)).toEqual([2, 3, 1]);
});

describe('what is known of the article around a passage', () => {
  const article: Article = {
    ...fakeArticle('a.md', 'Hội đua thuyền', [
      'Trời đẹp.',
      'Hôm đó Tạ Khê thắng. Cả nhà Tạ Khê vui. Ai cũng mừng Tạ Khê.',
    ]),
    publisher: 'Báo ĐBP',
    publishedAt: '2031-03-05',
  };

  test.each([
    ['its title', 'đua thuyền'],
    ['its publisher', 'báo'],
    ["its publisher's initials written out", 'điện biên phủ'],
    ['its day', '5/3/2031'],
    ['whom it is about', 'tạ khê'],
  ])('finds the passage: %s', (_, question) => {
    expect(searchable(article).find(question)).toContain('Trời đẹp.');
  });

  test('is one line a piece, with what is unknown left out', () => {
    expect(headerOf(article, LEXICON).split('\n')).toEqual([
      'Hội đua thuyền',
      'Tạ Khê',
      'Báo ĐBP',
      'điện biên phủ',
      '05/03/2031',
    ]);
    const bare = { ...fakeArticle('b.md', 'Hội đua thuyền', ['Trời đẹp.']), publishedAt: null };
    expect(headerOf(bare, LEXICON)).toBe('Hội đua thuyền');
  });
});

describe('knowsFolded', () => {
  const { index } = searchable(fakeArticle('a.md', 'Hội đua', ['Lễ ở Hà Nội, mưa rào.']));

  test.each([
    ['a word of a passage', 'noi', true],
    ['a word of a title', 'dua', true],
    ['two words written as one', 'hanoi', true],
    ['two words with a comma between, written as one', 'noimua', false],
    ['a word of no article', 'nui', false],
  ])('judges %s', (_, folded, known) => {
    expect(index.knowsFolded(folded)).toBe(known);
  });
});
