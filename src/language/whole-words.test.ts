import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vietnameseLexicon } from './lexicon.js';
import { wholeWords } from './whole-words.js';

const lexicon = vietnameseLexicon();
/** `[` and `]` mark the place. */
const widened = (marked: string) => {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const sentence = marked.replace(/[[\]]/gu, '');
  const place = wholeWords(sentence, { start, end }, lexicon);
  return sentence.slice(place.start, place.end);
};

test.each([
  ['Giải do ông Nguyễn Văn [An] trao.', 'Nguyễn Văn An'],
  ['Giải do ông [Nguyễn Văn] An trao.', 'Nguyễn Văn An'],
  ['Lễ diễn ra tại [thành] phố Huế.', 'thành phố'],
  ['Ông là phó chủ [tịch xã].', 'chủ tịch xã'],
  ['Giá tăng [5%], thành phố nói.', '5%'],
  ['Cuộc họp ở [Hà Nội], nơi ông làm việc.', 'Hà Nội'],
  ['Ngày [15/10/2020] họp.', '15/10/2020'],
])('%s', (marked, expected) => {
  expect(widened(marked)).toBe(expected);
});

test('a place only grows, to the edges of syllables, and growing again changes nothing', () => {
  const syllable = fc.constantFrom(
    'thành',
    'phố',
    'Hà',
    'Nội',
    'Nguyễn',
    'Văn',
    'An',
    'chủ',
    'tịch',
    'và',
    '5%',
    ',',
    '.',
  );
  fc.assert(
    fc.property(fc.array(syllable, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (words, a, b) => {
      const sentence = words.join(' ');
      const [start, end] = [a % sentence.length, b % (sentence.length + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ];
      if (start === end) return;
      const place = wholeWords(sentence, { start, end }, lexicon);
      expect(place.start).toBeLessThanOrEqual(start);
      expect(place.end).toBeGreaterThanOrEqual(end);
      expect(wholeWords(sentence, place, lexicon)).toEqual(place);
    }),
  );
});
