/** A measured cost at a size. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A straight line through points, and how well they lie on it. */
export interface FittedLine {
  readonly slope: number;
  readonly intercept: number;
  /** Share of the points' variance that the line explains, at most 1. */
  readonly r2: number;
  /** The largest distance of a point from the line, as a share of the largest y. */
  readonly largestDeviation: number;
}

/** The line of least squares through two points or more. */
export function fitLine(points: readonly Point[]): FittedLine {
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const slope =
    mean(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / mean(points.map(({ x }) => (x - meanX) ** 2));
  const intercept = meanY - slope * meanX;
  const residuals = points.map(({ x, y }) => y - (intercept + slope * x));
  const unexplained = mean(residuals.map((residual) => residual ** 2));
  const variance = mean(points.map(({ y }) => (y - meanY) ** 2));
  return {
    slope,
    intercept,
    r2: variance === 0 ? 1 : 1 - unexplained / variance,
    largestDeviation: Math.max(...residuals.map(Math.abs)) / Math.max(...points.map(({ y }) => y)),
  };
}

/**
 * How far the last point lies above the line through those before it, as a share of what the line foretells: what grows faster
 * than a line does ends above it. Below 0 where it ends below.
 *
 * @param points - three or more, in ascending order of x
 */
export function excessOverLine(points: readonly Point[]): number {
  const { slope, intercept } = fitLine(points.slice(0, -1));
  const { x, y } = points.at(-1) ?? { x: NaN, y: NaN };
  return y / (intercept + slope * x) - 1;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
