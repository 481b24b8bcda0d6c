/** One example: its features, and whether it belongs to the positive class. */
export interface Example {
  readonly features: readonly number[];
  readonly isPositive: boolean;
  /** How much it counts; 1 is usual. */
  readonly weight: number;
}

/** A fitted model: chance = 1 / (1 + e^-(bias + weights · features)). */
export interface LogisticModel {
  readonly bias: number;
  readonly weights: readonly number[];
}

/** Enough steps for a few hundred examples of standardised features to settle; more change no third decimal. */
const STEPS = 4000;
const STEP_SIZE = 0.5;

/**
 * Fits a logistic regression with a ridge penalty by gradient descent on standardised features. Deterministic. Features that
 * never vary get weight 0.
 *
 * @param ridge - penalty on the squared weights; larger means more cautious
 * @param signs - what is known beforehand of each weight: 1 (not negative), -1 (not positive) or 0 (nothing)
 */
export function fitLogistic(
  examples: readonly Example[],
  ridge: number,
  signs: readonly number[] = [],
): LogisticModel {
  const width = examples[0]?.features.length ?? 0;
  const total = examples.reduce((sum, example) => sum + example.weight, 0);
  const columns = Array.from({ length: width }, (_, at) =>
    examples.map((example) => example.features[at] ?? 0),
  );
  const means = columns.map((column) => mean(column));
  const deviations = columns.map((column, at) =>
    Math.sqrt(mean(column.map((value) => (value - (means[at] ?? 0)) ** 2))),
  );
  const standardised = examples.map((example) =>
    example.features.map((value, at) =>
      (deviations[at] ?? 0) > 1e-9 ? (value - (means[at] ?? 0)) / (deviations[at] ?? 1) : 0,
    ),
  );
  let bias = 0;
  let weights = Array.from({ length: width }, () => 0);
  for (let step = 0; step < STEPS; step++) {
    let biasSlope = 0;
    const slopes = weights.map((weight) => (ridge * weight) / total);
    examples.forEach((example, row) => {
      const features = standardised[row] ?? [];
      const error =
        (example.weight * (chance({ bias, weights }, features) - Number(example.isPositive))) / total;
      biasSlope += error;
      features.forEach((value, at) => (slopes[at] = (slopes[at] ?? 0) + error * value));
    });
    bias -= STEP_SIZE * biasSlope;
    weights = weights.map((weight, at) => {
      const moved = weight - STEP_SIZE * (slopes[at] ?? 0);
      return moved * (signs[at] ?? 0) < 0 ? 0 : moved;
    });
  }
  // Back to the features' own units.
  const scaled = weights.map((weight, at) =>
    (deviations[at] ?? 0) > 1e-9 ? weight / (deviations[at] ?? 1) : 0,
  );
  return {
    bias: bias - scaled.reduce((sum, weight, at) => sum + weight * (means[at] ?? 0), 0),
    weights: scaled,
  };
}

/** The chance that an example is positive, 0 to 1. */
export function chance(model: LogisticModel, features: readonly number[]): number {
  const logit = model.weights.reduce((sum, weight, at) => sum + weight * (features[at] ?? 0), model.bias);
  return 1 / (1 + Math.exp(-logit));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
