import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Feedback, FeedbackEntry } from './feedback.js';

/** Bytes after which a file is put aside, so that an open bot cannot fill a disk. */
const MAX_BYTES = 10 * 1024 * 1024;
/** How Discord writes a user, role or channel in a text: an id is none of the log's business. */
const DISCORD_REFERENCE = /<(@[!&]?|#)\d+>/gu;
/** Questions are private matters: only the account of the bot may read them. */
const OWNER_ONLY = 0o600;
const LINE_FEED = '\n'.charCodeAt(0);

/** What a {@link FeedbackLog} may be given instead of its defaults. */
export interface FeedbackLogOptions {
  readonly now?: () => Date;
  readonly maxBytes?: number;
}

/** The file that a full one is renamed to; it replaces the one put aside before. */
export function rotatedFile(file: string): string {
  return `${file}.1`;
}

/**
 * A file of JSON lines that feedback is added to. Each entry is one write at the file's end, so that lines stay whole, and
 * the file may be moved or deleted while the bot runs.
 */
export class FeedbackLog {
  readonly #file: string;
  readonly #onTrouble: (error: unknown) => void;
  readonly #now: () => Date;
  readonly #maxBytes: number;
  #last: Promise<void> = Promise.resolve();
  #inTrouble = false;

  /** @param onTrouble - hears the first failure of a row: a full disk is worth one line of the log, not one a question */
  constructor(file: string, onTrouble: (error: unknown) => void, options: FeedbackLogOptions = {}) {
    this.#file = file;
    this.#onTrouble = onTrouble;
    this.#now = options.now ?? (() => new Date());
    this.#maxBytes = options.maxBytes ?? MAX_BYTES;
  }

  /** Adds `feedback`. Resolves when it is written or could not be: feedback must never be in the way of an answer. */
  add(feedback: Feedback): Promise<void> {
    const entry: FeedbackEntry = {
      at: this.#now().toISOString(),
      ...feedback,
      question: feedback.question.replace(DISCORD_REFERENCE, '<$1…>'),
    };
    this.#last = this.#last.then(() => this.#write(`${JSON.stringify(entry)}\n`));
    return this.#last;
  }

  async #write(line: string): Promise<void> {
    try {
      await mkdir(path.dirname(this.#file), { recursive: true });
      if (await this.#append(line)) {
        await rename(this.#file, rotatedFile(this.#file));
      }
      this.#inTrouble = false;
    } catch (error) {
      if (!this.#inTrouble) this.#onTrouble(error);
      this.#inTrouble = true;
    }
  }

  /** @returns whether the file is full now */
  async #append(line: string): Promise<boolean> {
    const handle = await open(this.#file, 'a+', OWNER_ONLY);
    try {
      const { size } = await handle.stat();
      // A line that a crash or a full disk tore ends here, or it would spoil this one too.
      const bytes = Buffer.from((await endsInMidLine(handle, size)) ? `\n${line}` : line);
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten < bytes.length) {
        throw new Error(`${this.#file}: only ${bytesWritten} of ${bytes.length} bytes could be written.`);
      }
      return size + bytes.length >= this.#maxBytes;
    } finally {
      await handle.close();
    }
  }
}

async function endsInMidLine(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] !== LINE_FEED;
}
