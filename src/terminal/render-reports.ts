import type { CorpusProblem } from '../corpus/article.js';
import type { LeftOut, ReindexSummary } from '../index/reindex-parts.js';
import { type ColourStream, type View, viewOf, wrapHanging } from './layout.js';
import { printableLine } from '../lib/printable.js';
import type { Language } from '../locales/english.js';
import type { RolledBack } from '../index/passage-index.js';
import type { QuestionFeedback, UnreadableLine } from '../operations/feedback-log.js';

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/**
 * What a reindex did, every file that it could not read, and a line for each whose text is not whole; in a dry run each
 * block that was left out. Without a line feed at the end.
 */
export function renderSummary(
  summary: ReindexSummary,
  view: View,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): string {
  const { words, palette, width } = view;
  const heading = dryRun
    ? words.terminal.wouldReindex
    : summary.generation === null
      ? words.upToDate
      : words.reindexed(summary.seconds);
  return [
    wrapHanging(palette.strong(heading), width, ''),
    wrapHanging(words.articleChanges(summary), width, '  '),
    wrapHanging(words.passageChanges(summary), width, '  '),
    ...renderDamage(summary, view, dryRun),
    ...[
      renderProblems(summary, view),
      renderPassedOver(summary, view),
      renderLeftOut(summary, view, dryRun),
    ].flatMap((lines) => (lines.length === 0 ? [] : ['', ...lines])),
  ].join('\n');
}

/** What was wrong with the index before; in a dry run it still is. Empty when nothing was. */
function renderDamage({ damage }: ReindexSummary, view: View, dryRun: boolean): string[] {
  if (damage === undefined) return [];
  const { words, palette, width } = view;
  const what = printableLine(damage);
  return [wrapHanging(dryRun ? what : words.terminal.mended(what), width, palette.trouble('  ✗ '))];
}

/** Every file that could not be read. Empty when all could. */
function renderProblems({ problems, retained }: ReindexSummary, view: View): string[] {
  if (problems.length === 0) return [];
  const { words, palette, width } = view;
  return [
    wrapHanging(palette.trouble(words.problems(problems.length)), width, ''),
    ...problems.map((problem) => renderProblem(problem, retained.includes(problem.path), view)),
  ];
}

function renderProblem(problem: CorpusProblem, retained: boolean, { words, palette, width }: View): string {
  const about = `${palette.strong(printableLine(problem.path))}: ${printableLine(words.message(problem.message))}`;
  return [
    wrapHanging(about, width, palette.trouble('  ✗ ')),
    wrapHanging(printableLine(words.message(problem.hint)), width, '    → '),
    ...(retained ? [wrapHanging(palette.faint(`(${words.retained})`), width, '      ')] : []),
  ].join('\n');
}

/** What holds no articles, a line each. Empty where there is nothing else in the folder. */
function renderPassedOver({ passedOver }: ReindexSummary, { words, palette, width }: View): string[] {
  if (passedOver.length === 0) return [];
  return [
    words.passedOver,
    ...passedOver.map(({ path, reason }) =>
      wrapHanging(
        `${palette.strong(printableLine(path))}: ${printableLine(words.message(reason))}`,
        width,
        '  – ',
      ),
    ),
  ];
}

/** What is in no text, of each file a line, and each block of it where `all` is to be told. Empty when nothing is. */
function renderLeftOut({ leftOut }: ReindexSummary, view: View, all: boolean): string[] {
  if (leftOut.length === 0) return [];
  const { words, palette, width } = view;
  return [
    wrapHanging(palette.strong(words.leftOut(leftOut.length, all)), width, ''),
    ...leftOut.flatMap((file) => [renderLeftOutFile(file, view), ...(all ? renderBlocks(file, view) : [])]),
  ];
}

function renderLeftOutFile({ path, blocks }: LeftOut, { words, palette, width }: View): string {
  const characters = blocks.reduce((sum, block) => sum + block.characters, 0);
  const kinds = [...new Set(blocks.map(({ kind }) => words.dropKinds[kind]))].join(', ');
  const about = `${palette.strong(printableLine(path))}: ${words.leftOutOfFile(blocks.length, characters)} (${kinds})`;
  return wrapHanging(about, width, '  · ');
}

