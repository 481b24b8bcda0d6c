import type { Reading } from '../../reading/reader.js';
import type { Observation } from './finding.js';

/** How far a vector's length may be from 1: what 32-bit floats lose in some thousand dimensions, and much more. */
const TOLERANCE = 0.01;

/** Whether what an embedding model gave for a text is a vector that can be searched with. */
export function judgeVector(
  name: string,
  dimensions: number,
  vector: Float32Array | undefined,
): Observation<'model-works' | 'model-talks-nonsense'> {
  const length = Math.hypot(...(vector ?? []));
  const isUnit = Math.abs(length - 1) <= TOLERANCE && vector?.length === dimensions;
  return isUnit
    ? { check: 'model', level: 'well', code: 'model-works', facts: { name, dimensions } }
    : { check: 'model', level: 'broken', code: 'model-talks-nonsense', facts: { name } };
}

/** Whether what a reading model gave for a question and a text is a span with a margin. */
export function judgeReading(
  name: string,
  reading: Reading | null | undefined,
): Observation<'reader-works' | 'model-talks-nonsense'> {
  return Number.isFinite(reading?.spans[0]?.margin)
    ? { check: 'reader', level: 'well', code: 'reader-works', facts: { name } }
    : { check: 'reader', level: 'broken', code: 'model-talks-nonsense', facts: { name } };
}
