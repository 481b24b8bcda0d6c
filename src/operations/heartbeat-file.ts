import { rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolderSync } from '../lib/durable-files.js';

/** Milliseconds between two writes. */
const WRITE_EVERY = 15_000;
/** Milliseconds after which a file that is written no more tells of a bot that does not work: the gateway had time to resume. */
const STALE_AFTER = 60_000;

/** A file that is kept fresh while the bot works, for whatever watches over it from outside. */
export class HealthFile {
  readonly #file: string;
  readonly #onTrouble: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #inTrouble = false;

  /**
   * @param isAlive - whether the bot works now
   * @param onTrouble - hears once that the file cannot be written
   */
  constructor(file: string, isAlive: () => boolean, onTrouble: (error: unknown) => void) {
    this.#file = file;
    this.#onTrouble = onTrouble;
    const write = () => {
      if (isAlive())
        this.#try(() => {
          writeFresh(file);
        });
    };
    // What another run left behind says nothing about this one.
    this.#remove();
    write();
    this.#timer = setInterval(write, WRITE_EVERY).unref();
  }

  /** Removes the file. */
  stop(): void {
    clearInterval(this.#timer);
    this.#remove();
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

/** True when the file was written within the last minute. */
export function isFresh(file: string, now = Date.now()): boolean {
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && now - written < STALE_AFTER;
}

/** Synchronous, for a write that is under way could bring the file back after a stop; it is a line on a local disk. */
function writeFresh(file: string): void {
  makeFolderSync(path.dirname(file));
  writeFileSync(file, `${new Date().toISOString()}\n`);
}
