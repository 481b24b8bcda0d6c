import { setImmediate } from 'node:timers/promises';

/** Work done in steps: each `next()` is one, and between two of them more urgent work may come first. */
export type Job = AsyncIterator<void, void, void>;

/**
 * Does one job at a time, in the order given but urgent ones first: a question is answered between two batches of a
 * long reindexing. A job must report its own errors; one that throws is a defect and ends the process.
 */
export class JobQueue {
  readonly #urgent: Job[] = [];
  readonly #background: Job[] = [];
  #running = false;

  add(job: Job, urgent: boolean): void {
    (urgent ? this.#urgent : this.#background).push(job);
    if (!this.#running) {
      this.#running = true;
      void this.#run();
    }
  }

  async #run(): Promise<void> {
    for (;;) {
      // One turn of the event loop, so that messages which came during the last step are heard before the next.
      await setImmediate();
      const lane = this.#urgent.length > 0 ? this.#urgent : this.#background;
      const job = lane[0];
      if (job === undefined) {
        break;
      }
      const { done } = await job.next();
      if (done === true) {
        lane.shift();
      }
    }
    this.#running = false;
  }
}
