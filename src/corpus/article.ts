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
