import type { QuestionFeedback } from '../operations/group-feedback.js';
import type { UnreadableLine } from '../operations/feedback-log.js';
import { printableLine } from '../lib/printable.js';
import { lookOf, type View, wrapHanging } from './layout.js';

/** Questions that went unanswered or were rated, each with its counts; without a line feed at the end. */
export function renderFeedback(questions: readonly QuestionFeedback[], view: View): string {
  const { words, palette, width } = lookOf(view);
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
  const { words, palette, width } = lookOf(view);
  return [
    wrapHanging(palette.trouble(words.terminal.unreadableLines(lines.length)), width, ''),
    ...lines.map(({ file, line }) =>
      wrapHanging(`${printableLine(file)}:${line}`, width, palette.trouble('  ✗ ')),
    ),
  ].join('\n');
}
