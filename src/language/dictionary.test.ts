import { expect, test } from 'vitest';
import { Dictionary } from './dictionary.js';
import { canonical } from './vietnamese.js';

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
