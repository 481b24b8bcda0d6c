import path from 'node:path';
import { openLookout } from '../index/index-location.js';
import type { Reading } from '../answer/answer.js';
import { AnsweringThread, type QueryEmbedder } from './answering-thread.js';
import { LiveAnswering } from './answer-service.js';
import { NewestThread, type AnsweringEvents, type NewestThreadParts } from './index-reloader.js';

/** Compiled or not, the worker lies beside this file with the same extension. */
const WORKER = new URL(`./answering-worker${path.extname(import.meta.url)}`, import.meta.url);

/** Between two looks for a newer index, in ms. A look reads one file of a line, or one row. */
const LOOK_EVERY_MS = 1_000;
const RESTART_AFTER_MS = 5_000;
/** Minutes of work already: whoever comes later had better be told. */
const MAX_WAITING = 500;

/** What {@link openAnswering} needs, and what it takes for granted unless it is told. */
export interface AnsweringOptions
  extends
    Pick<NewestThreadParts, 'location' | 'identity'>,
    Partial<Omit<NewestThreadParts, 'location' | 'identity'>> {
  /** Of the model in {@link NewestThreadParts.identity}; it is not closed with the answering. */
  readonly embedder: QueryEmbedder;
  /** Passages are only found when left out. The reader is not closed with the answering either. */
  readonly reading?: Reading | null;
  /** Calls that may wait to be begun; 500 by default. */
  readonly maxWaiting?: number;
}

/**
 * Opens the index that is published now, in a thread, and takes up newer ones from then on. It keeps the process alive
 * until it is closed.
 *
 * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `database-…`
 */
export async function openAnswering(options: AnsweringOptions): Promise<LiveAnswering> {
  const { embedder, reading = null, maxWaiting = MAX_WAITING, ...parts } = options;
  const told = reading && { ...reading, reader: tellingOf(reading.reader, parts.events?.onUnread) };
  const newest = await NewestThread.open({
    startThread: () => new AnsweringThread(WORKER, embedder, told),
    lookout: await openLookout(options.location),
    events: {},
    restartAfterMs: RESTART_AFTER_MS,
    now: () => performance.now(),
    regularly: everySecond,
    ...parts,
  });
  return new LiveAnswering(newest, maxWaiting);
}

/** A reader whose failures are heard of here, where there is a log. */
function tellingOf(reader: Reading['reader'], onUnread: AnsweringEvents['onUnread']): Reading['reader'] {
  return {
    async read(...asked) {
      try {
        return await reader.read(...asked);
      } catch (error) {
        onUnread?.(error);
        throw error;
      }
    },
  };
}

function everySecond(look: () => Promise<void>): () => void {
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
