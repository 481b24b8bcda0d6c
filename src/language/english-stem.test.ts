import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { englishStem } from './english-stem.js';

describe('englishStem', () => {
  test.each([
    ['office', 'offices'],
    ['party', 'parties'],
    ['class', 'classes'],
    ['box', 'boxes'],
    ['branch', 'branches'],
    ['address', 'addresses'],
    ['award', 'awarded'],
    ['award', 'awarding'],
    ['donate', 'donated'],
    ['donate', 'donating'],
    ['stop', 'stopped'],
    ['plan', 'planning'],
    ['call', 'called'],
    ['pass', 'passing'],
    ['agree', 'agreed'],
    ['celebrate', 'celebrates'],
  ])('joins %s and %s', (a, b) => {
    expect(englishStem(a)).toBe(englishStem(b));
  });

  test.each([
    ['party', 'part'],
    ['war', 'ware'],
    ['sing', 'sin'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(englishStem(a)).not.toBe(englishStem(b));
  });

  test.each(['', 'is', 'gas', 'congress', 'status', 'king', 'string', 'need', '2019', 'thủ', 'Offices'])(
    'leaves %j as it is',
    (word) => {
      expect(englishStem(word)).toBe(word);
    },
  );

  test('shortens any word or leaves it, but not to a single letter', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,9}(?:s|es|ies|ed|ing|e)?$/u), (word) => {
        const stem = englishStem(word);
        expect(stem.length).toBeGreaterThanOrEqual(2);
        expect(stem.length).toBeLessThanOrEqual(word.length);
      }),
    );
  });
});
