import { Readability } from '@mozilla/readability';
import { messageOf } from '../../lib/errors.js';
import { joinLines, splitLines } from '../clean/lines.js';
import { fail, type Outcome, succeed } from '../article.js';
import {
  ELEMENT_NODE,
  type HtmlDocument,
  type HtmlElement,
  type HtmlNode,
  parseHtmlDocument,
  TEXT_NODE,
} from './html-document.js';
import { readHtmlMetadata } from './html-metadata.js';
import type { PageLine, RawPage } from './raw-page.js';
import { checkParagraphs } from './text.js';

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
    return checkParagraphs(lines) ?? succeed({ lines, stated, dropped: [], firstLineIsTitle: false });
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

/** Elements whose content is never text of the page. */
const UNSEEN = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE HEAD TITLE META LINK SVG MATH IFRAME OBJECT SELECT BUTTON TEXTAREA'.split(
    ' ',
  ),
);

/** Elements that end the paragraph before them and after them. A row is one paragraph, its cells parted by bars. */
const BLOCKS = new Set(
  `ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6
  HEADER HR HTML LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL`.split(/\s+/u),
);

const CELL_SEPARATOR = ' | ';

/**
 * The paragraphs below `root`, by its block elements. A `br` is a line break as in a plain text: two of them part
 * paragraphs, one may only break a caption (see `joinLines`).
 *
 * The walk keeps its own stack: a page may nest more deeply than the call stack allows.
 */
function blocksOf(root: HtmlNode): PageLine[] {
  const lines: PageLine[] = [];
  let text = '';
  let lastWords = '';
  let listItem = false;
  let startsCell = false;

  const close = (): void => {
    for (const line of joinLines(splitLines(text)))
      lines.push({ ...line, listItem: listItem || line.listItem });
    text = '';
    lastWords = '';
    listItem = false;
    startsCell = false;
  };
  const append = (words: string): void => {
    if (startsCell && text !== '' && words.trim() !== '') {
      text += CELL_SEPARATOR;
      startsCell = false;
    }
    // Sites set a place apart from the lead by style alone: "<span>Hà Nội</span>Sáng nay".
    if (/\p{Ll}$/u.test(lastWords) && /^\p{Lu}/u.test(words)) text += ' ';
    if (text !== '' || words.trim() !== '') text += words;
    lastWords = words.slice(-2);
  };

  const pending: (HtmlNode | 'close')[] = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next === 'close') close();
    else if (next.nodeType === TEXT_NODE) append((next.textContent ?? '').replace(/[^\S\uFEFF]/gu, ' '));
    else if (isElement(next)) {
      const name = next.tagName.toUpperCase();
      if (UNSEEN.has(name)) continue;
      if (name === 'BR' && text !== '') {
        text += '\n';
        lastWords = '';
      }
      if (name === 'TD' || name === 'TH') startsCell = true;
      if (BLOCKS.has(name)) {
        close();
        listItem = name === 'LI';
        pending.push('close');
      }
      for (const child of [...next.childNodes].reverse()) pending.push(child);
    }
  }
  close();
  return lines;
}

function isElement(node: HtmlNode): node is HtmlElement {
  return node.nodeType === ELEMENT_NODE;
}

/** How much work a page's source can make a parser, in upper bounds that no comment, script or quotation mark can hide from. */
interface MarkupSize {
  /** Opening tags. */
  readonly tags: number;
  /** Characters that begin or end markup: `<`, `>` and `&`. Each may become a node of its own. */
  readonly marks: number;
  /** What stands between blanks, slashes and quotation marks: words of the text, and each attribute is one at least. */
  readonly words: number;
}

/** Measures `html` in one pass. */
function measureMarkup(html: string): MarkupSize {
  let tags = 0;
  let marks = 0;
  let words = 1;
  for (const [found] of html.matchAll(/[&>]|<[a-z]?|[\s/"']+/giu)) {
    if (found.length === 2 && found.startsWith('<')) tags += 1;
    if (/^[&<>]/u.test(found)) marks += 1;
    else words += 1;
  }
  return { tags, marks, words };
}

/** How large a parsed page is. */
interface TreeSize {
  /** Elements, texts, comments and attributes. */
  readonly nodes: number;
  /** Elements around the most deeply nested node. */
  readonly depth: number;
  /** Pairs of a node and an element around it: what it takes to read the text of every element. */
  readonly pairs: number;
}

/** Measures all below `root`, with a stack of its own: a page may nest more deeply than the call stack allows. */
export function measureTree(root: HtmlNode): TreeSize {
  let nodes = 0;
  let deepest = 0;
  let pairs = 0;
  const pending = [{ node: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    nodes += 1 + (node.attributes?.length ?? 0);
    pairs += depth;
    deepest = Math.max(deepest, depth);
    for (const child of node.childNodes) pending.push({ node: child, depth: depth + 1 });
  }
  return { nodes, depth: deepest, pairs };
}
