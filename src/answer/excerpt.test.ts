import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../corpus/article.js';
import { MAX_EXCERPT_LENGTH } from '../corpus/chunk/passages.js';
import { contains, excerptAround, overlaps } from './excerpt.js';

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
