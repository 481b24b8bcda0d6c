import { expect, test } from 'vitest';
import { TermTable } from './term-table.js';
import { canonical } from './vietnamese.js';

const table = new TermTable();
const listed = [...table.add('Sông Hàn, sông Hân. Hanoi Hà Nội'), ...table.add('hà nội')];
const distinct = new Set(listed);
const pair = (left: string, right: string) => table.accentedPair(canonical(left), canonical(right));

/** How often the texts are listed under what a term stands for. */
const times = (term: number | undefined) =>
  listed.filter((other) => term !== undefined && table.variants(term).includes(other)).length;

test.each([
  ['a syllable', table.accented(canonical('hàn')), 1],
  ['a syllable without diacritics, however it is spelled', table.folded('song'), 2],
  ['two neighbouring ones', pair('sông', 'hàn'), 1],
  ['two neighbouring ones, in several texts', pair('hà', 'nội'), 2],
  ['two neighbouring ones written as one', table.folded('songhan'), 2],
  ['two that are a word as often as they are one', table.folded('hanoi'), 3],
])('a text is found by %s, as often as it stands there', (_, term, expected) => {
  expect(times(term)).toBe(expected);
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
