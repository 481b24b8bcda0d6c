import { cleanLine } from '../clean/lines.js';
import { type Outcome, succeed } from '../article.js';
import { parseFrontMatter } from './front-matter.js';
import type { PageLine, RawPage } from './raw-page.js';

/** Reads a Markdown article with YAML front matter (see `parseFrontMatter`); its first `# heading` may be the title. */
export function parseMarkdown(text: string): Outcome<RawPage> {
  const parted = parseFrontMatter(text);
  if (!parted.ok) return parted;
  const { stated, body } = parted.value;
  const blocks = parseBlocks(body);
  const heading = blocks.findIndex(({ level }) => level === 1);
  if (stated.title !== null || heading < 0)
    return succeed({ lines: blocks, stated, dropped: [], firstLineIsTitle: false });
  const lines = blocks.filter((_, at) => at !== heading);
  return succeed({
    lines,
    stated: { ...stated, title: blocks[heading]?.text ?? null },
    dropped: [],
    firstLineIsTitle: false,
  });
}

interface Block extends PageLine {
  /** 1 to 6 for a heading, otherwise 0. */
  readonly level: number;
}

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/u;
const FENCE = /^ {0,3}(`{3,}|~{3,})/u;
const RULE = /^ {0,3}(?:[-*_][ \t]*){3,}$/u;
const LIST_ITEM = /^[ \t]*(?:[-*+]|(\d{1,9}[.)]))[ \t]+(.*)$/u;
const TABLE_RULE = /^ {0,3}[|:-][-|: \t]*$/u;
const LINK_DEFINITION = /^ {0,3}\[[^\][]+\]:[ \t]*\S/u;

/** The paragraphs of a Markdown text, one for each heading, list entry, table row and line of code. */
function parseBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { parts: string[]; listItem: boolean } | null = null;
  let fence: string | null = null;

  const add = (text: string, listItem: boolean, level: number): void => {
    const clean = cleanLine(text);
    if (clean !== '') blocks.push({ text: clean, listItem, level });
  };
  const close = (level = 0): void => {
    if (open !== null) add(stripInline(open.parts.join(' ')), open.listItem, level);
    open = null;
  };

  for (const raw of withoutComments(markdown).split(/\r\n|\r|\n/u)) {
    const line = raw.replace(/^(?: {0,3}> ?)+/u, '');
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) === true) fence = null;
      else add(line, false, 0);
      continue;
    }
    const heading = HEADING.exec(line);
    const item = LIST_ITEM.exec(line);
    const underline = open !== null && /^ {0,3}(?:=+|-{2,})\s*$/u.test(line) ? line.trim()[0] : undefined;
    if (mark !== undefined) {
      close();
      fence = mark;
    } else if (line.trim() === '') close();
    else if (heading !== null) {
      close();
      add(
        stripInline((heading[2] ?? '').replace(/(?:^|[ \t])#+[ \t]*$/u, '')),
        false,
        heading[1]?.length ?? 0,
      );
    } else if (underline !== undefined) close(underline === '=' ? 1 : 2);
    else if (RULE.test(line) || LINK_DEFINITION.test(line) || TABLE_RULE.test(line)) close();
    else if (item !== null) {
      close();
      open = { parts: [item[1] ?? '', item[2] ?? ''], listItem: true };
    } else if (/^ {0,3}\|/u.test(line)) {
      close();
      add(stripInline(tableRow(line)), false, 0);
    } else (open ??= { parts: [], listItem: false }).parts.push(line.trim());
  }
  close();
  return blocks;
}

function tableRow(line: string): string {
  const cells = line.split('|').map((cell) => cell.trim());
  return cells.filter((cell) => cell !== '').join(' | ');
}

/** HTML comments may span lines. One that is never closed hides the rest, as it does on a page. */
function withoutComments(markdown: string): string {
  return markdown
    .split('<!--')
    .map((part, at) => (at === 0 ? part : part.slice((part + '-->').indexOf('-->') + 3)))
    .join('');
}

/** What an escaped character (`\*`) is while emphasis is taken out: a private-use stand-in that no rule matches. */
const ESCAPE_BASE = 0xf0000;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/**
 * The words of one Markdown paragraph: images dropped, links and emphasis reduced to their text, HTML tags removed,
 * escapes and entities written out. Every pattern is linear in the length of `text`.
 */
function stripInline(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, (_, char: string) =>
      String.fromCodePoint(ESCAPE_BASE + char.charCodeAt(0)),
    )
    .replace(/!\[[^\][]*\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\][]*\])?/g, ' ')
    .replace(/\[\^[^\][\s]{1,40}\]/g, '')
    .replace(/\[([^\][]+)\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\][]*\])/g, '$1')
    .replace(/<((?:https?|mailto):[^<>\s]*)>/g, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, (tag) => (/^<\/?(?:br|p|div|img|hr|td|th)\b/i.test(tag) ? ' ' : ''))
    .replace(/`+/g, '')
    .replace(/~~/g, '')
    .replace(/\*{2,}/g, '')
    .replace(/(?<![\p{L}\p{N}*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\p{L}\p{N}*])/gu, '')
    .replace(/(?<![\p{L}\p{N}_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\p{L}\p{N}_])/gu, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, decodeEntity)
    .replace(/[\u{F0021}-\u{F007E}]/gu, (char) =>
      String.fromCharCode((char.codePointAt(0) ?? 0) - ESCAPE_BASE),
    );
}

function decodeEntity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
