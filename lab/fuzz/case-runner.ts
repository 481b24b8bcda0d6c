import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { CaseMessage, CaseReport, CaseRequest } from './protocol.js';

/** What a case may take. */
export interface CaseLimits {
  /** Of processors at work, which a crowded machine does not lengthen. */
  readonly cpuMilliseconds: number;
  /** Until it is ended: it may also wait for ever. */
  readonly milliseconds: number;
  readonly bytes: number;
}

/** How a case went: as its process says, but that there is no more to tell of one that had to be ended. */
export type CaseOutcome = Pick<CaseReport, 'seed' | 'complaint'> & Partial<CaseReport>;

/** Runs cases, one at a time, in a process that is ended and replaced when a case takes too much. */
export class CaseRunner {
  readonly #modulePath: string;
  readonly #args: readonly string[];
  readonly #limits: CaseLimits;
  #child: ChildProcess | null = null;

  /** @param modulePath - of a module that speaks as `fuzz-process.ts` does */
  constructor(modulePath: string, args: readonly string[], limits: CaseLimits) {
    this.#modulePath = modulePath;
    this.#args = args;
    this.#limits = limits;
  }

  async run(seed: number): Promise<CaseOutcome> {
    const child = (this.#child ??= await this.#start());
    const report = await this.#ask(child, { seed });
    if (typeof report === 'string') {
      await this.close();
      return { seed, complaint: report };
    }
    const { cpuMilliseconds, peakBytes } = report;
    if (peakBytes > this.#limits.bytes) {
      await this.close();
      return failed(report, `The process had ${Math.round(peakBytes / 1024 / 1024)} MB of memory.`);
    }
    if (cpuMilliseconds <= this.#limits.cpuMilliseconds) return report;
    return failed(report, `It took ${(cpuMilliseconds / 1000).toFixed(1)} s.`);
  }

  /** Ends the process. */
  async close(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(this.#modulePath, this.#args, { execArgv: ['--import', 'tsx'] });
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${this.#modulePath} ended before it was ready.`);
    });
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    return child;
  }

  /** The report, or why there is none. */
  async #ask(child: ChildProcess, request: CaseRequest): Promise<CaseReport | string> {
    const { milliseconds } = this.#limits;
    return await new Promise((resolve) => {
      const finish = (result: CaseReport | string) => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeAllListeners('exit');
        resolve(result);
      };
      const timer = setTimeout(finish, milliseconds, `It did not end within ${milliseconds / 1000} s.`);
      child.on('message', (message) => {
        finish(message as Exclude<CaseMessage, 'ready'>);
      });
      child.on('exit', (code, signal) => {
        finish(`The process ended (${signal ?? `exit code ${code}`}).`);
      });
      child.send(request);
    });
  }
}

function failed(report: CaseReport, complaint: string): CaseReport {
  return { ...report, complaint: report.complaint ?? complaint };
}
