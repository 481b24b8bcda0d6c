import { expect, test, describe } from 'vitest';
import { readingInput, decodeSpans, type TokenLogits } from './extractive-reader.js';
import fc from 'fast-check';

const SPECIAL = { before: [0], between: [2, 2], after: [2], segment: 1 };
const words = (...lengths: readonly number[]) => {
  let at = 0;
  return lengths.map((length, which) => {
    const start = at;
    at += length + 1;
    return { ids: Array.from({ length }, () => 100 + which), start, end: start + length };
  });
};

test('a question, a title and a passage stand in this order between the special tokens', () => {
  const input = readingInput(SPECIAL, [10, 11], [20], words(1, 2), 50);
  expect(input.ids).toEqual([0, 10, 11, 2, 2, 20, 100, 101, 101, 2]);
  expect(input.segments).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  expect(input.first).toBe(6);
  expect(input.words.map(({ start, end }) => [start, end])).toEqual([
    [0, 1],
    [2, 4],
    [2, 4],
  ]);
});

test('what is too long loses its end, the passage first', () => {
  const many = Array.from({ length: 500 }, (_, at) => at);
  const input = readingInput(SPECIAL, many, many, words(...many.map(() => 1)), 320);
  expect(input.ids).toHaveLength(320);
  expect(input.first).toBe(1 + 64 + 2 + 40);
  expect(input.words).toHaveLength(320 - input.first - 1);
  expect(input.ids.at(-1)).toBe(2);

  const short = readingInput(SPECIAL, many, many, words(...many.map(() => 1)), 16);
  expect(short.ids).toHaveLength(16);
  expect(short.words.length).toBeGreaterThan(0);
});

describe('decodeSpans', () => {
  /** Each word of a text as one token. */
  function wordsOf(text: string) {
    return Array.from(text.matchAll(/\S+/gu), ({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
    }));
  }

  /** Logits that are 0 but where an answer is to begin and to end, given as numbers of words. */
  function logitsOf(
    text: string,
    begins: Record<number, number>,
    ends: Record<number, number>,
    none = 0,
  ): TokenLogits {
    const length = wordsOf(text).length;
    const values = (given: Record<number, number>) => Array.from({ length }, (_, at) => given[at] ?? -5);
    return { begin: values(begins), end: values(ends), none };
  }

  const decoded = (text: string, logits: TokenLogits) =>
    decodeSpans(text, wordsOf(text), logits).map(({ start, end, margin }) => [
      text.slice(start, end),
      margin,
    ]);

  const TEXT = 'Ông Lê Văn Tám, 41 tuổi, trao (tặng) “bằng khen” cho 9 người.';

  describe('the best spans', () => {
    test('are those with the greatest sums, less what speaks for none', () => {
      expect(decoded(TEXT, logitsOf(TEXT, { 1: 4, 4: 2 }, { 3: 3, 5: 2 }, 1))).toEqual([
        ['Lê Văn Tám', 6],
        ['41 tuổi', 3],
        [expect.any(String), expect.any(Number)],
      ]);
    });

    test('are without the marks that belong to the sentence, and keep those of their own', () => {
      const best = (begin: number, end: number) =>
        decoded(TEXT, logitsOf(TEXT, { [begin]: 9 }, { [end]: 9 }))[0]?.[0];
      expect(best(1, 3)).toBe('Lê Văn Tám');
      expect(best(7, 7)).toBe('tặng');
      expect(best(6, 7)).toBe('trao (tặng)');
      expect(best(8, 8)).toBe('bằng');
      expect(best(8, 9)).toBe('“bằng khen”');
      expect(best(11, 12)).toBe('9 người');
    });

    test('never lie in two paragraphs', () => {
      const text = 'Trụ sở ở Huế.\n\nGiám đốc là bà Lan.';
      const [best] = decoded(text, logitsOf(text, { 3: 9 }, { 8: 9, 3: 1 }));
      expect(best?.[0]).toBe('Huế');
    });

    test('never end before they begin, and are not longer than an answer may be', () => {
      const text = Array.from({ length: 100 }, (_, at) => `từ${at}`).join(' ');
      for (const [span] of decoded(text, logitsOf(text, { 90: 9, 0: 8 }, { 2: 9, 99: 8 }))) {
        expect(String(span).split(' ').length).toBeLessThanOrEqual(60);
      }
    });
  });

  test('every span lies in the text at the bounds of words, and no two overlap, whatever the logits', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '“',
        '”',
        '(',
        ')',
        '…',
        '.',
        ',',
        '–',
        '\n\n',
        'Hà',
        'Nội',
        '17/10',
        '3,5%',
        '🙂',
        '"a"',
      ),
      fc.string({ maxLength: 6 }),
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(' '));
    const logit = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(text, fc.infiniteStream(logit), (given, stream) => {
        const words = wordsOf(given);
        const values = () => words.map(() => Number(stream.next().value));
        const spans = decodeSpans(given, words, { begin: values(), end: values(), none: 0 });
        let last = Infinity;
        for (const { start, end, margin } of spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(given.length);
          const within = given.slice(start, end);
          expect(within).toBe(within.trim());
          expect(within).not.toContain('\n');
          // Only marks are left out of a word, never letters or digits.
          expect(given.slice(0, start)).not.toMatch(/[\p{L}\p{N}]$/u);
          expect(given.slice(end)).not.toMatch(/^[\p{L}\p{N}]/u);
          expect(margin).toBeLessThanOrEqual(last);
          last = margin;
        }
        const sorted = [...spans].sort((a, b) => a.start - b.start);
        sorted.slice(1).forEach((span, at) => {
          expect(span.start).toBeGreaterThanOrEqual(sorted[at]?.end ?? 0);
        });
      }),
    );
  });
});
