import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../corpus/article.js';
import { MAX_EXCERPT_LENGTH } from '../corpus/chunk.js';
import { contains, excerptAround, overlaps, groupPassages, notYetShown, highlightsOf } from './excerpt.js';
import { fakeSearch } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { Dictionary } from '../language/dictionary.js';
import { Lexicon } from '../language/lexicon.js';
import { analyseQuestion } from '../retrieval/query/question.js';

/** Sentences of the given lengths, one blank apart. */
function sentencesOf(...lengths: readonly number[]): Span[] {
  let start = 0;
  return lengths.map((length) => {
    const span = { start, end: start + length };
    start = span.end + 1;
    return span;
  });
}

/** Numbers of the first and last sentence in the excerpt around sentence `key`. */
function shown(
  sentences: readonly Span[],
  key: number,
  {
    preferred = [key, key],
    taken = [],
  }: { preferred?: readonly [number, number]; taken?: readonly number[] } = {},
): [number, number] {
  const at = (index: number) => sentences[index] ?? { start: 0, end: 0 };
  const excerpt = excerptAround(
    sentences,
    at(key),
    { start: at(preferred[0]).start, end: at(preferred[1]).end },
    taken.map(at),
  );
  return [
    sentences.findIndex(({ start }) => start === excerpt.start),
    sentences.findIndex(({ end }) => end === excerpt.end),
  ];
}

