import { getDocumentProxy } from 'unpdf';
import { cleanLine } from '../clean/lines.js';
import { droppedBlock, fail, type Outcome, succeed } from '../article.js';
import { repairVietnamese } from './legacy-vietnamese.js';
import { layOut, type PdfText } from './pdf-layout.js';
import { NOTHING_STATED, type RawPage } from './raw-page.js';
import { checkParagraphs } from './text.js';

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
