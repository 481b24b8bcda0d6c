import { expect, test } from 'vitest';
import { aliases } from './gazetteer.js';
import { canonical } from './vietnamese.js';

test.each([
  ['bac ho', ['hồ', 'chí', 'minh']],
  ['thu do', ['hà', 'nội']],
  ['ha noi', ['thủ', 'đô']],
  ['tay do', ['cần', 'thơ']],
])('%s is called by another name as well', (name, other) => {
  expect(aliases(name).map(({ accented }) => accented)).toContainEqual(other.map(canonical));
});

test('another name has as many syllables with diacritics as without, and is as likely as can be', () => {
  for (const { accented, folded, likelihood } of aliases('bac ho')) {
    expect(folded).toEqual(['ho', 'chi', 'minh']);
    expect(accented).toHaveLength(folded.length);
    expect(likelihood).toBe(1);
  }
});

test.each(['hon may', 'bac', '', 'constructor'])('%j has no other name', (name) => {
  expect(aliases(name)).toEqual([]);
});
