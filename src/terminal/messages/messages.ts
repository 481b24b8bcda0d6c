import type { UserError } from '../../errors.js';
import type { ReindexProgress } from '../../index/reindex-parts.js';
import type { Settings } from '../../settings.js';
import type { CommandName } from '../chat-command.js';

/** A language that the terminal speaks. */
export type Language = Settings['language'];

/** What is wrong and what to do about it, a line each. */
export interface ErrorWords {
  readonly wrong: string;
  readonly todo: string;
}

/** What progress is counted in. */
export type Unit = 'article' | 'passage' | 'megabyte';

/** Every text that a person reads on the terminal, in one language. Numbers come as numbers: a language writes them. */
export interface Messages {
  /** A whole number with the language's separators. */
  readonly count: (value: number) => string;
  /** A number with one decimal place. */
  readonly decimal: (value: number) => string;
  /** A day `YYYY-MM-DD`; `inferred` when it was worked out from the text. */
  day(isoDay: string, inferred: boolean): string;
  readonly unknownDay: string;
  error(error: UserError): ErrorWords;
  unexpectedError(message: string): ErrorWords;

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
  readonly noBotYet: string;
  readonly howToLeave: string;
  readonly goodbye: string;
  readonly waiting: string;

  readonly notTold: string;
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

  readonly phases: Readonly<Record<ReindexProgress['phase'], string>>;
  /** Of a model's file, by its name without folders. */
  downloading(file: string): string;
  /** The unit's name after a number of them. */
  unit(unit: Unit, count: number): string;
  /** Stands after the slash in a rate. */
  readonly second: string;
  remaining(seconds: number): string;

  reindexed(seconds: number): string;
  readonly wouldReindex: string;
  articleChanges(
    counts: Readonly<Record<'added' | 'changed' | 'removed' | 'unchanged' | 'failed', number>>,
  ): string;
  passageChanges(counts: Readonly<Record<'passages' | 'embedded' | 'reused', number>>): string;
  readonly upToDate: string;
  problems(count: number): string;
  readonly retained: string;
}
