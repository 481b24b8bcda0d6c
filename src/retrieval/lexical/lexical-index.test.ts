import { describe, expect, test } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import type { Article } from '../../corpus/article.js';
import { Dictionary } from '../../language/dictionary.js';
import { headerOf, postingsOf } from './lexical-tables.js';
import { LexicalIndex, similarWords, topK } from './lexical-index.js';
import { Lexicon } from '../../language/lexicon.js';
import { analyseQuestion } from '../query/question.js';
import { Bm25Field } from './bm25-field.js';
import { TermTable, TermTableBuilder } from './term-table.js';
import fc from 'fast-check';

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

describe('other ways of writing the same', () => {
  test.each([
    ['an office in full', 'ủy ban nhân dân họp', 'UBND họp hôm qua.'],
    ['an office by its initials', 'HĐND họp', 'Hội đồng nhân dân họp hôm qua.'],
    ['initials with signs', 'Sở GD&ĐT', 'Sở Giáo dục và Đào tạo.'],
    ['a Roman number', 'khóa 13', 'Đại hội khóa XIII.'],
    ['an Arabic one', 'khóa XIII', 'Đại hội khóa 13.'],
    ['a number in words', 'cử 5 người', 'Cử năm người.'],
    ['one in figures', 'cử năm người', 'Cử 5 người.'],
  ])('find each other: %s', (_, question, text) => {
    const others = ['Gió mùa cử người họp ở sở.', 'Mưa rào, khóa cửa.'];
    expect(paragraphs(...others, text).find(question)[0]).toBe(text);
  });

  const words = fc.array(
    fc.constantFrom(
      ...[
        'K',
        'k',
        'E',
        'TU',
        '12-KH/TU',
        'vp',
        'UBND',
        'Đ/c',
        'bn',
        'TP.HCM',
        'XIII',
        '13',
        'năm',
        'thuyền',
        'Sông',
        'z',
        'ct',
        'hc',
      ],
    ),
    { minLength: 1, maxLength: 6 },
  );

  test('never make what holds the words as typed score less', () => {
    fc.assert(
      fc.property(words, (typed) => {
        const text = typed.join(' ');
        const { index } = paragraphs('Con thuyền không em, ủy ban thành ủy.', text, 'Sông vậy năm nào.');
        const question = analyseQuestion(text, LANGUAGES);
        const { asTyped } = question;
        const literal = {
          ...question,
          normalized: asTyped.text,
          tokens: asTyped.tokens,
          terms: [],
          alternatives: [],
        };
        const scoreOf = (asked: typeof question) =>
          index.search(asked, 10, (position) => position === 1)[0]?.score ?? 0;
        expect(scoreOf(question)).toBeGreaterThanOrEqual(scoreOf(literal));
        expect(scoreOf(question)).toBeGreaterThan(0);
      }),
    );
  });

  test('capitals throughout find what small letters do', () => {
    const spoken = fc.array(
      fc.constantFrom('sông', 'dài', 'bao', 'nhiêu', 'thuyền', 'ở', 'đâu', 'khóa', 'cầu'),
      {
        minLength: 2,
        maxLength: 7,
      },
    );
    fc.assert(
      fc.property(spoken, (typed) => {
        const { index } = paragraphs('Sông dài, cầu ngắn.', 'Con thuyền ở bến.', 'Khóa cửa bao lâu.');
        const found = (text: string) => index.search(analyseQuestion(text, LANGUAGES), 10, () => true);
        expect(found(`${typed.join(' ')}?`.toUpperCase())).toEqual(found(`${typed.join(' ')}?`));
      }),
    );
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

/** Looks for similar words in passages of unaccented words; gives the words found. */
function similarIn(...passages: readonly string[]) {
  const builder = new TermTableBuilder();
  const texts = passages.map((text) => builder.add(text));
  const postings = postingsOf(texts, builder.size);
  const field = new Bm25Field(postings, [...passages.keys()], passages.length, 1);
  const terms = new TermTable(builder.lists());
  return (typed: string) => {
    const syllables = passages.map((text) => text.split(' '));
    const written = syllables.flatMap((words) => [...words, words.join('')]);
    const words = new Map(written.map((word) => [terms.folded(word), word]));
    return similarWords(typed, terms, field).map((term) => words.get(term));
  };
}

describe('similar to a word is', () => {
  test.each([
    ['one with a letter less', 'thuyenn', ['thuyen']],
    ['one with a letter more', 'thuyn', ['thuyen']],
    ['one with a first letter more', 'huyen', ['thuyen']],
    ['one with a last letter more', 'thuye', ['thuyen']],
    ['one with another letter', 'thoyen', ['thuyen']],
    ['two words written as one, the first of them wrong', 'sonhan', ['songhan', 'sonthan']],
    ['two words written as one, the second of them wrong', 'songhen', ['songhan']],
    ['none two letters away', 'thoyin', []],
    ['none with two letters swapped', 'htuyen', []],
  ])('%s', (_, typed, similar) => {
    expect(similarIn('thuyen', 'song han', 'son than', 'tau')(typed).sort()).toEqual(similar);
  });

  test('any word or pair of which one slip of the fingers made it', () => {
    // Long enough that what is a letter away from both is none of either.
    const word = fc.stringMatching(/^[abz]{3,5}$/u);
    const slip = fc.record({ at: fc.nat(9), put: fc.constantFrom('', 'a', 'b', 'z'), out: fc.nat(1) });
    fc.assert(
      fc.property(word, word, slip, (left, right, { at, put, out }) => {
        const whole = left + right;
        const typed = whole.slice(0, at) + put + whole.slice(at + out);
        fc.pre(typed !== whole);
        expect(similarIn(`${left} ${right}`)(typed)).toContain(whole);
      }),
    );
  });

  test('first the one in fewer passages', () => {
    expect(similarIn('thuyen', 'thuyen', 'thuyet', 'tau')('thuyem')).toEqual(['thuyet', 'thuyen']);
  });

  test('few of many', () => {
    expect(similarIn('thuyea', 'thuyeb', 'thuyec', 'thuyed', 'thuyee')('thuyex')).toHaveLength(3);
  });

  test('none of those that only stand together', () => {
    const find = similarIn('thuyen thuyet', 'thuyeu', 'tau');
    expect(find('thuyem')).toEqual(['thuyeu']);
  });
});

test('they are the first of all accepted with a score, sorted by it and then by position', () => {
  const scoresArbitrary = fc.array(fc.constantFrom(0, 0.5, 1, 1.5, 2), { maxLength: 20 });
  fc.assert(
    fc.property(scoresArbitrary, fc.nat(6), fc.nat(4), (scores, limit, refused) => {
      const accept = (position: number) => position % 5 !== refused;
      const expected = scores
        .map((score, position) => ({ position, score }))
        .filter(({ position, score }) => score > 0 && accept(position))
        .sort((a, b) => b.score - a.score || a.position - b.position)
        .slice(0, limit);
      expect(topK(Float64Array.from(scores), limit, accept)).toEqual(expected);
    }),
  );
});
