import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodesOf, textIn, typesIn } from '../../../test/support/discord-markdown.js';
import { untrustedText } from '../../../test/support/untrusted-text.js';
import { cutMarkdown } from './cut-markdown.js';
import { bold, escaped, joined, link, marked } from './markup.js';

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
