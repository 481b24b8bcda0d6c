import { describe, expect, test } from 'vitest';
import { fakeAnswer, fakeRefusal } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { areaUnderCurve, judgeReading, measureReading } from './reading-measures.js';

const BRIDGE = fakeArticle('cau.md', 'Cầu treo', ['Cầu dài 214 mét. Do kỹ sư Khoát thiết kế.']);
const asked = (...answers: string[]) => ({ id: 'q', question: 'Cầu?', answers });
/** Says “Cầu dài 214 mét.”, of which “dài” answers. */
const answer = fakeAnswer('dài', [BRIDGE]);
const judged = (...answers: string[]) => judgeReading(asked(...answers), 'vi', answer);

describe('an answer', () => {
  test('is right where its first statement holds one of the words looked for, or its first excerpt', () => {
    expect(judged('300 mét', '214 Mét')).toMatchObject({ inStatement: true, inExcerpt: true });
    expect(judged('kỹ sư Khoát')).toMatchObject({ inStatement: false, inExcerpt: true });
    expect(judged('Bến Lở')).toMatchObject({ inStatement: false, inExcerpt: false });
  });

  test('is compared by its own words', () => {
    expect(judged('DÀI')).toMatchObject({ exact: true, f1: 1 });
    expect(judged('Cầu dài', 'xa')).toMatchObject({ exact: false, f1: 2 / 3 });
    expect(judged('214 mét')).toMatchObject({ exact: false, f1: 0 });
  });

  test('that is none holds nothing', () => {
    expect(judgeReading(asked('dài'), 'vi', fakeRefusal('dài', BRIDGE))).toMatchObject({
      isAnswered: false,
      inStatement: false,
      inExcerpt: false,
      exact: false,
      f1: 0,
    });
  });
});

test('outcomes are measured by group and over all', () => {
  const right = { ...judged('214 mét'), confidence: 0.9, tookMs: 10 };
  const wrong = { ...judged('Bến Lở'), confidence: 0.5, tookMs: 20 };
  const refused = {
    ...judgeReading(asked('dài'), 'en', fakeRefusal('dài', null)),
    confidence: 0.1,
    tookMs: 30,
  };
  const untold = { ...judgeReading(asked(), 'vi', answer), confidence: 0.7, tookMs: 40 };
  const measures = measureReading([right, wrong, refused, untold]);
  expect(Object.keys(measures)).toEqual(['en', 'vi', 'all']);
  expect(measures['vi']).toMatchObject({
    answerable: 2,
    inStatement: 0.5,
    wronglyRefused: 0,
    unanswerable: 1,
    rightlyRefused: 0,
    auroc: 0.5,
    medianMs: 20,
  });
  expect(measures['en']).toMatchObject({ answerable: 1, wronglyRefused: 1, unanswerable: 0, auroc: NaN });
  expect(measures['all']).toMatchObject({ answerable: 3, wronglyRefused: 1 / 3 });
});

test('the area under the ROC curve counts pairs in the right order, and ties half', () => {
  expect(areaUnderCurve([0.9, 0.8], [0.1, 0.2])).toBe(1);
  expect(areaUnderCurve([0.9, 0.1], [0.5])).toBe(0.5);
  expect(areaUnderCurve([0.5], [0.5])).toBe(0.5);
  expect(areaUnderCurve([], [0.5])).toBeNaN();
});
