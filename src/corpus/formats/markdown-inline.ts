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
export function stripInline(text: string): string {
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
