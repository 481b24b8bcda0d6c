import { splitLines } from '../clean/clean-line.js';
import { joinLines } from '../clean/join-lines.js';
import type { PageLine } from './raw-page.js';
import { ELEMENT_NODE, TEXT_NODE, type HtmlElement, type HtmlNode } from './html-document.js';

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
export function blocksOf(root: HtmlNode): PageLine[] {
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
    else if (next.nodeType === TEXT_NODE) append((next.textContent ?? '').replace(/\s/gu, ' '));
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
