import { Readability } from '@mozilla/readability';
import { messageOf } from '../../lib/errors.js';
import { fail, succeed, type Outcome } from '../outcome.js';
import type { RawPage } from './raw-page.js';
import { checkParagraphs } from './text-size.js';
import { blocksOf } from './html-blocks.js';
import { parseHtmlDocument, type HtmlDocument, type HtmlNode } from './html-document.js';
import { readHtmlMetadata } from './html-metadata.js';
import { measureMarkup, type MarkupSize } from './markup-size.js';
import { measureTree, type TreeSize } from './tree-size.js';

/**
 * Largest page that is parsed, whatever its elements are: linkedom takes time in the product of their number and their
 * nesting, a second or two at these sizes.
 */
const PARSE_LIMITS: MarkupSize = { tags: 30_000, marks: 200_000, words: 300_000 };
/**
 * Largest page that Readability is given: it reads the text of every element again and again, for some seconds at these
 * sizes. Newspaper pages have some ten thousand nodes, nested 30 deep at most.
 */
const READABLE_LIMITS: TreeSize = { nodes: 40_000, depth: 200, pairs: 300_000 };

const HINT = 'Save the article as plain text (.txt) instead.';

/** Reads a saved web page or a fragment of one: the article that Readability finds in it, or else the whole body. */
export function parseHtml(html: string): Outcome<RawPage> {
  const size = measureMarkup(html);
  if (!isParsable(size)) {
    return fail(
      `The page is too large: up to ${size.tags} elements, ${size.marks} marks of markup and ${size.words} words.`,
      HINT,
    );
  }
  try {
    const document = parseHtmlDocument(html);
    const stated = readHtmlMetadata(document);
    const readable = isReadable(measureTree(document.documentElement ?? document.body));
    // Readability changes the document that it reads, so a page that it made nothing of is parsed anew.
    const root = readable ? (findArticle(document) ?? parseHtmlDocument(html).body) : document.body;
    const lines = blocksOf(root);
    return checkParagraphs(lines) ?? succeed({ lines, stated, firstLineIsTitle: false });
  } catch (error) {
    // Two libraries meet whatever HTML there is in the world here; one page they stumble over must not stop the rest.
    return fail(`The page cannot be parsed: ${messageOf(error)}.`, HINT);
  }
}

function findArticle(document: HtmlDocument): HtmlNode | null {
  const reader = new Readability<HtmlNode>(document, { serializer: (node: unknown) => node as HtmlNode });
  return reader.parse()?.content ?? null;
}

function isParsable({ tags, marks, words }: MarkupSize): boolean {
  return tags <= PARSE_LIMITS.tags && marks <= PARSE_LIMITS.marks && words <= PARSE_LIMITS.words;
}

function isReadable({ nodes, depth, pairs }: TreeSize): boolean {
  return nodes <= READABLE_LIMITS.nodes && depth <= READABLE_LIMITS.depth && pairs <= READABLE_LIMITS.pairs;
}
