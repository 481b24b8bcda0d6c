import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTelex } from './telex.js';
import { canonical } from './vietnamese.js';

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
