import { getDocumentProxy } from 'unpdf';
import { cleanLine, joinLines } from '../clean/lines.js';
import { droppedBlock, fail, type Outcome, succeed } from '../article.js';
import { repairVietnamese } from './legacy-vietnamese.js';
import { NOTHING_STATED, type RawPage, type PageLine } from './raw-page.js';
import { checkParagraphs } from './text.js';
import { isVietnameseSyllable, foldDiacritics } from '../../language/vietnamese.js';

const HINT =
  'Open it in the program that it was written with and save it again as .pdf, or save its text as .txt.';

/** Titles that programs make up, or that tell a file's name. */
const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint|excel)\b|untitled|document ?\d*$|slide ?\d*$)|\.[a-z\d]{2,5}$/iu;

/**
 * Reads the text of a PDF: paragraphs put together from its lines, without the page numbers and headers that most pages
 * repeat. Its dates are those of the file and say nothing of the article. A text in an old font (.VnTime, VNI-Times) is read as it
 * was meant. May take any time and memory; see `DocumentReader`.
 */
export async function parsePdf(bytes: Uint8Array): Promise<Outcome<RawPage>> {
  try {
    const { pages, metadataTitle } = await readPages(bytes);
    const { lines, heading, repeated } = layOut(pages);
    if (lines.length === 0) {
      return fail(
        'The PDF holds pictures of pages and no text: it was scanned.',
        'Run text recognition (OCR) on it, in Vietnamese, and save it again.',
      );
    }
    const stated = cleanLine(repairVietnamese(metadataTitle));
    const title = NO_TITLE.test(stated) || !/\p{L} \P{Z}/u.test(stated) ? heading : stated;
    return (
      checkParagraphs(lines) ??
      succeed({
        lines,
        stated: { ...NOTHING_STATED, title },
        dropped: repeated.map((text) => droppedBlock('boilerplate', text)),
        firstLineIsTitle: title === null,
      })
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      return fail('The PDF is protected by a password.', 'Save it without a password.');
    return fail('The PDF is damaged, or is none.', HINT);
  }
}

/** As much of pdf.js as is used here; its own types are not installed with unpdf. */
interface PdfDocument {
  readonly numPages: number;
  getPage(number: number): Promise<PdfPage>;
  getMetadata(): Promise<{ readonly info: { readonly Title?: unknown } }>;
  destroy(): Promise<void>;
}
interface PdfPage {
  /** Pieces of text, and beginnings and ends of marked content, which have no `str`. */
  getTextContent(): Promise<{ readonly items: readonly Partial<TextItem>[] }>;
  cleanup(): unknown;
}
interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly hasEOL: boolean;
}

async function readPages(
  bytes: Uint8Array,
): Promise<{ readonly pages: readonly (readonly PdfText[])[]; readonly metadataTitle: string }> {
  // It takes over the memory of the bytes that it is given.
  const options = { isEvalSupported: false, disableFontFace: true };
  const document = (await getDocumentProxy(new Uint8Array(bytes), options)) as unknown as PdfDocument;
  try {
    const pages: PdfText[][] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(
        items.flatMap(({ str: text, transform = [], width = 0, hasEOL: endsLine = false }) => {
          const [, , skew = 0, scale = 0, x = 0, y = 0] = transform;
          return text === undefined ? [] : { text, x, y, width, size: Math.hypot(skew, scale), endsLine };
        }),
      );
      page.cleanup();
    }
    const { info } = await document.getMetadata();
    return { pages: repaired(pages), metadataTitle: typeof info.Title === 'string' ? info.Title : '' };
  } finally {
    await document.destroy();
  }
}

/** The pages with what old fonts show as Vietnamese written so; an item is a line of what is judged. */
function repaired(pages: readonly (readonly PdfText[])[]): readonly (readonly PdfText[])[] {
  const texts = repairVietnamese(
    pages
      .flat()
      .map(({ text }) => text.replace(/\n/gu, ' '))
      .join('\n'),
  ).split('\n');
  let at = 0;
  return pages.map((page) => page.map((item) => ({ ...item, text: texts[at++] ?? item.text })));
}

/** A piece of text on a page, in the order in which the file has them. Lengths are points; `y` grows upwards. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly width: number;
  /** Height of the font. */
  readonly size: number;
  /** The file has a line break behind it. */
  readonly endsLine: boolean;
}

