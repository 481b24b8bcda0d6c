import { createRequire } from 'node:module';
import type * as linkedom from 'linkedom';

const require = createRequire(import.meta.url);

/** As much of a DOM node as this program uses; linkedom's own types need the browser's. */
export interface HtmlNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<HtmlNode>;
  /** Of an element only. */
  readonly attributes?: { readonly length: number };
}

/** As much of a DOM element as this program uses. */
export interface HtmlElement extends HtmlNode {
  readonly tagName: string;
  readonly children: Iterable<HtmlElement>;
  readonly parentElement: HtmlElement | null;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  querySelector(selector: string): HtmlElement | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
  remove(): void;
}

/** A parsed page. */
export interface HtmlDocument {
  readonly documentElement: HtmlElement | null;
  readonly body: HtmlElement;
  querySelector(selector: string): HtmlElement | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
}

const ELEMENT_NODE = 1;
const TEXT_NODE = 3;

/** Whether `node` is an element. */
export function isElement(node: HtmlNode): node is HtmlElement {
  return node.nodeType === ELEMENT_NODE;
}

/** Whether `node` is a run of text. */
export function isText(node: HtmlNode): boolean {
  return node.nodeType === TEXT_NODE;
}

/**
 * Largest page that is parsed, whatever its elements are: linkedom takes time in the product of their number and their
 * nesting, a second or two at these sizes.
 */
const PARSE_LIMITS: MarkupSize = { tags: 30_000, marks: 200_000, words: 300_000 };
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
export function measureMarkup(html: string): MarkupSize {
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

/** Whether a page of this size may be given to {@link parseHtmlDocument}. */
export function isParsable({ tags, marks, words }: MarkupSize): boolean {
  return tags <= PARSE_LIMITS.tags && marks <= PARSE_LIMITS.marks && words <= PARSE_LIMITS.words;
}

/**
 * Parses a page or a fragment of one; scripts are data and never run.
 *
 * linkedom takes the first element for the root and adds no missing `html` or `body`, so a page without both is put
 * into a body of its own; its `head`, if any, is then found inside.
 */
export function parseHtmlDocument(html: string): HtmlDocument {
  const document = parse(html.trim() === '' ? '<html></html>' : html);
  const root = document?.documentElement;
  const isWhole = root?.tagName === 'HTML' && [...root.children].some(({ tagName }) => tagName === 'BODY');
  if (document !== null && isWhole) return document;
  const wrapped = parse(`<!doctype html><html><head></head><body>${html}</body></html>`);
  if (wrapped === null) throw new TypeError('linkedom made no document of a whole page');
  return wrapped;
}

function parse(html: string): HtmlDocument | null {
  // Loaded with the first page: it takes a quarter of a second, and most starts of the program meet none that has changed.
  const { parseHTML } = require('linkedom') as typeof linkedom;
  const { document } = parseHTML(html) as unknown as { readonly document: HtmlDocument };
  return document.documentElement === null ? null : document;
}
