import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vietnameseLexicon } from './lexicon.js';
import { isUnitBefore, numberedUnitsIn, shortUnitAt, UNITS } from './units.js';
import { tokenize } from './vietnamese.js';

const lexicon = vietnameseLexicon();

const shortUnitsIn = (text: string) => {
  const tokens = tokenize(text);
  return tokens.flatMap((_, at) => {
    const unit = shortUnitAt(text, tokens, at, lexicon);
    return unit === null ? [] : [[text.slice(unit.start, unit.end), ...unit.forms]];
  });
};

describe('a unit is read by its letters', () => {
  test.each([
    ['before its number', 'ở Q.1', [['Q.', 'quận']]],
    ['with a blank', 'ở P. 5', [['P.', 'phường']]],
    [
      'glued to its number',
      'ở q7 và P12',
      [
        ['q7', 'quận 7'],
        ['P12', 'phường 12'],
      ],
    ],
    ['before its name', 'UBND H. Bát Xát', [['H.', 'huyện']]],
    [
      'glued to its name',
      'TX.Sa Pa, Q.Gò Vấp',
      [
        ['TX.', 'thị xã'],
        ['Q.', 'quận'],
      ],
    ],
    ['that stand for several', 'T. Hà Giang', [['T.', 'tỉnh', 'thôn']]],
    ['without capitals', 'h. bat xat', [['h.', 'huyện']]],
    ['of two letters, without a full stop', 'TT Phố Ràng', [['TT', 'thị trấn', 'trung tâm']]],
    [
      'two in a row',
      'P.5, Q.1',
      [
        ['P.', 'phường'],
        ['Q.', 'quận'],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(shortUnitsIn(text)).toEqual(expected);
  });

  test.each([
    'Đinh T. Hà',
    'J.P. Morgan',
    'lúc 6 h. Hà Nội mưa',
    'Q1/2031',
    'Q.1/2031',
    'vitamin E',
    'Bệnh viện K',
    'số 12-KH/TU',
    'H5N1',
    'đi 5 h',
  ])('but not in %j', (text) => {
    expect(shortUnitsIn(text)).toEqual([]);
  });
});

test('numbered units are the same however they are written', () => {
  const unitArbitrary = fc.constantFrom(...UNITS.filter(({ isNumbered }) => isNumbered));
  fc.assert(
    fc.property(unitArbitrary, fc.integer({ min: 1, max: 99 }), ({ inFull, short }, number) => {
      const capital = short.toUpperCase();
      for (const written of [
        inFull,
        `${capital}.`,
        `${capital}. `,
        capital,
        short,
        `${inFull.toUpperCase()} `,
      ]) {
        const blank = written === inFull ? ' ' : '';
        const [unit, ...others] = numberedUnitsIn(tokenize(`ở ${written}${blank}${number}, có`), true);
        expect(unit).toMatchObject({ kind: short, number: `${number}` });
        expect(others).toEqual([]);
      }
    }),
  );
});

test('a numbered unit is none in another clause', () => {
  expect(numberedUnitsIn(tokenize('Mỗi quận, 5 phường: năm 2031'), true)).toEqual([]);
});

test.each([
  ['Q.1', true],
  ['H. Bát', true],
  ['tx.Sa', true],
  ['đi. Họ', false],
  ['Q, 1', false],
  ['Q.  1', false],
])('the first word of %j is a unit of the second: %s', (text, expected) => {
  const [unit, next] = tokenize(text);
  expect(unit && next && isUnitBefore(text, unit, next.start)).toBe(expected);
});
