import { messageOf, UserError } from '../../lib/errors.js';
import type { ReindexSummary } from '../../index/reindex/reindex-parts.js';
import type { Finding, GenerationFacts, Level } from './finding.js';

const HOUR_MS = 3_600_000;

/** A generation whose every file is as it was written. */
export interface WholeGeneration {
  readonly generation: string;
  /** ISO 8601. */
  readonly builtAt: string;
  readonly articles: number;
  readonly passages: number;
}

/** What came of opening what readers open. */
export type OpenedIndex<Whole extends WholeGeneration = WholeGeneration> =
  /** `damage`: what is wrong with the current generation, in whose place this one is read; null when this is it. */
  | { readonly whole: Whole; readonly damage: UserError | null }
  /** `error` is `index-missing`, `index-damaged` or `index-incompatible`. */
  | { readonly error: unknown };

/** What to say of the index that readers get. */
export function judgeOpened(opened: OpenedIndex, hasToken: boolean, now: Date): Finding[] {
  if ('error' in opened) {
    const { error } = opened;
    return [{ check: 'index', level: levelOf(error, hasToken), error }];
  }
  const { whole, damage } = opened;
  const facts = factsOf(whole, now);
  const inUse: Finding[] =
    damage === null
      ? [{ check: 'index', level: 'well', code: 'index-whole', facts }]
      : [
          { check: 'index', level: 'broken', error: damage },
          { check: 'index', level: 'warning', code: 'index-stands-in', facts },
        ];
  const isFromFuture = Date.parse(whole.builtAt) > now.getTime() + HOUR_MS;
  const { builtAt } = whole;
  return isFromFuture
    ? [...inUse, { check: 'index', level: 'warning', code: 'index-from-future', facts: { builtAt } }]
    : inUse;
}

/** What to say of the generation that `npm run reindex -- --rollback` goes back to. */
export function judgeBefore(
  generation: string,
  opened: { readonly whole: WholeGeneration } | { readonly error: unknown },
  now: Date,
): Finding {
  if ('whole' in opened) {
    const facts = factsOf(opened.whole, now);
    return { check: 'index', level: 'well', code: 'rollback-possible', facts };
  }
  const facts = { generation, reason: messageOf(opened.error) };
  return { check: 'index', level: 'warning', code: 'rollback-damaged', facts };
}

/** What to say of a dry run of a reindex. */
export function judgeDifference({
  added,
  changed,
  removed,
}: Pick<ReindexSummary, 'added' | 'changed' | 'removed'>): Finding {
  const facts = { added, changed, removed };
  return added + changed + removed === 0
    ? { check: 'index', level: 'well', code: 'index-as-articles', facts: {} }
    : { check: 'index', level: 'warning', code: 'index-behind-articles', facts };
}

/** The chat on the terminal builds an index where there is none that it can use; the bot does not start without one. */
export function levelOf(error: unknown, hasToken: boolean): Exclude<Level, 'well'> {
  const isBuiltAtStart =
    error instanceof UserError && (error.code === 'index-missing' || error.code === 'index-incompatible');
  return isBuiltAtStart && !hasToken ? 'warning' : 'broken';
}

function factsOf({ generation, builtAt, articles, passages }: WholeGeneration, now: Date): GenerationFacts {
  const ageHours = Math.max(0, Math.floor((now.getTime() - Date.parse(builtAt)) / HOUR_MS));
  return { generation, builtAt, ageHours, articles, passages };
}
