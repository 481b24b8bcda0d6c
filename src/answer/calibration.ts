import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../settings.js';
import { FEATURES, type Calibration } from './evidence.js';

/** Where scripts/calibrate.ts keeps its results. */
export const CALIBRATION_FILE = path.join(PROJECT_ROOT, 'data/calibration.json');

const weightsSchema = z.object(
  Object.fromEntries(FEATURES.map((name) => [name, z.number()])) as Record<
    (typeof FEATURES)[number],
    z.ZodNumber
  >,
);

const calibrationSchema = z.object({
  /** EMBEDDING_MODEL as it was set, for people. */
  model: z.string(),
  /** The embedding model that was measured, without a reranker; null for the one that serves models which were not. */
  fingerprint: z.string().nullable(),
  bias: z.number(),
  weights: weightsSchema,
  threshold: z.number(),
  /** What the golden questions gave, for people. */
  measured: z.record(z.string(), z.number()),
});

/** A calibration with what it was made from. */
export type KeptCalibration = z.infer<typeof calibrationSchema>;

/** The calibrations kept in data/calibration.json. */
export function readCalibrations(): KeptCalibration[] {
  return z.array(calibrationSchema).parse(JSON.parse(readFileSync(CALIBRATION_FILE, 'utf8')));
}

/** The calibration for a model: its own where it was measured, else that of the built-in one. */
export function calibrationFor(
  fingerprint: string,
  kept: readonly KeptCalibration[] = readCalibrations(),
): Calibration {
  const found =
    kept.find((calibration) => calibration.fingerprint === fingerprint) ??
    kept.find((calibration) => calibration.fingerprint === null);
  if (found === undefined)
    throw new Error(`${CALIBRATION_FILE} has no calibration for models that were not measured.`);
  return found;
}
