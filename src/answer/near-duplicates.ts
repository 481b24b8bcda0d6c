import { comparable } from '../language/vietnamese.js';

/** Share of common words from which two texts count as the same. */
const SAME_SHARE = 0.85;

/** True when two texts have nearly all their words in common (Jaccard index of their word sets). */
export function sameWords(a: string, b: string): boolean {
  const [left, right] = [new Set(comparable(a).split(' ')), new Set(comparable(b).split(' '))];
  const common = [...left].filter((word) => right.has(word)).length;
  return common / (left.size + right.size - common) >= SAME_SHARE;
}

/** True when a text holds all of another's words in a row: case, punctuation and tone placement don't matter. */
export function holdsWords(text: string, part: string): boolean {
  return ` ${comparable(text)} `.includes(` ${comparable(part)} `);
}
