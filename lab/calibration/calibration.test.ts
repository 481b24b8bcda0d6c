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
    told: 'told',
    spans: [span(5, 0.2, false), span(2, 1, true)],
  };
  expect(chooseRetrievalWeight([question])).toBe(4);
  expect(chooseRetrievalWeight([{ typing: 'accented', told: 'told', spans: [span(1, 1, true)] }])).toBe(0);
});

describe('a calibration', () => {
  /** Told where the margin is above 0, but for every tenth question, where it is the other way round. */
  const asked = Array.from({ length: 200 }, (_, at): AskedQuestion => {
    const margin = ((at * 37) % 100) / 10 - 5;
    const isTold = at % 10 === 0 ? margin <= 0 : margin > 0;
    // Of the English questions the reader is less sure.
    const typing = at % 40 >= 20 ? 'english' : 'accented';
    const told = isTold ? 'told' : at % 3 === 0 ? 'off topic' : 'near miss';
    return { typing, told, spans: [span(typing === 'english' ? margin - 2 : margin, 1, isTold)] };
  });
  const { model, report } = calibrate(asked, 0, 'vi-en-mini');

  test('believes what speaks for an answer, and nothing that never varies', () => {
    expect(model.weights.tells).toBeGreaterThan(0);
    for (const name of FEATURES) if (name !== 'tells') expect(model.weights[name]).toBe(0);
    const weights = FEATURES.map((name) => model.weights[name]);
    expect(chance({ bias: model.bias, weights }, features(4))).toBeGreaterThan(model.thresholds.accented);
  });

  test('counts as near enough what nine of ten told questions reach', () => {
    const similarity = FEATURES.indexOf('similarity');
    const near = asked.map((one, at) => {
      // Of what is told the similarities are 0.3 to 0.7, of the rest 0 to 0.4.
      const value = (one.told === 'told' ? 0.3 : 0) + (at % 41) / 100;
      const spans = one.spans.map((each) => ({ ...each, features: each.features.with(similarity, value) }));
      return { ...one, spans };
    });
    const { similarities, weights } = calibrate(near, 0, 'vi-en-mini').model;
    expect(similarities).toEqual({ embeddingModel: 'vi-en-mini', enough: expect.closeTo(0.34, 1) as number });
    expect(weights.similarity).toBeGreaterThan(0);
  });

  test('asks for less where the reader is less sure, and for no more than of all elsewhere', () => {
    const { accented, unaccented, english } = model.thresholds;
    expect(english).toBeLessThan(accented);
    // None is typed so.
    expect(unaccented).toBe(accented);
  });

  test('refuses no more of what is told than it may', () => {
    expect(model.measured).toMatchObject({ told: 102 });
    const { 'near miss': near, 'off topic': off } = model.measured['untold'] as Record<
      'near miss' | 'off topic',
      { questions: number; auroc: number }
    >;
    expect(near.questions + off.questions).toBe(98);
    expect(Math.min(near.auroc, off.auroc)).toBeGreaterThan(0.7);
    expect(model.measured['wronglyRefused']).toBeLessThanOrEqual(0.05);
    expect(model.sure).toBeGreaterThanOrEqual(model.thresholds.accented);
  });

  test('tells what each feature adds, how reliable it is and what it costs to answer more', () => {
    expect(report).toMatch(/without tells +\| +0\./u);
    expect(report).toMatch(/0\.9–1\.0 \| +\d+ \| +(?:1\.00|0\.\d\d)/u);
    expect(report).toMatch(/1\.0 +\| +0\.490/u);
  });
});
