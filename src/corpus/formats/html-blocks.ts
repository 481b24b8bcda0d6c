import { cleanLine, joinLines, splitLines } from '../clean/lines.js';
import { type HtmlElement, type HtmlNode, isElement, isText } from './html-document.js';
import { readDataTable } from './tables.js';
import type { PageLine } from './raw-page.js';

/** A block element of a page, and where it stands. */
export interface Box {
  readonly element: HtmlElement;
  /** Upper case. */
  readonly tag: string;
  readonly parent: Box | null;
  /** Place of its first block among all blocks of the page, and of the first block after it. */
  readonly start: number;
  end: number;
}

/** A paragraph of a page, and what its markup says of it. */
export interface Block extends PageLine {
  readonly box: Box;
  /** All of its text is one or more links to other pages. */
  readonly isLink: boolean;
  /** All of its text is in an element that names the author. */
  readonly isAuthor: boolean;
  /** The date that an element for dates in it states, unchecked; null where there is none. */
  readonly date: string | null;
  /** Most of its text is in that element. */
  readonly isDate: boolean;
}

/** Elements whose content says nothing. */
const SILENT = new Set('SCRIPT STYLE HEAD TITLE META LINK ANNOTATION ANNOTATION-XML'.split(' '));
/** Elements whose content is no text of the page, or shown only where the browser can't do what it should. */
const UNSEEN = new Set('NOSCRIPT TEMPLATE SVG IFRAME OBJECT SELECT TEXTAREA VIDEO AUDIO CANVAS'.split(' '));

/** Elements that end the paragraph before them and after them. */
const BLOCKS = new Set(
  `ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY BUTTON CAPTION CENTER DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4
  H5 H6 HEADER HR HTML LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL`.split(
    /\s+/u,
  ),
);

/** Cells of a table that is none in HTML. */
const CELL_ROLE = /^(?:cell|gridcell|columnheader|rowheader)$/u;