/** What pages of pieces say. */
export interface LaidOut {
  readonly lines: readonly PageLine[];
  /** The first lines in a larger font than the text's; null where the first page has none. */
  readonly heading: string | null;
  /** What most pages repeat at their edges, on each; not among {@link lines}. */
  readonly repeated: readonly string[];
}

/** Puts the pieces of text of each page together to lines, and lines to paragraphs, over the ends of pages too. */
export function layOut(pages: readonly (readonly PdfText[])[]): LaidOut {
  const { kept: linesOfPages, repeated } = withoutRunningLines(pages.map(linesOf));
  const lines = linesOfPages.flat();
  const bodySize = commonestSize(lines);
  const leading = median(
    lines.flatMap((line, at) => {
      const step = (lines[at - 1]?.y ?? 0) - line.y;
      return at > 0 && step > 0 && step < line.size * 3 ? [step / line.size] : [];
    }),
  );
  const paragraphs: Line[][] = [];
  for (const page of linesOfPages) {
    for (const [at, line] of page.entries()) {
      const open = paragraphs.at(-1);
      const last = open?.at(-1);
      if (open !== undefined && last !== undefined && goesOn(last, line, page, at, { leading, bodySize }))
        open.push(line);
      else paragraphs.push([line]);
    }
  }
  const hyphenated = hyphenatedWords(lines);
  const texts = paragraphs.map((paragraph) =>
    cleanLine(
      joined(
        paragraph.map(({ text }) => text),
        hyphenated,
      ),
    ),
  );
  const firstPage = new Set(linesOfPages.find((page) => page.length > 0));
  const sizes = paragraphs.map(([first]) => (first !== undefined && firstPage.has(first) ? first.size : 0));
  const largest = sizes.reduce((most, size) => Math.max(most, size), bodySize * LARGER);
  const heading = sizes.indexOf(largest);
  return { lines: texts.flatMap((text) => joinLines([text])), heading: texts[heading] ?? null, repeated };
}

