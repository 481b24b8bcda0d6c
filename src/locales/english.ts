import type { SmallTalk } from '../language/small-talk.js';
import type { DropKind, DroppedBlock } from '../corpus/article.js';
import type { Settings } from '../config/settings.js';
import type { Sort } from '../discord/interactions/custom-id.js';
import type { NeededPermission } from '../discord/guards/bot-permissions.js';
import type { ReindexProgress } from '../index/reindex-parts.js';
import type { ErrorCode, UserError } from '../lib/errors.js';
import type { Check, Code, Facts, GenerationFacts, Verdict } from '../operations/doctor/finding.js';
import { formatsFor } from './formats.js';

export type Language = Settings['language'];

/** What is wrong and what to do about it, a line each. */
export interface ErrorWords {
  readonly wrong: string;
  readonly todo: string;
}

/** What progress is counted in. */
export type Unit = 'article' | 'passage' | 'megabyte';

/** What may go wrong with the articles, the model or the index. */
export type IndexTrouble = Extract<
  ErrorCode,
  `articles-${string}` | `model-${string}` | `index-${string}` | `database-${string}`
>;

/** What was found, and what to do about it where something is to be done. Neither ends in a full stop. */
export type Saying = readonly [what: string, todo?: string];

/** What the doctor says, in one language. */
interface DoctorWords {
  /** Names of what is looked at, as headings. */
  readonly checks: Readonly<Record<Check, string>>;
  readonly sayings: { readonly [C in Code]: (facts: Facts[C]) => Saying };
  /** Said when a check takes its time. */
  readonly looking: (check: Check) => string;
  /** Ends the report. */
  readonly verdict: (verdict: Verdict) => string;
}

const { whole, tenths, day, moment, ago, size, plural } = formatsFor('en-GB', {
  day: { dateStyle: 'long' },
  moment: { dateStyle: 'long', timeStyle: 'short' },
});

/** A noun in the number that `count` asks for. */
function noun(count: number, singular: string): string {
  return plural(count, { one: singular, other: `${singular}s` });
}

/** `1 passage`, `2 passages`. */
function counted(count: number, singular: string): string {
  return `${whole(count)} ${noun(count, singular)}`;
}

const REINDEX = 'run `npm run reindex`';
const DEPLOY = 'run `npm run deploy-commands`';

const onServers = (guildId: string | null) => (guildId === null ? 'on every server' : `on server ${guildId}`);
const where = (kind: 'guild' | 'channel') => (kind === 'guild' ? 'server' : 'channel');

function generation({ builtAt, ageHours, articles, passages }: GenerationFacts): string {
  const age = ageHours === 0 ? 'less than an hour ago' : ago(ageHours);
  const holds = `${counted(articles, 'article')} and ${counted(passages, 'passage')}`;
  return `built on ${moment(builtAt)}, ${age}; ${holds}`;
}

const DROP_KINDS: Readonly<Record<DropKind, string>> = {
  boilerplate: 'of the page',
  'after-end': 'after the end',
  outside: 'outside the article',
  dateline: 'date',
  byline: 'author',
  repeated: 'said twice',
  comment: 'hidden comment',
  markup: 'markup',
  field: 'value not understood',
};

function leftOutOfFile(blocks: number, characters: number): string {
  return `${counted(blocks, 'block')}, ${counted(characters, 'character')}`;
}

function namedBlocks(blocks: readonly DroppedBlock[]): string {
  return blocks
    .map(({ kind, text, characters }) => `${DROP_KINDS[kind]} (${whole(characters)}) “${text}”`)
    .join(', ');
}

function differences({ missing, changed, unknown }: Facts['commands-differ']): string {
  return [
    ...(missing.length === 0 ? [] : [`missing: ${missing.join(', ')}`]),
    ...(changed.length === 0 ? [] : [`of another version: ${changed.join(', ')}`]),
    ...(unknown.length === 0 ? [] : [`not the bot’s: ${unknown.join(', ')}`]),
  ].join('; ');
}

const PERMISSIONS: Readonly<Record<NeededPermission, string>> = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  EmbedLinks: 'Embed Links',
  ReadMessageHistory: 'Read Message History',
};

const CHECKS: DoctorWords['checks'] = {
  node: 'Node.js',
  settings: 'Settings',
  articles: 'Articles',
  model: 'Embedding model',
  reader: 'Reading model',
  index: 'Index',
  disk: 'Disk',
  files: 'Files of the bot',
  discord: 'Discord',
};

