import { counted, plural } from './plural.js';
import type { Wording } from './wording.js';

const WHOLE = new Intl.NumberFormat('en');
const TENTHS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** English. */
export const englishWording: Wording = {
  count: (value) => WHOLE.format(value),
  decimal: (value) => TENTHS.format(value),
  day(isoDay, inferred) {
    const day = DAY.format(new Date(`${isoDay}T00:00:00Z`));
    return inferred ? `about ${day}, inferred from the article` : day;
  },
  unknownDay: 'date unknown',
  error: (error) => ({ wrong: error.message, todo: error.hint }),
  unexpectedError: (message) => ({
    wrong: `Something unexpected went wrong: ${message}`,
    todo: 'Try again; set LOG_LEVEL=debug to see the details.',
  }),
  phases: { reading: 'Reading articles', embedding: 'Indexing', publishing: 'Saving the index' },
  unit: (unit, count) => (unit === 'megabyte' ? 'MB' : plural(count, unit)),
  reindexed: (seconds) => `The index was brought up to date in ${TENTHS.format(seconds)} s.`,
  articleChanges: ({ added, changed, removed, unchanged, failed }) =>
    `Articles: ${WHOLE.format(added)} added · ${WHOLE.format(changed)} changed · ${WHOLE.format(removed)} removed · ` +
    `${WHOLE.format(unchanged)} unchanged · ${WHOLE.format(failed)} failed`,
  passageChanges: ({ passages, embedded, reused }) =>
    `Passages: ${WHOLE.format(passages)} (${WHOLE.format(embedded)} embedded · ${WHOLE.format(reused)} reused)`,
  upToDate: 'The index is up to date; nothing changed.',
  problems: (count) => `${counted(count, 'file')} could not be read:`,
  retained: 'the last version that could be read stays in the index',
};
