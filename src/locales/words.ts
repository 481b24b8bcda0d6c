import type { Settings } from '../config/settings.js';
import type { Sort } from '../discord/components/custom-id.js';
import type { NeededPermission } from '../discord/guards/permissions.js';
import type { ReindexProgress } from '../index/reindex/reindex-parts.js';
import type { ErrorCode, UserError } from '../lib/errors.js';
import type { Check, Code, Facts, Verdict } from '../operations/doctor/finding.js';

/** A language that the program speaks. */
export type Language = Settings['language'];

/** What is wrong and what to do about it, a line each. */
export interface ErrorWords {
  readonly wrong: string;
  readonly todo: string;
}

/** What progress is counted in. */
export type Unit = 'article' | 'passage' | 'megabyte';

/**
 * Every text that a person reads, in one language. Numbers come as numbers: a language writes them. Plain text: who shows it
 * escapes it and sets it off.
 */
export interface Words {
  readonly language: Language;
  /** A whole number with the language's separators. */
  readonly count: (value: number) => string;
  /** A number with one decimal place. */
  readonly decimal: (value: number) => string;
  /** A day `YYYY-MM-DD`; `inferred` when it was worked out from the text. */
  day(isoDay: string, inferred: boolean): string;
  readonly unknownDay: string;
  error(error: UserError): ErrorWords;
  unexpectedError(message: string): ErrorWords;
  readonly phases: Readonly<Record<ReindexProgress['phase'], string>>;
  /** The unit's name after a number of them. */
  unit(unit: Unit, count: number): string;
  reindexed(seconds: number): string;
  articleChanges(
    counts: Readonly<Record<'added' | 'changed' | 'removed' | 'unchanged' | 'failed', number>>,
  ): string;
  passageChanges(counts: Readonly<Record<'passages' | 'embedded' | 'reused', number>>): string;
  readonly upToDate: string;
  problems(count: number): string;
  readonly retained: string;

  // By what is shown: mostly in Discord, on the terminal where both say the same.
  readonly answer: AnswerWords;
  readonly passages: PassageWords;
  readonly article: ArticleWords;
  readonly filter: FilterWords;
  readonly help: HelpWords;
  readonly status: StatusWords;
  readonly reindex: ReindexWords;
  readonly notices: NoticeWords;
  /** Permissions as Discord's own settings call them. */
  readonly permissions: Readonly<Record<NeededPermission, string>>;

  readonly terminal: TerminalWords;
  readonly doctor: DoctorWords;
}

interface AnswerWords {
  readonly notTold: string;
  /** Stands above an answer that may be none. */
  readonly perhaps: string;
  /** Stands above passages that were found and could not be read. */
  readonly unread: string;
  /** Stands above what was found while the embedding model did not answer. */
  readonly lexicalOnly: string;
  /** Stands above the article that comes nearest when the articles don't tell. */
  readonly closest: string;
  /** Label of the button for further passages. */
  readonly more: string;
  /** Label of that button when there is no answer. */
  readonly findRelated: string;
  /** Label of the button that shows what stands around an excerpt; null when there is one excerpt only. */
  context(citation: number | null): string;
}

interface PassageWords {
  found(passages: number, articles: number): string;
  /** Heads passages for a question that the answer has shown some of. */
  readonly foundMore: (passages: number) => string;
  /** Heads passages for a question that has no answer. */
  readonly nearest: (passages: number) => string;
  readonly order: Readonly<Record<Sort, string>>;
  /** Label of the button that orders the passages so. */
  readonly orderBy: Readonly<Record<Sort, string>>;
  readonly none: string;
  readonly noneMore: string;
  readonly tip: string;
}

interface ArticleWords {
  /** Label of the button or menu that opens an article. */
  readonly read: string;
  /** Label of the link to where the article was published. */
  readonly original: string;
  retells(title: string): string;
  /** Heads the list of articles. */
  listed(count: number): string;
  readonly none: string;
}

interface FilterWords {
  readonly label: string;
  /** A stretch of days as {@link Words.day} writes them, open at one end or none. */
  days(from: string | null, to: string | null): string;
  /** Said when no article passes the filter. */
  readonly none: string;
  readonly tip: string;
}

interface HelpWords {
  readonly tagline: string;
  readonly asking: string;
  /** Follows the bot's mention. */
  readonly mention: string;
  readonly otherWays: readonly string[];
  readonly commands: string;
  readonly below: string;
  /** What is below an answer. */
  readonly buttons: readonly string[];
}

interface StatusWords {
  readonly heading: string;
  corpus(articles: number, passages: number): string;
  readonly model: string;
  readonly builtAt: string;
  readonly gateway: string;
  readonly answering: string;
  milliseconds(value: number): string;
  readonly notKnown: string;
  readonly shards: string;
  shardsConnected(connected: number, all: number): string;
  /** What a shard that is connected serves; `ping` is worded by {@link StatusWords.milliseconds}. */
  shardServers(guilds: number, ping: string): string;
  readonly shardLost: string;
  /** Follows the shards that there is room for. */
  moreShards(count: number): string;
  /** Said where a newer index is damaged. */
  readonly standsIn: string;
  readonly missingPermissions: string;
  readonly version: string;
}

