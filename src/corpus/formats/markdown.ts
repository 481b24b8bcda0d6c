import { decodeHTML } from 'entities';
import { cleanLine, joinLines, splitLines } from '../clean/lines.js';
import { type DroppedBlock, droppedBlock, type Outcome, succeed } from '../article.js';
import { parseFrontMatter } from './front-matter.js';
import { readBlocks } from './html-blocks.js';
import { isParsable, measureMarkup, parseHtmlDocument } from './html-document.js';
import type { PageLine, RawPage } from './raw-page.js';
import { closesFence, openingFence, withoutSiteMarkup } from './site-markup.js';
import { tableRows } from './tables.js';

/**
 * Reads a Markdown article with front matter (see `parseFrontMatter`), whatever tool it was written for; its first
 * `# heading` may be the title.
 */
export function parseMarkdown(text: string): Outcome<RawPage> {
  const parted = parseFrontMatter(text);
  if (!parted.ok) return parted;
  const { stated, body, passedOver } = parted.value;
  const plain = withoutSiteMarkup(body);
  const parser = new BlockParser(plain.text);
  const dropped = [...passedOver, ...plain.dropped, ...parser.dropped];
  const heading = stated.title === null ? parser.blocks.find(({ level }) => level === 1) : undefined;
  return succeed({
    lines: parser.blocks.filter((block) => block !== heading),
    stated: { ...stated, title: stated.title ?? heading?.text ?? null },
    dropped,
    firstLineIsTitle: false,
  });
}

interface Block extends PageLine {
  /** 1 to 6 for a heading, otherwise 0. */
  readonly level: number;
}

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/u;
const RULE = /^ {0,3}(?:[-*_][ \t]*){3,}$/u;
/** An entry of a list, perhaps a task: its box holds a blank, a cross or, in note-taking tools, another sign. */
const LIST_ITEM =
  /^[ \t]*(?:[-*+•●▪■◦‣]|(\d{1,9}[.)]))[ \t]+(?:\[(?:[xX]|[^\p{L}\p{N}\][*†‡])\][ \t]+)?(.*)$/u;