const DOCTOR: DoctorWords = {
  checks: CHECKS,
  looking: (check) => `Looking at: ${CHECKS[check]}…`,
  verdict: ({ warning, broken }) => {
    const warnings = `${counted(warning, 'warning')} (!)`;
    if (broken > 0) {
      return `${counted(broken, 'thing')} broken (✗)${warning > 0 ? `, ${warnings}` : ''}.`;
    }
    return warning > 0 ? `Nothing is broken; ${warnings}.` : 'All is well.';
  },
  sayings: {
    'node-fit': ({ version }) => [version],
    'node-too-old': ({ version, needed }) => [
      `${version} is too old`,
      `install ${needed} or newer from https://nodejs.org`,
    ],
    'settings-right': () => ['none is wrong'],
    'setting-unknown': ({ name, meant }) => [
      `${name} is no setting`,
      meant === null ? '.env.example lists them all' : `did you mean ${meant}?`,
    ],
    'setting-line-odd': ({ line }) => [
      `line ${line} of .env is passed over`,
      'write it as NAME=value, or with # before it',
    ],
    'not-checked': ({ because }) => [
      `not looked at: ${because.join(', ')} must be right for that`,
      'mend the settings first',
    ],
    'articles-readable': ({ folder, articles }) => [`${counted(articles, 'article')} in ${folder}`],
    'articles-unreadable': ({ folder }) => [
      `no file in ${folder} can be read as an article`,
      'mend the files named below, or set ARTICLES_DIR to another folder',
    ],
    'article-problem': ({ path, message, hint }) => [`${path}: ${message}`, hint],
    'article-left-out': ({ path, characters, blocks }) => [
      `${path}: left out of its text: ${leftOutOfFile(blocks.length, characters)}: ${namedBlocks(blocks)}`,
    ],
    'article-field-unknown': ({ path, values }) => [
      `${path}: passed over, as ${values.length === 1 ? 'it' : 'they'} can’t be understood: ${values.join('; ')}`,
      'see “Front matter” in docs/articles.md',
    ],
    'file-passed-over': ({ path, reason }) => [`${path}: passed over: ${reason}`],
    'model-works': ({ name, dimensions }) => [`${name} works (vectors of ${dimensions} dimensions)`],
    'model-not-downloaded': ({ name, folder }) => [
      `${name} is not in ${folder} yet`,
      `${REINDEX}: it downloads the model`,
    ],
    'model-talks-nonsense': ({ name }) => [
      `${name} opens, but gives numbers that mean nothing`,
      'use another model, or convert it to ONNX again',
    ],
    'reader-works': ({ name }) => [`${name} works`],
    'reader-off': () => [
      'READER_MODEL is off: passages are found and shown, but nothing reads them',
      'leave READER_MODEL out, and questions are answered again',
    ],
    'reader-not-downloaded': ({ name, folder }) => [
      `${name} is not in ${folder} yet`,
      'npm start: it downloads the model',
    ],
    'index-whole': (facts) => [`every file is as it was written; ${generation(facts)}`],
    'index-stands-in': (facts) => [`the last good index is used instead: ${generation(facts)}`, REINDEX],
    'index-from-future': ({ builtAt }) => [
      `it was built on ${moment(builtAt)}, which is still to come`,
      'check the clock of this machine',
    ],
    'rollback-possible': (facts) => [
      `the index before is whole, too (\`npm run reindex -- --rollback\`): ${generation(facts)}`,
    ],
    'rollback-damaged': ({ reason }) => [
      `the index before, kept to go back to, can’t be used: ${reason}`,
      'nothing: the next reindex that changes something replaces it',
    ],
    'index-fits-model': ({ modelName }) => [
      `built with ${modelName} and the rules by which passages are cut now`,
    ],
    'index-as-articles': () => ['up to date with the articles'],
    'index-behind-articles': ({ added, changed, removed }) => [
      `behind the articles: ${added} added, ${changed} changed, ${removed} removed`,
      REINDEX,
    ],
    'index-not-compared': () => [
      'not compared with the model and the articles, for the model can’t be used',
      'see to the model first',
    ],
    'index-writable': ({ folder }) => [`${folder} can be written to`],
    'writer-at-work': ({ pid, since }) => [
      `process ${pid} is bringing it up to date, since ${moment(since)}`,
    ],
    'lock-left-behind': ({ pid, since }) => [
      `process ${pid}, which locked it on ${moment(since)}, ended before it was done`,
      `${REINDEX}: it takes the lock over and goes on`,
    ],
    'lock-of-another-machine': ({ file, pid, host, since }) => [
      `locked by process ${pid} on ${host} since ${moment(since)}`,
      `wait until it is done; if it no longer runs there, delete ${file}`,
    ],
    'lock-unreadable': ({ file }) => [
      `locked, and ${file} does not say by whom`,
      `if no reindex is running, delete ${file}`,
    ],
    'space-enough': ({ freeBytes }) => [`${size(freeBytes)} free for the index`],
    'space-scarce': ({ freeBytes, wantedBytes }) => [
      `${size(freeBytes)} free for the index; the next reindex may need ${size(wantedBytes)}`,
      'make room on that disk soon',
    ],
    'space-too-little': ({ freeBytes, wantedBytes }) => [
      `only ${size(freeBytes)} free for the index; the next reindex may need ${size(wantedBytes)}`,
      'make room on that disk, or set INDEX_DIR to a folder on another one',
    ],
    'file-writable': ({ setting, file }) => [`${file} can be written to (${setting})`],
    'file-unwritable': ({ setting, file, reason }) => [
      `${file} can’t be written to: ${reason}`,
      `give the user who runs the bot the right to, or set ${setting} to another file`,
    ],
    'discord-not-used': () => ['DISCORD_TOKEN is not set, so the program is a chat on the terminal'],
    'token-impossible': () => [
      'DISCORD_TOKEN holds characters that no token has',
      'copy the token again from your application’s page Bot, on one line and without quotation marks',
    ],
    'token-odd': () => [
      'DISCORD_TOKEN does not look like a bot’s token, which has three parts with dots between them',
      'copy the token from your application’s page Bot, not its client secret or public key',
    ],
    'token-accepted': ({ api, botName, applicationId }) => [
      `${api} knows the token: bot ${botName}, application id ${applicationId}`,
    ],
    'bot-uninvited': ({ inviteLink }) => ['the bot is on no server', `invite it: ${inviteLink}`],
    'guild-unknown': ({ guildId, inviteLink }) => [
      `the bot is not on server ${guildId}`,
      `mend GUILD_ID, or invite the bot: ${inviteLink}`,
    ],
    'channel-unseen': ({ channelId }) => [
      `the bot sees no channel ${channelId}, which ALLOWED_CHANNELS names`,
      'mend the id, or let the bot see that channel',
    ],
    'permissions-enough': ({ kind, name }) => [`on ${where(kind)} ${name} the bot may do all that it needs`],
    'permissions-missing': ({ kind, name, missing }) => [
      `on ${where(kind)} ${name} the bot lacks permissions`,
      `grant it ${missing.map((permission) => PERMISSIONS[permission]).join(', ')}`,
    ],
    'commands-registered': ({ guildId, count }) => [
      `${counted(count, 'command')} registered ${onServers(guildId)}`,
    ],
    'commands-unregistered': ({ guildId }) => [`no command is registered ${onServers(guildId)}`, DEPLOY],
    'commands-differ': (facts) => [
      `the commands ${onServers(facts.guildId)} are not as they should be; ${differences(facts)}`,
      DEPLOY,
    ],
    'commands-hidden': ({ guildId }) => [
      `Discord does not show the bot its commands ${onServers(guildId)}`,
      'invite the bot again by a link with the scope applications.commands',
    ],
    'commands-twice': ({ count }) => [
      `${counted(count, 'command')} registered on every server besides, so people see them twice`,
      'run `npm run deploy-commands -- --remove` once with GUILD_ID left out',
    ],
  },
};

