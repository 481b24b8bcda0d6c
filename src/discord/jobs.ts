/** Work that has begun and must be finished before the bot may leave. */
export class Jobs {
  private readonly running = new Set<Promise<void>>();
  private closed = false;

  /** True once no new work is taken. */
  get isClosed(): boolean {
    return this.closed;
  }

  /** Number of jobs under way. */
  get size(): number {
    return this.running.size;
  }

  /** Keeps `job`, which must not reject, in view until it ends. */
  add(job: Promise<void>): void {
    this.running.add(job);
    void job.finally(() => this.running.delete(job));
  }

  /**
   * Takes no new work and waits for what is under way, at most until `deadline` resolves.
   *
   * @returns the number of jobs left unfinished
   */
  async close(deadline: Promise<void>): Promise<number> {
    this.closed = true;
    await Promise.race([Promise.allSettled(this.running), deadline]);
    return this.running.size;
  }
}
