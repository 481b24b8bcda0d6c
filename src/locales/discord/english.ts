import { englishWording } from '../english.js';
import { counted } from '../plural.js';
import { englishNotices } from './english-notices.js';
import type { Words } from './words.js';

const WHOLE = new Intl.NumberFormat('en');

/** English. */
export const english: Words = {
  ...englishWording,
  language: 'en',
  answer: {
    perhaps: 'Perhaps',
    unread: 'The bot could not read these passages; they are the nearest to the question.',
    notTold: 'The articles don’t tell.',
    closest: 'The article nearest to the question:',
    more: 'More passages',
    findRelated: 'Find related passages',
    context: (citation) => (citation === null ? 'Context' : `Context [${citation}]`),
  },
  passages: {
    found: (passages, articles) => `${counted(passages, 'passage')} in ${counted(articles, 'article')}`,
    foundMore: (passages) => counted(passages, 'more passage'),
    nearest: (passages) => `The ${counted(passages, 'passage')} nearest to the question`,
    order: { relevance: 'most relevant first', newest: 'newest first' },
    orderBy: { relevance: 'Most relevant first', newest: 'Newest first' },
    none: 'No passage was found.',
    noneMore: 'There are no more passages about this question.',
    tip: 'Try other words, or fewer.',
  },
  article: {
    read: 'Read the article',
    original: 'Original',
    retells: (title) => `Retells “${title}”`,
    listed: (count) => `${counted(count, 'article')}, newest first`,
    none: 'There are no articles yet.',
  },
  filter: {
    label: 'Filter:',
    days: (from, to) =>
      [...(from === null ? [] : [`from ${from}`]), ...(to === null ? [] : [`to ${to}`])].join(' '),
    none: 'No article passes the filter.',
    tip: 'Try a wider range of days, or drop part of the filter.',
  },
  help: {
    tagline:
      'Ask a question, get an answer that cites its source. Every answer is quoted word for word from an article.',
    asking: 'How to ask',
    mention: 'with your question, or a direct message to the bot.',
    otherWays: [
      'Ask in Vietnamese (with or without diacritics) or in English.',
      'To ask further, reply to the bot’s message: “what about 2016?”',
      'To ask about someone’s message, hold it (or right-click it) and choose Apps.',
    ],
    commands: 'Commands',
    below: 'Below an answer',
    buttons: [
      'More passages: what else the articles say about it.',
      'Context: what stands before and after an excerpt, shown to you alone.',
      '👍 👎: say whether the answer was what you wanted. Your name is not kept.',
    ],
  },
  status: {
    heading: 'Status',
    corpus: (articles, passages) => `${counted(articles, 'article')} · ${counted(passages, 'passage')}`,
    model: 'Embedding model',
    builtAt: 'Index brought up to date',
    gateway: 'Connection to Discord',
    answering: 'Usual time to answer',
    milliseconds: (value) => `${WHOLE.format(Math.round(value))} ms`,
    notKnown: 'not measured yet',
    shards: 'Shards',
    shardsConnected: (connected, all) =>
      `${WHOLE.format(connected)} of ${WHOLE.format(all)} connected to Discord`,
    shardServers: (guilds, ping) => `${counted(guilds, 'server')}, ${ping}`,
    shardLost: 'not connected',
    moreShards: (count) => `… and ${counted(count, 'more shard')}`,
    standsIn: 'A newer index is damaged; this is the one before it. A reindex mends it.',
    missingPermissions: 'Missing permissions',
    version: 'Version',
  },
  reindex: {
    running: 'Bringing the index up to date',
    preparing: 'Getting ready…',
    mended: 'The index was damaged and has been built again; the bot’s log says what was wrong.',
    moreProblems: (count) => `… and ${counted(count, 'more file')}.`,
    troubles: {
      'articles-folder-missing': 'The articles folder can’t be opened.',
      'articles-folder-empty': 'The articles folder holds no article that can be read.',
      'model-not-found': 'The embedding model was not found.',
      'model-unreachable': 'The embedding model can’t be downloaded.',
      'model-broken': 'The embedding model doesn’t run.',
      'index-missing': 'There is no index yet.',
      'index-incompatible': 'The index was built by another model or in another format.',
      'index-damaged': 'The index is damaged.',
      'index-locked': 'Another process is writing the index.',
      'index-unwritable':
        'The index folder can’t be written to: the disk may be full, or a permission missing.',
      'database-unreachable': 'The database with the index doesn’t answer.',
      'database-refused': 'The database with the index turns the bot away.',
      'database-unprepared': 'The database isn’t set up for the index yet.',
    },
    seeLog: 'The bot’s log has the details and what to do.',
  },
  notices: englishNotices,
  permissions: {
    ViewChannel: 'View Channel',
    SendMessages: 'Send Messages',
    SendMessagesInThreads: 'Send Messages in Threads',
    EmbedLinks: 'Embed Links',
    ReadMessageHistory: 'Read Message History',
  },
};
