import type { TrialReport } from './tally.js';

/** Losses shown of each kind; `--json` has them all. */
const SHOWN = 20;

/** A table of what was tried and lost, with what each kind of trial came to. */
export function renderReport(reports: readonly TrialReport[]): string {
  const width = Math.max(...reports.map(({ title }) => title.length));
  const row = (title: string, tried: string, lost: string) =>
    `${title.padEnd(width)}  ${tried.padStart(8)}  ${lost.padStart(5)}`;
  return [
    row('', 'tried', 'lost'),
    ...reports.map(({ title, tried, losses }) => row(title, String(tried), String(losses.length))),
    ...reports.flatMap(details),
    '',
  ].join('\n');
}

function details({ title, outcomes, notes, losses }: TrialReport): string[] {
  return [
    '',
    title,
    ...Object.entries(outcomes).map(([outcome, count]) => `  ${String(count).padStart(8)}  ${outcome}`),
    ...notes.map((note) => `            ${note}`),
    ...losses.slice(0, SHOWN).map((loss) => `      LOST  ${loss}`),
    ...(losses.length > SHOWN ? [`      LOST  … and ${losses.length - SHOWN} more`] : []),
  ];
}
