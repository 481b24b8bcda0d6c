import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { untrustedText } from '../../../test/support/untrusted-text.js';
import { printable } from '../../lib/printable.js';
import { fitLine, splitToFit } from './fit-text.js';
import { bold, escaped, escapedLine, marked } from './markup.js';

const escapedSize = (line: string) => escapedLine(line).length;
/** Half of a surrogate pair without the other. */
const TORN = /\p{Cs}/u;

describe('fitLine', () => {
  it.each([
    ['leaves what fits', 'Hội nghị\nlần thứ nhất', 20, 'Hội nghị lần thứ…'],
    ['makes one line', ' Hội  nghị\n lần ', 20, 'Hội nghị lần'],
    ['takes what fits exactly', 'Hội nghị', 8, 'Hội nghị'],
    ['cuts after a word', 'Hội nghị lần thứ', 13, 'Hội nghị lần…'],
    ['takes a comma off the cut', 'Hội nghị, lần thứ', 12, 'Hội nghị…'],
    ['cuts within a long word', 'a bcdefghijklmnop', 8, 'a bcdef…'],
    ['keeps emoji whole', 'ab👩🏽cd', 6, 'ab…'],
    ['keeps emoji', 'ab👩🏽cde', 7, 'ab👩🏽…'],
    ['has no room for more than dots', 'Hội nghị', 1, '…'],
    ['has no room at all', 'Hội nghị', 0, ''],
  ])('%s', (_, text, max, expected) => {
    expect(fitLine(text, max)).toBe(expected);
  });

  it('counts what the line takes once it is rendered', () => {
    expect(fitLine('*** *** ***', 14, escapedSize)).toBe('*** ***…');
    expect(escapedSize('*** ***…')).toBe(14);
  });

  it('never goes over, nor tears a character', () => {
    fc.assert(
      fc.property(untrustedText, fc.nat({ max: 40 }), (text, max) => {
        expect(fitLine(text, max).length).toBeLessThanOrEqual(max);
        expect(escapedSize(fitLine(text, max, escapedSize))).toBeLessThanOrEqual(max);
        expect(fitLine(text, max)).not.toMatch(TORN);
      }),
    );
  });
});

describe('splitToFit', () => {
  const texts = (text: string, max: number) =>
    splitToFit(text, max, escaped).map(({ markup }) => markup.source);

  it('leaves a short text whole, without the blanks around it', () => {
    expect(splitToFit('\n Một câu. \n', 100, escaped)).toEqual([
      { start: 2, end: 10, markup: escaped('Một câu.') },
    ]);
    expect(splitToFit(' \n ', 100, escaped)).toEqual([]);
  });

  it('cuts between paragraphs first', () => {
    expect(texts('Đoạn một dài.\n\nĐoạn hai. Câu nữa.', 30)).toEqual(['Đoạn một dài.', 'Đoạn hai. Câu nữa.']);
  });

  it('cuts between sentences where a paragraph would leave a piece nearly empty', () => {
    expect(texts('Một.\n\nĐây là câu thứ hai của bài. Đây là câu cuối.', 40)).toEqual([
      'Một.\n\nĐây là câu thứ hai của bài.',
      'Đây là câu cuối.',
    ]);
  });

  it('cuts a sentence only where it does not fit alone, after a word', () => {
    expect(texts('Ngắn. Câu này thì dài hơn chỗ có. Hết.', 20)).toEqual([
      'Ngắn.',
      'Câu này thì dài hơn',
      'chỗ có. Hết.',
    ]);
  });

  it('cuts a word only where it does not fit alone, after a character', () => {
    expect(texts('ab👍🏽👍🏽cd', 6)).toEqual(['ab👍🏽', '👍🏽cd']);
  });

  it('measures pieces as they are rendered, their emphasis included', () => {
    const text = 'a_b c_d e_f';
    const spans = [{ start: 0, end: 11 }];
    const pieces = splitToFit(text, 8, (piece, { start }) =>
      marked(
        piece,
        spans.map((span) => ({ start: span.start - start, end: span.end - start })),
        bold,
      ),
    );
    expect(pieces.map(({ markup }) => markup.source)).toEqual(['**a\\_b**', '**c\\_d**', '**e\\_f**']);
    expect(pieces.map(({ start, end }) => text.slice(start, end))).toEqual(['a_b', 'c_d', 'e_f']);
  });

  it('makes one piece of a character that alone is too long', () => {
    expect(texts('**', 1)).toEqual(['\\*', '\\*']);
  });

  it('gets through a text of nothing but marks', () => {
    expect(texts(`a${'\u0301\u0302'.repeat(5_000)}`, 2_000).length).toBeLessThan(10);
  });

  it('keeps every character but blanks, in order, within the limit', () => {
    fc.assert(
      fc.property(untrustedText.map(printable), fc.integer({ min: 20, max: 60 }), (text, max) => {
        const pieces = splitToFit(text, max, escaped);
        expect(
          pieces
            .map(({ start, end }) => text.slice(start, end))
            .join('')
            .replace(/\s/gu, ''),
        ).toBe(text.replace(/\s/gu, ''));
        for (const [at, { start, end, markup }] of pieces.entries()) {
          expect(start).toBeGreaterThanOrEqual(pieces[at - 1]?.end ?? 0);
          expect(markup.length).toBeLessThanOrEqual(max);
          expect(markup).toEqual(escaped(text.slice(start, end)));
          expect(text.slice(start, end)).toMatch(/^\S(?:[^]*\S)?$/u);
          expect(text.slice(start, end)).not.toMatch(TORN);
        }
      }),
      { numRuns: 500 },
    );
  });
});
