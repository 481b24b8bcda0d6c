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
    const unclosed = new Unclosed(html);
    const document = parseHtmlDocument(unclosed.html);
    const metadata = readHtmlMetadata(document);
    const unseen: string[] = [...unclosed.marks];
    const blocks = readBlocks(document.body, (words) => unseen.push(words));
    const isSmall = isReadable(measureTree(document.documentElement ?? document.body));
    const parts = isSmall
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

/** What a parser would take for a comment or code up to the end of a page, because nothing closes it. */
class Unclosed {
  /** The page without the marks of comments that stay open: what follows them is text. */
  readonly html: string;
  /** What opens a comment, and code from where it opens on. */
  readonly marks: readonly string[];

  constructor(written: string) {
    // What browsers, but not the parser, take for the end of a comment.
    const page = written.replaceAll('--!>', '-->').replace(/<!-?>/gu, '');
    const closed = page.lastIndexOf('-->') + 1;
    const rest = page.slice(closed);
    const isOpen = rest.includes('<!--');
    this.html = isOpen ? page.slice(0, closed) + rest.replaceAll('<!--', '') : page;
    const lower = this.html.toLowerCase();
    const code = ['script', 'style'].flatMap((tag) => {
      const at = lower.lastIndexOf(`<${tag}`);
      return at < 0 || lower.includes(`</${tag}`, at) ? [] : [cleanLine(this.html.slice(at))];
    });
    this.marks = [...(isOpen ? ['<!--'] : []), ...code];
  }
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
