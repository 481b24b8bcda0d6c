import { tokenize } from '../language/vietnamese.js';
import type { FeedbackEntry } from './feedback-log.js';

/** What was said about one question, however it was spelled. */
export interface QuestionFeedback {
  /** As it was last asked. */
  readonly question: string;
  /** Times that the articles did not tell. */
  readonly unanswered: number;
  readonly up: number;
  readonly down: number;
  /** Day of the latest of these, `YYYY-MM-DD` in this machine's time zone. */
  readonly latest: string;
}

/**
 * Entries by question, the same words in another case, punctuation or without diacritics being the same question. First come
 * those that most often went unanswered or got a 👎, then those with most 👍, then the latest.
 *
 * @param since - first day that counts, `YYYY-MM-DD` in this machine's time zone
 */
export function groupFeedback(entries: readonly FeedbackEntry[], since?: string): QuestionFeedback[] {
  const groups = new Map<string, QuestionFeedback>();
  for (const entry of entries.toSorted((a, b) => a.at.localeCompare(b.at))) {
    const latest = localDay(new Date(entry.at));
    if (since !== undefined && latest < since) continue;
    const key = keyOf(entry.question);
    const before = groups.get(key) ?? { unanswered: 0, up: 0, down: 0 };
    groups.set(key, {
      question: entry.question,
      unanswered: before.unanswered + Number(entry.kind === 'unanswered'),
      up: before.up + Number(entry.kind === 'up'),
      down: before.down + Number(entry.kind === 'down'),
      latest,
    });
  }
  return [...groups.values()].sort(
    (a, b) => complaints(b) - complaints(a) || b.up - a.up || b.latest.localeCompare(a.latest),
  );
}

function complaints({ unanswered, down }: QuestionFeedback): number {
  return unanswered + down;
}

/** A question of no words ("???") is only equal to itself. */
function keyOf(question: string): string {
  const words = tokenize(question).map(({ folded }) => folded);
  return words.length === 0 ? question.trim() : words.join(' ');
}

function localDay(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return [date.getFullYear(), month, day].join('-');
}
