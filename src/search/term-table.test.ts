import { describe, expect, test } from 'vitest';
import { TermTable } from './term-table.js';
import { canonical } from './vietnamese.js';

const table = new TermTable();
const listed = [...table.add('Sông Hàn, sông Hân. Hanoi Hà Nội'), ...table.add('hà nội')];
const distinct = new Set(listed);
const pair = (left: string, right: string) => table.accentedPair(canonical(left), canonical(right));

describe('a text is listed under', () => {
  test.each([
    ['its syllables', table.accented(canonical('hàn'))],
    ['its syllables without diacritics', table.folded('han')],
    ['neighbouring syllables', pair('sông', 'hàn')],
    ['neighbouring syllables written as one', table.folded('songhan')],
  ])('%s', (_, term) => {
    expect(distinct).toContain(term);
  });

  test('each term as often as it stands there', () => {
    const times = (term: number | undefined) => listed.filter((other) => other === term).length;
    expect(times(table.folded('song'))).toBe(2);
    expect(times(table.folded('songhan'))).toBe(2);
    expect(times(pair('sông', 'hàn'))).toBe(1);
    expect(times(pair('hà', 'nội'))).toBe(2);
    expect(times(table.folded('hanoi'))).toBe(3);
  });
});

test('the terms are numbered from 0 without a gap, across texts', () => {
  expect([...distinct].sort((a, b) => a - b)).toEqual([...Array(table.size).keys()]);
});

test('an accented term is no folded one, even of a word without diacritics', () => {
  expect(table.accented('hanoi')).toBeDefined();
  expect(table.accented('hanoi')).not.toBe(table.folded('hanoi'));
});

test.each([
  ['a syllable of no text', table.accented('núi')],
  ['a folded one of no text', table.folded('nui')],
  ['a pair with a comma between', pair('hàn', 'sông')],
  ['such a pair written as one', table.folded('hansong')],
  ['a pair of a syllable of no text', pair('sông', 'núi')],
])('%s has no number', (_, term) => {
  expect(term).toBeUndefined();
});
