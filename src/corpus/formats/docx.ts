import { decodeXML } from 'entities';
import JSZip from 'jszip';
import mammoth from 'mammoth';
import { cleanLine, joinLines, splitLines } from '../clean/lines.js';
import { droppedBlock, fail, type Outcome, succeed } from '../article.js';
import { readBlocks } from './html-blocks.js';
import { type HtmlElement, parseHtmlDocument } from './html-document.js';
import { repairVietnamese } from './legacy-vietnamese.js';
import { NOTHING_STATED, type PageLine, type RawPage } from './raw-page.js';
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
    const { buffer, hidden } = await withPlainRuns(bytes);
    const { value } = await mammoth.convertToHtml(
      { buffer },
      {
        styleMap: ["p[style-name='Title'] => h1:fresh"],
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      },
    );
    // A line for each paragraph: that is what is judged, and fonts may change from one to the next.
    const { body } = parseHtmlDocument(repairVietnamese(value.replace(/<\/(?:p|li|h\d)>/gu, '$&\n')));
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
      succeed({
        lines,
        stated: { ...NOTHING_STATED, title },
        dropped: hidden.map((text) => droppedBlock('comment', text)),
        firstLineIsTitle: title === null,
      })
    );
  } catch {
    // What the library says of it is in English, and of archives and XML.
    return fail('The document is damaged, or no Word document.', HINT);
  }
}

/** The parts of the archive whose words are read. */
const TEXT_PARTS = /^word\/(?:document\d*|footnotes|endnotes)\.xml$/u;
/** What mammoth passes over with all its words: fields (a caption's number, a cross-reference), runs of one direction, words with a gloss, and formulas. */
const AROUND_WORDS = /<\/?(?:w:(?:fldSimple|dir|bdo|ruby|rubyBase)|m:(?!r\b|t\b)[A-Za-z]+)\b[^<>]*>/gu;
const RUN_END = /(?<=<\/w:r>)/u;
const HIDDEN_RUN = /^<w:r(?: [^<>]*)?><w:rPr>(?:(?!<\/w:rPr>).)*<w:vanish(?: w:val="(?:1|true|on)")?\/>/su;

/** A document for mammoth: what it would pass over made ordinary text, and without the words that Word hides. */
async function withPlainRuns(
  bytes: Uint8Array,
): Promise<{ readonly buffer: Buffer; readonly hidden: readonly string[] }> {
  const archive = await JSZip.loadAsync(bytes);
  const hidden: string[] = [];
  let isChanged = false;
  for (const part of archive.file(TEXT_PARTS)) {
    const xml = await part.async('string');
    const plain = xml.replace(AROUND_WORDS, '').replace(/(<\/?)m:(?=[rt]\b)/gu, '$1w:');
    const shown = plain.includes('<w:vanish') ? withoutHidden(plain, hidden) : plain;
    if (shown === xml) continue;
    archive.file(part.name, shown);
    isChanged = true;
  }
  return {
    buffer: isChanged ? await archive.generateAsync({ type: 'nodebuffer' }) : Buffer.from(bytes),
    hidden,
  };
}

/** @param hidden - takes the words that are left out */
function withoutHidden(xml: string, hidden: string[]): string {
  return xml
    .split(RUN_END)
    .map((piece) => {
      const start = Math.max(piece.lastIndexOf('<w:r>'), piece.lastIndexOf('<w:r '));
      const run = piece.slice(start);
      if (start < 0 || !run.endsWith('</w:r>') || !HIDDEN_RUN.test(run)) return piece;
      const words = cleanLine(decodeXML(run.replace(/<[^<>]*>/gu, '')));
      if (words !== '') hidden.push(words);
      return piece.slice(0, start);
    })
    .join('');
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** The paragraphs of what mammoth makes, rows of tables among them; a footnote is an entry of a list, with its text in a `p`. */
function linesOf(body: HtmlElement): PageLine[] {
  return readBlocks(body).map(({ text, listItem, tableRow, box }) => ({
    text,
    listItem: listItem || (box.tag === 'P' && box.parent?.tag === 'LI'),
    ...(tableRow && { tableRow }),
  }));
}
