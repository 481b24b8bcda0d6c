import { expect, test, describe } from 'vitest';
import {
  canonical,
  comparable,
  foldDiacritics,
  hasDiacritics,
  tokenize,
  wordingOf,
  isVietnameseSyllable,
} from './vietnamese.js';
import fc from 'fast-check';

test.each([
  ['Đường Ðảng đ ð', 'duong dang d d'],
  ['uỷ ủy HOÀ hòa', 'uy uy hoa hoa'],
  ['Vie\u0323\u0302t Nam 2020', 'viet nam 2020'],
])('folds %s', (text, folded) => {
  expect(foldDiacritics(text)).toBe(folded);
});

/** Vietnamese letters and what surrounds them, besides arbitrary characters. */
const textArbitrary = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Kỷ',
        'uỷ',
        'ủy',
        'hoà',
        'Đ',
        'đ',
        'Ư',
        '07',
        '94th',
        ' ',
        '\n',
        ', ',
        '❤️',
        '\u0301',
        '\u0323',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
  )
  .map((parts) => parts.join(''));

describe('foldDiacritics', () => {
  test.each([
    ['tones and vowel signs', 'Thủ tướng', 'thu tuong'],
    ['đ, which Unicode does not decompose', 'Đường đời', 'duong doi'],
    ['decomposed letters', 'Thủ tướng'.normalize('NFD'), 'thu tuong'],
    ['accents of other languages', 'Señor Müller', 'senor muller'],
    ['nothing of a plain text', 'no. 5', 'no. 5'],
  ])('removes %s', (_, text, expected) => {
    expect(foldDiacritics(text)).toBe(expected);
  });
});

