import type { ReindexSummary } from '../index/reindex/reindex-parts.js';
import { lookOf, type View } from './layout.js';
import { renderDamage, renderProblems } from './render-summary.js';

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** Whether a summary says something that the one told last, null before the first, did not. */
export function isWorthTelling(summary: ReindexSummary, last: ReindexSummary | null): boolean {
  if (last === null || summary.generation !== null) return true;
  return JSON.stringify(summary.problems) !== JSON.stringify(last.problems);
}

/** What one reindex of many did at a time, in a line; files that could not be read follow it. Without a line feed at the end. */
export function renderSummaryLine(summary: ReindexSummary, at: Date, view: View): string {
  const look = lookOf(view);
  const { words, palette } = look;
  const heading = summary.generation === null ? words.upToDate : words.reindexed(summary.seconds);
  const line = [
    palette.faint(TIME.format(at)),
    palette.strong(heading),
    `${words.articleChanges(summary)}.`,
    `${words.passageChanges(summary)}.`,
  ].join(' ');
  return [line, ...renderDamage(summary, look, false), ...renderProblems(summary, look)].join('\n');
}
