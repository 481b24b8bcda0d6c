import { counted } from '../plural.js';
import type { NoticeWords } from './notice-words.js';

/** English. */
export const englishNotices: NoticeWords = {
  deadButton: 'This button no longer works. Ask again to get a new one.',
  notYours: 'This button is for the person who asked. Ask a question of your own.',
  articleChanged:
    'The article has changed, so this excerpt is no longer where it was. Ask again to see it as it is now.',
  articleGone: 'This article is no longer among the articles.',
  questionGone: 'The question can’t be read any more; perhaps its message was deleted. Please ask again.',
  cooldown: (seconds) => `That was quick. Wait ${counted(seconds, 'second')} before you ask again.`,
  wrongChannel: 'The bot doesn’t answer in this channel. Ask in:',
  noChannel: 'The bot doesn’t answer here.',
  busy: 'Many people are asking right now. Try again in a moment.',
  stopping: 'The bot is restarting. Ask again in a moment.',
  nothingAsked:
    'What would you like to know? Write your question after the bot’s name, such as “who received a decoration?”',
  missingPermissions:
    'The bot lacks permissions in the channel where you asked. Ask someone who manages the server to grant:',
  needsManageServer: 'Only members with the permission Manage Server can bring the index up to date.',
  reindexRunning: 'The index is being brought up to date already. That began',
  unknownPublisher: (name) => `There is no article by the publisher “${name}”.`,
  publisherTip: 'Choose one of those suggested while you type.',
  unknownArticle: (title) => `No article has a title like “${title}”.`,
  articleTip: 'Choose one of those suggested as you type.',
  notADay: (given) => `“${given}” is not a day.`,
  dayTip: 'Write day/month/year: 17/10/2024, or just 10/2024, or 2024.',
  daysReversed: (from, to) => `The first day (${from}) is after the last (${to}). Swap them.`,
  ratedGood: 'Thank you!',
  ratedBad:
    'Thank you. The question was noted for those who run the bot. You can ask in other words, or look for more passages.',
  unexpected: 'Something unexpected went wrong. Try again; the error is in the bot’s log.',
};