describe('canonical', () => {
  test.each([
    ['uỷ', 'ủy'],
    ['hoà', 'hòa'],
    ['thuý', 'thúy'],
    ['khoẻ', 'khỏe'],
    ['kỷ', 'kỉ'],
    ['Mỹ', 'Mĩ'],
    ['lý', 'lí'],
    ['quý', 'quí'],
    ['ĐƯỜNG', 'đường'],
    ['tướng', 'tướng'.normalize('NFD')],
  ])('takes %s and %s for the same syllable', (a, b) => {
    expect(canonical(a)).toBe(canonical(b));
  });

  test.each([
    ['dương', 'đường'],
    ['má', 'mà'],
    ['thúy', 'thúi'],
    ['tay', 'tai'],
    ['quỳ', 'quý'],
    ['hoá', 'hóa\u0323'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(canonical(a)).not.toBe(canonical(b));
  });
});

describe('hasDiacritics', () => {
  test.each(['Thủ tướng', 'đi', 'ĐI', 'ư', 'á'.normalize('NFD')])('is true of %j', (text) => {
    expect(hasDiacritics(text)).toBe(true);
  });

  test.each(['', 'thu tuong', 'THU TUONG?', 'khi nao vay ❤️', '1️⃣ ai', 'Müller', '日本が'])(
    'is false of %j',
    (text) => {
      expect(hasDiacritics(text)).toBe(false);
    },
  );
});

describe('tokenize', () => {
  test('gives each syllable with its place', () => {
    expect(tokenize('Đại hội, 07')).toEqual([
      { accented: canonical('đại'), folded: 'dai', start: 0, end: 3, afterBreak: false },
      { accented: canonical('hội'), folded: 'hoi', start: 4, end: 7, afterBreak: false },
      { accented: '7', folded: '7', start: 9, end: 11, afterBreak: true },
    ]);
  });

  test.each([
    ['letters with combining marks', 'ủy ban'.normalize('NFD'), ['uy', 'ban']],
    ['the one spelling of y', 'Kỷ KỈ Mỹ', ['ki', 'ki', 'mi']],
    ['dates in parts', '07-10-2019', ['7', '10', '2019']],
    ['numbers without leading zeros', '0 00 007', ['0', '0', '7']],
    ['English ordinals as numbers', '94th 1st 2ND 3rd', ['94', '1', '2', '3']],
    ['numbers with other letters whole', '12A4 5thang', ['12a4', '5thang']],
    ['nothing for an emoji and its selector', 'vui ❤️ quá', ['vui', 'qua']],
    ['nothing for a text without words', ' … – ', []],
  ])('gives %s', (_, text, folded) => {
    expect(tokenize(text).map((token) => token.folded)).toEqual(folded);
  });

  test.each([
    ['blanks and line breaks', 'a \n b', false],
    ['a comma', 'a, b', true],
    ['a dash without blanks', 'a-b', true],
  ])('tells whether more than blanks stand before a word: %s', (_, text, afterBreak) => {
    expect(tokenize(text)[1]?.afterBreak).toBe(afterBreak);
  });
});

test('comparable is equal for two spellings of the same words, and only then', () => {
  expect(comparable('Thành uỷ,  Hoà Bình')).toBe(comparable('thành ủy (HÒA BÌNH)'));
  expect(comparable('hòa bình')).not.toBe(comparable('hoa binh'));
});

describe('for any text', () => {
  test.each([
    ['foldDiacritics', foldDiacritics],
    ['canonical', canonical],
  ])('%s is idempotent', (_, spell) => {
    fc.assert(
      fc.property(textArbitrary, (text) => {
        expect(spell(spell(text))).toBe(spell(text));
      }),
    );
  });

  test('canonical and foldDiacritics do not depend on how characters are composed', () => {
    fc.assert(
      fc.property(textArbitrary, (text) => {
        expect(canonical(text.normalize('NFD'))).toBe(canonical(text.normalize('NFC')));
        expect(foldDiacritics(text.normalize('NFD'))).toBe(foldDiacritics(text.normalize('NFC')));
      }),
    );
  });

  test('tokens are the runs of letters, digits and marks that a mark does not begin', () => {
    fc.assert(
      fc.property(textArbitrary, (text) => {
        const runs = [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu)];
        expect(tokenize(text).map(({ start, end }) => [start, end])).toEqual(
          runs.map((run) => [run.index, run.index + run[0].length]),
        );
      }),
    );
  });

  test("a word's folded spelling follows from its accented one", () => {
    fc.assert(
      fc.property(textArbitrary, (text) => {
        for (const { accented, folded } of tokenize(text)) {
          expect(canonical(folded)).toBe(canonical(foldDiacritics(accented)));
        }
      }),
    );
  });

  test('tokens stand in order, leave out no letter or digit and are what their place holds', () => {
    fc.assert(
      fc.property(textArbitrary, (text) => {
        let covered = 0;
        for (const { accented, folded, start, end } of tokenize(text)) {
          expect(text.slice(covered, start)).not.toMatch(/[\p{L}\p{N}]/u);
          expect(tokenize(text.slice(start, end))).toMatchObject([{ accented, folded, start: 0 }]);
          expect(folded).not.toBe('');
          expect(end).toBeGreaterThan(start);
          covered = end;
        }
        expect(text.slice(covered)).not.toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });
});

test('texts that differ in a letter, figure or sign differ in their wording', () => {
  const character = fc.constantFrom(...Array.from('aăâáà1259+-<>±%°#/*&=@$₫€²₂'));
  fc.assert(
    fc.property(
      character,
      character,
      fc.constantFrom('', ' '),
      fc.constantFrom('', ' '),
      (a, b, before, after) => {
        const text = (one: string) => `giá là 5${before}${one}${after}4 đồng`;
        expect(wordingOf(text(a)) === wordingOf(text(b))).toBe(a === b);
      },
    ),
  );
});

test.each(
  'a ý gì giếng giữa quỳnh quýt khuỷu ngoằn nghiêng thuở uỷ ủy yến xoong đường Đỗ kỳ nghề khó ghế NGƯỜI hòa hoà bí'.split(
    ' ',
  ),
)('%s is a Vietnamese syllable, in both Unicode forms', (word) => {
  expect(isVietnameseSyllable(word)).toBe(true);
  expect(isVietnameseSyllable(word.normalize('NFD'))).toBe(true);
});

test.each('ḥa été café für Málaga naïve Zoë más là̀ bòc mạch̀ ngi ưa1 ôtô đh x'.split(' '))(
  '%s is none',
  (word) => {
    expect(isVietnameseSyllable(word)).toBe(false);
  },
);
