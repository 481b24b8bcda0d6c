import { type FileHandle, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { lock } from 'proper-lockfile';
import { z } from 'zod';
import { messageOf, UserError, hasErrorCode } from '../lib/errors.js';
import { tokenize } from '../language/vietnamese.js';
import { makeFolder } from '../lib/durable-files.js';

const at = z.iso.datetime();

const unansweredSchema = z.object({
  kind: z.literal('unanswered'),
  question: z.string(),
  /** Estimated chance that the articles tell, 0 to 1. */
  confidence: z.number(),
  /** Path of the nearest article in the articles folder; null when nothing was near. */
  closest: z.string().nullable(),
  /** Language that the question was replied to in. */
  language: z.enum(['vi', 'en']),
});

const ratingSchema = z.object({
  kind: z.enum(['up', 'down']),
  question: z.string(),
  /** Whether the rated message answered the question; left out where that is not known. */
  answered: z.boolean().optional(),
  /** Id of the rated message. */
  messageId: z.string(),
});

/** One line of a feedback file. */
const feedbackEntrySchema = z.discriminatedUnion('kind', [
  unansweredSchema.extend({ at }),
  ratingSchema.extend({ at }),
]);

/** Something worth knowing to whoever chooses the articles. It never tells who asked or rated. */
export type Feedback = Readonly<z.infer<typeof unansweredSchema> | z.infer<typeof ratingSchema>>;

/** {@link Feedback} with its moment, ISO 8601 in UTC. */
export type FeedbackEntry = Readonly<z.infer<typeof feedbackEntrySchema>>;

/** Bytes after which a file is put aside, so that an open bot cannot fill a disk. */
const MAX_BYTES = 10 * 1024 * 1024;
/** How Discord writes a user, role or channel in a text: an id is none of the log's business. */
const DISCORD_REFERENCE = /<(@[!&]?|#)\d+>/gu;
/** Questions are private matters: only the account of the bot may read them. */
const OWNER_ONLY = 0o600;
const LINE_FEED = '\n'.charCodeAt(0);

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
  #last: Promise<boolean> = Promise.resolve(true);
  #inTrouble = false;

  /** @param onTrouble - hears the first failure of a row: a full disk is worth one line of the log, not one a question */
  constructor(
    file: string,
    onTrouble: (error: unknown) => void,
    options: { readonly now?: () => Date; readonly maxBytes?: number } = {},
  ) {
    this.#file = file;
    this.#onTrouble = onTrouble;
    this.#now = options.now ?? (() => new Date());
    this.#maxBytes = options.maxBytes ?? MAX_BYTES;
  }

  /**
   * Adds `feedback`. Resolves when it is written or could not be, and never rejects: feedback must not be in the way of an answer.
   *
   * @returns whether it is kept
   */
  add(feedback: Feedback): Promise<boolean> {
    const entry: FeedbackEntry = {
      at: this.#now().toISOString(),
      ...feedback,
      question: feedback.question.replace(DISCORD_REFERENCE, '<$1…>'),
    };
    this.#last = this.#last.then(() => this.#write(`${JSON.stringify(entry)}\n`));
    return this.#last;
  }

  async #write(line: string): Promise<boolean> {
    try {
      await makeFolder(path.dirname(this.#file));
      if (await this.#append(line)) await this.#rotate();
      this.#inTrouble = false;
      return true;
    } catch (error) {
      if (!this.#inTrouble) this.#onTrouble(error);
      this.#inTrouble = true;
      return false;
    }
  }

  /**
   * Puts a full file aside. All shards write to one file: of two that find it full the second would put the new file, of a line or two,
   * in the place of the full one.
   */
  async #rotate(): Promise<void> {
    // What takes longer than a lock lasts is no worse off than without one.
    const onCompromised = () => undefined;
    const release = await lock(this.#file, { realpath: false, onCompromised }).catch((error: unknown) => {
      // Another process is at it.
      if (hasErrorCode(error, 'ELOCKED')) return null;
      throw error;
    });
    if (release === null) return;
    try {
      // Another may have put it aside meanwhile, and nobody has written since.
      const found = await stat(this.#file).catch(() => null);
      if (found !== null && found.size >= this.#maxBytes) await rename(this.#file, rotatedFile(this.#file));
    } finally {
      await release();
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

/** A line that is no feedback: torn by a crash, or written by someone else. */
export interface UnreadableLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface FeedbackListing {
  /** In the order of the file. */
  readonly entries: readonly FeedbackEntry[];
  readonly unreadable: readonly UnreadableLine[];
}

/**
 * Reads a feedback file and the one put aside before it. Neither has to be there.
 *
 * @throws {@link UserError} `settings-invalid` when one is there and cannot be read
 */
export async function readFeedback(file: string): Promise<FeedbackListing> {
  const entries: FeedbackEntry[] = [];
  const unreadable: UnreadableLine[] = [];
  for (const part of [rotatedFile(file), file]) {
    const lines = (await readIfThere(part)).split('\n');
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const entry = parseEntry(line);
      if (entry === null) unreadable.push({ file: part, line: at + 1 });
      else entries.push(entry);
    }
  }
  return { entries, unreadable };
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return '';
    throw new UserError(
      'settings-invalid',
      `FEEDBACK_FILE: ${file} cannot be read (${messageOf(error)}).`,
      'Give the account that runs this the right to read the file, or mend FEEDBACK_FILE.',
      { cause: error },
    );
  }
}

function parseEntry(line: string): FeedbackEntry | null {
  try {
    return feedbackEntrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** What was said about one question, however it was spelled. */
export interface QuestionFeedback {
  /** As it was last asked. */
  readonly question: string;
  /** Times that the articles did not tell. */
  readonly unanswered: number;
  readonly up: number;
  readonly down: number;
  /** Day of the latest of these, `YYYY-MM-DD` in this machine's time zone. */
  readonly latest: string;
}

/**
 * Entries by question, the same words in another case, punctuation or without diacritics being the same question. First come
 * those that most often went unanswered or got a 👎, then those with most 👍, then the latest.
 *
 * @param since - first day that counts, `YYYY-MM-DD` in this machine's time zone
 */
export function groupFeedback(entries: readonly FeedbackEntry[], since?: string): QuestionFeedback[] {
  const groups = new Map<string, QuestionFeedback>();
  for (const entry of entries.toSorted((a, b) => a.at.localeCompare(b.at))) {
    const latest = localDay(new Date(entry.at));
    if (since !== undefined && latest < since) continue;
    const key = keyOf(entry.question);
    const before = groups.get(key) ?? { unanswered: 0, up: 0, down: 0 };
    groups.set(key, {
      question: entry.question,
      unanswered: before.unanswered + Number(entry.kind === 'unanswered'),
      up: before.up + Number(entry.kind === 'up'),
      down: before.down + Number(entry.kind === 'down'),
      latest,
    });
  }
  return [...groups.values()].sort(
    (a, b) => complaints(b) - complaints(a) || b.up - a.up || b.latest.localeCompare(a.latest),
  );
}

function complaints({ unanswered, down }: QuestionFeedback): number {
  return unanswered + down;
}

/** A question of no words ("???") is only equal to itself. */
function keyOf(question: string): string {
  const words = tokenize(question).map(({ folded }) => folded);
  return words.length === 0 ? question.trim() : words.join(' ');
}

function localDay(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return [date.getFullYear(), month, day].join('-');
}
