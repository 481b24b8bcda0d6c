import { articleId, fail, type Outcome, type ParsedArticle, succeed } from '../article.js';
import { articleOfPage } from '../clean/article-of-page.js';
import { checkTextSize, decodeText, parseText } from './text.js';
import { parseHtml } from './html.js';
import { parseMarkdown } from './markdown.js';
import type { RawPage } from './raw-page.js';

/** A file as read from disk. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** As in `Article.contentHash`. */
  readonly contentHash: string;
}

/** Reads a page of one format. */
type PageParser = (text: string) => Outcome<RawPage>;

const PARSERS: Readonly<Record<string, PageParser>> = {
  '.txt': withinSize((text) => succeed(parseText(text))),
  '.md': withinSize(parseMarkdown),
  '.html': parseHtml,
  '.htm': parseHtml,
};

function withinSize(parse: PageParser): PageParser {
  return (text) => checkTextSize(text) ?? parse(text);
}

/** Whether a file of this name is read as an article, by its extension. */
export function isArticleName(name: string): boolean {
  return Object.hasOwn(PARSERS, extensionOf(name));
}

/**
 * Turns a file's bytes into an article: decodes, parses its format, and parts the article from its page. Pure, and
 * never throws for what a file may hold.
 *
 * @param path - relative to the articles folder, `/` between its parts, NFC; it names the format and gives the id.
 */
export function parseArticle(path: string, { bytes, contentHash }: FileContent): Outcome<ParsedArticle> {
  const parse = PARSERS[extensionOf(path)];
  if (parse === undefined)
    return fail('The file is of no format that is read.', 'Use .txt, .md, .html or .htm.');
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const page = parse(decoded.value);
  if (!page.ok) return page;
  const content = articleOfPage(page.value, titleOfFile(path));
  if (content.text === '') {
    return fail(
      'No text is left once the boilerplate is taken out.',
      'Check that the file holds an article.',
    );
  }
  return succeed({ id: articleId(path), path, ...content, contentHash });
}

function extensionOf(path: string): string {
  return /\.[a-z]+$/iu.exec(path)?.[0].toLowerCase() ?? '';
}

/** "tin-tuc/hop_mat-90-nam.txt" → "Hop mat 90 nam" */
function titleOfFile(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1, -extensionOf(path).length);
  const words = name.replace(/[\s_-]+/gu, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
