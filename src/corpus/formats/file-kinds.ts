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
const AS_TABLE = 'save it as .html or .pdf';

/** What holds articles perhaps, but is not read, with what to do about it: `what it is: extensions`. */
const UNREAD_KINDS: Readonly<Record<string, string>> = {
  [`An old Word document is not read: ${AS_DOCX}.`]: 'doc',
  [`A Word template is not read: ${AS_DOCX}.`]: 'dot dotx dotm',
  [`A Word document with macros is not read: ${AS_DOCX}.`]: 'docm',
  [`An RTF document is not read: ${AS_DOCX}.`]: 'rtf rtfd',
  [`An OpenDocument text is not read: ${AS_DOCX}.`]: 'odt fodt ott odm sxw',
  [`A Pages document is not read: ${AS_DOCX}.`]: 'pages',
  [`A WPS document is not read: ${AS_DOCX}.`]: 'wps',
  [`A document of another word processor is not read: ${AS_DOCX}.`]: 'wpd hwp hwpx abw lwp',
  'It is only a link to Google Docs: download the document as .docx.': 'gdoc gsheet gslides',
  'It is only a link: save the page itself as .html.': 'url webloc desktop',
  'It is only a link: copy what it leads to.': 'lnk',
  'Its download is not finished: download it again.': 'crdownload part partial download opdownload',
  'An e-book is not read: save its text as .txt or .html.': 'epub mobi azw azw3 prc fb2 lit chm',
  'A scan is not read: save its text, after text recognition (OCR), as .pdf or .txt.': 'djvu',
  'A printed document is not read: save it as .pdf.': 'xps oxps ps',
  [`A mail is not read: ${AS_PAGE}.`]: 'eml msg mbox emlx',
  [`A note is not read: ${AS_PAGE}.`]: 'enex one',
  'A web archive of Safari is not read: save the page as .html.': 'webarchive',
  [`A web archive of Firefox is not read: ${AS_PAGE}.`]: 'maff',
  'An XHTML page is not read: save it as .html.': 'xhtml xht',
  'A program that makes pages is not read: save the page that a browser shows as .html.':
    'shtml php asp aspx jsp',
  'A presentation is not read: save it as .pdf or its text as .txt.': 'ppt pptx pps ppsx odp key',
  [`A spreadsheet is not read: ${AS_TABLE}.`]: 'xls xlsx xlsm xlsb ods numbers',
  'A table is not read: put it into a .md or .html file.': 'csv tsv',
  'A text with other markup is not read: save it as .md or .txt.':
    'rst adoc asciidoc org tex textile mdx xml json',
  'A text of this name is not read: if it is an article, name it .txt.': 'text log bak old orig',
  'An archive is not opened: unpack it.': 'zip rar 7z gz tgz tar bz2 xz',
};

/** By extension, with its full stop: see {@link whyUnread}. */
export const UNREAD: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(UNREAD_KINDS).flatMap(([reason, extensions]) =>
    extensions.split(' ').map((extension) => [`.${extension}`, reason]),
  ),
);

/** Why a file of this name is passed over though it may hold an article, and what to do; null of pictures, programs and the like. */
export function whyUnread(name: string): string | null {
  if (name.endsWith('~')) return 'It is the copy that an editor keeps of a file: delete it.';
  const extension = extensionOf(name);
  if (extension === '')
    return 'It has no extension, by which formats are told: if it is an article, give it one, such as .txt.';
  return UNREAD[extension] ?? null;
}