/**
 * Every text that a person reads, in English; {@link Words} are the same in any language. Numbers come as numbers: a language writes
 * them. Plain text: who shows it escapes it and sets it off. Sections are by what is shown: mostly in Discord, on the terminal where
 * both say the same.
 */
export const english = {
  language: 'en' as Language,
  /** A whole number with the language's separators. */
  count: whole,
  /** A number with one decimal place. */
  decimal: tenths,
  /** A day `YYYY-MM-DD`; `inferred` when it was worked out from the text. */
  day: (isoDay: string, inferred: boolean) =>
    inferred ? `about ${day(isoDay)}, inferred from the article` : day(isoDay),
  unknownDay: 'date unknown',
  /** A message that is written in English where it is found out; as it is where the language has no words for it. */
  message: (message: string) => message,
  error: (error: UserError): ErrorWords => ({ wrong: error.message, todo: error.hint }),
  unexpectedError: (message: string): ErrorWords => ({
    wrong: `Something unexpected went wrong: ${message}`,
    todo: 'Try again; set LOG_LEVEL=debug to see the details.',
  }),
  phases: {
    reading: 'Reading articles',
    embedding: 'Indexing',
    publishing: 'Saving the index',
  } satisfies Record<ReindexProgress['phase'], string>,
  /** The unit's name after a number of them. */
  unit: (unit: Unit, count: number) => (unit === 'megabyte' ? 'MB' : noun(count, unit)),
  reindexed: (seconds: number) => `The index was brought up to date in ${tenths(seconds)} s.`,
  articleChanges: ({
    added,
    changed,
    removed,
    unchanged,
    failed,
  }: Readonly<Record<'added' | 'changed' | 'removed' | 'unchanged' | 'failed', number>>) =>
    `Articles: ${whole(added)} added · ${whole(changed)} changed · ${whole(removed)} removed · ` +
    `${whole(unchanged)} unchanged · ${whole(failed)} failed`,
  passageChanges: ({
    passages,
    embedded,
    reused,
  }: Readonly<Record<'passages' | 'embedded' | 'reused', number>>) =>
    `Passages: ${whole(passages)} (${whole(embedded)} embedded · ${whole(reused)} reused)`,
  upToDate: 'The index is up to date; nothing changed.',
  problems: (count: number) => `${counted(count, 'file')} could not be read:`,
  /** Heads the files and folders that hold no articles. */
  passedOver: 'Passed over:',
  retained: 'the last version that could be read stays in the index',
  /** Heads the list of what is not in the articles' texts; `all` where every block of them is listed. */
  leftOut: (files: number, all: boolean) =>
    `Left out of the text of ${counted(files, 'file')}${all ? '' : ' (npm run reindex -- --dry-run lists all of it)'}:`,
  leftOutOfFile: (blocks: number, characters: number) =>
    `${counted(blocks, 'block')}, ${counted(characters, 'character')}`,
  dropKinds: DROP_KINDS,

  answer: {
    /** Stands above an answer that may be none. */
    perhaps: 'Perhaps',
    /** Stands above what was found while the embedding model did not answer. */
    lexicalOnly: 'The model is restarting, so only keywords were searched for this time.',
    /** Stands above passages that were found and could not be read. */
    unread: 'The bot could not read these passages; they are the nearest to the question.',
    notTold: 'The articles don’t tell.',
    /** Of several questions, those that have no answer. */
    untold: (questions: readonly string[]) =>
      `The articles don’t tell: ${questions.map((question) => `“${question}”`).join(' · ')}`,
    /** Of more questions than are answered at once, the others. */
    passedOver: (questions: readonly string[]) =>
      `Only the first questions of a message are answered; please ask again: ${questions.map((question) => `“${question}”`).join(' · ')}`,
    /** Said to a message that asks nothing. */
    smallTalk: {
      greeting:
        'Hello! I answer questions about a collection of articles, and show where each answer stands.',
      thanks: 'You’re welcome! Ask me whenever you want to know something from the articles.',
      remark: 'Noted! Ask me whenever you want to know something from the articles.',
      about:
        'I am a bot that answers questions from a collection of articles and shows where each answer stands. I know nothing but these articles.',
    } satisfies Record<SmallTalk, string>,
    /** Shows how to ask, with a name that the articles know. */
    exampleAbout: (name: string) => `For example: “Which articles are about ${name}?”`,
    /** Stands above the article that comes nearest when the articles don't tell. */
    closest: 'The article nearest to the question:',
    /** Label of the button for further passages. */
    more: 'More passages',
    /** Label of that button when there is no answer. */
    findRelated: 'Find related passages',
    /** Label of the button that shows what stands around an excerpt; null when there is one excerpt only. */
    context: (citation: number | null) => (citation === null ? 'Context' : `Context [${citation}]`),
  },
  passages: {
    found: (passages: number, articles: number) =>
      `${counted(passages, 'passage')} in ${counted(articles, 'article')}`,
    /** Heads passages for a question that the answer has shown some of. */
    foundMore: (passages: number) => counted(passages, 'more passage'),
    /** Heads passages for a question that has no answer. */
    nearest: (passages: number) => `The ${counted(passages, 'passage')} nearest to the question`,
    order: { relevance: 'most relevant first', newest: 'newest first' } satisfies Record<Sort, string>,
    /** Label of the button that orders the passages so. */
    orderBy: { relevance: 'Most relevant first', newest: 'Newest first' } satisfies Record<Sort, string>,
    none: 'No passage was found.',
    noneMore: 'There are no more passages about this question.',
    tip: 'Try other words, or fewer.',
  },
  article: {
    /** Label of the button or menu that opens an article. */
    read: 'Read the article',
    /** Label of the link to where the article was published. */
    original: 'Original',
    retells: (title: string) => `Retells “${title}”`,
    /** Heads the list of articles. */
    listed: (count: number) => `${counted(count, 'article')}, newest first`,
    none: 'There are no articles yet.',
  },
  filter: {
    label: 'Filter:',
    /** A stretch of days as {@link Words.day} writes them, open at one end or none. */
    days: (from: string | null, to: string | null) =>
      [...(from === null ? [] : [`from ${from}`]), ...(to === null ? [] : [`to ${to}`])].join(' '),
    /** Said when no article passes the filter. */
    none: 'No article passes the filter.',
    tip: 'Try a wider range of days, or drop part of the filter.',
  },
  help: {
    tagline:
      'Ask a question, get an answer that cites its source. Every answer is quoted word for word from an article.',
    asking: 'How to ask',
    /** Follows the bot's mention. */
    mention: 'with your question, or a direct message to the bot.',
    otherWays: [
      'Ask in Vietnamese (with or without diacritics) or in English.',
      'To ask further, reply to the bot’s message: “what about 2016?”',
      'To ask about someone’s message, hold it (or right-click it) and choose Apps.',
    ],
    commands: 'Commands',
    below: 'Below an answer',
    /** What is below an answer. */
    buttons: [
      'More passages: what else the articles say about it.',
      'Context: what stands before and after an excerpt, shown to you alone.',
      '👍 👎: say whether the answer was what you wanted. Your name is not kept.',
    ],
  },
  status: {
    heading: 'Status',
    corpus: (articles: number, passages: number) =>
      `${counted(articles, 'article')} · ${counted(passages, 'passage')}`,
    model: 'Embedding model',
    builtAt: 'Index brought up to date',
    gateway: 'Connection to Discord',
    answering: 'Usual time to answer',
    milliseconds: (value: number) => `${whole(Math.round(value))} ms`,
    notKnown: 'not measured yet',
    shards: 'Shards',
    shardsConnected: (connected: number, all: number) =>
      `${whole(connected)} of ${whole(all)} connected to Discord`,
    /** What a shard that is connected serves; `ping` is worded by {@link StatusWords.milliseconds}. */
    shardServers: (guilds: number, ping: string) => `${counted(guilds, 'server')}, ${ping}`,
    shardLost: 'not connected',
    /** Follows the shards that there is room for. */
    moreShards: (count: number) => `… and ${counted(count, 'more shard')}`,
    /** Said where a newer index is damaged. */
    standsIn: 'A newer index is damaged; this is the one before it. A reindex mends it.',
    missingPermissions: 'Missing permissions',
    version: 'Version',
  },
  reindex: {
    running: 'Bringing the index up to date',
    preparing: 'Getting ready…',
    /** Said of an index that was damaged; what was wrong names folders of the machine, and is in the log. */
    mended: 'The index was damaged and has been built again; the bot’s log says what was wrong.',
    /** Follows the problems that there is room for. */
    moreProblems: (count: number) => `… and ${counted(count, 'more file')}.`,
    /** What is wrong, for those who run the bot, without the names of files and folders on its machine. */
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
      'index-read-only': 'The bot only reads this index; it is brought up to date elsewhere.',
      'index-would-shrink': 'More than half of the articles would be removed, so nothing was changed.',
      'database-unreachable': 'The database with the index doesn’t answer.',
      'database-refused': 'The database with the index turns the bot away.',
      'database-unprepared': 'The database isn’t set up for the index yet.',
    } satisfies Record<IndexTrouble, string>,
    seeLog: 'The bot’s log has the details and what to do.',
  },
  /** By what they are about, see `Notice`. */
  notices: {
    /** A button or menu that no version of the bot made, or one that is too old. */
    'dead-button': 'This button no longer works. Ask again to get a new one.',
    'not-yours': 'This button is for the person who asked. Ask a question of your own.',
    'article-changed':
      'The article has changed, so this excerpt is no longer where it was. Ask again to see it as it is now.',
    'article-gone': 'This article is no longer among the articles.',
    'question-gone':
      'The question can’t be read any more; perhaps its message was deleted. Please ask again.',
    /** @param seconds - whole seconds, at least 1 */
    cooldown: (seconds: number) => `That was quick. Wait ${counted(seconds, 'second')} before you ask again.`,
    /** Stands before the channels' mentions. */
    wrongChannel: 'The bot doesn’t answer in this channel. Ask in:',
    noChannel: 'The bot doesn’t answer here.',
    busy: 'Many people are asking right now. Try again in a moment.',
    /** To a person who has as much waiting as one may have. */
    'too-many': 'You have several questions waiting already. Ask again when they are answered.',
    stopping: 'The bot is restarting. Ask again in a moment.',
    'nothing-asked':
      'What would you like to know? Write your question after the bot’s name, such as “who received a decoration?”',
    /** Stands before the permissions' names. */
    missingPermissions:
      'The bot lacks permissions in the channel where you asked. Ask someone who manages the server to grant:',
    'needs-manage-server': 'Only members with the permission Manage Server can bring the index up to date.',
    /** Stands before a time such as “2 minutes ago”. */
    reindexRunning: 'The index is being brought up to date already. That began',
    unknownPublisher: (name: string) => `There is no article by the publisher “${name}”.`,
    publisherTip: 'Choose one of those suggested while you type.',
    unknownArticle: (title: string) => `No article has a title like “${title}”.`,
    articleTip: 'Choose one of those suggested as you type.',
    notADay: (given: string) => `“${given}” is not a day.`,
    dayTip: 'Write day/month/year: 17/10/2024, or just 10/2024, or 2024.',
    /** Days as {@link Words.day} writes them. */
    daysReversed: (from: string, to: string) =>
      `The first day (${from}) is after the last (${to}). Swap them.`,
    'rated-good': 'Thank you!',
    'rated-bad':
      'Thank you. The question was noted for those who run the bot. You can ask in other words, or look for more passages.',
    'rating-lost': 'Your rating could not be kept. Please try again later.',
    unexpected: 'Something unexpected went wrong. Try again; the error is in the bot’s log.',
  },
  /** Permissions as Discord's own settings call them. */
  permissions: PERMISSIONS,

  terminal: {
    tagline: 'Ask a question, get an answer that cites its source.',
    howToAsk: 'Ask in Vietnamese (with or without diacritics) or in English.',
    examples: 'For example:',
    /** Questions that the articles shipped with the project answer. */
    examplesOfShippedArticles: [
      'Which decorations has the Hanoi party office received?',
      'Văn phòng Thành ủy Cần Thơ họp mặt ngày nào?',
      'ai la chanh van phong tinh uy dien bien',
    ],
    /** Said when Ctrl-C ends a reindex. */
    interrupted: 'Stopped. The index in use is as it was.',
    /** Of a name that is no setting; `meant` is the one that it resembles. */
    unknownSetting: (name: string, meant: string | null) =>
      meant === null
        ? `${name} is no setting; .env.example lists them all.`
        : `${name} is no setting; did you mean ${meant}?`,
    /** Of a line of .env, from 1, that is no setting. */
    oddLine: (line: number) => `Line ${line} of .env is passed over: it is not NAME=value.`,
    /** Why this is a chat on the terminal. */
    noToken: 'There is no DISCORD_TOKEN, so here is a chat on the terminal.',
    howToLeave: 'Type /help for the commands, /quit to leave.',
    goodbye: 'Goodbye!',
    waiting: 'looking through the articles…',
    /** Stands before an answer that may be none. */
    perhaps: 'Perhaps:',
    /** Stands above passages that were found and could not be read. */
    unread: 'These passages could not be read; they are the nearest to the question.',
    closest: 'Nearest article:',
    searchTip: 'Type /search and a few words to look through the articles yourself.',
    /** What each command of the chat does. */
    commands: {
      search: 'find passages about these words',
      more: 'show more passages for the last question',
      sources: 'list the articles',
      article: 'read the article of this number in that list',
      help: 'list the commands',
      quit: 'leave (or press Ctrl-D)',
    },
    /** Stands for the words that `/search` is given. */
    searchWords: 'words',
    unknownCommand: (command: string, known: readonly string[]) =>
      `There is no command ${command}. There are ${known.join(', ')}.`,
    searchNeedsWords: 'Type what to look for after /search, for example: /search huân chương',
    articleNeedsNumber: 'Type the number that the article has in /sources, for example: /article 1',
    /** `articles`: how many there are. */
    noSuchArticle: (wanted: string, articles: number) =>
      `There is no article “${wanted}”; /sources lists ${counted(articles, 'article')}.`,
    notCited: (wanted: string) =>
      `The last answer cites nothing as ${wanted}. Without brackets, a number is that of /sources.`,
    nothingFound: (words: string) => `No passage was found for “${words}”.`,
    foundFor: (words: string, excerpts: number) =>
      `The ${counted(excerpts, 'passage')} nearest to “${words}”`,
    moreNeedsQuestion: 'You have not asked anything yet.',
    moreFor: (words: string, excerpts: number) => `${counted(excerpts, 'more passage')} for “${words}”`,
    nothingMore: (words: string) => `There are no more passages for “${words}”.`,
    moreTip: 'Type /more to see more.',
    /** Of a model's file, by its name without folders. */
    downloading: (file: string) => `Downloading ${file}`,
    /** Stands after the slash in a rate. */
    second: 's',
    remaining: (seconds: number) =>
      seconds < 60
        ? `${whole(seconds)} s left`
        : `${whole(Math.floor(seconds / 60))} min ${whole(seconds % 60)} s left`,
    wouldReindex: 'Dry run: nothing was written.',
    /** Said when the articles folder begins to be followed. */
    watching: (folder: string) => `Following ${folder}. Press Ctrl-C to stop.`,
    watchEnded: 'No longer following the articles.',
    /** Of an index that a reindex replaced because it was damaged; `what` is the error's own message. */
    mended: (what: string) => `The index was damaged and has been built again. ${what}`,
    /** An index stands in for a damaged newer one. Times are ISO 8601. */
    olderInUse: (builtAt: string) => `The last good index is in use instead, built on ${moment(builtAt)}.`,
    /** After going back to the generation before. */
    rolledBack: (builtAt: string) => `Went back to the index built on ${moment(builtAt)}.`,
    rolledBackTo: ({
      articles,
      passages,
      modelName,
    }: {
      articles: number;
      passages: number;
      modelName: string;
    }) =>
      `It holds ${counted(articles, 'article')} and ${counted(passages, 'passage')}, by the model ${modelName}.`,
    /** `builtAt` is null where the generation that was gone back from cannot be read. */
    rolledBackFrom: (builtAt: string | null) =>
      builtAt === null
        ? 'The index in use before is damaged; the next reindex removes it.'
        : `The index in use before was built on ${moment(builtAt)}; the next reindex removes it.`,
    afterRollback: 'The next reindex builds from the articles as they are then.',
    /** After the tables of a database were created (from 0) or changed; equal where there was nothing to do. */
    migrated: (place: string, from: number, to: number) =>
      from === to
        ? `The tables in ${place} are up to date (version ${to}).`
        : `The tables in ${place} are ready (version ${to}).`,
    /** Asked where `npm run reindex` would remove most articles; answered with a letter of {@link yes}. */
    removeThem: 'Remove them? [y/N]',
    yes: ['y', 'yes'] as readonly string[],
    afterMigration: 'Run npm run reindex to bring the index in that database up to date.',
    noFeedback: 'Nothing yet: no question went unanswered and no answer was rated.',
    feedback: (questions: number) => `${counted(questions, 'question')}, most often unanswered or 👎 first`,
    /** How often the articles did not tell. */
    unanswered: (times: number) => `unanswered ${counted(times, 'time')}`,
    /** Of a day `YYYY-MM-DD`. */
    latest: (isoDay: string) => `last on ${day(isoDay)}`,
    unreadableLines: (count: number) => `${counted(count, 'line')} could not be read:`,
    /** Where commands of Discord are: in the one server of this id, or wherever the bot is. */
    commandPlace: (guildId: string | null) =>
      guildId === null ? 'every server of the bot' : `server ${guildId}`,
    commandsRegistered: (count: number, place: string) =>
      `Registered ${counted(count, 'command')} in ${place}:`,
    commandsRemoved: (place: string) => `Removed the commands from ${place}.`,
  },

  doctor: DOCTOR,
};

/** The program's texts in one language. */
export type Words = typeof english;
