import { expect, test, describe } from 'vitest';
import { Dictionary, englishStem } from './dictionary.js';
import { canonical } from './vietnamese.js';
import fc from 'fast-check';

const dictionary = new Dictionary('offic\tvăn phòng=60\tcơ quan=15\naward\ttrao=50\nbare\n');

test('gives the translations of a word, likeliest first', () => {
  expect(dictionary.translate('office')).toEqual([
    { accented: ['văn', 'phòng'].map(canonical), folded: ['van', 'phong'], likelihood: 1 },
    { accented: ['cơ', 'quan'].map(canonical), folded: ['co', 'quan'], likelihood: 0.25 },
  ]);
});

test.each(['office', 'offices', 'Offices', 'OFFICE'])('finds a word in any of its forms: %s', (word) => {
  expect(dictionary.translate(word).map(({ folded }) => folded.join(' '))).toEqual(['van phong', 'co quan']);
});

test('gives the same answer when it is asked again', () => {
  expect(dictionary.translate('awarded')).toBe(dictionary.translate('awards'));
});

test.each([
  ['a word that is not listed', 'Tolkien'],
  ['a listed word without translations', 'bare'],
  ['a name that objects have as a property', 'constructor'],
  ['nothing', ''],
])('knows no translation of %s', (_, word) => {
  expect(dictionary.translate(word)).toEqual([]);
});

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
