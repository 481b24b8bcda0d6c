/** Calls `visit` with passages, by position, and what each scores for one term: a number above 0, or several to sum up. */
type TermScores = (visit: (passage: number, score: number) => void) => void;

/** Sums up the scores of passages over the terms of one question. */
export class PassageScores {
  private readonly totals: Float64Array;
  /** How many of the terms each passage holds. */
  private readonly matches: Uint32Array;
  /** What the term at hand adds to each passage; all 0 between terms. */
  private readonly added: Float64Array;
  /** Passages that hold any of the terms, as they were found. */
  private readonly found: number[] = [];

  /** @param passages - how many there are */
  constructor(passages: number) {
    this.totals = new Float64Array(passages);
    this.matches = new Uint32Array(passages);
    this.added = new Float64Array(passages);
  }

  /** Adds what passages score for one more term. */
  addTerm(eachScore: TermScores): void {
    const holders: number[] = [];
    eachScore((passage, score) => {
      const added = this.added[passage] ?? 0;
      if (added === 0) holders.push(passage);
      this.added[passage] = added + score;
    });
    for (const passage of holders) {
      const matches = this.matches[passage] ?? 0;
      if (matches === 0) this.found.push(passage);
      this.matches[passage] = matches + 1;
      this.totals[passage] = (this.totals[passage] ?? 0) + (this.added[passage] ?? 0);
      this.added[passage] = 0;
    }
  }

  /** The `limit` best of the passages accepted, best first: a passage's sum times the number of terms that it holds. */
  best(limit: number, accept: (position: number) => boolean): { position: number; score: number }[] {
    return this.found
      .filter(accept)
      .map((position) => ({
        position,
        score: (this.totals[position] ?? 0) * (this.matches[position] ?? 0),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }
}
