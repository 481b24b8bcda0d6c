import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TermTable, TermTableBuilder } from './term-table.js';
import { canonical, tokenize } from '../../language/vietnamese.js';

const builder = new TermTableBuilder();
const listed = [...builder.add('Sông Hàn, sông Hân. Hanoi Hà Nội'), ...builder.add('hà nội')];
const table = new TermTable(builder.lists());
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

test.each([
  ['Q.1', 'q', '1'],
  ['UBND H. Bát Xát', 'h', 'bát'],
])('a unit in %j is a pair with its name', (text, left, right) => {
  const building = new TermTableBuilder();
  building.add(text);
  const terms = new TermTable(building.lists());
  expect(terms.accentedPair(canonical(left), canonical(right))).toBeDefined();
});

test('the terms are numbered from 0 without a gap, across texts', () => {
  expect([...distinct].sort((a, b) => a - b)).toEqual([...Array(builder.size).keys()]);
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

test('a text is found by every word and pair in it, as by a Map, however many there are', () => {
  // Few letters, so that many words are the same when folded, or two of them the same as one; more words than there is room for
  // at first.
  const wordArbitrary = fc
    .array(fc.constantFrom('a', 'á', 'ã', 'b', 'đ', 'd', 'e', 'ê'), { minLength: 1, maxLength: 5 })
    .map((letters) => letters.join(''));
  const textsArbitrary = fc.array(fc.array(wordArbitrary, { minLength: 400, maxLength: 400 }), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(textsArbitrary, wordArbitrary, (texts, absent) => {
      const building = new TermTableBuilder();
      const numbers = texts.flatMap((words) => [...building.add(words.join(' '))]);
      expect(building.size).toBeGreaterThan(1 << 10);
      const found = new TermTable(building.lists());
      const tokens = texts.map((words) => tokenize(words.join(' ')));
      const pairs = tokens.flatMap((words) =>
        words.slice(1).map((right, at) => [words[at] ?? right, right] as const),
      );

      const byFolded = new Map<string, Set<number>>();
      const meet = (folded: string, term: number | undefined) => {
        expect(term).toBeGreaterThanOrEqual(0);
        byFolded.set(folded, (byFolded.get(folded) ?? new Set()).add(term ?? -1));
      };
      for (const { accented, folded } of tokens.flat()) meet(folded, found.accented(accented));
      for (const [left, right] of pairs) {
        meet(left.folded + right.folded, found.accentedPair(left.accented, right.accented));
      }
      for (const [folded, terms] of byFolded) {
        const variants = found.variants(found.folded(folded) ?? 0);
        expect(variants).toEqual([...terms].sort((a, b) => a - b));
      }
      expect(new Set([...byFolded.values()].flatMap((terms) => [...terms]))).toEqual(new Set(numbers));
      if (!byFolded.has(absent)) expect(found.folded(absent)).toBeUndefined();
    }),
    { numRuns: 10 },
  );
});
