/**
 * What speaks for and against the articles telling the answer. Each is 0 to 1.
 *
 * How similar the nearest passage is was measured too and left out: a near miss (another town, another year) is as similar as
 * an answer, so it told the golden questions apart no better (docs/quality.md).
 */
export interface Evidence {
  /**
   * Weighted share of the question's words, names and numbers left out, in the best excerpt or its article's title. Where it
   * has no telling word, share of its names and numbers that stand there in full.
   */
  readonly words: number;
  /** Weighted share of its names and numbers in the best excerpt's article; 0 without any. */
  readonly pinned: number;
  /**
   * How far the worst held of its names and numbers is missing from that article; 0 without any. 1 where the excerpt tells of
   * another date or event than the one asked, or of another thing of the kind.
   */
  readonly pinnedMissing: number;
  /** Weighted share of its terms that stand in no article at all. */
  readonly unknown: number;
  /** Weight of the most telling word that the best excerpt lacks. */
  readonly missing: number;
  /** How far the best sentence lacks the kind of thing that was asked for; 0 when any will do. */
  readonly unexpected: number;
  /** 1 for a question in English, whose words the articles hold in translation only. */
  readonly english: number;
}

/** Names of the features, in the order of {@link featuresOf}. */
export const FEATURES = [
  'words',
  'pinned',
  'pinnedMissing',
  'unknown',
  'missing',
  'unexpected',
  'english',
] as const;

/** Turns evidence into a chance that the articles tell: logistic regression, fitted by scripts/calibrate.ts. */
export interface Calibration {
  readonly bias: number;
  readonly weights: Readonly<Record<(typeof FEATURES)[number], number>>;
  /** Chance from which the answer is given. */
  readonly threshold: number;
}

/** The evidence as numbers, in the order of {@link FEATURES}. */
export function featuresOf(evidence: Evidence): number[] {
  return FEATURES.map((name) => evidence[name]);
}

/** Estimated chance that the articles tell the answer, 0 to 1. */
export function confidenceOf(evidence: Evidence, calibration: Calibration): number {
  const features = featuresOf(evidence);
  const logit = FEATURES.reduce(
    (sum, name, at) => sum + calibration.weights[name] * (features[at] ?? 0),
    calibration.bias,
  );
  return 1 / (1 + Math.exp(-logit));
}
