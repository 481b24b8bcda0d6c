import type { Ranked } from '../fusion.js';

/**
 * The `limit` best of the passages that have a score above 0 and are accepted, best first; of equal ones the first.
 *
 * @param scores - by position
 * @param accept - asked only of passages that would be among them
 */
export function topK(scores: Float64Array, limit: number, accept: (position: number) => boolean): Ranked[] {
  if (limit <= 0) return [];
  const best: Ranked[] = [];
  let least = 0;
  for (let position = 0; position < scores.length; position++) {
    const score = scores[position] ?? 0;
    if (!(score > least) || !accept(position)) continue;
    let at = best.length;
    while (at > 0 && (best[at - 1]?.score ?? 0) < score) at--;
    best.splice(at, 0, { position, score });
    if (best.length > limit) best.pop();
    if (best.length === limit) least = best.at(-1)?.score ?? 0;
  }
  return best;
}
