import { cleanLine } from '../clean/lines.js';
import { type DropKind, type DroppedBlock, droppedBlock, fail, type Outcome, succeed } from '../article.js';
import { partArticle } from './html-article.js';
import { type Block, readBlocks } from './html-blocks.js';
import { type HtmlNode, isParsable, measureMarkup, parseHtmlDocument } from './html-document.js';
import { readHtmlMetadata, readSignature } from './html-metadata.js';
import type { RawPage } from './raw-page.js';
import { checkParagraphs } from './text.js';

/**
 * Largest page that Readability is given: it reads the text of every element again and again, for some seconds at these
 * sizes. Newspaper pages have some ten thousand nodes, nested 30 deep at most.
 */
const READABLE_LIMITS: TreeSize = { nodes: 40_000, depth: 200, pairs: 300_000 };

const HINT = 'Save the article as plain text (.txt) instead.';

/** Reads a saved web page or a fragment of one: the article that `partArticle` finds in it, or else the whole body. */
export function parseHtml(html: string): Outcome<RawPage> {
  const size = measureMarkup(html);
  if (!isParsable(size)) {
    return fail(
      `The page is too large: up to ${size.tags} elements, ${size.marks} marks of markup and ${size.words} words.`,
      HINT,
    );
  }
  try {
    const unseen: string[] = [];
    const passOver = (words: string) => unseen.push(words);
    const document = parseHtmlDocument(withoutUnclosed(html, passOver));
    const metadata = readHtmlMetadata(document);
    const blocks = readBlocks(document.body, passOver);
    const parts = isReadable(measureTree(document.documentElement ?? document.body))
      ? partArticle(document, blocks, metadata.clues)
      : { article: blocks, boilerplate: [], outside: [] };
    const { stated, lines, datelines, bylines } = readSignature(parts.article, metadata);
    const dropped = [
      ...droppedBlocks('outside', parts.outside),
      ...droppedBlocks('boilerplate', parts.boilerplate),
      ...droppedBlocks('dateline', datelines),
      ...droppedBlocks('byline', bylines),
      ...unseen.map((text) => droppedBlock('markup', text)),
    ];
    return checkParagraphs(blocks) ?? succeed({ lines, stated, dropped, firstLineIsTitle: false });
  } catch {
    // Two libraries meet whatever HTML there is in the world here; one page they stumble over must not stop the rest.
    return fail('The page cannot be parsed.', HINT);
  }
}

/**
 * A page without the marks of comments that nothing closes, for which a parser would take all that follows: it is text. Of those marks
 * and of code that nothing closes it tells `passedOver`.
 */
function withoutUnclosed(written: string, passedOver: (words: string) => void): string {
  // What browsers, but not the parser, take for the end of a comment.
  const page = written.replaceAll('--!>', '-->').replace(/<!-?>/gu, '');
  const closed = page.lastIndexOf('-->') + 1;
  const isOpen = page.includes('<!--', closed);
  const html = isOpen ? page.slice(0, closed) + page.slice(closed).replaceAll('<!--', '') : page;
  if (isOpen) passedOver('<!--');
  const lower = html.toLowerCase();
  for (const tag of ['script', 'style']) {
    const at = lower.lastIndexOf(`<${tag}`);
    if (at >= 0 && !lower.includes(`</${tag}`, at)) passedOver(cleanLine(html.slice(at)));
  }
  return html;
}

function droppedBlocks(kind: DropKind, blocks: readonly Block[]): DroppedBlock[] {
  return blocks.map(({ text }) => droppedBlock(kind, text));
}

function isReadable({ nodes, depth, pairs }: TreeSize): boolean {
  return nodes <= READABLE_LIMITS.nodes && depth <= READABLE_LIMITS.depth && pairs <= READABLE_LIMITS.pairs;
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