function renderBlocks({ blocks }: LeftOut, { words, palette, width }: View): string[] {
  return blocks.map(({ kind, text, characters }) =>
    wrapHanging(
      `${palette.faint(`${words.dropKinds[kind]} (${words.count(characters)}):`)} ${printableLine(text)}`,
      width,
      '      ',
    ),
  );
}

/** Whether a summary says something that the one told last, null before the first, did not. */
export function isWorthTelling(summary: ReindexSummary, last: ReindexSummary | null): boolean {
  if (last === null || summary.generation !== null) return true;
  const told = ({ problems, passedOver }: ReindexSummary) => JSON.stringify([problems, passedOver]);
  return told(summary) !== told(last);
}

/** What one reindex of many did at a time, in a line; files that could not be read, or not wholly, follow it. Without a line feed at the end. */
export function renderSummaryLine(summary: ReindexSummary, at: Date, view: View): string {
  const { words, palette } = view;
  const heading = summary.generation === null ? words.upToDate : words.reindexed(summary.seconds);
  const line = [
    palette.faint(TIME.format(at)),
    palette.strong(heading),
    `${words.articleChanges(summary)}.`,
    `${words.passageChanges(summary)}.`,
  ].join(' ');
  return [
    line,
    ...renderDamage(summary, view, false),
    ...renderProblems(summary, view),
    ...renderPassedOver(summary, view),
    ...renderLeftOut(summary, view, false),
  ].join('\n');
}

/** Tells what a reindex did where it could not read some file or found the index damaged; another needs no words. */
export function reportProblems(
  summary: ReindexSummary | null,
  output: ColourStream & { readonly columns?: number; write(text: string): unknown },
  language: Language,
): void {
  if (summary === null || (summary.problems.length === 0 && summary.damage === undefined)) return;
  output.write(`${renderSummary(summary, viewOf(output, language))}\n\n`);
}

/** Which index is in use now and which was, after going back; without a line feed at the end. */
export function renderRollback({ from, to }: RolledBack, view: View): string {
  const { words, palette, width } = view;
  const holds = words.terminal.rolledBackTo({ ...to, modelName: printableLine(to.modelName) });
  return [
    wrapHanging(palette.strong(words.terminal.rolledBack(to.builtAt)), width, ''),
    wrapHanging(holds, width, '  '),
    wrapHanging(words.terminal.rolledBackFrom(from.builtAt), width, '  '),
    wrapHanging(words.terminal.afterRollback, width, '  '),
  ].join('\n');
}

/** Questions that went unanswered or were rated, each with its counts; without a line feed at the end. */
export function renderFeedback(questions: readonly QuestionFeedback[], view: View): string {
  const { words, palette, width } = view;
  if (questions.length === 0) return wrapHanging(words.terminal.noFeedback, width, '');
  return [
    wrapHanging(palette.faint(words.terminal.feedback(questions.length)), width, ''),
    ...questions.map(({ question, unanswered, up, down, latest }, at) => {
      const counts = [
        ...(unanswered === 0 ? [] : [words.terminal.unanswered(unanswered)]),
        ...(down === 0 ? [] : [`👎 ${words.count(down)}`]),
        ...(up === 0 ? [] : [`👍 ${words.count(up)}`]),
        words.terminal.latest(latest),
      ];
      return [
        wrapHanging(printableLine(question), width, palette.number(`${String(at + 1).padStart(2)}. `)),
        wrapHanging(palette.faint(counts.join(' · ')), width, '    '),
      ].join('\n');
    }),
  ].join('\n');
}

/** The lines of a feedback file that could not be read, by number; without a line feed at the end. */
export function renderUnreadable(lines: readonly UnreadableLine[], view: View): string {
  const { words, palette, width } = view;
  return [
    wrapHanging(palette.trouble(words.terminal.unreadableLines(lines.length)), width, ''),
    ...lines.map(({ file, line }) =>
      wrapHanging(`${printableLine(file)}:${line}`, width, palette.trouble('  ✗ ')),
    ),
  ].join('\n');
}
