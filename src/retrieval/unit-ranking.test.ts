import { expect, test } from 'vitest';
import { tokenize } from '../language/vietnamese.js';
import { inAskedUnit } from './unit-ranking.js';

const ranked = (question: string, ...passages: readonly string[]) =>
  inAskedUnit(
    { tokens: tokenize(question), accented: true },
    passages.map((text, at) => ({ text, score: 1 - at / 10 })),
    ({ text }) => tokenize(text),
  ).map(({ text }) => text);

const [OTHER, ASKED, NONE] = ['Quận 2 dời 90 hộ.', 'UBND Q.1 dời 18 hộ.', 'Có 5 hộ dời đi.'] as const;

test.each(['Quận 1 dời mấy hộ?', 'Q.1 dời mấy hộ?', 'q1 dời mấy hộ?'])(
  'what names another unit only stands behind what does not, for %j',
  (question) => {
    expect(ranked(question, OTHER, ASKED, NONE)).toEqual([ASKED, NONE, OTHER]);
  },
);

test.each(['Phường 1 dời mấy hộ?', 'Có mấy hộ dời đi?', 'Quận Tân Bình dời mấy hộ?'])(
  'all keep their places for %j',
  (question) => {
    expect(ranked(question, OTHER, ASKED, NONE)).toEqual([OTHER, ASKED, NONE]);
  },
);

test('what names the unit among others keeps its place', () => {
  const list = 'Quận 2 có 3 điểm, quận 1 có 4 điểm.';
  expect(ranked('Quận 1 có mấy điểm?', list, ASKED)).toEqual([list, ASKED]);
});
