import { markdownTable } from '../record/markdown-table.js';

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

  /**
   * The table in Markdown: the way, a column a set, then the mean; the greatest mean last.
   *
   * @param top - only so many of the best
   * @param always - ways that are there all the same
   */
  render(top = Infinity, always: readonly string[] = []): string {
    const sets = [...this.sets];
    const rows = [...this.rows].map(([way, scores]) => {
      const own = sets.map((set) => scores.get(set) ?? 0);
      return { way, own, mean: own.reduce((sum, score) => sum + score, 0) / own.length };
    });
    rows.sort((a, b) => a.mean - b.mean);
    const shown = rows.filter(({ way }, at) => at >= rows.length - top || always.includes(way));
    return markdownTable(
      ['way', ...sets, 'mean'],
      shown.map(({ way, own, mean }) => [way, ...[...own, mean].map((score) => score.toFixed(4))]),
    );
  }
}
