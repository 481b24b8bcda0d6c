import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCalibrations } from './calibration.js';
import { confidenceOf, FEATURES, featuresOf, type Calibration, type Evidence } from './evidence.js';

const NOTHING: Evidence = {
  words: 0,
  pinned: 0,
  pinnedMissing: 0,
  unknown: 0,
  missing: 0,
  unexpected: 0,
  english: 0,
};

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  words: share,
  pinned: share,
  pinnedMissing: share,
  unknown: share,
  missing: share,
  unexpected: share,
  english: fc.constantFrom(0, 1),
});
const anyCalibration: fc.Arbitrary<Calibration> = fc.record({
  bias: fc.double({ min: -20, max: 20, noNaN: true }),
  weights: fc.record({
    words: fc.double({ min: -20, max: 20, noNaN: true }),
    pinned: fc.double({ min: -20, max: 20, noNaN: true }),
    pinnedMissing: fc.double({ min: -20, max: 20, noNaN: true }),
    unknown: fc.double({ min: -20, max: 20, noNaN: true }),
    missing: fc.double({ min: -20, max: 20, noNaN: true }),
    unexpected: fc.double({ min: -20, max: 20, noNaN: true }),
    english: fc.double({ min: -20, max: 20, noNaN: true }),
  }),
  threshold: share,
});

test('features stand in the order of their names', () => {
  const evidence = Object.fromEntries(FEATURES.map((name, at) => [name, at])) as unknown as Evidence;
  expect(featuresOf(evidence)).toEqual(FEATURES.map((_, at) => at));
});

describe('confidenceOf', () => {
  const weights = { ...NOTHING, words: 2, unexpected: -3 };

  test.each([
    ['a bias of 0', { bias: 0, weights, threshold: 0.5 }, NOTHING, 0.5],
    ['a logit of 2', { bias: 0, weights, threshold: 0.5 }, { ...NOTHING, words: 1 }, 1 / (1 + Math.exp(-2))],
    [
      'a logit of -2',
      { bias: 0, weights, threshold: 0.5 },
      { ...NOTHING, words: 0.5, unexpected: 1 },
      1 / (1 + Math.exp(2)),
    ],
  ])('is the logistic function of %s', (_, calibration, evidence, chance) => {
    expect(confidenceOf(evidence, calibration)).toBeCloseTo(chance, 12);
  });

  test('is a chance for any evidence and weights', () => {
    fc.assert(
      fc.property(anyEvidence, anyCalibration, (evidence, calibration) => {
        const confidence = confidenceOf(evidence, calibration);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe.each(readCalibrations())('the shipped calibration for $model', (calibration) => {
  test.each([
    ['more of the words', 'words'],
    ['more of the names', 'pinned'],
  ] as const)('never believes less for %s', (_, name) => {
    fc.assert(
      fc.property(anyEvidence, share, (evidence, more) => {
        const richer = { ...evidence, [name]: Math.max(evidence[name], more) };
        expect(confidenceOf(richer, calibration)).toBeGreaterThanOrEqual(confidenceOf(evidence, calibration));
      }),
    );
  });

  test.each([
    ['a name that the article lacks', 'pinnedMissing'],
    ['words that no article holds', 'unknown'],
    ['a telling word that the excerpt lacks', 'missing'],
    ['a sentence that lacks what was asked for', 'unexpected'],
  ] as const)('never believes more for %s', (_, name) => {
    fc.assert(
      fc.property(anyEvidence, share, (evidence, more) => {
        const poorer = { ...evidence, [name]: Math.max(evidence[name], more) };
        expect(confidenceOf(poorer, calibration)).toBeLessThanOrEqual(confidenceOf(evidence, calibration));
      }),
    );
  });

  test.each([
    ['believes that all there is answers', { ...NOTHING, words: 1, pinned: 1 }, true],
    ['believes that all the words answer where no name is asked for', { ...NOTHING, words: 1 }, true],
    ['does not believe that nothing answers', { ...NOTHING, unknown: 1, missing: 1, unexpected: 1 }, false],
    [
      'does not believe in an article about another town, whatever its words',
      { ...NOTHING, words: 1, pinnedMissing: 1 },
      false,
    ],
  ])('%s', (_, evidence, isBelieved) => {
    expect(confidenceOf(evidence, calibration) >= calibration.threshold).toBe(isBelieved);
  });
});
