import type { Messages } from './messages.js';

const WHOLE = new Intl.NumberFormat('en');
const TENTHS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `1 passage`, `2 passages`. */
function counted(count: number, noun: string): string {
  return `${WHOLE.format(count)} ${plural(count, noun)}`;
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}

/** English. */
export const english: Messages = {
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

  tagline: 'Ask a question, get an answer that cites its source.',
  corpus: (articles, passages) => `${counted(articles, 'article')} · ${counted(passages, 'passage')}`,
  howToAsk: 'Ask in Vietnamese (with or without diacritics) or in English.',
  examples: 'For example:',
  examplesOfShippedArticles: [
    'Which decorations has the Hanoi party office received?',
    'Văn phòng Thành ủy Cần Thơ họp mặt ngày nào?',
    'ai la chanh van phong tinh uy dien bien',
  ],
  interrupted: 'Stopped. The index in use is as it was.',
  noToken: 'There is no DISCORD_TOKEN, so here is a chat on the terminal.',
  noBotYet:
    'DISCORD_TOKEN is set, but this version has no Discord bot yet, so here is a chat on the terminal.',
  howToLeave: 'Type /help for the commands, /quit to leave.',
  goodbye: 'Goodbye!',
  waiting: 'looking through the articles…',

  notTold: 'The articles don’t tell.',
  closest: 'Nearest article:',
  searchTip: 'Type /search and a few words to look through the articles yourself.',

  commands: {
    search: 'find passages about these words',
    more: 'show more passages for the last question',
    sources: 'list the articles',
    help: 'list the commands',
    quit: 'leave (or press Ctrl-D)',
  },
  searchWords: 'words',
  unknownCommand: (command, known) => `There is no command ${command}. There are ${known.join(', ')}.`,
  searchNeedsWords: 'Type what to look for after /search, for example: /search huân chương',
  nothingFound: (words) => `No passage was found for “${words}”.`,
  foundFor: (words, excerpts) => `The ${counted(excerpts, 'passage')} nearest to “${words}”`,
  moreNeedsQuestion: 'You have not asked anything yet.',
  moreFor: (words, excerpts) => `${counted(excerpts, 'more passage')} for “${words}”`,
  nothingMore: (words) => `There are no more passages for “${words}”.`,
  moreTip: 'Type /more to see more.',
  articles: (count) => `${counted(count, 'article')}, newest first`,

  phases: { reading: 'Reading articles', embedding: 'Indexing', publishing: 'Saving the index' },
  downloading: (file) => `Downloading ${file}`,
  unit: (unit, count) => (unit === 'megabyte' ? 'MB' : plural(count, unit)),
  second: 's',
  remaining: (seconds) =>
    seconds < 60
      ? `${WHOLE.format(seconds)} s left`
      : `${WHOLE.format(Math.floor(seconds / 60))} min ${WHOLE.format(seconds % 60)} s left`,

  reindexed: (seconds) => `The index was brought up to date in ${TENTHS.format(seconds)} s.`,
  wouldReindex: 'Dry run: nothing was written.',
  articleChanges: ({ added, changed, removed, unchanged, failed }) =>
    `Articles: ${WHOLE.format(added)} added · ${WHOLE.format(changed)} changed · ${WHOLE.format(removed)} removed · ` +
    `${WHOLE.format(unchanged)} unchanged · ${WHOLE.format(failed)} failed`,
  passageChanges: ({ passages, embedded, reused }) =>
    `Passages: ${WHOLE.format(passages)} (${WHOLE.format(embedded)} embedded · ${WHOLE.format(reused)} reused)`,
  upToDate: 'The index is up to date; nothing changed.',
  problems: (count) => `${counted(count, 'file')} could not be read:`,
  retained: 'the last version that could be read stays in the index',
};