describe('excerptAround', () => {
  const five = sentencesOf(199, 199, 199, 199, 199);

  test('shows a short text whole', () => {
    expect(shown(sentencesOf(100, 100, 100), 1)).toEqual([0, 2]);
  });

  test('takes what follows before what precedes', () => {
    expect(shown(five, 2)).toEqual([2, 4]);
  });

  test('takes the passage in which the sentence was found before its neighbours', () => {
    expect(shown(five, 2, { preferred: [0, 2] })).toEqual([0, 2]);
  });

  test('goes on beyond the passage while there is room', () => {
    expect(shown(five, 2, { preferred: [1, 2] })).toEqual([1, 3]);
  });

  test('goes on in the other direction where the next sentence is too long', () => {
    expect(shown(sentencesOf(100, 100, 600, 100), 1)).toEqual([0, 1]);
  });

  test('stays out of what is shown already, on either side', () => {
    expect(shown(five, 2, { taken: [3] })).toEqual([0, 2]);
    expect(shown(five, 2, { taken: [1, 3] })).toEqual([2, 2]);
  });

  test('fills the greatest length, and not one character more', () => {
    expect(shown(sentencesOf(349, 350), 0)).toEqual([0, 1]);
    expect(shown(sentencesOf(349, 351), 0)).toEqual([0, 0]);
  });

  test('shows a sentence that is too long alone', () => {
    expect(shown(sentencesOf(100, MAX_EXCERPT_LENGTH + 1, 100), 1)).toEqual([1, 1]);
  });

  test('shows a key that is none of the sentences as it is', () => {
    expect(excerptAround(five, { start: 3, end: 9 }, { start: 0, end: 20 })).toEqual({ start: 3, end: 9 });
  });

  test('for any article, holds whole sentences and the key, keeps the limit and enters no taken place', () => {
    const article = fc.array(fc.tuple(fc.integer({ min: 1, max: 800 }), fc.boolean()), { minLength: 1 });
    fc.assert(
      fc.property(article, fc.nat(), fc.nat(), fc.nat(), (parts, ...picks) => {
        const sentences = sentencesOf(...parts.map(([length]) => length));
        const [key, a, b] = picks.map((pick) => sentences[pick % sentences.length]);
        if (key === undefined || a === undefined || b === undefined)
          throw new Error('No sentence was picked.');
        const preferred = { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
        const taken = sentences.filter((sentence, at) => parts[at]?.[1] === true && sentence !== key);

        const excerpt = excerptAround(sentences, key, preferred, taken);

        const isWhole = excerpt.start === key.start && excerpt.end === key.end;
        expect(contains(excerpt, key)).toBe(true);
        expect(sentences.map(({ start }) => start)).toContain(excerpt.start);
        expect(sentences.map(({ end }) => end)).toContain(excerpt.end);
        expect(isWhole || excerpt.end - excerpt.start <= MAX_EXCERPT_LENGTH).toBe(true);
        expect(taken.some((span) => overlaps(span, excerpt))).toBe(false);
      }),
    );
  });
});

describe('overlaps and contains', () => {
  const span = { start: 10, end: 20 };

  test.each([
    ['the same', 10, 20, true, true],
    ['one within', 12, 18, true, true],
    ['one around', 5, 25, true, false],
    ['one across its start', 5, 11, true, false],
    ['one across its end', 19, 25, true, false],
    ['the one that touches its start', 5, 10, false, false],
    ['the one that touches its end', 20, 25, false, false],
  ])('judge %s', (_, start, end, doesOverlap, isContained) => {
    expect(overlaps(span, { start, end })).toBe(doesOverlap);
    expect(overlaps({ start, end }, span)).toBe(doesOverlap);
    expect(contains(span, { start, end })).toBe(isContained);
  });
});

const first = fakeArticle('a.md', 'A', ['0123456789', '0123456789']);
const second = fakeArticle('b.md', 'B', ['0123456789']);
const { found } = fakeSearch('', [first, second]);

describe('notYetShown', () => {
  test('drops a passage of which the better part was shown, and only in its own article', () => {
    const left = notYetShown(found, [{ articleId: first.id, start: 2, end: 9 }]);
    expect(left.map(({ passage }) => [passage.articleId, passage.start])).toEqual([
      [first.id, 12],
      [second.id, 0],
    ]);
  });

  test('keeps a passage of which only a shared sentence was shown', () => {
    expect(notYetShown(found, [{ articleId: first.id, start: 8, end: 15 }])).toEqual(found);
  });
});

describe('groupPassages', () => {
  test('puts the article of the best passage first, and its passages in reading order', () => {
    const groups = groupPassages([...found].reverse());
    expect(groups.map(({ article }) => article.title)).toEqual(['B', 'A']);
    expect(groups[1]?.excerpts).toEqual([
      { start: 0, end: 10 },
      { start: 12, end: 22 },
    ]);
  });

  test('makes one excerpt of passages that overlap', () => {
    const [one, other] = found;
    if (one === undefined || other === undefined) throw new Error('The fixture has two passages.');
    const overlapping = { ...other, passage: { ...other.passage, start: 6 } };
    expect(groupPassages([overlapping, one])[0]?.excerpts).toEqual([{ start: 0, end: 22 }]);
  });
});

const LANGUAGES = {
  lexicon: new Lexicon(
    '#documents\t1000\nvà\t1000\t0\ncủa\t1000\t0\ncầu\t100\t0\nmới\t100\t0\nhà nội\t50\t100\t90\n',
  ),
  dictionary: new Dictionary('bridg\tcây cầu=60\n'),
};

/** The highlighted words of a text. */
const highlighted = (question: string, text: string) =>
  highlightsOf(analyseQuestion(question, LANGUAGES), text).map(({ start, end }) => text.slice(start, end));

describe('the words highlighted', () => {
  test.each([
    ['each of the question, at each of its places', 'cầu mới', 'Cầu cũ, cầu mới.', ['Cầu', 'cầu mới']],
    ['a name as one', 'kèn ở Hà Nội', 'Nay tại Hà Nội có kèn.', ['Hà Nội', 'kèn']],
    ['a name typed as one word', 'le o hanoi', 'Nay tại Hà Nội có.', ['Hà Nội']],
    ['words without the diacritics that were not typed', 'cau moi', 'Qua cầu kia.', ['cầu']],
    ['a translation', 'Who opened the bridge?', 'Qua cây cầu kia.', ['cây cầu']],
    ['a number', 'có 94 gì', 'Nay đã 94 năm.', ['94']],
    ['no part of a phrase', 'phố mới', 'Lễ ở thành phố cũ.', ['thành phố']],
    ['touching ones joined', 'trăng sông bến', 'Bến sông trăng sáng.', ['Bến sông trăng']],
    ['ones with a comma between apart', 'trăng sông bến', 'Bến, sông.', ['Bến', 'sông']],
  ])('are %s', (_, question, text, words) => {
    expect(highlighted(question, text)).toEqual(words);
  });

  test.each([
    ['words that only ask', 'cầu ở đâu', 'Đâu cũng vậy.'],
    ['words that say nothing', 'cầu của và', 'Mắt và của.'],
    ['parts of words', 'lang', 'Blang langa.'],
    ['words of an empty question', '', 'Cầu mới.'],
  ])('are no %s', (_, question, text) => {
    expect(highlighted(question, text)).toEqual([]);
  });

  test('are the ones with the right accents where a text holds both', () => {
    expect(highlighted('đường', 'Dương qua đường.')).toEqual(['đường']);
  });
});

test('for any text, highlights lie within it, in order and apart', () => {
  const text = fc
    .array(fc.constantFrom('cầu', 'Cầu', 'mới', 'Hà', 'Nội', 'xa', ',', '\n', '👍', 'e\u0301'))
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(text, (given) => {
      const spans = highlightsOf(analyseQuestion('Cầu mới ở Hà Nội?', LANGUAGES), given);
      let end = -1;
      for (const span of spans) {
        expect(span.start).toBeGreaterThan(end);
        expect(given.slice(span.start, span.end)).toMatch(/^\p{L}(?:.*\p{L})?$/su);
        ({ end } = span);
      }
      expect(end).toBeLessThanOrEqual(given.length);
    }),
  );
});
