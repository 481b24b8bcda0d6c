import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import type { Article } from '../corpus/article.js';
import { ABOUT_THE_DATE, DateFit, byRecency, inAskedTime, inAskedUnit } from './asked-ranking.js';
import type { NamedDate } from '../language/dates.js';
import fc from 'fast-check';
import { tokenize } from '../language/vietnamese.js';

/** So long that what follows is not the article's opening. */
const OPENING = 'Bến sông mở hội. '.repeat(40).trim();

const story = (publishedAt: string | null, ...paragraphs: readonly string[]): Article => ({
  ...fakeArticle(`${paragraphs.join()}.md`, 'Hội bến', paragraphs),
  publishedAt,
});
const year = (of: number): NamedDate => ({ year: of, month: null, day: null });
const wholeOf = ({ text }: Article) => ({ start: 0, end: text.length });
const opening = { start: 0, end: OPENING.length };

const fit = (article: Article, dates: readonly NamedDate[], place = wholeOf(article)) =>
  new DateFit().of(dates, article, place);

describe('a place is about a date', () => {
  test.each([
    ['that it speaks of', story(null, OPENING, 'Năm 2020 có hội.'), year(2020)],
    ['on which its article was published', story('2020-10-16', OPENING), year(2020)],
    ['in the month of publication', story('2020-10-16', OPENING), { year: 2020, month: 10, day: null }],
    [
      'of which it tells day and month, and the year elsewhere',
      story('2020-11-01', OPENING, 'Sáng 31/10, có hội.'),
      {
        year: 2020,
        month: 10,
        day: 31,
      },
    ],
  ])('%s', (_, article, asked) => {
    expect(fit(article, [asked])).toBe(ABOUT_THE_DATE);
  });

  test('with which its article opens', () => {
    const article = story(null, 'Hội bến năm 2020 vui.', OPENING);
    expect(fit(article, [year(2020)], { start: 30, end: 90 })).toBe(ABOUT_THE_DATE);
  });

  test('less where only another place of the article names it', () => {
    const article = story('2024-10-17', OPENING, 'Năm 2020 có hội.');
    const elsewhere = fit(article, [year(2020)], opening);
    expect(elsewhere).toBeGreaterThan(0);
    expect(elsewhere).toBeLessThan(ABOUT_THE_DATE);
  });

  test('less where it only lies within a term of office', () => {
    const article = story('2024-10-17', 'Nhiệm kỳ 2020 - 2025 có hội.');
    expect(fit(article, [year(2020)])).toBeLessThan(ABOUT_THE_DATE);
  });

  test.each([
    ['of another year', story('2024-10-17', OPENING), year(2020)],
    [
      'of which the article has the numbers apart',
      story(null, 'Năm 2016, 5 đội thi.'),
      { year: 2016, month: 5, day: null },
    ],
    [
      'of a day in a year that the article never names',
      story(null, 'Sáng 31/10, có hội.'),
      { year: 2020, month: 10, day: 31 },
    ],
  ])('not at all %s', (_, article, asked) => {
    expect(fit(article, [asked])).toBe(0);
  });

  test('as far as it is about all that are asked for, and wholly where none is', () => {
    const article = story('2020-10-16', OPENING);
    expect(fit(article, [year(2020), year(2021)])).toBe(0);
    expect(fit(article, [])).toBe(ABOUT_THE_DATE);
  });
});

describe('what was found is ranked', () => {
  const then = story('2020-10-16', OPENING);
  const later = story('2021-02-01', 'Năm ngoái có hội.');
  const found = (article: Article, score: number) => ({ article, passage: wholeOf(article), score });
  const ranked = (normalized: string, all: readonly ReturnType<typeof found>[]) =>
    inAskedTime({ normalized, accented: true }, all, new DateFit());

  test('with what fits the date first among what scores alike, and nothing left out', () => {
    const all = ranked('năm 2020', [found(later, 0.8), found(then, 0.7)]);
    expect(all.map(({ article }) => article)).toEqual([then, later]);
    expect(all[0]?.score).toBe(0.7);
    expect(all[1]?.score).toBeLessThan(0.7);
  });

  test('with what scores much better first all the same', () => {
    const all = ranked('năm 2020', [found(later, 0.9), found(then, 0.3)]);
    expect(all.map(({ article }) => article)).toEqual([later, then]);
  });

  test('as it was without a date', () => {
    const both = [found(later, 0.8), found(then, 0.7)];
    expect(ranked('', both)).toEqual(both);
  });
});