/** Files that an article hands out: a link to one is text. */
const DOWNLOAD = /\.(?:pdf|docx?|xlsx?|pptx?|zip|rar)(?:[?#]|$)/iu;
const AUTHOR = /(?:^|[^a-z])(?:author|byline|writer|reporter|tac[-_]?gia|nguoi[-_]?viet)(?:[^a-z]|$)/iu;

/** Elements for dates in one another whose text is read: the text of more would be read again and again. */
const MAX_NESTED_DATES = 4;

const UPDATED = /updat|modif|cap-?nhat/iu;

/** What an element says of the text in it. */
type Mark = 'link' | 'author' | 'date';
const MARKS: readonly Mark[] = ['link', 'author', 'date'];

/** Whether a button is the heading of what it opens, such as a question and its answer; `outer` is the tag of the block that it is in. */
function headsText(button: HtmlElement, outer: string): boolean {
  const opens = ['aria-controls', 'aria-expanded', 'data-toggle', 'data-bs-toggle'].some(
    (name) => button.getAttribute(name) !== null,
  );
  return opens || /^(?:H[1-6]|DT|SUMMARY)$/u.test(outer) || /\?\s*$/u.test(button.textContent ?? '');
}

/** Whether an element is the raised number of a note, or the arrow that leads back from it. */
function isNoteMark(element: HtmlElement, tag: string): boolean {
  if (tag !== 'SUP' && tag !== 'A') return false;
  const link = tag === 'A' ? element : element.querySelector('a');
  const isRaised = tag === 'SUP' || element.querySelector('sup') !== null;
  const mark = (element.textContent ?? '').trim();
  if (link?.getAttribute('href')?.includes('#') !== true) return false;
  return (isRaised && /^[[(]?(?:\d{1,3}|[a-z*†‡])[\])]?$/u.test(mark)) || /^[↩↑⏎^]\uFE0E?$/u.test(mark);
}

/** Longest term that is put before what defines it, in UTF-16 units. */
const MAX_TERM_LENGTH = 120;

/**
 * The paragraphs below `root`, by its block elements; a table of data has one for each row, and a term of a list of
 * definitions stands before the first of them ("Diện tích: 45 km²"). A `br` is a line break as in a
 * plain text: two of them part paragraphs, one may only break a caption (see `joinLines`).
 *
 * The walk keeps its own stack: a page may nest more deeply than the call stack allows.
 *
 * @param passedOver - told of words that a page has and does not show as its text: those of forms, drawings and the like
 */
export function readBlocks(
  root: HtmlElement,
  passedOver: (words: string) => void = () => undefined,
): Block[] {
  const blocks: Block[] = [];
  let box: Box = { element: root, tag: root.tagName.toUpperCase(), parent: null, start: 0, end: 0 };
  let text = '';
  let lastWords = '';
  /** An element that names an author or date began or ended right here. */
  let touches = false;
  /** Characters of the open paragraph, in all and under each mark. */
  let length = 0;
  let marked: Record<Mark, number> = { link: 0, author: 0, date: 0 };
  let date: string | null = null;
  const open: Record<Mark, number> = { link: 0, author: 0, date: 0 };

  /** A term that waits for what defines it. */
  let term: Block | null = null;

  const add = (line: PageLine): void => {
    const isAll = (mark: Mark): boolean => length > 0 && marked[mark] === length;
    const block: Block = {
      ...line,
      box,
      isLink: isAll('link'),
      isAuthor: isAll('author'),
      date,
      isDate: marked.date * 2 > length,
    };
    const isDefinition = (box.tag === 'DD' || box.parent?.tag === 'DD') && block.tableRow !== true;
    const label = isDefinition ? (term?.text.replace(/ ?:$/u, '') ?? null) : null;
    if (label === null) addTerm();
    term = null;
    if (box.tag === 'DT' && block.text.length <= MAX_TERM_LENGTH) term = block;
    else blocks.push(label === null ? block : { ...block, text: `${label}: ${block.text}`, isLink: false });
  };
  const addTerm = (): void => {
    if (term !== null) blocks.push(term);
    term = null;
  };
  const close = (): void => {
    for (const line of joinLines(splitLines(text)))
      add({ ...line, listItem: box.tag === 'LI' || line.listItem });
    text = '';
    lastWords = '';
    length = 0;
    marked = { link: 0, author: 0, date: 0 };
    date = null;
    touches = false;
  };
  const append = (words: string): void => {
    // Sites set a place apart from the lead by style alone, "<span>Hà Nội</span>Sáng nay", and a name from its date.
    const isParted = touches && /[\p{L}\p{N}]$/u.test(lastWords) && /^[\p{L}\p{N}]/u.test(words);
    if (isParted || (/\p{Ll}$/u.test(lastWords) && /^\p{Lu}/u.test(words))) text += ' ';
    if (text !== '' || words.trim() !== '') text += words;
    lastWords = words.slice(-2);
    touches = false;
    const letters = words.replace(/[^\p{L}\p{N}]+/gu, '').length;
    length += letters;
    for (const mark of MARKS) if (open[mark] > 0) marked[mark] += letters;
  };

  const pending: (HtmlNode | (() => void))[] = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'function') next();
    else if (isText(next)) {
      const blank = box.tag === 'PRE' ? /[^\S\uFEFF\n]/gu : /[^\S\uFEFF]/gu;
      append((next.textContent ?? '').replace(blank, ' '));
    } else if (isElement(next)) {
      const element = next;
      const tag = element.tagName.toUpperCase();
      if (SILENT.has(tag) || isNoteMark(element, tag)) continue;
      if (UNSEEN.has(tag) || (tag === 'BUTTON' && !headsText(element, box.tag))) {
        const words = cleanLine(element.textContent ?? '');
        if (/[\p{L}\p{N}]/u.test(words)) passedOver(words);
        continue;
      }
      if (tag === 'BR' && text !== '') {
        text += '\n';
        lastWords = '';
      }
      const role = element.getAttribute('role');
      if (CELL_ROLE.test(role ?? '') && text !== '') append(' | ');
      if (BLOCKS.has(tag) || role === 'row') {
        close();
        const parent = box;
        const own: Box = { element, tag, parent, start: blocks.length, end: blocks.length };
        box = own;
        pending.push(() => {
          close();
          if (tag === 'DL') addTerm();
          own.end = blocks.length;
          box = parent;
        });
        const table = tag === 'TABLE' ? readDataTable(element, textOfCell) : null;
        if (table !== null) {
          if (table.caption !== '') add({ text: table.caption, listItem: false });
          for (const text of table.rows)
            add({ text, listItem: false, ...(!table.isLine && { tableRow: true }) });
          continue;
        }
      }
      const marks = marksOf(element, tag);
      if (marks.includes('date')) {
        const words = open.date < MAX_NESTED_DATES ? element.textContent : null;
        date ??= element.getAttribute('datetime') ?? element.getAttribute('content') ?? words;
      }
      if (marks.length > 0) {
        for (const mark of marks) open[mark] += 1;
        touches ||= marks.some((mark) => mark !== 'link');
        pending.push(() => {
          for (const mark of marks) open[mark] -= 1;
          touches ||= marks.some((mark) => mark !== 'link');
        });
      }
      for (const child of [...element.childNodes].reverse()) pending.push(child);
    }
  }
  close();
  addTerm();
  return blocks;
}

function textOfCell(cell: HtmlElement): string {
  return readBlocks(cell)
    .map(({ text }) => text)
    .join(' ');
}

function marksOf(element: HtmlElement, tag: string): Mark[] {
  const marks: Mark[] = [];
  if (tag === 'A' && isLinkToPage(element.getAttribute('href'))) marks.push('link');
  const property = element.getAttribute('itemprop');
  if (
    property === 'author' ||
    element.getAttribute('rel') === 'author' ||
    AUTHOR.test(element.getAttribute('class') ?? '')
  )
    marks.push('author');
  if (
    (tag === 'TIME' && !UPDATED.test(element.getAttribute('class') ?? '') && property !== 'dateModified') ||
    property === 'datePublished'
  )
    marks.push('date');
  return marks;
}

function isLinkToPage(href: string | null): boolean {
  return href !== null && !/^(?:#|mailto:|tel:|$)/iu.test(href) && !DOWNLOAD.test(href);
}
