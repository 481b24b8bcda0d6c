import type { DroppedBlock } from '../article.js';

/** One paragraph of a page, cleaned by `cleanLine` and never empty. */
export interface PageLine {
  readonly text: string;
  /** It was an entry of a bulleted or numbered list. */
  readonly listItem: boolean;
  /** It is a row of a table of data, which is never boilerplate. */
  readonly tableRow?: true;
}

/** What a page says about its article outside the text: front matter, meta elements. Unknown is null. */
export interface StatedMetadata {
  readonly title: string | null;
  readonly publisher: string | null;
  readonly author: string | null;
  /** `YYYY-MM-DD` */
  readonly publishedAt: string | null;
  readonly url: string | null;
  readonly originalTitle: string | null;
}

/** A file of any format, reduced to paragraphs in reading order, with its boilerplate still among them. */
export interface RawPage {
  readonly lines: readonly PageLine[];
  readonly stated: StatedMetadata;
  /** What of the file is not among the lines; markup without a word of its own need not be named. */
  readonly dropped: readonly DroppedBlock[];
  /** Where nothing states a title, the first line is one (plain text); otherwise the file's name is used. */
  readonly firstLineIsTitle: boolean;
}

/** A page that says nothing about itself. */
export const NOTHING_STATED: StatedMetadata = {
  title: null,
  publisher: null,
  author: null,
  publishedAt: null,
  url: null,
  originalTitle: null,
};
