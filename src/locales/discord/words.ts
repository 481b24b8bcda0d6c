import type { ErrorCode } from '../../lib/errors.js';
import type { Language, Wording } from '../wording.js';
import type { Sort } from '../../discord/components/custom-id.js';
import type { NeededPermission } from '../../discord/guards/permissions.js';
import type { NoticeWords } from './notice-words.js';

/** Every text that a person reads in Discord, in one language. Plain text: a view escapes it and sets it off. */
export interface Words extends Wording {
  readonly language: Language;
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
}

interface AnswerWords {
  readonly notTold: string;
  /** Stands above an answer that may be none. */
  readonly perhaps: string;
  /** Stands above passages that were found and could not be read. */
  readonly unread: string;
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
  /** A stretch of days as {@link Wording.day} writes them, open at one end or none. */
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