const TABLE_RULE = /^ {0,3}[|:-][-|:+ \t]*$/u;
/** A line between the rows of a table that is drawn with signs: "+-----+====+". */
const GRID_RULE = /^ {0,3}\+(?:[-=:]+\+)+[ \t]*$/u;
const FOOTNOTE = /^ {0,3}\[\^[^\][\s]{1,80}\]:[ \t]*(.*)$/u;
/** What a link leads to: an address, a place on the page or the site, a file. A date, an amount or the number of a document is none. */
const DESTINATION = String.raw`(?:[A-Za-z][A-Za-z\d+.-]*:\/\/|(?:mailto|tel|data):|www\.|\.{0,2}\/|#(?=\D))[^\s<>]*|[^\s<>]*\.[a-z][a-z\d]{1,4}(?:[/?#][^\s<>]*)?`;
/** `[1]: https://… "Title"`; words behind brackets and a colon may as well be a sentence ("[Hỏi]: Vì sao?"). */
const LINK_DEFINITION = new RegExp(
  String.raw`^ {0,3}\[([^\][]+)\]:[ \t]*(?:<(?:${DESTINATION})>|${DESTINATION})(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$`,
  'u',
);
/** What a line is about, in bold or in brackets, or the mark of a note: it begins a paragraph wherever it stands. */
const LABELLED = /^ {0,3}(?:\[[^\][]+\]:|(\*\*|__)[^*_]{1,80}(?::\1|\1[ \t]*:))[ \t]*\S/u;
const NOTE_MARK = /^ {0,3}\[(?:\d{1,3}|[*†‡]{1,3})\][ \t]+[\p{Lu}\p{N}“"]/u;
const DEFINITION = /^ {0,3}:[ \t]+(\S.*)$/u;
/** The opening line of an Obsidian callout (`[!note] Title`), once the quotation's mark is off. */
const CALLOUT = /^[ \t]*\[![\w-]+(?:\|[^\][]*)?\][+-]?[ \t]*(.*)$/u;
/** A line of Docusaurus' admonitions and Pandoc's divisions: ":::note Title", ":::note[Title]", ":::". */
const COLONS = /^[ \t]*:{3,}[ \t]*(?:[a-z][\w-]*(?![\p{L}\w-]))?(?:\[([^\][]*)\])?(.*)$/u;
/** The opening line of MkDocs' admonitions and tabs: `!!! note "Title"`, `=== "Title"`. */
const BANGS =
  /^[ \t]*(?:(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*(?:[ \t]+[a-z-]+)*|===[!+]?)[ \t]*("[^"]*")[ \t]*$/u;

/** The same without a title; only what is indented below tells it from words. */
const UNTITLED = /^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*[ \t]*$/u;

/** What begins no tag, for nothing closes it: a parser would take what follows for its attributes. */
const OPEN_TAG = /<(?!\/?[a-z][^<>]*>|!--)/giu;
const TABLE_END = /<\/table\s*>/iu;
/** An image, and what describes it. */
const IMAGE = /!\[([^\][]*)\](?:\([^()]*\))?/gu;

/** The paragraphs of a Markdown text, one for each heading, list entry, footnote, table row and line of code. */
class BlockParser {
  readonly blocks: Block[] = [];
  readonly dropped: DroppedBlock[] = [];
  private readonly lines: readonly string[];
  /** Labels of the link definitions, in lower case. */
  private readonly labels: ReadonlySet<string>;
  /** The last line that ends a table in HTML; -1 where none does, or there is too much markup to be parsed. */
  private readonly lastTableEnd: number;
  private open: { parts: string[]; listItem: boolean } | null = null;
  /** The paragraph of one line that was read last, and how many blocks there were with it. */
  private line: { readonly text: string; readonly count: number } | null = null;
  /** What the definition that was read last defines, and how many blocks there are with it. */
  private term: { readonly text: string; readonly count: number } | null = null;
  private fence: string | null = null;

  constructor(markdown: string) {
    this.lines = markdown.split(/\r\n|\r|\n/u).map((line) => line.replace(/^(?: {0,3}> ?)+/u, ''));
    this.labels = new Set(this.lines.flatMap((line) => LINK_DEFINITION.exec(line)?.[1]?.toLowerCase() ?? []));
    this.lastTableEnd = isParsable(measureMarkup(markdown))
      ? this.lines.findLastIndex((line) => TABLE_END.test(line))
      : -1;
    for (let at = 0; at < this.lines.length;) at += this.read(at);
    this.close();
  }

  /** Reads the block or part of one that begins at a line. @returns how many lines it has. */
  private read(at: number): number {
    const line = this.lines[at] ?? '';
    if (this.fence !== null) {
      if (closesFence(line, this.fence)) this.fence = null;
      else this.add(line);
      return 1;
    }
    const opening = openingFence(line);
    if (opening !== null) {
      this.close();
      this.fence = opening.fence;
      if (/[^!-~]/u.test(opening.info)) this.dropped.push(droppedBlock('markup', opening.info));
      return 1;
    }
    if (UNTITLED.test(line) && /^[ \t]*(?: {4}|\t)\S/u.test(this.lines[at + 1] ?? '')) {
      this.close();
      this.dropped.push(droppedBlock('markup', line.trim()));
      return 1;
    }
    const rows = this.readTable(at) || this.readGridTable(at) || this.readHtmlTable(at);
    if (rows === 0) this.readLine(line);
    return Math.max(1, rows);
  }

  private readLine(line: string): void {
    const heading = HEADING.exec(line);
    const item = LIST_ITEM.exec(line);
    const note = FOOTNOTE.exec(line);
    const definition = DEFINITION.exec(line)?.[1];
    const titled = CALLOUT.exec(line) ?? BANGS.exec(line) ?? COLONS.exec(line);
    const underline =
      this.open !== null && /^ {0,3}(?:=+|-{2,})\s*$/u.test(line) ? line.trim()[0] : undefined;
    if (line.trim() === '') this.close();
    else if (heading !== null) {
      this.close();
      const text = (heading[2] ?? '').replace(/(?:^|[ \t])#+[ \t]*$/u, '');
      this.add(this.inline(text), false, heading[1]?.length ?? 0);
    } else if (underline !== undefined) this.close(underline === '=' ? 1 : 2);
    else if (RULE.test(line) || TABLE_RULE.test(line)) this.close();
    else if (note !== null) this.begin([note[1] ?? '']);
    else if (LINK_DEFINITION.test(line)) {
      this.close();
      this.dropped.push(droppedBlock('markup', line.trim()));
    } else if (titled !== null) {
      this.close();
      const title = titled
        .slice(1)
        .map((part: string | undefined) => (part ?? '').trim().replace(/^"(.*)"$|^:+$/u, '$1'));
      this.add(this.inline(title.join(' ')));
    } else if (item !== null) this.begin([`${item[1] ?? ''} ${item[2] ?? ''}`], true);
    else if (definition !== undefined) this.define(definition);
    else if (LABELLED.test(line) || (NOTE_MARK.test(line) && this.hasEnded())) this.begin([line.trim()]);
    else if (/^ {0,3}\|/u.test(line)) {
      this.close();
      this.addRows(null, [this.cells(line)]);
    } else {
      this.open ??= { parts: [], listItem: false };
      this.open.parts.push(line.trimStart());
    }
  }

  /** Reads what stands behind a colon, with the term before it; a term may have several definitions, and a blank line behind it. */
  private define(definition: string): void {
    const count = this.blocks.length + (this.open === null ? 0 : 1);
    let text = '';
    if (this.term?.count === count) ({ text } = this.term);
    else if (this.open?.parts.length === 1) {
      text = this.open.parts.join('').trim();
      this.open = null;
    } else if (this.line?.count === count) {
      ({ text } = this.line);
      this.blocks.pop();
    }
    const label = text === '' || text.endsWith(':') ? text : `${text}:`;
    this.begin([`${label} ${definition}`]);
    if (text !== '') this.term = { text, count: this.blocks.length + 1 };
  }

  /** Whether the open paragraph, if there is one, ends with a sentence. */
  private hasEnded(): boolean {
    return this.open === null || /[.!?…:;]["”’)»]*\s*$/u.test(this.open.parts.at(-1) ?? '');
  }

  /** Reads the table whose header is at a line. @returns how many lines it has, 0 where there is none. */
  private readTable(at: number): number {
    const [header = '', rule = ''] = this.lines.slice(at, at + 2);
    if (!header.includes('|') || !rule.includes('|') || !TABLE_RULE.test(rule) || !rule.includes('-'))
      return 0;
    const headers = this.cells(header);
    if (TABLE_RULE.test(header) || headers.length !== splitCells(rule.replaceAll('+', '|')).length) return 0;
    this.close();
    let end = at + 2;
    while (this.lines[end]?.includes('|') === true) end += 1;
    this.addRows(
      headers,
      this.lines.slice(at + 2, end).map((row) => this.cells(row)),
    );
    return end - at;
  }

  /** The same of a table that is drawn with signs; its header stands above a line of "=". */
  private readGridTable(at: number): number {
    if (!GRID_RULE.test(this.lines[at] ?? '')) return 0;
    this.close();
    let header: string[] | null = null;
    const rows: string[][] = [];
    let row: string[] = [];
    let end = at + 1;
    for (; /^ {0,3}[+|]/u.test(this.lines[end] ?? ''); end += 1) {
      const line = this.lines[end] ?? '';
      if (!GRID_RULE.test(line)) {
        const cells = splitCells(line);
        row = Array.from({ length: Math.max(row.length, cells.length) }, (_, column) =>
          `${row[column] ?? ''} ${cells[column] ?? ''}`.trim(),
        );
        continue;
      }
      const cells = row.map((cell) => cleanLine(this.inline(cell)));
      if (line.includes('=') && header === null && rows.length === 0) header = cells;
      else if (row.length > 0) rows.push(cells);
      row = [];
    }
    if (row.length > 0) rows.push(row.map((cell) => cleanLine(this.inline(cell))));
    this.addRows(header, rows);
    return end - at;
  }

  /** The same of a table in HTML. */
  private readHtmlTable(at: number): number {
    if (at > this.lastTableEnd || !/^[ \t]*<table\b/iu.test(this.lines[at] ?? '')) return 0;
    this.close();
    const end = this.lines.findIndex((line, index) => index >= at && TABLE_END.test(line)) + 1;
    const { body } = parseHtmlDocument(this.lines.slice(at, end).join('\n').replace(OPEN_TAG, '&lt;'));
    for (const { text, listItem, tableRow } of readBlocks(body)) {
      // What looks like a tag or an entity here was written out.
      const words = this.inline(text.replace(/[<&]/gu, String.raw`\$&`));
      this.push({ text: words, listItem, ...(tableRow && { tableRow }) });
    }
    return end - at;
  }

  private addRows(header: readonly string[] | null, rows: readonly (readonly string[])[]): void {
    for (const text of tableRows(header, rows)) this.push({ text, listItem: false, tableRow: true });
  }

  private cells(row: string): string[] {
    return splitCells(row).map((cell) => cleanLine(this.inline(cell)));
  }

  private inline(text: string): string {
    for (const [image, description = ''] of text.matchAll(IMAGE))
      if (/\p{L}/u.test(description)) this.dropped.push(droppedBlock('markup', image));
    for (const [tag] of text.matchAll(TAG))
      if (SAYS.test(tag)) this.dropped.push(droppedBlock('markup', tag));
    return stripInline(text, this.labels);
  }

  private begin(parts: string[], listItem = false): void {
    this.close();
    this.open = { parts, listItem };
  }

  private close(level = 0): void {
    const { open } = this;
    if (open === null) return;
    this.open = null;
    // Two blanks or a backslash at its end break the line on the page.
    const text = open.parts
      .map((part) => part.replace(/(?: {2,}|(?<!\\)\\)$/u, '\n'))
      .join(' ')
      .trim();
    const words = this.inline(text);
    if (words.includes('\n'))
      for (const line of joinLines(splitLines(words)))
        this.push({ ...line, listItem: open.listItem || line.listItem }, level);
    else this.add(words, open.listItem, level);
    const isTerm = open.parts.length === 1 && !open.listItem && level === 0 && !/[.!?…]\s*$/u.test(text);
    this.line = isTerm ? { text, count: this.blocks.length } : null;
  }

  private add(text: string, listItem = false, level = 0): void {
    this.push({ text, listItem }, level);
  }

  private push(line: PageLine, level = 0): void {
    const text = cleanLine(line.text);
    if (text !== '') this.blocks.push({ ...line, text, level });
  }
}

/** The cells of a table's row, with their markup; a bar may stand in one behind a backslash. */
function splitCells(row: string): string[] {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/gu, '')
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.replaceAll('\\|', '|').trim());
}

/** What an escaped character (`\*`), and each sign in a span of code, is while emphasis is taken out: a private-use stand-in that no rule matches. */
const ESCAPE_BASE = 0xf0000;

/** A tag by the grammar of CommonMark and MDX, which two signs of inequality are not. */
const TAG =
  /<(?:\/[a-z][\w.:-]*\s*|[a-z][\w.:-]*(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|\{[^{}]*\}|[^\s"'=<>`]+))?)*\s*\/?)>/giu;
/** A tag with words in it that may say something: a quoted value of some, or some without a value. */
const SAYS = /["'](?:[^"'\s/]+\s+){3}[^"']*["']|^<[^"'=]*\s[^"'=\s]+\s+[^"'=\s/]/u;

/** Tags within which and beside which a word goes on; all others part words. */
const INLINE_TAG =
  /^<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tt|u|var|wbr)(?![\w-])/iu;

/**
 * The words of one Markdown paragraph: images dropped, links and emphasis reduced to their text, HTML tags removed,
 * escapes and entities written out. Every pattern is linear in the length of `text`.
 */
function stripInline(text: string, labels: ReadonlySet<string>): string {
  const escaped = (signs: string): string =>
    signs.replace(/[!-/:-@[-`{-~]/g, (sign) => String.fromCodePoint(ESCAPE_BASE + sign.charCodeAt(0)));
  return (
    withoutCode(text, escaped)
      .replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => escaped(sign))
      // The mark of a note.
      .replace(/[([]\*{1,3}[)\]]/g, escaped)
      .replace(/!\[[^\][]*\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\][]*\])?/g, ' ')
      .replace(/\[\^[^\][\s]{1,40}\]/g, '')
      .replace(/\[([^\][]+)\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\][]*\])/g, '$1')
      .replace(/\[([^\][]+)\]/g, (whole, label: string) => (labels.has(label.toLowerCase()) ? label : whole))
      .replace(/<((?:https?|mailto):[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>/g, '$1')
      .replace(TAG, (tag) => (/^<br\b/iu.test(tag) ? '\n' : INLINE_TAG.test(tag) ? '' : ' '))
      .replace(/`+/g, '')
      .replace(/~~/g, '')
      .replace(/\*{2,}/g, '')
      .replace(/(?<![\p{L}\p{N}*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\p{L}\p{N}*])/gu, '')
      .replace(/(?<![\p{L}\p{N}_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\p{L}\p{N}_])/gu, '')
      .replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31}\d{0,2});/gi, (entity) => decodeHTML(entity))
      .replace(/[\u{F0021}-\u{F007E}]/gu, (char) =>
        String.fromCharCode((char.codePointAt(0) ?? 0) - ESCAPE_BASE),
      )
  );
}

/** A text with what stands between two runs of backticks, alike in length, shown as it is. Takes time linear in its length. */
function withoutCode(text: string, shown: (code: string) => string): string {
  /** Runs of backticks, and what stands between them. */
  const pieces = text.split(/((?<!\\)`+)/u);
  const lastOf = new Map(pieces.map((piece, at) => [piece, at]));
  let plain = '';
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] ?? '';
    const isClosed = at % 2 === 1 && lastOf.get(piece) !== at;
    const close = isClosed ? pieces.indexOf(piece, at + 1) : at;
    plain += isClosed ? shown(pieces.slice(at + 1, close).join('')) : piece;
    at = close;
  }
  return plain;
}
