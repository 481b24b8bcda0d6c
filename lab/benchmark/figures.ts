/** What is measured, with the section of docs/performance.md that it stands in. */
export const METRICS = {
  'indexing-rate': { section: 'a', title: 'reindex of all articles', unit: 'passages/s' },
  'find-median': { section: 'b', title: 'question → passages, median', unit: 'ms' },
  'find-p99': { section: 'b', title: 'question → passages, 99th percentile', unit: 'ms' },
  'answer-median': { section: 'b', title: 'question → cited answer, median', unit: 'ms' },
  'answer-p99': { section: 'b', title: 'question → cited answer, 99th percentile', unit: 'ms' },
  'answer-at-once': { section: 'b', title: '20 questions at once → the last cited answer', unit: 'ms' },
  start: { section: 'c', title: 'start of process → first answer', unit: 's' },
  'memory-settled': { section: 'd', title: 'memory after the questions', unit: 'MB' },
  'memory-peak': { section: 'd', title: 'memory at its peak', unit: 'MB' },
  'index-size': { section: 'e', title: 'index on disk', unit: 'MB' },
  change: { section: 'f', title: 'reindex after one article changed', unit: 's' },
} as const;

/** See {@link METRICS}. */
export type Metric = keyof typeof METRICS;

/** One measured figure. */
export interface Figure {
  readonly metric: Metric;
  /** As asked for; the corpus has about as many. */
  readonly passages: number;
  readonly who: string;
  /**
   * Whether it is this program's, that of something to use in its place, of the fastest that does the same work, or of a part of
   * the work.
   */
  readonly role: 'ours' | 'peer' | 'limit' | 'part';
  /** In the metric's unit; null where there is none to measure. */
  readonly value: number | null;
  /** What a reader has to know of this figure. */
  readonly note?: string;
}

/** How a cost grows with the number of passages. */
export interface Growth {
  readonly what: 'indexing' | 'indexing without the model' | 'querying';
  /** Of {@link points}. */
  readonly unit: 's' | 'ms';
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** How this program is called in the tables. */
export const OURS = 'Dẫn Nguồn';
