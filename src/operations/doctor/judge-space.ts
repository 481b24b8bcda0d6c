import type { Observation } from './finding.js';

/** Bytes that even the smallest index needs with its folders. */
const LEAST = 1_000_000;
/** A reindex writes a whole generation beside those kept, and before it its vectors as embedding progress. */
const GENERATIONS_WANTED = 2;

/**
 * Whether the next reindex has room.
 *
 * @param generationBytes - size of the current generation; 0 when there is none
 */
export function judgeSpace(
  freeBytes: number,
  generationBytes: number,
): Observation<'space-enough' | 'space-scarce' | 'space-too-little'> {
  const wantedBytes = GENERATIONS_WANTED * generationBytes + LEAST;
  if (freeBytes >= wantedBytes) {
    return { check: 'disk', level: 'well', code: 'space-enough', facts: { freeBytes } };
  }
  const facts = { freeBytes, wantedBytes };
  return freeBytes >= generationBytes + LEAST
    ? { check: 'disk', level: 'warning', code: 'space-scarce', facts }
    : { check: 'disk', level: 'broken', code: 'space-too-little', facts };
}
