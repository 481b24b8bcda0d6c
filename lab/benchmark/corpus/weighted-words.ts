import type { Random } from '../../chance/random.js';

/** A word and how often it is to be drawn beside the others. */
export interface WeightedWord {
  readonly word: string;
  /** Above 0. */
  readonly weight: number;
}

/** Draws words, each as often as its weight has it: few are common, and most are rare. */
export class WeightedWords {
  private readonly words: readonly string[];
  /** The weight of each word and of all those before it. */
  private readonly sums: readonly number[];

  /** @param weighted - one or more */
  constructor(weighted: readonly WeightedWord[]) {
    let sum = 0;
    this.words = weighted.map(({ word }) => word);
    this.sums = weighted.map(({ weight }) => (sum += weight));
  }

  draw(random: Random): string {
    const point = random() * (this.sums.at(-1) ?? 0);
    let low = 0;
    let high = this.sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sums[middle] ?? 0) > point) high = middle;
      else low = middle + 1;
    }
    return this.words[low] ?? '';
  }
}
