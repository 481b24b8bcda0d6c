import path from 'node:path';
import { openLookout } from '../index/index-location.js';
import { AnsweringThread, type PassageReranker, type QueryEmbedder } from './answering-thread.js';
import { LiveAnswering } from './live-answering.js';
import { NewestThread, type NewestThreadParts } from './newest-thread.js';

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
  /** None when left out. It is not closed with the answering either. */
  readonly reranker?: PassageReranker | null;
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
  const { embedder, reranker, maxWaiting = MAX_WAITING, ...parts } = options;
  const newest = await NewestThread.open({
    startThread: () => new AnsweringThread(WORKER, embedder, reranker),
    lookout: await openLookout(options.location),
    events: {},
    restartAfterMs: RESTART_AFTER_MS,
    now: () => performance.now(),
    regularly: everySecond,
    ...parts,
  });
  return new LiveAnswering(newest, maxWaiting);
}

function everySecond(look: () => Promise<void>): () => void {
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
