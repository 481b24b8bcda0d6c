import { articleId, fail, type Outcome, type ParsedArticle, succeed } from '../article.js';
import { articleOfPage } from '../clean/article-of-page.js';
import { cleanLine } from '../clean/lines.js';
import { decodeText, checkTextSize, parseText } from './text.js';
import { type ArticleKind, extensionOf, extensionsIn, kindOfName } from './file-kinds.js';
import { isWebAddress } from './front-matter.js';
import { parseHtml } from './html.js';
import { parseMarkdown } from './markdown.js';
import { isWebArchive, readWebArchive } from './mhtml.js';
import type { RawPage } from './raw-page.js';

/** A file as read from disk. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** As in `Article.contentHash`. */
  readonly contentHash: string;
}

/** What only a library can take apart, see `readDocument`. */
export type DocumentKind = Extract<ArticleKind, 'docx' | 'pdf'>;

/**
 * Turns a file's bytes into an article: decodes, parses its format, and parts the article from its page. Pure, and
 * never throws for what a file may hold.
 *
 * @param path - relative to the articles folder, `/` between its parts, NFC; it names the format and gives the id.
 */
export function parseArticle(path: string, { bytes, contentHash }: FileContent): Outcome<ParsedArticle> {
  const kind = kindOfName(path);
  if (kind === null || kind === 'docx' || kind === 'pdf')
    return fail('The file is of no format that is read.', `Use ${extensionsIn('or')}.`);
  const page = parsePage(kind, bytes);
  return page.ok ? articleFrom(path, contentHash, page.value) : page;
}

/** The article that a page holds. */
export function articleFrom(path: string, contentHash: string, page: RawPage): Outcome<ParsedArticle> {
  const content = articleOfPage(page, titleOfFile(path));
  if (content.text === '') {
    return fail(
      'No text is left once the boilerplate is taken out.',
      'Check that the file holds an article.',
    );
  }
  return succeed({ id: articleId(path), path, ...content, contentHash });
}

function parsePage(kind: Exclude<ArticleKind, DocumentKind>, bytes: Uint8Array): Outcome<RawPage> {
  const isPage = kind === 'html' || kind === 'mhtml';
  // Web archives are renamed to .html, and pages to .mhtml.
  if (isPage && isWebArchive(bytes)) return parseWebArchive(bytes);
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const text = decoded.value;
  if (isPage) return parseHtml(text);
  return checkTextSize(text) ?? (kind === 'markdown' ? parseMarkdown(text) : succeed(parseText(text)));
}

function parseWebArchive(bytes: Uint8Array): Outcome<RawPage> {
  const archive = readWebArchive(bytes);
  if (!archive.ok) return archive;
  const { html, url } = archive.value;
  const page = parseHtml(html);
  if (!page.ok || page.value.stated.url !== null || url === null || !isWebAddress(url)) return page;
  return succeed({ ...page.value, stated: { ...page.value.stated, url } });
}

/** "tin-tuc/hop_mat-90-nam.txt" → "Hop mat 90 nam" */
function titleOfFile(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1, -extensionOf(path).length);
  const words = cleanLine(name.replace(/[_-]+/gu, ' '));
  return words.charAt(0).toUpperCase() + words.slice(1);
}
