import { Readability } from '@mozilla/readability';
import { messageOf } from '../../errors.js';
import { fail, succeed, type Outcome } from '../outcome.js';
import type { RawPage } from '../raw-page.js';
import { blocksOf } from './html-blocks.js';
import { parseHtmlDocument, type HtmlDocument, type HtmlNode } from './html-document.js';
import { readHtmlMetadata } from './html-metadata.js';
import { measureMarkup, type MarkupSize } from './markup-size.js';

/** Largest page that is parsed: linkedom takes quadratic time in each, some seconds at these sizes. */
const PARSE_LIMITS: MarkupSize = { tags: 100_000, depth: 5_000, marks: 300_000 };
/** Largest page that Readability is given; newspaper pages have some thousands of elements, nested 30 deep. */
const READABLE_LIMITS: MarkupSize = { tags: 20_000, depth: 200, marks: 100_000 };

const HINT = 'Save the article as plain text (.txt) instead.';

/** Reads a saved web page or a fragment of one: the article that Readability finds in it, or else the whole body. */
export function parseHtml(html: string): Outcome<RawPage> {
  const size = measureMarkup(html);
  if (!isWithin(size, PARSE_LIMITS)) {
    return fail(`The page has too much markup: ${size.tags} elements, nested ${size.depth} deep.`, HINT);
  }
  try {
    const document = parseHtmlDocument(html);
    const stated = readHtmlMetadata(document);
    // Readability changes the document that it reads, so a page that it made nothing of is parsed anew.
    const root = isWithin(size, READABLE_LIMITS)
      ? (findArticle(document) ?? parseHtmlDocument(html).body)
      : document.body;
    return succeed({ lines: blocksOf(root), stated, firstLineIsTitle: false });
  } catch (error) {
    // Two libraries meet whatever HTML there is in the world here; one page they stumble over must not stop the rest.
    return fail(`The page cannot be parsed: ${messageOf(error)}.`, HINT);
  }
}

function findArticle(document: HtmlDocument): HtmlNode | null {
  const reader = new Readability<HtmlNode>(document, { serializer: (node: unknown) => node as HtmlNode });
  return reader.parse()?.content ?? null;
}

function isWithin(size: MarkupSize, limits: MarkupSize): boolean {
  return size.tags <= limits.tags && size.depth <= limits.depth && size.marks <= limits.marks;
}
