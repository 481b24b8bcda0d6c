import type { Wording } from '../wording.js';
import type { CommandName } from '../../terminal/chat-command.js';

/** Every text that a person reads on the terminal, in one language. */
export interface Messages extends Wording {
  readonly tagline: string;
  corpus(articles: number, passages: number): string;
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
  readonly notTold: string;
  /** Stands before an answer that may be none. */
  readonly perhaps: string;
  /** Stands above passages that were found and could not be read. */
  readonly unread: string;
  readonly closest: string;
  readonly searchTip: string;
  /** What each command of the chat does. */
  readonly commands: Readonly<Record<CommandName, string>>;
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
  articles(count: number): string;
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
