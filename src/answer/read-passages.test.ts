import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../test/support/fake-corpus.js';
import type { PassageToRead, Reader } from '../reading/reader.js';
import { Dictionary } from '../language/dictionary.js';
import { Lexicon } from '../language/lexicon.js';
import { analyseQuestion } from '../retrieval/query/question.js';
import { readPassages, type HeadedPassage, passageHeading } from './read-passages.js';
import type { NamedDate } from '../language/dates.js';
import { ArticleMatches, ArticleTexts } from './article-texts.js';

const LANGUAGES = {
  lexicon: new Lexicon('#documents\t1000\nkhông\t900\t0\nmở\t100\t0\nhội\t100\t0\n'),
  dictionary: new Dictionary(''),
};
const asked = (text: string) => analyseQuestion(text, LANGUAGES);

/** As many passages as are wanted, each an article of its own, with scores that fall from 1. */
function foundPassages(count: number): HeadedPassage[] {
  return Array.from({ length: count }, (_, at) => {
    const article = fakeArticle(`${at}.md`, `Bến số ${at}`, [`Đoạn số ${at} mở hội.`]);
    const [passage] = cutParagraphs(article);
    if (passage === undefined) throw new Error('a paragraph is a passage');
    return { passage, article, heading: article.title, score: 1 - at / 100, lexical: 1, similarity: 1 };
  });
}

/** A reader that takes a passage's first word for the answer, as surely as `marginOf` says, and remembers what it was given. */
function reading(marginOf: (passage: PassageToRead, question: string) => number | null) {
  const given: { question: string; passages: readonly PassageToRead[] }[] = [];
  const read: Reader['read'] = (question, passages) => {
    given.push({ question, passages });
    return Promise.resolve(
      passages.map((passage) => {
        const margin = marginOf(passage, question);
        return margin === null ? null : { spans: [{ start: 0, end: 4, margin }], tells: margin };
      }),
    );
  };
  return { reader: { read }, given };
}

/** One that takes so many milliseconds each time, by a clock that nothing else moves. */
function slowReader(ms: number) {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  onTestFinished(() => {
    clock.mockRestore();
  });
  const withins: number[] = [];
  const read: Reader['read'] = (_, passages, withinMs) => {
    withins.push(withinMs);
    now += ms;
    return Promise.resolve(passages.map(() => ({ spans: [], tells: -9 })));
  };
  return { reader: { read }, withins };
}

const LIMITS = { mostPassages: 8, retrievalWeight: 10 };
const never = () => false;

describe('passages are read', () => {
  test('four at a time, until it is enough', async () => {
    const { reader, given } = reading(() => 1);
    await readPassages(reader, asked('Ai mở hội?'), foundPassages(20), LIMITS, (spans) => spans.length >= 4);
    expect(given.map(({ passages }) => passages.length)).toEqual([4]);
    await readPassages(reader, asked('Ai mở hội?'), foundPassages(20), { ...LIMITS, mostPassages: 6 }, never);
    expect(given.slice(1).map(({ passages }) => passages.length)).toEqual([4, 2]);
    await readPassages(reader, asked('Ai mở hội?'), foundPassages(3), LIMITS, never);
    expect(given.slice(3).map(({ passages }) => passages.length)).toEqual([3]);
  });

  test('with what heads them, and give places in it', async () => {
    const { reader, given } = reading(() => 1);
    const [span] = (await readPassages(reader, asked('Ai mở hội?'), foundPassages(1), LIMITS, never)) ?? [];
    expect(given[0]).toEqual({
      question: 'Ai mở hội?',
      passages: [{ title: 'Bến số 0', text: 'Đoạn số 0 mở hội.' }],
    });
    expect(span?.article.text.slice(span.answer.start, span.answer.end)).toBe('Đoạn');
  });

  test('and ranked by the margin and by how well they were found', async () => {
    const margins = [0, 0.05, 3];
    const { reader } = reading(({ title }) => margins[Number(title.at(-1))] ?? 0);
    const spans = (await readPassages(reader, asked('Ai mở hội?'), foundPassages(3), LIMITS, never)) ?? [];
    expect(spans.map(({ article }) => article.path)).toEqual(['2.md', '0.md', '1.md']);
    expect(spans[0]?.score).toBeCloseTo(3 + 10 * 0.98);
  });

  test('without diacritics where the question has none, so that both are spelled alike', async () => {
    const { reader, given } = reading(() => 1);
    const [span] = (await readPassages(reader, asked('ai mo hoi'), foundPassages(1), LIMITS, never)) ?? [];
    expect(given[0]?.passages).toEqual([{ title: 'Ben so 0', text: 'Doan so 0 mo hoi.' }]);
    expect(span?.article.text.slice(span.answer.start, span.answer.end)).toBe('Đoạn');
  });

  test('as they stand for a question in English, which has none either', async () => {
    const { reader, given } = reading(() => 1);
    await readPassages(reader, asked('Who opened the festival?'), foundPassages(1), LIMITS, never);
    expect(given[0]?.passages[0]?.title).toBe('Bến số 0');
  });

  test('once as the question was typed and once with its chat spellings written out; the better counts', async () => {
    const { reader, given } = reading((_, question) => (question.includes('không') ? 2 : 5));
    const [span] =
      (await readPassages(reader, asked('bến  ko mở hội à'), foundPassages(1), LIMITS, never)) ?? [];
    expect(given.map(({ question }) => question)).toEqual(['bến ko mở hội à', 'bến không mở hội à']);
    expect(span?.margin).toBe(5);
  });
});

