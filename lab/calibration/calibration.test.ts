import { describe, expect, test } from 'vitest';
import { FEATURES } from '../../src/answer/answerability.js';
import { chance } from './logistic-regression.js';
import { calibrate, chooseRetrievalWeight, type AskedQuestion } from './calibration.js';

const features = (margin: number) => FEATURES.map((name) => (name === 'tells' ? margin : 0));
const span = (margin: number, retrieval: number, isRight: boolean) => {
  return { margin, retrieval, features: features(margin), isRight };
};

test('the retrieval weight is the least by which the most questions get the right span first', () => {
  const question: AskedQuestion = {
    typing: 'accented',
    isTold: true,
    spans: [span(5, 0.2, false), span(2, 1, true)],
  };
  expect(chooseRetrievalWeight([question])).toBe(4);
  expect(chooseRetrievalWeight([{ typing: 'accented', isTold: true, spans: [span(1, 1, true)] }])).toBe(0);
});

describe('a calibration', () => {
  /** Told where the margin is above 0, but for every tenth question, where it is the other way round. */
  const asked = Array.from({ length: 200 }, (_, at): AskedQuestion => {
    const margin = ((at * 37) % 100) / 10 - 5;
    const isTold = at % 10 === 0 ? margin <= 0 : margin > 0;
    // Of the English questions the reader is less sure.
    const typing = at % 40 >= 20 ? 'english' : 'accented';
    return { typing, isTold, spans: [span(typing === 'english' ? margin - 2 : margin, 1, isTold)] };
  });
  const { model, report } = calibrate(asked, 0);

  test('believes what speaks for an answer, and nothing that never varies', () => {
    expect(model.weights.tells).toBeGreaterThan(0);
    for (const name of FEATURES) if (name !== 'tells') expect(model.weights[name]).toBe(0);
    const weights = FEATURES.map((name) => model.weights[name]);
    expect(chance({ bias: model.bias, weights }, features(4))).toBeGreaterThan(model.thresholds.accented);
  });

  test('asks for less where the reader is less sure, and for no more than of all elsewhere', () => {
    const { accented, unaccented, english } = model.thresholds;
    expect(english).toBeLessThan(accented);
    // None is typed so.
    expect(unaccented).toBe(accented);
  });

  test('refuses no more of what is told than it may', () => {
    expect(model.measured).toMatchObject({ told: 102, untold: 98 });
    expect(model.measured['wronglyRefused']).toBeLessThanOrEqual(0.05);
    expect(model.measured['auroc']).toBeGreaterThan(0.7);
    expect(model.sure).toBeGreaterThanOrEqual(model.thresholds.accented);
  });

  test('tells what each feature adds, how reliable it is and what it costs to answer more', () => {
    expect(report).toMatch(/without tells +\| 0\./u);
    expect(report).toMatch(/0\.9–1\.0 \| +\d+ \| +(?:1\.00|0\.\d\d)/u);
    expect(report).toMatch(/1\.0 +\| +0\.490/u);
  });
});
