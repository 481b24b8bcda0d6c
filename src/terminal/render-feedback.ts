import type { QuestionFeedback } from '../operations/group-feedback.js';
import type { UnreadableLine } from '../operations/feedback-log.js';
import { printableLine } from '../lib/printable.js';
import { lookOf, wrapHanging, type View } from './layout.js';

/** Questions that went unanswered or were rated, each with its counts; without a line feed at the end. */
export function renderFeedback(questions: readonly QuestionFeedback[], view: View): string {
  const { messages, palette, width } = lookOf(view);
  if (questions.length === 0) return wrapHanging(messages.noFeedback, width, '');
  return [
    wrapHanging(palette.faint(messages.feedback(questions.length)), width, ''),
    ...questions.map(({ question, unanswered, up, down, latest }, at) => {
      const counts = [
        ...(unanswered === 0 ? [] : [messages.unanswered(unanswered)]),
        ...(down === 0 ? [] : [`👎 ${messages.count(down)}`]),
        ...(up === 0 ? [] : [`👍 ${messages.count(up)}`]),
        messages.latest(latest),
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
  const { messages, palette, width } = lookOf(view);
  return [
    wrapHanging(palette.trouble(messages.unreadableLines(lines.length)), width, ''),
    ...lines.map(({ file, line }) =>
      wrapHanging(`${printableLine(file)}:${line}`, width, palette.trouble('  ✗ ')),
    ),
  ].join('\n');
}