/** What may go wrong with the articles, the model or the index. */
export type IndexTrouble = Extract<
  ErrorCode,
  `articles-${string}` | `model-${string}` | `index-${string}` | `database-${string}`
>;

interface ReindexWords {
  readonly running: string;
  readonly preparing: string;
  /** Said of an index that was damaged; what was wrong names folders of the machine, and is in the log. */
  readonly mended: string;
  /** Follows the problems that there is room for. */
  moreProblems(count: number): string;
  /** What is wrong, for those who run the bot, without the names of files and folders on its machine. */
  readonly troubles: Readonly<Record<IndexTrouble, string>>;
  readonly seeLog: string;
}

/** What is said instead of, or about, an answer. */
interface NoticeWords {
  /** A button or menu that no version of the bot made, or one that is too old. */
  readonly deadButton: string;
  readonly notYours: string;
  readonly articleChanged: string;
  readonly articleGone: string;
  readonly questionGone: string;
  /** @param seconds - whole seconds, at least 1 */
  cooldown(seconds: number): string;
  /** Stands before the channels' mentions. */
  readonly wrongChannel: string;
  readonly noChannel: string;
  readonly busy: string;
  /** To a person who has as much waiting as one may have. */
  readonly tooMany: string;
  readonly ratingLost: string;
  readonly stopping: string;
  readonly nothingAsked: string;
  /** Stands before the permissions' names. */
  readonly missingPermissions: string;
  readonly needsManageServer: string;
  /** Stands before a time such as “2 minutes ago”. */
  readonly reindexRunning: string;
  unknownPublisher(name: string): string;
  readonly publisherTip: string;
  unknownArticle(title: string): string;
  readonly articleTip: string;
  notADay(given: string): string;
  readonly dayTip: string;
  /** Days as {@link Words.day} writes them. */
  daysReversed(from: string, to: string): string;
  readonly ratedGood: string;
  readonly ratedBad: string;
  readonly unexpected: string;
}

/** What only the terminal says: the chat, and the programs that people run. */
interface TerminalWords {
  readonly tagline: string;
  readonly howToAsk: string;
  readonly examples: string;
  /** Questions that the articles shipped with the project answer. */
  readonly examplesOfShippedArticles: readonly string[];
  /** Said when Ctrl-C ends a reindex. */
  readonly interrupted: string;
  /** Why this is a chat on the terminal. */
  readonly noToken: string;
  readonly howToLeave: string;
  readonly goodbye: string;
  readonly waiting: string;
  /** Stands before an answer that may be none. */
  readonly perhaps: string;
  /** Stands above passages that were found and could not be read. */
  readonly unread: string;
  readonly closest: string;
  readonly searchTip: string;
  /** What each command of the chat does. */
  readonly commands: Readonly<Record<'search' | 'more' | 'sources' | 'help' | 'quit', string>>;
  /** Stands for the words that `/search` is given. */
  readonly searchWords: string;
  unknownCommand(command: string, known: readonly string[]): string;
  readonly searchNeedsWords: string;
  nothingFound(words: string): string;
  foundFor(words: string, excerpts: number): string;
  readonly moreNeedsQuestion: string;
  moreFor(words: string, excerpts: number): string;
  nothingMore(words: string): string;
  readonly moreTip: string;
  /** Of a model's file, by its name without folders. */
  downloading(file: string): string;
  /** Stands after the slash in a rate. */
  readonly second: string;
  remaining(seconds: number): string;
  readonly wouldReindex: string;
  /** Said when the articles folder begins to be followed. */
  watching(folder: string): string;
  readonly watchEnded: string;
  /** Of an index that a reindex replaced because it was damaged; `what` is the error's own message. */
  mended(what: string): string;
  /** An index stands in for a damaged newer one. Times are ISO 8601. */
  olderInUse(builtAt: string): string;
  /** After going back to the generation before. */
  rolledBack(builtAt: string): string;
  rolledBackTo(index: { articles: number; passages: number; modelName: string }): string;
  /** `builtAt` is null where the generation that was gone back from cannot be read. */
  rolledBackFrom(builtAt: string | null): string;
  readonly afterRollback: string;
  /** After the tables of a database were created (from 0) or changed; equal where there was nothing to do. */
  migrated(place: string, from: number, to: number): string;
  readonly afterMigration: string;
  readonly noFeedback: string;
  feedback(questions: number): string;
  /** How often the articles did not tell. */
  unanswered(times: number): string;
  /** Of a day `YYYY-MM-DD`. */
  latest(isoDay: string): string;
  unreadableLines(count: number): string;
  /** Where commands of Discord are: in the one server of this id, or wherever the bot is. */
  commandPlace(guildId: string | null): string;
  commandsRegistered(count: number, place: string): string;
  commandsRemoved(place: string): string;
}

/** What was found, and what to do about it where something is to be done. Neither ends in a full stop. */
export interface Saying {
  readonly what: string;
  readonly todo?: string;
}

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
