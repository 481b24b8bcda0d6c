import type { Figure, Metric } from './figures.js';

/** An aim for a figure, in words, and whether the figure reaches it. */
export interface JudgedAim {
  readonly aim: string;
  readonly reached: boolean;
}

/** This program's figures must be under these, in the metric's unit, by number of passages. */
const MOST: Partial<Record<Metric, Readonly<Record<number, number>>>> = {
  'find-median': { 10_000: 15, 100_000: 60 },
  'answer-median': { 10_000: 300 },
  'answer-p99': { 10_000: 700 },
  start: { 10_000: 2.5 },
  'memory-settled': { 10_000: 600, 100_000: 1_400 },
  'memory-peak': { 10_000: 600, 100_000: 1_400 },
  change: { 10_000: 1 },
};
/** A peer's median must be this many times ours from {@link COMPARED_FROM} passages on. */
const TIMES_FASTER = 5;
const COMPARED_FROM = 100_000;
/** Share of the limit's rate that indexing must reach, where the cost of beginning is not most of it. */
const SHARE_OF_LIMIT = 0.9;
const INDEXED_FROM = 10_000;

/** The aim for a figure, judged; null where there is none for it. */
export function judge(figure: Figure, all: readonly Figure[]): JudgedAim | null {
  const { metric, passages, role, value } = figure;
  if (value === null) return null;
  if (role === 'ours') {
    const most = MOST[metric]?.[passages];
    return most === undefined ? null : { aim: `under ${most}`, reached: value < most };
  }
  const ours = ownFigure(figure, all);
  if (ours === null) return null;
  if (role === 'peer' && metric === 'find-median' && passages >= COMPARED_FROM) {
    return { aim: `at least ${TIMES_FASTER} × ours`, reached: value >= TIMES_FASTER * ours };
  }
  if (role === 'limit' && metric === 'indexing-rate' && passages >= INDEXED_FROM) {
    return {
      aim: `ours within ${Math.round(100 - 100 * SHARE_OF_LIMIT)} %`,
      reached: ours >= SHARE_OF_LIMIT * value,
    };
  }
  return null;
}

/** What this program has where `figure` is another's; the first where it is measured in several ways. */
export function ownFigure({ metric, passages }: Figure, all: readonly Figure[]): number | null {
  const own = all.find(
    (each) => each.role === 'ours' && each.metric === metric && each.passages === passages,
  );
  return own?.value ?? null;
}
