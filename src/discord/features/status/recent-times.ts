/** The latest durations, for a median that forgets. */
export class RecentTimes {
  private readonly kept: number[] = [];
  private readonly capacity: number;

  constructor(capacity = 100) {
    this.capacity = capacity;
  }

  /** @param ms - milliseconds */
  add(ms: number): void {
    this.kept.push(ms);
    if (this.kept.length > this.capacity) this.kept.shift();
  }

  /** Milliseconds; null before the first. */
  median(): number | null {
    return this.kept.toSorted((a, b) => a - b)[Math.floor(this.kept.length / 2)] ?? null;
  }
}
