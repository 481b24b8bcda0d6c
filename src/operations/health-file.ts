import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolderSync } from '../lib/durable-files.js';

/** Milliseconds between two writes. */
const WRITE_EVERY = 15_000;
/** Milliseconds after which a file that is written no more tells of a bot that does not work: the gateway had time to resume. */
const STALE_AFTER = 60_000;

/** Behind the time, what a file says that is kept by a bot which waits until it is needed. */
const STAND_BY = 'stand-by';

/** How a bot is doing: whether it works, or that another answers and it waits. */
export type Liveliness = boolean | typeof STAND_BY;

/** A file that is kept fresh while the bot works, for whatever watches over it from outside. */
export class HealthFile {
  readonly #file: string;
  readonly #onTrouble: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #inTrouble = false;
  /** What this run wrote last; null before. */
  #wrote: Liveliness | null = null;

  /**
   * @param isAlive - whether the bot works now. One that stands by leaves the file alone while a bot that works keeps it: two that were started in
   * one folder have one file.
   * @param onTrouble - hears once that the file cannot be written
   */
  constructor(file: string, isAlive: () => Liveliness, onTrouble: (error: unknown) => void) {
    this.#file = file;
    this.#onTrouble = onTrouble;
    const write = () => {
      const is = isAlive();
      if (is === false || (is === STAND_BY && isFresh(file) && !isOfStandBy(file))) return;
      this.#try(() => {
        writeFresh(file, is);
        this.#wrote = is;
      });
    };
    // What another run left behind says nothing about this one.
    if (isAlive() !== STAND_BY) this.#remove();
    write();
    this.#timer = setInterval(write, WRITE_EVERY).unref();
  }

  /** Removes the file, unless it is kept by the bot that this one stands by for. */
  stop(): void {
    clearInterval(this.#timer);
    if (this.#wrote === true || isOfStandBy(this.#file)) this.#remove();
  }

  #remove(): void {
    this.#try(() => {
      rmSync(this.#file, { force: true });
    });
  }

  #try(action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!this.#inTrouble) this.#onTrouble(error);
      this.#inTrouble = true;
    }
  }
}

export function isFresh(file: string, now = Date.now()): boolean {
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && now - written < STALE_AFTER;
}

/** Whether the bot that keeps the file waits until it is needed. */
export function isOfStandBy(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes(STAND_BY);
  } catch {
    return false;
  }
}

/** Synchronous, for a write that is under way could bring the file back after a stop; it is a line on a local disk. */
function writeFresh(file: string, is: Liveliness): void {
  makeFolderSync(path.dirname(file));
  writeFileSync(file, `${new Date().toISOString()}${is === STAND_BY ? ` ${STAND_BY}` : ''}\n`);
}