const found = (name: string, publishedAt: string | null, score: number) => ({
  article: { ...fakeArticle(name, name, []), publishedAt },
  score,
});
const names = (ranked: readonly ReturnType<typeof found>[]) => ranked.map(({ article }) => article.path);

const OLD = found('old', '2019-10-07', 1);
const NEW = found('new', '2024-10-17', 0.8);
const UNDATED = found('undated', null, 0.9);
const OTHER = found('other', '2025-01-01', 0.3);

describe('what was found comes', () => {
  test.each([
    ['newest', ['new', 'old', 'undated', 'other']],
    ['oldest', ['old', 'new', 'undated', 'other']],
  ] as const)(
    'the %s first among what is about as relevant, then what has no date, then the rest',
    (order, expected) => {
      expect(names(byRecency([OLD, UNDATED, NEW, OTHER], order))).toEqual(expected);
    },
  );

  test('best first within one day', () => {
    const worse = found('worse', '2024-10-17', 0.77);
    expect(names(byRecency([OLD, NEW, worse], 'newest'))).toEqual(['new', 'worse', 'old']);
  });

  test('as it was where no article has a date', () => {
    const all = [UNDATED, found('b', null, 0.8)];
    expect(names(byRecency(all, 'newest'))).toEqual(names(all));
    expect(byRecency([], 'newest')).toEqual([]);
  });

  test('with scores from 0 to 1 that fall', () => {
    const one = fc.record({
      date: fc.option(fc.constantFrom('2019-01-01', '2020-01-01', '2021-01-01')),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), fc.constantFrom('newest', 'oldest'), (all, order) => {
        const ranked = byRecency(
          all.map(({ date, score }) => found('a', date, score)).sort((a, b) => b.score - a.score),
          order,
        );
        expect(ranked).toHaveLength(all.length);
        const scores = ranked.map(({ score }) => score);
        for (const [at, score] of scores.entries()) {
          expect(score).toBeGreaterThanOrEqual(-1e-9);
          expect(score).toBeLessThanOrEqual(1 + 1e-9);
          expect(score).toBeLessThanOrEqual((scores[at - 1] ?? 1) + 1e-9);
        }
      }),
    );
  });
});

const ranked = (question: string, ...passages: readonly string[]) =>
  inAskedUnit(
    { tokens: tokenize(question), accented: true },
    passages.map((text, at) => ({ text, score: 1 - at / 10 })),
    ({ text }) => tokenize(text),
  ).map(({ text }) => text);

const [SECOND, FIRST, NONE] = ['Quận 2 dời 90 hộ.', 'UBND Q.1 dời 18 hộ.', 'Có 5 hộ dời đi.'] as const;

test.each(['Quận 1 dời mấy hộ?', 'Q.1 dời mấy hộ?', 'q1 dời mấy hộ?'])(
  'what names another unit only stands behind what does not, for %j',
  (question) => {
    expect(ranked(question, SECOND, FIRST, NONE)).toEqual([FIRST, NONE, SECOND]);
  },
);

test.each(['Phường 1 dời mấy hộ?', 'Có mấy hộ dời đi?', 'Quận Tân Bình dời mấy hộ?'])(
  'all keep their places for %j',
  (question) => {
    expect(ranked(question, SECOND, FIRST, NONE)).toEqual([SECOND, FIRST, NONE]);
  },
);

test('what names the unit among others keeps its place', () => {
  const list = 'Quận 2 có 3 điểm, quận 1 có 4 điểm.';
  expect(ranked('Quận 1 có mấy điểm?', list, FIRST)).toEqual([list, FIRST]);
});
