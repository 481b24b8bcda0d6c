import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import { Dictionary } from '../../language/dictionary.js';
import { partsOf, tablesOf } from './keyword-parts.js';
import { lexicalTables } from './keyword-tables.js';
import { LexicalIndex } from './lexical-index.js';
import { Lexicon } from '../../language/lexicon.js';
import { analyseQuestion } from '../query/question.js';

const LANGUAGES = {
  lexicon: new Lexicon('#documents\t1000\nsông\t200\t10\n'),
  dictionary: new Dictionary(''),
};
const ARTICLE = fakeArticle('a.md', 'Hội đua thuyền', [
  'Bến Sông Trăng mở hội.',
  'Đội kèn đến chơi ở Hà Nội.',
]);
const PASSAGES = cutParagraphs(ARTICLE);
const COUNTS = { passages: PASSAGES.length, articles: 1 };
const TABLES = lexicalTables(PASSAGES, () => ARTICLE, LANGUAGES.lexicon);
const PARTS = partsOf(TABLES);
/** Places in {@link PARTS}. */
const [PAIR_SLOTS, FOLDED_SLOTS, STARTS] = [3, 4, [6, 10, 14]] as const;

test('tables are read as they were', () => {
  expect(tablesOf(PARTS, COUNTS)).toEqual(TABLES);
});

describe('no tables are read', () => {
  test.each([...PARTS.keys()])('of parts of which number %i is too short', (short) => {
    const spellings = Buffer.from(PARTS[0] ?? []).toString('utf16le');
    // Any other number of letters would be some spelling, too.
    const cut = short === 0 ? 2 * (spellings.length - spellings.lastIndexOf('\n')) : 4;
    const parts = PARTS.map((part, at) => (at === short ? part.subarray(0, -cut) : part));
    expect(tablesOf(parts, COUNTS)).toBeNull();
  });

  test('of parts of which the last is missing, or all', () => {
    expect(tablesOf(PARTS.slice(0, -1), COUNTS)).toBeNull();
    expect(tablesOf([], COUNTS)).toBeNull();
  });

  test.each([
    ['more passages', { ...COUNTS, passages: PASSAGES.length + 1 }],
    ['more articles', { ...COUNTS, articles: 2 }],
  ])('of an index of %s', (_, counts) => {
    expect(tablesOf(PARTS, counts)).toBeNull();
  });

  test.each([
    ['that are all taken', (slots: Uint8Array) => new Uint8Array(slots.length)],
    ['that are as many as no hash table has', (slots: Uint8Array) => slots.subarray(0, -4)],
    ['that are none', () => new Uint8Array()],
  ])('of slots %s', (_, spoilt) => {
    for (const slots of [PAIR_SLOTS, FOLDED_SLOTS]) {
      const parts = PARTS.map((part, at) => (at === slots ? spoilt(part) : part));
      expect(tablesOf(parts, COUNTS)).toBeNull();
    }
  });
});

test('numbers that make no sense in lists of the right lengths make no search fail or go on for ever', () => {
  const isSpoilt = (at: number) => at > 0 && STARTS.every((starts) => starts !== at);
  const numberArbitrary = fc.oneof(fc.nat(20), fc.integer(), fc.constant(-1));
  fc.assert(
    fc.property(fc.array(numberArbitrary, { minLength: 50, maxLength: 100 }), (numbers) => {
      let used = 0;
      const parts = PARTS.map((part, at) => {
        if (!isSpoilt(at)) return part;
        const words = Int32Array.from(
          { length: Math.ceil(part.length / 4) },
          () => numbers[used++ % numbers.length] ?? 0,
        );
        if (at === PAIR_SLOTS || at === FOLDED_SLOTS) words[0] = -1;
        return new Uint8Array(words.buffer).subarray(0, part.length);
      });
      const tables = tablesOf(parts, COUNTS) ?? expect.unreachable('lists of the right lengths');
      const index = new LexicalIndex(PASSAGES, () => ARTICLE, LANGUAGES.lexicon, undefined, tables);
      for (const question of ['Bến Sông Trăng', 'hanoi', 'thuyềm', 'ha noi']) {
        expect(index.search(analyseQuestion(question, LANGUAGES), 10, () => true).length).toBeLessThan(3);
      }
    }),
  );
});
