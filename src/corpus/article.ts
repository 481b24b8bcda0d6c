import { hash } from 'node:crypto';

/** What is known about an article besides its text. Unknown is null: never a guess shown as a fact. */
export interface ArticleMetadata {
  readonly title: string;
  readonly publisher: string | null;
  readonly author: string | null;
  /** Day of publication, `YYYY-MM-DD`. */
  readonly publishedAt: string | null;
  /** True when {@link publishedAt} was worked out from the text (say, a year inferred for "sáng 31/10"). */
  readonly publishedAtInferred: boolean;
  readonly url: string | null;
  /** Title of the article that this one retells, where its front matter names one. */
  readonly originalTitle: string | null;
}

/** One article, cleaned. */
export interface Article extends ArticleMetadata {
  /** First 12 hex digits of the SHA-256 of {@link path}: short enough for a Discord custom_id. */
  readonly id: string;
  /** Path relative to the articles folder, with `/` between its parts, in Unicode NFC. */
  readonly path: string;
  /**
   * The cleaned text, in Unicode NFC: paragraphs separated by one blank line (`\n\n`), no line breaks or runs of
   * spaces inside a paragraph, the title and the boilerplate taken out. All offsets are UTF-16 code units into it.
   */
  readonly text: string;
  /** SHA-256 (hex) of the file's bytes. */
  readonly contentHash: string;
}

/**
 * Why a part of a file is not in its article's text:
 * - `boilerplate`: what pages carry around any article, such as menus, buttons and counters;
 * - `after-end`: what follows the end of an article, such as comments and other news;
 * - `outside`: what stands outside the part of a page that holds its article;
 * - `dateline`, `byline`: read as the article's date and author;
 * - `repeated`: stands in the text once already, word for word;
 * - `comment`: its author has hidden it;
 * - `markup`: for the program that the file was written for, such as shortcodes, embedded files and scripts;
 * - `field`: a stated value that can't be understood.
 */
export type DropKind =
  | 'boilerplate'
  | 'after-end'
  | 'outside'
  | 'dateline'
  | 'byline'
  | 'repeated'
  | 'comment'
  | 'markup'
  | 'field';

/** A part of a file that is not in its article's text. */
export interface DroppedBlock {
  readonly kind: DropKind;
  /** How it begins: at most {@link MAX_DROPPED_SHOWN} UTF-16 units. */
  readonly text: string;
  /** Its whole length in UTF-16 units. */
  readonly characters: number;
}

/** An article, and what of its file is not in its text. */
export interface ParsedArticle extends Article {
  readonly dropped: readonly DroppedBlock[];
}

/** How much of a dropped block is kept to be shown. */
const MAX_DROPPED_SHOWN = 200;

/** What stands for `text`, which was left out of an article because it is of `kind`. */
export function droppedBlock(kind: DropKind, text: string): DroppedBlock {
  const start = text.slice(0, MAX_DROPPED_SHOWN - 1).replace(/\p{Surrogate}$/u, '');
  return {
    kind,
    text: text.length > MAX_DROPPED_SHOWN ? `${start}…` : text,
    characters: text.length,
  };
}

/** A place in an article's text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A run of whole sentences of one article, small enough to embed. */
export interface Passage extends Span {
  readonly articleId: string;
  /** Place among the article's passages, from 0. */
  readonly ordinal: number;
  /** Exactly `article.text.slice(start, end)`. */
  readonly text: string;
  /** The sentences it holds, as spans of the article's text. */
  readonly sentences: readonly Span[];
}

/** A file that could not be read as an article, with what to do about it. */
export interface CorpusProblem {
  /** Path relative to the articles folder. */
  readonly path: string;
  /** One plain English line that names what is wrong. */
  readonly message: string;
  /** How to mend it. */
  readonly hint: string;
}

/** A file or folder that holds no article, or none that is read. Nothing is wrong with it. */
export interface PassedOver {
  /** Path relative to the articles folder; `*.png` for all files of an extension. */
  readonly path: string;
  /** One plain English line: why, and what to do where it was meant to be read. */
  readonly reason: string;
}

/** Length of an article's id in hex digits, see {@link Article.id}. */
const ID_LENGTH = 12;

/** The id of the article at `path` (relative to the articles folder, `/` between its parts, NFC). */
export function articleId(path: string): string {
  return hash('sha256', path).slice(0, ID_LENGTH);
}

/** Articles by date, newest first, those without a date last, and by title where the date is the same. */
export function newestFirst<A extends Pick<ArticleMetadata, 'publishedAt' | 'title'>>(
  articles: readonly A[],
): A[] {
  return [...articles].sort(
    (a, b) =>
      (b.publishedAt ?? '').localeCompare(a.publishedAt ?? '') || a.title.localeCompare(b.title, 'vi'),
  );
}

/** What is wrong with a file, before it is known which file it is. */
type FileProblem = Omit<CorpusProblem, 'path'>;

/** A value, or why there is none. A bad file is expected, so it is never thrown. */
export type Outcome<Value, Problem = FileProblem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

/** The outcome that holds `value`. */
export function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** The outcome that says what is wrong and how to mend it. */
export function fail(message: string, hint: string): { readonly ok: false; readonly problem: FileProblem } {
  return { ok: false, problem: { message, hint } };
}
