import { inBothSpellings, SpelledWords } from './follow-up-words.js';
import { datesIn, type NamedDate } from '../../language/named-dates.js';
import type { Question } from './question.js';

/** What a question says of the time that it asks about. */
export interface AskedTime {
  /** The dates that it names. Relative ones ("hôm qua") need a clock and are none, nor are terms ("nhiệm kỳ 2020-2025"). */
  readonly dates: readonly NamedDate[];
  /** Whether it asks for the newest or the oldest of what the articles tell. */
  readonly order: 'newest' | 'oldest' | null;
}

const NEWEST = inBothSpellings('(?:mới|gần đây|mới đây) nhất|lần gần nhất|latest|newest|most recent(?:ly)?');
/** Not "đầu tiên": the first conference is as often a name as an order. */
const OLDEST = inBothSpellings('(?:cũ|xưa) nhất|oldest');

/** Reads the dates and the order in time that a question names. */
export function askedTime({ normalized, accented }: Pick<Question, 'normalized' | 'accented'>): AskedTime {
  const words = new SpelledWords(normalized, accented);
  const names = (spellings: typeof NEWEST) =>
    words.find(accented ? spellings.accented : spellings.folded).length > 0;
  return {
    dates: datesIn(normalized.normalize('NFC'))
      .filter(({ endsSpan }) => !endsSpan)
      .map(({ year, month, day }) => ({ year, month, day })),
    order: names(NEWEST) ? 'newest' : names(OLDEST) ? 'oldest' : null,
  };
}
