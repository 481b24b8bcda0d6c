import type { CorpusProblem } from '../corpus/article.js';
import type { ReindexSummary } from '../index/reindex/reindex-parts.js';
import { lookOf, wrapHanging, type Look, type View } from './layout.js';
import { printableLine } from '../lib/printable.js';

/** How the reindex was run. */
export interface SummaryOptions {
  readonly dryRun?: boolean;
}

/** What a reindex did, and every file that it could not read; without a line feed at the end. */
export function renderSummary(
  summary: ReindexSummary,
  view: View,
  { dryRun = false }: SummaryOptions = {},
): string {
  const look = lookOf(view);
  const { words, palette, width } = look;
  const heading = dryRun
    ? words.terminal.wouldReindex
    : summary.generation === null
      ? words.upToDate
      : words.reindexed(summary.seconds);
  return [
    wrapHanging(palette.strong(heading), width, ''),
    wrapHanging(words.articleChanges(summary), width, '  '),
    wrapHanging(words.passageChanges(summary), width, '  '),
    ...renderDamage(summary, look, dryRun),
    ...(summary.problems.length === 0 ? [] : ['', ...renderProblems(summary, look)]),
  ].join('\n');
}

/** What was wrong with the index before; in a dry run it still is. Empty when nothing was. */
export function renderDamage({ damage }: ReindexSummary, look: Look, dryRun: boolean): string[] {
  if (damage === undefined) return [];
  const { words, palette, width } = look;
  const what = printableLine(damage);
  return [wrapHanging(dryRun ? what : words.terminal.mended(what), width, palette.trouble('  ✗ '))];
}

/** Every file that could not be read. Empty when all could. */
export function renderProblems({ problems, retained }: ReindexSummary, look: Look): string[] {
  if (problems.length === 0) return [];
  const { words, palette, width } = look;
  return [
    wrapHanging(palette.trouble(words.problems(problems.length)), width, ''),
    ...problems.map((problem) => renderProblem(problem, retained.includes(problem.path), look)),
  ];
}

function renderProblem(problem: CorpusProblem, retained: boolean, { words, palette, width }: Look): string {
  const about = `${palette.strong(printableLine(problem.path))}: ${printableLine(problem.message)}`;
  return [
    wrapHanging(about, width, palette.trouble('  ✗ ')),
    wrapHanging(printableLine(problem.hint), width, '    → '),
    ...(retained ? [wrapHanging(palette.faint(`(${words.retained})`), width, '      ')] : []),
  ].join('\n');
}
