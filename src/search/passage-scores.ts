/** Sums up the scores of passages over the terms of one question. */
export class PassageScores {
  private readonly totals: Float64Array;
  /** Passages with a score, as they were found. */
  private readonly found: number[] = [];

  /** @param passages - how many there are */
  constructor(passages: number) {
    this.totals = new Float64Array(passages);
  }

  /** Adds a score above 0 to a passage's sum. */
  readonly add = (passage: number, score: number): void => {
    const total = this.totals[passage] ?? 0;
    if (total === 0) this.found.push(passage);
    this.totals[passage] = total + score;
  };

  /** The same for a passage that has a score already; others stay without one. */
  readonly addToFound = (passage: number, score: number): void => {
    const total = this.totals[passage] ?? 0;
    if (total > 0) this.totals[passage] = total + score;
  };

  /** The `limit` best of the passages accepted, best first. */
  best(limit: number, accept: (position: number) => boolean): { position: number; score: number }[] {
    return this.found
      .filter(accept)
      .map((position) => ({ position, score: this.totals[position] ?? 0 }))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }
}