describe('what was not read in time', () => {
  test('is left out', async () => {
    const { reader } = reading(({ title }) => (title.endsWith('1') ? 4 : null));
    const spans = await readPassages(reader, asked('Ai mở hội?'), foundPassages(3), LIMITS, never);
    expect(spans?.map(({ article }) => article.path)).toEqual(['1.md']);
  });

  test('is told from what says nothing', async () => {
    const nothing = reading(() => null);
    expect(await readPassages(nothing.reader, asked('Ai?'), foundPassages(3), LIMITS, never)).toBeNull();
    const silent: Reader['read'] = (_, passages) =>
      Promise.resolve(passages.map(() => ({ spans: [], tells: -9 })));
    expect(await readPassages({ read: silent }, asked('Ai?'), foundPassages(3), LIMITS, never)).toEqual([]);
  });

  test('is told of, whichever passages, rounds or forms it is', async () => {
    const cutShort = vi.fn();
    const limits = { ...LIMITS, onCutShort: cutShort };
    await readPassages(reading(() => 1).reader, asked('Ai?'), foundPassages(8), limits, never);
    expect(cutShort).not.toHaveBeenCalled();
    const { reader } = reading(({ title }) => (title.endsWith('1') ? 4 : null));
    await readPassages(reader, asked('Ai?'), foundPassages(3), limits, never);
    expect(cutShort).toHaveBeenCalledTimes(1);
    await readPassages(
      slowReader(3_000).reader,
      asked('Ai?'),
      foundPassages(8),
      { ...limits, withinMs: 2_000 },
      never,
    );
    expect(cutShort).toHaveBeenCalledTimes(2);
    await readPassages(slowReader(9_000).reader, asked('ai ko?'), foundPassages(3), limits, never);
    expect(cutShort).toHaveBeenCalledTimes(3);
  });

  test('all forms of a question and all rounds share the time', async () => {
    const { reader, withins } = slowReader(2_000);
    await readPassages(reader, asked('ai ko?'), foundPassages(8), LIMITS, never);
    expect(withins).toEqual([5_000, 3_000, 1_000]);
    await readPassages(reader, asked('ai?'), foundPassages(3), { ...LIMITS, withinMs: 700 }, never);
    expect(withins.slice(3)).toEqual([700]);
    expect(
      await readPassages(reader, asked('ai?'), foundPassages(3), { ...LIMITS, withinMs: -1 }, never),
    ).toBeNull();
  });

  test('is not headed either', async () => {
    const [first, ...others] = foundPassages(8);
    if (first === undefined) throw new Error('there are eight');
    const headings = vi.fn(() => 'Bến');
    const lazy = [first, ...others].map((passage) =>
      Object.defineProperty(passage, 'heading', { get: headings }),
    );
    await readPassages(reading(() => 1).reader, asked('Ai?'), lazy, LIMITS, () => true);
    expect(headings).toHaveBeenCalledTimes(4);
  });

  test('ends the reading where the reader fails', async () => {
    const read: Reader['read'] = () => Promise.reject(new Error('out of memory'));
    const call = readPassages({ read }, asked('Ai?'), foundPassages(3), LIMITS, never);
    await expect(call).rejects.toThrow('out of memory');
  });
});

const NAMES_KNOWN = {
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
  const asked = analyseQuestion(question, NAMES_KNOWN);
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
