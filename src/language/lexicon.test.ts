import { describe, expect, test } from 'vitest';
import { Lexicon } from './lexicon.js';
import { canonical } from './vietnamese.js';

const TABLE = `#documents	1000
và	1000	0
đà	200	90
đa	50	10
kỷ	100	0
nẵng	100	95
năng	300	5
hiếm	1	0
đà nẵng	80	100	90
đa năng	40	0	60
`;
const lexicon = new Lexicon(TABLE);

describe('Lexicon.knows', () => {
  test.each([
    ['a listed syllable', 'đà', true],
    ['another spelling of one', 'kỉ', true],
    ['one that other accents make', 'dà', false],
    ['a listed pair, which is no syllable', 'đà nẵng', false],
    ['the line of the number of documents', '#documents', false],
    ['nothing', '', false],
  ])('judges %s', (_, syllable, known) => {
    expect(lexicon.knows(canonical(syllable))).toBe(known);
  });
});

describe('Lexicon.rarity', () => {
  const rarity = (term: string, isFolded = false) =>
    lexicon.rarity(isFolded ? term : term.split(' ').map(canonical).join(' '), isFolded);

  test('is 0 for a syllable that is in every article', () => {
    expect(rarity('và')).toBe(0);
  });

  test.each(['xyz', 'hiếm', 'không có'])(
    'is 1 for %s, which is in fewer articles than the table can tell',
    (term) => {
      expect(rarity(term)).toBe(1);
    },
  );

  test('grows with the logarithm of how few articles hold the syllable', () => {
    expect(rarity('nẵng')).toBeCloseTo(Math.log(1000 / 100) / Math.log(1000 / 4), 10);
    expect(rarity('đa')).toBeGreaterThan(rarity('đà'));
  });

  test('counts syllables that only accents tell apart together when they are folded', () => {
    expect(rarity('da', true)).toBeCloseTo(Math.log(1000 / 250) / Math.log(1000 / 4), 10);
  });

  test('is that of the pair for a pair', () => {
    expect(rarity('đà nẵng')).toBeCloseTo(Math.log(1000 / 80) / Math.log(1000 / 4), 10);
  });

  test('never falls below 0 where folded counts sum up to more than all articles', () => {
    const crowded = new Lexicon('#documents\t100\nmà\t80\t0\nmá\t80\t0\n');
    expect(crowded.rarity('ma', true)).toBe(0);
  });
});

describe('Lexicon.pair', () => {
  test('tells how strongly two syllables belong together and whether they are a name', () => {
    expect(lexicon.pair(`${canonical('đà')} ${canonical('nẵng')}`, false)).toEqual({
      documents: 80,
      association: 0.9,
      named: 1,
    });
  });

  test('takes the commoner and the stronger of pairs that only accents tell apart', () => {
    expect(lexicon.pair('da nang', true)).toEqual({ documents: 120, association: 0.9, named: 1 });
  });

  test('knows nothing of a pair that is not listed', () => {
    expect(lexicon.pair('da da', true)).toBeUndefined();
  });
});

describe('Lexicon.syllableNamed', () => {
  test.each([
    ['a listed syllable', canonical('nẵng'), false, 0.95],
    ['the commoner of those that only accents tell apart', 'nang', true, 0.05],
    ['one that is not listed', 'xyz', false, 0],
  ])('is the share of capitalised uses of %s', (_, syllable, isFolded, share) => {
    expect(lexicon.syllableNamed(syllable, isFolded)).toBeCloseTo(share, 10);
  });
});
