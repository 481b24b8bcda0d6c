import { englishWording } from '../english.js';
import { counted } from '../plural.js';
import type { Messages } from './messages.js';

const WHOLE = new Intl.NumberFormat('en');
const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
const moment = (isoTime: string) => MOMENT.format(new Date(isoTime));

/** English. */
export const english: Messages = {
  ...englishWording,
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
  howToLeave: 'Type /help for the commands, /quit to leave.',
  goodbye: 'Goodbye!',
  waiting: 'looking through the articles…',
  notTold: 'The articles don’t tell.',
  perhaps: 'Perhaps:',
  unread: 'These passages could not be read; they are the nearest to the question.',
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
  downloading: (file) => `Downloading ${file}`,
  second: 's',
  remaining: (seconds) =>
    seconds < 60
      ? `${WHOLE.format(seconds)} s left`
      : `${WHOLE.format(Math.floor(seconds / 60))} min ${WHOLE.format(seconds % 60)} s left`,
  wouldReindex: 'Dry run: nothing was written.',
  watching: (folder) => `Following ${folder}. Press Ctrl-C to stop.`,
  watchEnded: 'No longer following the articles.',
  mended: (what) => `The index was damaged and has been built again. ${what}`,
  olderInUse: (builtAt) => `The last good index is in use instead, built on ${moment(builtAt)}.`,
  rolledBack: (builtAt) => `Went back to the index built on ${moment(builtAt)}.`,
  rolledBackTo: ({ articles, passages, modelName }) =>
    `It holds ${counted(articles, 'article')} and ${counted(passages, 'passage')}, by the model ${modelName}.`,
  rolledBackFrom: (builtAt) =>
    builtAt === null
      ? 'The index in use before is damaged; the next reindex removes it.'
      : `The index in use before was built on ${moment(builtAt)}; the next reindex removes it.`,
  afterRollback: 'The next reindex builds from the articles as they are then.',
  migrated: (place, from, to) =>
    from === to
      ? `The tables in ${place} are up to date (version ${to}).`
      : `The tables in ${place} are ready (version ${to}).`,
  afterMigration: 'Run npm run reindex to bring the index in that database up to date.',
  noFeedback: 'Nothing yet: no question went unanswered and no answer was rated.',
  feedback: (questions) => `${counted(questions, 'question')}, most often unanswered or 👎 first`,
  unanswered: (times) => `unanswered ${counted(times, 'time')}`,
  latest: (isoDay) => `last on ${englishWording.day(isoDay, false)}`,
  unreadableLines: (count) => `${counted(count, 'line')} could not be read:`,
  commandPlace: (guildId) => (guildId === null ? 'every server of the bot' : `server ${guildId}`),
  commandsRegistered: (count, place) => `Registered ${counted(count, 'command')} in ${place}:`,
  commandsRemoved: (place) => `Removed the commands from ${place}.`,
};
