import { type DroppedBlock, droppedBlock, type DropKind } from '../article.js';

/** A Markdown text without what is not Markdown in it. */
interface PlainMarkdown {
  readonly text: string;
  readonly dropped: readonly DroppedBlock[];
}

/** What goes whole, from a mark that opens it to the one that closes it. */
interface Enclosed {
  readonly kind: DropKind;
  readonly open: RegExp;
  readonly close: RegExp;
  /** Left open, it goes on to the end of the text; otherwise it is then none. */
  readonly mayStayOpen?: boolean;
}

/** Comments of HTML, Obsidian, Liquid, kramdown, Jinja and MDX, then what is code for a browser. */
const ENCLOSED: readonly Enclosed[] = [
  { kind: 'comment', open: /<!--/gu, close: /-->/gu, mayStayOpen: true },
  { kind: 'comment', open: /(?<![\d%])%%(?!%)/gu, close: /%%/gu },
  { kind: 'comment', open: /\{%-?\s*comment\s*-?%\}/gu, close: /\{%-?\s*endcomment\s*-?%\}/gu },
  { kind: 'comment', open: /\{::comment\}/gu, close: /\{:\/(?:comment)?\}/gu },
  { kind: 'comment', open: /\{\{-?\s?\/\*/gu, close: /\*\/\s?-?\}\}/gu },
  { kind: 'comment', open: /\{#(?=\s)/gu, close: /#\}/gu },
  { kind: 'comment', open: /\{\/\*/gu, close: /\*\/\}/gu },
  { kind: 'markup', open: /<script\b/giu, close: /<\/script\s*>/giu },
  { kind: 'markup', open: /<style\b/giu, close: /<\/style\s*>/giu },
];

const ATTRIBUTE = String.raw`(?:[.#][\p{L}\p{N}_-]+|[\w-]+=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s{}"'=]+))`;
/** `{.note #id width=50%}` behind a block, image or span, as kramdown and Pandoc have it. */
const ATTRIBUTES = String.raw`\{:?[ \t]*${ATTRIBUTE}(?:[ \t]+${ATTRIBUTE})*[ \t]*\}`;

/** What one mark says to a program: shortcodes and tags of Hugo, Jekyll and the like, modules of MDX, embedded files of Obsidian. */
const INSTRUCTIONS = [
  /\{\{[^{}]*\}\}/gu,
  /\{%[^{}]*%\}/gu,
  /\{::?(?:[a-z_]+|options [^{}\n]*)\/?\}|\{:\/[a-z]*\}/gu,
  new RegExp(ATTRIBUTES, 'gu'),
  /\{[\w$]+(?:\.[\w$]+|\([^(){}\n]*\))+\}/gu,
  /!\[\[[^\][\n]*\]\]/gu,
  /\[\[_?toc_?\]\]|^[ \t]*\[toc\][ \t]*$/gimu,
  /^import[ \t]+(?:[^\s"'][^"'\n]*[ \t]from[ \t]*)?["'][^"'\n]+["'][ \t]*;?[ \t]*$/gmu,
  /^export[ \t]+(?:const|let|var|default|async|function|class|\{)[^\n]*(?:\n[ \t]*[^\s][^\n]*)*/gmu,
];

/** What shows words of its own, and how: `$1`. */
const SHOWN: readonly (readonly [RegExp, string])[] = [
  [new RegExp(String.raw`(?<![!\w])\[([^\][\n]*)\]${ATTRIBUTES}`, 'gu'), '$1'],
  [/(?<![!\\])\[\[[^\][|\n]*?\\?\|(?=[^\S\n]*[^\][\s])([^\][\n]*)\]\]/gu, '$1'],
  [/(?<![!\\])\[\[([^\][|\n]*?)\\?\|[ \t]*\]\]/gu, '[[$1]]'],
  [/(?<![!\\])\[\[#?\^?([^\][|#\n]*)\]\]/gu, '$1'],
  [/(?<![!\\])\[\[([^\][|#\n]*)#\^?([^\][|\n]*)\]\]/gu, '$1 > $2'],
  [/==(?=[^\s=])([^=\n]*)==/gu, '$1'],
  [/\^\[([^\][\n]+)\]/gu, ' ($1)'],
  [/(?<![\p{L}\p{N}:]):{1,2}[a-z][\w-]*\[([^\][\n]*)\]/gu, '$1'],
  [/\{(["'])[ \t]*\1\}/gu, ' '],
  [/(?:^|[ \t])\^(?=[\w-]*[a-z])[\w-]+[ \t]*$/gimu, ''],
];

/** The fence that opens a block of code at a line, and what stands behind it; null where none does. */
export function openingFence(line: string): { readonly fence: string; readonly info: string } | null {
  const [, fence, info] = /^[ \t>]*(`{3,}(?=[^`]*$)|~{3,})(.*)$/u.exec(line) ?? [];
  return fence === undefined || info === undefined ? null : { fence, info: info.trim() };
}

/** Whether a line closes the block of code that `fence` opened. */
export function closesFence(line: string, fence: string): boolean {
  const mark = line.replace(/^[ \t>]+/u, '').trimEnd();
  return mark.startsWith(fence) && /^(?:`+|~+)$/u.test(mark);
}

/**
 * Takes out of a Markdown text what note-taking and site tools (Obsidian, Hugo, Jekyll, Docusaurus, MDX and the like) have
 * put into it for themselves: comments, shortcodes, attributes, embedded files; of links and highlights the words stay.
 * Code between fences stays as it is. All patterns are linear in the length of the text.
 */
export function withoutSiteMarkup(markdown: string): PlainMarkdown {
  const dropped: DroppedBlock[] = [];
  const text = partsOf(markdown)
    .map(({ text: part, isCode }) => (isCode ? part : withoutMarks(part, dropped)))
    .join('\n');
  return { text, dropped };
}

function withoutMarks(markdown: string, dropped: DroppedBlock[]): string {
  let text = withoutEnclosed(markdown, dropped);
  for (const [pattern, shown] of SHOWN.slice(0, 1)) text = text.replace(pattern, shown);
  for (const pattern of INSTRUCTIONS) {
    text = text.replace(pattern, (found) => {
      dropped.push(droppedBlock('markup', found.trim()));
      return '';
    });
  }
  for (const [pattern, shown] of SHOWN.slice(1)) text = text.replace(pattern, shown);
  return text;
}

function withoutEnclosed(markdown: string, dropped: DroppedBlock[]): string {
  return ENCLOSED.reduce((text, { kind, open, close, mayStayOpen = false }) => {
    let kept = '';
    let from = 0;
    for (let start = next(open, text, 0); start !== null; start = next(open, text, from)) {
      const end =
        next(close, text, start.end) ?? (mayStayOpen ? { at: text.length, end: text.length } : null);
      // Where nothing closes this one, nothing closes those after it.
      if (end === null) break;
      dropped.push(droppedBlock(kind, text.slice(start.end, end.at).trim()));
      kept += text.slice(from, start.at);
      from = end.end;
    }
    return kept + text.slice(from);
  }, markdown);
}

function next(pattern: RegExp, text: string, from: number): { at: number; end: number } | null {
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found === null ? null : { at: found.index, end: found.index + found[0].length };
}

/** The text parted into what is code between fences, with these, and what is not; of a fence and a comment, the one that opens first holds the other. */
function partsOf(markdown: string): { readonly text: string; readonly isCode: boolean }[] {
  const parts: { lines: string[]; isCode: boolean }[] = [{ lines: [], isCode: false }];
  let fence: string | null = null;
  let isComment = false;
  for (const line of markdown.split(/\r\n|\r|\n/u)) {
    const opening: ReturnType<typeof openingFence> = fence === null && !isComment ? openingFence(line) : null;
    if (opening !== null) {
      fence = opening.fence;
      parts.push({ lines: [line], isCode: true });
    } else {
      parts.at(-1)?.lines.push(line);
      const [opens, closes] = [line.lastIndexOf('<!--'), line.lastIndexOf('-->')];
      if (fence === null) isComment = isComment ? closes <= opens : opens > closes;
      if (fence !== null && closesFence(line, fence)) {
        fence = null;
        parts.push({ lines: [], isCode: false });
      }
    }
  }
  return parts
    .filter(({ lines }) => lines.length > 0)
    .map(({ lines, isCode }) => ({ text: lines.join('\n'), isCode }));
}
