import path from 'node:path';
import { Program } from '../../lib/channel.js';
import { fail, type Outcome } from '../article.js';
import type { DocumentKind } from '../formats/parse-article.js';
import type { RawPage } from '../formats/raw-page.js';

/** Compiled or not, the program lies beside this file with the same extension. */
const PROGRAM = new URL(`./document-worker${path.extname(import.meta.url)}`, import.meta.url);

/** What the process that takes documents apart does. */
export interface DocumentFunctions {
  /** @param memoryLimit - megabytes that the process may have in memory; with more it ends at once */
  read(kind: DocumentKind, bytes: Uint8Array, memoryLimit: number): Outcome<RawPage>;
}

/**
 * What a document may cost, so that none can hold up or bring down what reads it: milliseconds, and megabytes, of which one of a few
 * hundred pages takes some 200.
 */
const LIMITS = { time: 60_000, memory: 768 };

const HINT = 'Save it again with the program that it was written with, or save its text as .txt.';

/**
 * Reads documents in a process of its own, which is started with the first and ended when one takes too long or too much
 * memory: what is packed in a small file may unpack to gigabytes. To be closed.
 */
export class DocumentReader {
  readonly #limits: typeof LIMITS;
  readonly #program: URL;
  #process: Program<DocumentFunctions> | null = null;

  /** @param program - what the process runs in place of the program that reads: for tests of how it ends */
  constructor(limits: Partial<typeof LIMITS> = {}, program: URL = PROGRAM) {
    this.#limits = { ...LIMITS, ...limits };
    this.#program = program;
  }

  /** The page that a document holds. What is wrong with it costs this document only. */
  async read(kind: DocumentKind, bytes: Uint8Array): Promise<Outcome<RawPage>> {
    // What ends a process that has read others may be the memory that those have left behind.
    const wasUsed = this.#process !== null;
    const outcome =
      (await this.#readOnce(kind, bytes)) ?? (wasUsed ? await this.#readOnce(kind, bytes) : null);
    const tooMuch = `It takes more than ${this.#limits.memory} MB of memory to read, or breaks what reads it.`;
    return outcome ?? fail(tooMuch, HINT);
  }

  /** Null where the process ended. */
  async #readOnce(kind: DocumentKind, bytes: Uint8Array): Promise<Outcome<RawPage> | null> {
    const process = (this.#process ??= new Program<DocumentFunctions>(
      this.#program,
      {},
      {
        stopped: (how, lastWords) =>
          new Error(`The process that reads documents stopped (${how}).`, { cause: lastWords }),
      },
    ));
    const { time, memory } = this.#limits;
    try {
      const outcome = await within(
        time,
        process.call((remote) => remote.read(kind, bytes, memory)),
      );
      if (outcome !== null) return outcome;
      await this.close();
      return fail(`It takes more than ${time / 1000} seconds to read.`, HINT);
    } catch {
      await this.close();
      return null;
    }
  }

  /** Ends the process, if there is one. */
  async close(): Promise<void> {
    const process = this.#process;
    this.#process = null;
    await process?.kill();
  }
}

/** What a promise resolves with; null where it takes longer than `ms`. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    // What a late one ends with is no news.
    promise.catch(() => undefined);
  }
}
