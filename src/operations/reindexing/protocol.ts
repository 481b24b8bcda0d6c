import type { CarriedError } from '../../lib/serialized-error.js';
import type { ReindexProgress, ReindexSummary } from '../../index/reindex/reindex-parts.js';
import type { Settings } from '../../config/settings.js';

/** A message to the process that reindexes. `start` is the first and comes once; after `stop` nothing more is published. */
export type ReindexRequest =
  { readonly kind: 'start'; readonly settings: Settings } | { readonly kind: 'stop' };

/** How a run ended. */
export type ReindexEnding =
  | { readonly kind: 'done'; readonly summary: ReindexSummary }
  | { readonly kind: 'failed'; readonly error: CarriedError };

/** A message from that process: progress, and at last how the run ended. */
export type ReindexReply = { readonly kind: 'progress'; readonly progress: ReindexProgress } | ReindexEnding;
