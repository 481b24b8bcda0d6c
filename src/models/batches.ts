/** On 2 cores, batches of 1 to 4 were the fastest; the largest ever run sets the process's memory for good. */
const MAX_TEXTS = 4;

/** About 500 tokens of Vietnamese, so that a question need not wait long for a batch of long passages to end. */
const MAX_CHARACTERS = 2_000;

/**
 * Groups texts into batches, given as their positions. A batch is padded to its longest text, so texts of like length
 * go together. A text over the limit of characters goes alone.
 *
 * @param lengths - length of each text in UTF-16 units
 */
export function planBatches(lengths: readonly number[]): number[][] {
  const byLength = [...lengths.entries()].sort(([, a], [, b]) => a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const [position, length] of byLength) {
    // In ascending order the newest text is the longest, and all are padded to it.
    if (batch.length === MAX_TEXTS || (batch.length + 1) * length > MAX_CHARACTERS) {
      batches.push(batch);
      batch = [];
    }
    batch.push(position);
  }
  batches.push(batch);
  return batches.filter(({ length }) => length > 0);
}
