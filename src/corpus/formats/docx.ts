import mammoth from 'mammoth';
import { messageOf } from '../../lib/errors.js';
import { joinLines, splitLines } from '../clean/lines.js';
import { fail, type Outcome, succeed } from '../article.js';
import { type HtmlElement, type HtmlNode, parseHtmlDocument } from './html-document.js';
import { repairVietnamese } from './legacy-vietnamese.js';
import { NOTHING_STATED, type PageLine, type RawPage } from './raw-page.js';
import { tableRows } from './table-rows.js';
import { checkParagraphs } from './text.js';

const HINT = 'Open it in Word or LibreOffice and save it again as .docx, or as .txt.';

/** What an OLE container begins with: the old Word format, and every encrypted document. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
/** What a ZIP archive begins with, which a .docx is. */
const ZIP = [0x50, 0x4b];

/**
 * Reads a Word document: headings, paragraphs, lists, tables, footnotes; no pictures, headers or footers. A text in an old font
 * (.VnTime, VNI-Times) is read as it was meant. May take any time and memory; see `DocumentReader`.
 */
export async function parseDocx(bytes: Uint8Array): Promise<Outcome<RawPage>> {
  if (startsWith(bytes, OLE)) {
    return fail(
      'It is protected by a password, or an old Word document (.doc) whatever its name says.',
      'Save it without a password as .docx.',
    );
  }
  if (!startsWith(bytes, ZIP)) return fail('It is no Word document, whatever its name says.', HINT);
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        styleMap: ["p[style-name='Title'] => h1:fresh"],
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      },
    );
    const { body } = parseHtmlDocument(repairVietnamese(value));
    for (const mark of body.querySelectorAll('a[href^="#footnote"], a[href^="#endnote"]')) mark.remove();
    const lines = linesOf(body);
    if (lines.length === 0) {
      return fail(
        'The document holds no text.',
        'Where it is pictures of pages, save it after text recognition (OCR).',
      );
    }
    const title = joinLines(splitLines(body.querySelector('h1')?.textContent ?? ''))[0]?.text ?? null;
    return (
      checkParagraphs(lines) ??
      succeed({ lines, stated: { ...NOTHING_STATED, title }, dropped: [], firstLineIsTitle: title === null })
    );
  } catch (error) {
    return fail(`The document is damaged, or no Word document: ${messageOf(error)}.`, HINT);
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** The paragraphs of what mammoth makes: nothing but paragraphs, headings, lists and tables, each of these maybe in one of those. */
function linesOf(root: HtmlNode): PageLine[] {
  const lines: PageLine[] = [];
  for (const node of root.childNodes) {
    if (!isElement(node)) continue;
    const name = node.tagName.toUpperCase();
    if (name === 'TABLE') lines.push(...tableOf(node).flatMap((row) => joinLines([row])));
    else if (name === 'UL' || name === 'OL') lines.push(...linesOf(node));
    else if (name === 'LI') {
      const isList = (child: HtmlNode) => isElement(child) && /^[uo]l$/iu.test(child.tagName);
      const children = [...node.childNodes];
      const own = children.filter((child) => !isList(child)).map(textOf);
      lines.push(...joinLines(splitLines(own.join(''))).map((line) => ({ ...line, listItem: true })));
      lines.push(...children.filter(isList).flatMap(linesOf));
    } else lines.push(...joinLines(splitLines(textOf(node))));
  }
  return lines;
}

function tableOf(table: HtmlElement): string[] {
  const groups = [...table.children].flatMap((child) =>
    /^tr$/iu.test(child.tagName) ? child : [...child.children],
  );
  const rows = groups.map((row) => ({
    cells: [...row.children].map((cell) =>
      joinLines(splitLines(textOf(cell)))
        .map(({ text }) => text)
        .join(' '),
    ),
    isHeader: [...row.children].every(({ tagName }) => /^th$/iu.test(tagName)),
  }));
  const [first] = rows;
  const isHeaded = first?.isHeader === true && rows.length > 1;
  const header = isHeaded ? first.cells : null;
  return tableRows(
    header,
    rows.slice(isHeaded ? 1 : 0).map(({ cells }) => cells),
  );
}

/** A node's text, with a line break for each `br` and between the paragraphs of a cell. */
function textOf(node: HtmlNode): string {
  if (!isElement(node)) return node.textContent ?? '';
  if (/^br$/iu.test(node.tagName)) return '\n';
  const text = [...node.childNodes].map(textOf).join('');
  return /^(?:p|li|h[1-6]|tr)$/iu.test(node.tagName) ? `${text}\n` : text;
}

function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node;
}
