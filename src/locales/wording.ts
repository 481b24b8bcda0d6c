import type { UserError } from '../lib/errors.js';
import type { ReindexProgress } from '../index/reindex/reindex-parts.js';
import type { Settings } from '../config/settings.js';

/** A language that the program speaks. */
export type Language = Settings['language'];

/** What is wrong and what to do about it, a line each. */
export interface ErrorWords {
  readonly wrong: string;
  readonly todo: string;
}

/** What progress is counted in. */
export type Unit = 'article' | 'passage' | 'megabyte';

/** What the terminal and Discord say in the same words, in one language. Numbers come as numbers: a language writes them. */
export interface Wording {
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
}