/** A line on a page. */
interface Line {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

/** A heading's font, to the text's. */
const LARGER = 1.15;
/** Widths of a font between two pieces that part cells of a table, and that part words. */
const CELL_GAP = 2.5;
const WORD_GAP = 0.15;
const CELL_SEPARATOR = ' | ';

function linesOf(items: readonly PdfText[]): Line[] {
  const lines: Line[] = [];
  let isOpen = false;
  for (const { text, x, y, width, size, endsLine } of items) {
    const last = isOpen ? lines.at(-1) : undefined;
    if (text.trim() !== '') {
      const right = x + width;
      if (last === undefined || Math.abs(y - last.y) > size / 2 || x < last.right - size)
        lines.push({ text, x, right, y, size });
      else {
        const together = last.text + separatorOf(last, x, size) + text;
        lines[lines.length - 1] = { ...last, text: together, right, size: Math.max(last.size, size) };
      }
      isOpen = true;
    } else if (last !== undefined && text !== '')
      lines[lines.length - 1] = { ...last, text: `${last.text} ` };
    if (endsLine) isOpen = false;
  }
  return lines.map((line) => ({ ...line, text: line.text.trim() }));
}

function separatorOf({ text, right }: Line, x: number, size: number): string {
  const gap = x - right;
  if (gap > CELL_GAP * size && !MARKER.test(text.trim())) return CELL_SEPARATOR;
  return gap > WORD_GAP * size ? ' ' : '';
}

/** Lines at the top and bottom of a page that may be running headers, footers and page numbers. */
const EDGE_LINES = 2;
const MIN_PAGES = 2;

/** Figures of a line that may be page numbers: of one with more, none is. */
const MAX_FIGURES = 4;

/** The pages without the lines that more than half of them have at the same edge, but for page numbers, which rise by one a page. */
function withoutRunningLines(pages: readonly (readonly Line[])[]): {
  readonly kept: readonly (readonly Line[])[];
  readonly repeated: readonly string[];
} {
  const edges = pages.map((page, number) => {
    const byHeight = [...page].sort((a, b) => b.y - a.y);
    const keys = (edge: string) => (line: Line) =>
      [line, keysOf(line, number).map((key) => `${edge} ${key}`)] as const;
    return new Map([
      ...byHeight.slice(-EDGE_LINES).map(keys('bottom')),
      ...byHeight.slice(0, EDGE_LINES).map(keys('top')),
    ]);
  });
  const seen = new Map<string, number>();
  for (const edge of edges)
    for (const key of new Set([...edge.values()].flat())) seen.set(key, (seen.get(key) ?? 0) + 1);
  const isRunning = (line: Line, page: number) =>
    (edges[page]?.get(line) ?? []).some((key) => {
      const times = seen.get(key) ?? 0;
      return times >= MIN_PAGES && times > pages.length / 2;
    });
  return {
    kept: pages.map((lines, page) => lines.filter((line) => !isRunning(line, page))),
    repeated: pages.flatMap((lines, page) =>
      lines.filter((line) => isRunning(line, page)).map(({ text }) => cleanLine(text)),
    ),
  };
}

/** By what a line is compared with those of other pages: with each of its figures as it is, and as a page number. */
function keysOf({ text, y }: Line, page: number): string[] {
  const parts = foldDiacritics(text).split(/(\d+)/u);
  const mayCount = parts.length <= 2 * MAX_FIGURES + 1;
  return parts.reduce(
    (keys, part, at) => {
      const forms = mayCount && at % 2 === 1 ? [part, `#${Number(part) - page}`] : [part];
      return keys.flatMap((key) => forms.map((form) => key + form));
    },
    [`${Math.round(y / 4)} `],
  );
}

interface Layout {
  /** Distance of two lines' base lines, to the size of their font. */
  readonly leading: number;
  readonly bodySize: number;
}

/** What begins an entry of a list. */
const MARKER = /^(?:[•●▪■◦‣·○◆➢►\uF0A7\uF0B7*+–-]|\d{1,2}[.)]|[a-zđ]\))(?: |$)/u;
const ENDS_SENTENCE = /[.!?:;…]["”’»)]?$/u;
/** Lines before and after one that show how wide its column is. */
const NEIGHBOURS = 6;

/** Whether a line belongs to the paragraph of the line before it. */
function goesOn(
  last: Line,
  line: Line,
  page: readonly Line[],
  at: number,
  { leading, bodySize }: Layout,
): boolean {
  if (Math.abs(last.size - line.size) > line.size * 0.1 || MARKER.test(line.text)) return false;
  if (line.text.includes(CELL_SEPARATOR) || last.text.includes(CELL_SEPARATOR)) return false;
  const step = last.y - line.y;
  const isNext = step > 0 && step <= line.size * leading * 1.25;
  if (line.size >= bodySize * LARGER) return isNext;
  const endsOpen = !ENDS_SENTENCE.test(last.text);
  const startsSmall = /^[\p{Ll}\d(]/u.test(line.text);
  // The next column or page.
  if (step <= 0 || step > line.size * 20) return endsOpen && startsSmall;
  if (!isNext) return false;
  if (endsOpen && startsSmall) return true;
  const column = page
    .slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS)
    .filter((one) => Math.abs(one.x - line.x) < line.size * 6 && one.size === line.size);
  const left = Math.min(...column.map(({ x }) => x));
  const right = Math.max(...column.map((one) => one.right));
  const isIndented =
    line.x > left + line.size * 0.8 && line.x > last.x + line.size * 0.5 && !MARKER.test(last.text);
  const [word = ''] = line.text.split(' ');
  const wordWidth = ((line.right - line.x) / line.text.length) * (word.length + 1);
  return !isIndented && last.right + wordWidth > right;
}

/** Words that have a hyphen within a line. */
function hyphenatedWords(lines: readonly Line[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ text }) => text.toLowerCase().match(/\p{L}+-\p{L}+/gu) ?? []));
}

/**
 * The lines of a paragraph, one after the other. A word that was parted at a line's end is put together again; the hyphen stays
 * where it is the word's own: the text has it elsewhere, or both parts are Vietnamese syllables, which are never parted.
 */
function joined(lines: readonly string[], hyphenated: ReadonlySet<string>): string {
  return lines.reduce((text, line) => {
    const [, before] = /(\p{L}+)[-\u00AD\u2010]$/u.exec(text) ?? [];
    const [after] = /^\p{Ll}+/u.exec(line) ?? [];
    if (before === undefined || after === undefined) return `${text} ${line}`;
    const isOwn =
      !text.endsWith('\u00AD') &&
      (hyphenated.has(`${before}-${after}`.toLowerCase()) ||
        (isVietnameseSyllable(before) && isVietnameseSyllable(after)));
    return isOwn ? text + line : text.slice(0, -1) + line;
  });
}

/** The size of font that most of the text has. */
function commonestSize(lines: readonly Line[]): number {
  const lengths = new Map<number, number>();
  for (const { text, size } of lines)
    lengths.set(Math.round(size), (lengths.get(Math.round(size)) ?? 0) + text.length);
  return [...lengths].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 1.2;
}
