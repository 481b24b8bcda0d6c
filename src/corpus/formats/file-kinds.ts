/** How a file is read. A document is taken apart by a library, in a process of its own. */
export type ArticleKind = 'text' | 'markdown' | 'html' | 'mhtml' | 'docx' | 'pdf';

/** Every extension that is read as an article: what lists files, watches them, tells of them or documents them goes by this. */
const KINDS: Readonly<Record<string, ArticleKind>> = {
  '.txt': 'text',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.mhtml': 'mhtml',
  '.mht': 'mhtml',
  '.docx': 'docx',
  '.pdf': 'pdf',
};

/** The extensions of articles, lower case, with their full stop. */
export const ARTICLE_EXTENSIONS: readonly string[] = Object.keys(KINDS);

/** The extensions in a sentence: ".txt, .md … or .pdf". */
export function extensionsIn(or: string): string {
  return `${ARTICLE_EXTENSIONS.slice(0, -1).join(', ')} ${or} ${ARTICLE_EXTENSIONS.at(-1) ?? ''}`;
}

/** The extension of a file's name, lower case, with its full stop; empty where it has none. */
export function extensionOf(path: string): string {
  return /\.[a-z\d]+$/iu.exec(path)?.[0].toLowerCase() ?? '';
}

/** How a file of this name is read; null where it is not. */
export function kindOfName(name: string): ArticleKind | null {
  return KINDS[extensionOf(name)] ?? null;
}

/** Whether a file of this name is read as an article, by its extension. */
export function isArticleName(name: string): boolean {
  return kindOfName(name) !== null;
}

const AS_DOCX = 'save it as .docx or .txt';
const AS_PAGE = 'save it as .html or .txt';

/** What holds articles perhaps, but is not read, and what to do about it. */
export const UNREAD: Readonly<Record<string, string>> = {
  '.doc': `An old Word document is not read: ${AS_DOCX}.`,
  '.dot': `An old Word template is not read: ${AS_DOCX}.`,
  '.docm': `A Word document with macros is not read: ${AS_DOCX}.`,
  '.rtf': `An RTF document is not read: ${AS_DOCX}.`,
  '.odt': `An OpenDocument text is not read: ${AS_DOCX}.`,
  '.pages': `A Pages document is not read: ${AS_DOCX}.`,
  '.wps': `A WPS document is not read: ${AS_DOCX}.`,
  '.gdoc': 'It is only a link to Google Docs: download the document as .docx.',
  '.epub': 'An e-book is not read: save its text as .txt or .html.',
  '.mobi': 'An e-book is not read: save its text as .txt or .html.',
  '.azw3': 'An e-book is not read: save its text as .txt or .html.',
  '.djvu': 'A scan is not read: save its text, after text recognition (OCR), as .pdf or .txt.',
  '.eml': `A mail is not read: ${AS_PAGE}.`,
  '.msg': `A mail is not read: ${AS_PAGE}.`,
  '.webarchive': 'A web archive of Safari is not read: save the page as .html.',
  '.maff': `A web archive of Firefox is not read: ${AS_PAGE}.`,
  '.xhtml': 'An XHTML page is not read: save it as .html.',
  '.ppt': 'A presentation is not read: save it as .pdf or its text as .txt.',
  '.pptx': 'A presentation is not read: save it as .pdf or its text as .txt.',
  '.xls': 'A spreadsheet is not read: save it as .html or .pdf.',
  '.xlsx': 'A spreadsheet is not read: save it as .html or .pdf.',
  '.ods': 'A spreadsheet is not read: save it as .html or .pdf.',
  '.csv': 'A table is not read: put it into a .md or .html file.',
  '.zip': 'An archive is not opened: unpack it.',
  '.rar': 'An archive is not opened: unpack it.',
  '.7z': 'An archive is not opened: unpack it.',
};

/** Why a file of this name is passed over though it may hold an article, and what to do; null of pictures, programs and the like. */
export function whyUnread(name: string): string | null {
  return UNREAD[extensionOf(name)] ?? null;
}
