import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chance, fitLogistic, type Example } from './logistic-regression.js';

const example = (features: readonly number[], isPositive: boolean, weight = 1): Example => ({
  features,
  isPositive,
  weight,
});
/** Low values of the first feature are negative, high ones positive; the second feature says nothing. */
const SEPARABLE = [0, 0.1, 0.2, 0.8, 0.9, 1].flatMap((value) =>
  [0, 1].map((noise) => example([value, noise], value > 0.5)),
);

describe('chance', () => {
  test.each([
    ['even without evidence', { bias: 0, weights: [3] }, [0], 0.5],
    [
      'the logistic function of bias and weighted features',
      { bias: -1, weights: [2, 4] },
      [1, 0.5],
      0.952574,
    ],
  ])('is %s', (_, model, features, expected) => {
    expect(chance(model, features)).toBeCloseTo(expected, 6);
  });
});

describe('a fit', () => {
  test('tells separable classes apart by the feature that does', () => {
    const model = fitLogistic(SEPARABLE, 0.1);
    for (const { features, isPositive } of SEPARABLE) {
      expect(chance(model, features) > 0.5).toBe(isPositive);
    }
    const [telling = 0, silent = 0] = model.weights;
    expect(telling).toBeGreaterThan(1);
    expect(Math.abs(silent)).toBeLessThan(1e-6);
    expect(chance(model, [0.5, 0])).toBeCloseTo(0.5, 6);
  });

  test('gives the share of positive examples where no feature tells', () => {
    const { bias, weights } = fitLogistic(
      [true, false, false, false].map((isPositive) => example([7], isPositive)),
      1,
    );
    expect(weights).toEqual([0]);
    expect(chance({ bias, weights }, [7])).toBeCloseTo(0.25, 6);
  });

  test('finds the odds that the examples have', () => {
    const grouped = [
      ...[true, false, false, false].map((isPositive) => example([0], isPositive)),
      ...[true, true, true, false].map((isPositive) => example([1], isPositive)),
    ];
    const model = fitLogistic(grouped, 0);
    expect(chance(model, [0])).toBeCloseTo(0.25, 4);
    expect(chance(model, [1])).toBeCloseTo(0.75, 4);
  });

  test('counts an example as often as it weighs', () => {
    const thrice = fitLogistic([example([0], false), example([1], true, 3), example([1], false)], 1);
    const repeated = fitLogistic(
      [example([0], false), ...Array.from({ length: 3 }, () => example([1], true)), example([1], false)],
      1,
    );
    expect(chance(thrice, [1])).toBeGreaterThan(chance(thrice, [0]));
    // Means and deviations are those of the examples, not of their weights: the ridge acts on other units.
    expect(chance(thrice, [1])).toBeCloseTo(chance(repeated, [1]), 1);
  });

  test('is the more cautious the larger the ridge', () => {
    const strength = (ridge: number) => fitLogistic(SEPARABLE, ridge).weights[0] ?? NaN;
    expect(strength(10)).toBeLessThan(strength(1));
    expect(strength(1)).toBeLessThan(strength(0.1));
    expect(strength(10)).toBeGreaterThan(0);
  });

  test.each([
    ['not negative, where the examples say so', [1, 0], (weight: number) => weight > 0],
    ['nothing, where the examples say otherwise', [-1, 0], (weight: number) => weight === 0],
    ['free', [0, 0], (weight: number) => weight > 0],
  ])('keeps to the sign that is known beforehand: %s', (_, signs, holds) => {
    expect(holds(fitLogistic(SEPARABLE, 1, signs).weights[0] ?? NaN)).toBe(true);
  });

  test('is the same every time', () => {
    expect(fitLogistic(SEPARABLE, 1)).toEqual(fitLogistic(SEPARABLE, 1));
  });

  test('does not depend on the units of a feature', () => {
    const metres = fitLogistic(SEPARABLE, 1);
    const centimetres = fitLogistic(
      SEPARABLE.map((one) => ({ ...one, features: one.features.map((value) => value * 100) })),
      1,
    );
    expect(chance(centimetres, [30, 0])).toBeCloseTo(chance(metres, [0.3, 0]), 6);
  });

  test('of any examples has finite weights with the signs asked for', () => {
    const examples = fc.array(
      fc
        .tuple(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.boolean(),
        )
        .map(([first, second, isPositive]) => example([first, second], isPositive)),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(examples, (given) => {
        const { bias, weights } = fitLogistic(given, 1, [1, -1]);
        expect([bias, ...weights].every(Number.isFinite)).toBe(true);
        expect(weights[0]).toBeGreaterThanOrEqual(0);
        expect(weights[1]).toBeLessThanOrEqual(0);
      }),
      { numRuns: 25 },
    );
  });
});
