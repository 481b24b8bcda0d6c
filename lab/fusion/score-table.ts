/** Scores of several ways on several sets, one line a way. */
export class ScoreTable {
  private readonly rows = new Map<string, Map<string, number>>();
  private readonly sets = new Set<string>();

  /** How many ways there are. */
  get size(): number {
    return this.rows.size;
  }

  add(way: string, set: string, score: number): void {
    const row = this.rows.get(way) ?? new Map<string, number>();
    this.rows.set(way, row.set(set, score));
    this.sets.add(set);
  }

  /** The table as text: a column a set, then the mean and the way; the greatest mean last. */
  lines(): string[] {
    const sets = [...this.sets];
    const rows = [...this.rows].map(([way, scores]) => {
      const own = sets.map((set) => scores.get(set) ?? 0);
      return { way, own, mean: own.reduce((sum, score) => sum + score, 0) / own.length };
    });
    rows.sort((a, b) => a.mean - b.mean);
    const widths = sets.map((set) => Math.max(6, set.length));
    return [
      [...sets.map((set, at) => set.padStart(widths[at] ?? 0)), '  mean', 'way'].join('  '),
      ...rows.map(({ way, own, mean }) =>
        [...own.map((score, at) => score.toFixed(4).padStart(widths[at] ?? 0)), mean.toFixed(4), way].join(
          '  ',
        ),
      ),
    ];
  }
}
