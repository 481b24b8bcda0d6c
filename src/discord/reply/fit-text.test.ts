import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodesOf, textIn, typesIn } from '../../../test/support/discord-markdown.js';
import { untrustedText } from '../../../test/support/untrusted-text.js';
import { printable } from '../../lib/printable.js';
import { cutMarkdown, fitLine, splitToFit } from './fit-text.js';
import { bold, escaped, escapedLine, joined, link, marked } from './markup.js';

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

describe('cutMarkdown', () => {
  it.each([
    ['leaves what fits', '**a** b', 7, '**a** b'],
    ['ends with dots', 'một hai ba', 9, 'một ha…'],
    ['does not cut an escape', '\\*\\*\\*\\*', 7, '\\*\\*…'],
    ['ends bold', '**một hai**', 10, '**một h**…'],
    ['leaves out bold that holds nothing', 'một **hai**', 9, 'một…'],
    ['leaves a link out whole', 'a [b](<https://example.com>) c', 25, 'a…'],
    ['has no room', 'một', 2, ''],
  ])('%s', (_, markdown, max, expected) => {
    expect(cutMarkdown(markdown, max)).toBe(expected);
  });

  it('leaves a beginning of the same text, with nothing but the same markup', () => {
    const parts = fc.array(
      fc.oneof(
        untrustedText.map(escaped),
        untrustedText.map((text) => bold(escaped(text))),
        untrustedText.map((text) => marked(text, [{ start: 1, end: 5 }], bold)),
        untrustedText.map((text) => link(text, 'https://example.com/a') ?? escaped('')),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(parts, fc.nat({ max: 120 }), (markups, max) => {
        const { source } = joined(markups, ' ');
        const cut = cutMarkdown(source, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        const allowed = new Set(typesIn(nodesOf(source)));
        expect(typesIn(nodesOf(cut)).filter((type) => !allowed.has(type))).toEqual([]);
        if (cut === source) return;
        expect(textIn(nodesOf(source)).startsWith(textIn(nodesOf(cut)).replace(/…$/u, ''))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
