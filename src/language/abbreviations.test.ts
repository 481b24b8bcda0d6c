import { describe, expect, test } from 'vitest';
import { shortFormsIn, standardForms, decodeTelex } from './abbreviations.js';
import { Lexicon } from './lexicon.js';
import fc from 'fast-check';
import { vietnameseLexicon } from './lexicon.js';
import { canonical, tokenize } from './vietnamese.js';

const KNOWN = 'thành được nhiều từ tư tú hồng biệt chị nội vụ the nhất tập vú';
const lexicon = new Lexicon(`#documents\t1000\n${KNOWN.split(' ').join('\t100\t0\n')}\t100\t0\n`);

describe('standardForms writes out', () => {
  test.each([
    ['a chat spelling', 'ko', ['không']],
    ['one that folds to a listed spelling', 'nviên', ['nhân viên']],
    ['one with a letter of its own', 'đc', ['được']],
    ['an abbreviation', 'cntt', ['công nghệ thông tin']],
    ['an abbreviation in capitals', 'UBND', ['ủy ban nhân dân']],
    [
      'an abbreviation that stands for several things, the likeliest first',
      'TU',
      ['thành ủy', 'tỉnh ủy', 'thị ủy'],
    ],
    ['drawn-out letters within a word', 'nhiềuuuu', ['nhiều']],
    ['two letters at its end', 'chịị', ['chị']],
    ['Telex keystrokes', 'thafnh', ['thành']],
    ['Telex keystrokes in any case', 'DDuwowcj', ['được']],
    ['decomposed letters', 'ròi'.normalize('NFD'), ['rồi']],
  ])('%s', (_, word, forms) => {
    expect(standardForms(word, lexicon)).toEqual(forms);
  });
});

describe('standardForms leaves alone', () => {
  test.each([
    ['an ordinary word', 'nhất'],
    ['words whose bare letters are an abbreviation', 'từ'],
    ['a name whose bare letters are an abbreviation', 'Tú'],
    ['a word whose bare letters are a chat spelling', 'biệt'],
    ['a word typed without diacritics that is an abbreviation only in capitals', 'tu'],
    ['a word typed without diacritics', 'hong'],
    ['a word that the lexicon does not know', 'xyzzy'],
    ['a word that only looks like Telex', 'thes'],
    ['drawn-out letters of no known word', 'zzzz'],
    ['a number', '2000'],
    ['nothing', ''],
  ])('%s', (_, word) => {
    expect(standardForms(word, lexicon)).toEqual([]);
  });

  test('a word of the lexicon that could be Telex too', () => {
    const withThes = new Lexicon('#documents\t1000\nthes\t100\t0\nthé\t100\t0\n');
    expect(standardForms('thes', withThes)).toEqual([]);
  });

  test.each([
    'Từ năm 1930 đến nay, ông Tú có đầu tư đặc biệt gì cho sông Hồng?',
    'Tu nam 1930 den nay ai la Bi thu Thanh uy, va song Hong dai bao nhieu?',
  ])('every word of %j', (question) => {
    const words = question.match(/[\p{L}\p{N}]+/gu) ?? [];
    expect(words.filter((word) => standardForms(word, lexicon).length > 0)).toEqual([]);
  });
});

test.each([
  ['thafnh', 'thành'],
  ['thanhf', 'thành'],
  ['dduwowcj', 'được'],
  ['dduowcj', 'được'],
  ['nguwowif', 'người'],
  ['quyeets', 'quyết'],
  ['giaf', 'già'],
  ['gif', 'gì'],
  ['giuwxa', 'giữa'],
  ['hoaf', 'hòa'],
  ['thuyr', 'thủy'],
  ['ngoaif', 'ngoài'],
  ['muaf', 'mùa'],
  ['toans', 'toán'],
  ['quys', 'quý'],
  ['khuyur', 'khuỷu'],
  ['chuyeenj', 'chuyện'],
  ['ddi', 'đi'],
  ['as', 'á'],
])('reads the keys %s as %s', (keys, syllable) => {
  expect(decodeTelex(keys)).toBe(syllable);
});

test.each([
  ['no keystroke that changes a letter', 'thanh'],
  ['letters that already have a sign', 'thànhf'],
  ['capitals, which the caller lowers', 'Thafnh'],
  ['digits', 'tha2'],
  ['no vowel', 'ths'],
  ['no vowel but that of its onset', 'quf'],
  ['one letter', 'a'],
  ['more letters than a syllable has', 'a'.repeat(13)],
  ['nothing', ''],
])('makes nothing of %s', (_, keys) => {
  expect(decodeTelex(keys)).toBeNull();
});

const ONSETS = ['', 'b', 'đ', 'gh', 'kh', 'l', 'ngh', 'nh', 'ph', 'qu', 'th', 'tr', 'v'];
const RIMES = [
  'ai',
  'an',
  'ang',
  'ao',
  'âu',
  'ăng',
  'em',
  'ênh',
  'iên',
  'iêu',
  'oay',
  'ôi',
  'ong',
  'ươi',
  'ương',
  'uôn',
];
const TONES = { '': '', s: '\u0301', f: '\u0300', r: '\u0309', x: '\u0303', j: '\u0323' };
const KEYS: Readonly<Record<string, string>> = {
  â: 'aa',
  ê: 'ee',
  ô: 'oo',
  ă: 'aw',
  ơ: 'ow',
  ư: 'uw',
  đ: 'dd',
};

test('reads back any syllable that was typed with its tone at the end', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ONSETS),
      fc.constantFrom(...RIMES),
      fc.constantFrom(...Object.entries(TONES)),
      (onset, rime, [toneKey, tone]) => {
        const plain = onset + rime;
        const keys = plain.replace(/./gu, (letter) => KEYS[letter] ?? letter) + toneKey;
        const decoded = decodeTelex(keys);
        if (keys === plain) expect(decoded).toBeNull();
        else expect(canonical(decoded ?? '')).toBe(canonical(plain + tone));
      },
    ),
  );
});

test('gives null or a syllable in NFC for any keys', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{0,14}$/u), (keys) => {
      const decoded = decodeTelex(keys);
      expect(decoded).toBe(decoded?.normalize('NFC') ?? null);
      expect(decoded).not.toBe(keys);
    }),
  );
});

describe('shortFormsIn', () => {
  const shortIn = (text: string) =>
    shortFormsIn(text, tokenize(text), vietnameseLexicon()).map(({ start, end, forms }) => [
      text.slice(start, end),
      forms[0],
    ]);

  test.each([
    ['Đ/c Khê họp', [['Đ/c', 'đồng chí']]],
    [
      'UBND TP.HCM',
      [
        ['UBND', 'ủy ban nhân dân'],
        ['TP.HCM', 'thành phố hồ chí minh'],
      ],
    ],
    ['so gd&dt o dau', [['gd&dt', 'giáo dục và đào tạo']]],
    ['hop o dau v', [['v', 'vậy']]],
    ['K biết ai', [['K', 'không']]],
  ])('finds what %s is short for', (text, expected) => {
    expect(shortIn(text)).toEqual(expected);
  });

  test.each([
    'Bệnh viện K',
    'benh vien k',
    'Vitamin E',
    'Kế hoạch 12-KH/TU',
    'Nghị quyết 45-NQ/TW',
    'Khối A, khối V',
  ])('leaves the letters of %s', (text) => {
    expect(shortIn(text)).toEqual([]);
  });
});
