import { type DroppedBlock, droppedBlock, type DropKind } from '../article.js';

/** A Markdown text without what is not Markdown in it. */
interface PlainMarkdown {
  readonly text: string;
  readonly dropped: readonly DroppedBlock[];
}

/** What goes whole, from a mark that opens it to the one that closes it; left open, it is none. */
interface Enclosed {
  readonly kind: DropKind;
  readonly open: string;
  readonly close: RegExp;
  /** The mark also stands for itself ("5 %%"): it opens a comment of several paragraphs at the start of a line only. */
  readonly isAmbiguous?: boolean;
}

/** Comments of HTML, Obsidian, Liquid, kramdown, Jinja and MDX, then what is code for a browser. */
const ENCLOSED: readonly Enclosed[] = [
  { kind: 'comment', open: '<!--', close: /-->/gu },
  { kind: 'comment', open: String.raw`(?<![\d%])%%(?!%)`, close: /%%/gu, isAmbiguous: true },
  { kind: 'comment', open: String.raw`\{%-?\s*comment\s*-?%\}`, close: /\{%-?\s*endcomment\s*-?%\}/gu },
  { kind: 'comment', open: String.raw`\{::comment\}`, close: /\{:\/(?:comment)?\}/gu },
  { kind: 'comment', open: String.raw`\{\{-?\s?\/\*`, close: /\*\/\s?-?\}\}/gu },
  { kind: 'comment', open: String.raw`\{#(?=\s)`, close: /#\}/gu },
  { kind: 'comment', open: String.raw`\{\/\*`, close: /\*\/\}/gu },
  { kind: 'markup', open: String.raw`<script\b`, close: /<\/script\s*>/giu },
  { kind: 'markup', open: String.raw`<style\b`, close: /<\/style\s*>/giu },
];
/** A fence's line, a run of backticks, and what opens each of {@link ENCLOSED}. */
const OPENINGS = new RegExp(
  [String.raw`^[ \t>]*(?:\x60{3}|~{3})[^\n]*`, String.raw`\\?\x60+`, ...ENCLOSED.map(({ open }) => open)]
    .map((pattern) => `(${pattern})`)
    .join('|'),
  'gimu',
);
/** Where a paragraph ends, and with it a span of code that is still open. */
const PARAGRAPH_END = /\n(?=[ \t>]*(?:\n|[-*+#|]|\d{1,9}[.)]|\x60{3}|~{3}))|$(?![^])/gmu;
/** Stand for a span of code meanwhile, around its number: two characters that Unicode sets apart from all text. */
const [STAND_IN, STAND_IN_END] = ['\uFDD0', '\uFDD1'];

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

/** Words that a shortcode is given to show, such as a caption: some in quotation marks. */
const SAID = /"((?:[^"\s]+\s+){3,}[^"]*)"/gu;

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
  [/[[(]([\p{L}\p{N}][^\n:()[\]]{0,60})::[ \t]+([^\n()[\]]*)[\])]/gu, '$1: $2'],
  [/^([ \t]*(?:[-*+][ \t]+)?[\p{L}\p{N}][^\n:()[\]]{0,60})::[ \t]+(\S[^\n]*)$/gmu, '$1: $2\n'],
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
 * Code, between fences or backticks, stays as it is, and so does what follows a comment that is never closed. Takes time linear in the
 * length of the text.
 */
export function withoutSiteMarkup(markdown: string): PlainMarkdown {
  const scanner = new Scanner(markdown.replace(/\r\n?/gu, '\n').replace(/[\uFDD0\uFDD1]/gu, '\uFFFD'));
  const { parts, spans, dropped } = scanner;
  const restored = (text: string): string =>
    text.replace(/\uFDD0(\d+)\uFDD1/gu, (_, number: string) => spans[Number(number)] ?? '');
  const marks: DroppedBlock[] = [];
  const text = parts
    .map(({ text: part, isCode }) => (isCode ? part : restored(withoutMarks(part, restored, marks))))
    .join('');
  return { text, dropped: [...dropped, ...marks] };
}

function withoutMarks(markdown: string, restored: (text: string) => string, dropped: DroppedBlock[]): string {
  let text = markdown;
  for (const [pattern, shown] of SHOWN.slice(0, 1)) text = text.replace(pattern, shown);
  for (const pattern of INSTRUCTIONS) {
    text = text.replace(pattern, (found) => {
      dropped.push(droppedBlock('markup', restored(found.trim())));
      const said = found.startsWith('{') ? [...found.matchAll(SAID)].map(([, words]) => words) : [];
      return said.join(' ');
    });
  }
  for (const [pattern, shown] of SHOWN.slice(1)) text = text.replace(pattern, shown);
  return text;
}

/** Reads a text once, from left to right: of code and comments, the one that opens first holds the other. */
class Scanner {
  /** The text without what is {@link ENCLOSED}, parted at its blocks of code; spans of code are stand-ins in it. */
  readonly parts: { text: string; readonly isCode: boolean }[] = [];
  readonly spans: string[] = [];
  readonly dropped: DroppedBlock[] = [];
  private readonly text: string;
  /** Where the runs of backticks that lie ahead are, by their length, the next one last. */
  private readonly runs = new Map<number, number[]>();
  /** The next place that closes each, from where it was last looked for; null where nothing does any more. */
  private readonly closings = new Map<Enclosed, RegExpExecArray | null>();
  private paragraphEnd = -1;

  constructor(text: string) {
    this.text = text;
    for (const { index, 0: run } of [...text.matchAll(/`+/gu)].reverse()) {
      const runs = this.runs.get(run.length) ?? [];
      runs.push(index);
      this.runs.set(run.length, runs);
    }
    let from = 0;
    OPENINGS.lastIndex = 0;
    for (let found = OPENINGS.exec(text); found !== null; found = OPENINGS.exec(text)) {
      const [mark] = found;
      const [, fence, run, ...groups]: readonly (string | undefined)[] = found;
      this.keep(text.slice(from, found.index));
      const opening = fence === undefined ? null : openingFence(fence);
      if (opening !== null) from = this.readBlock(found.index, opening.fence);
      else if (run !== undefined) from = this.readSpan(found.index, run);
      else if (fence !== undefined)
        from = this.readSpan(found.index, /^[ \t>]*`+/u.exec(fence)?.[0] ?? fence);
      else {
        const kind = ENCLOSED[groups.findIndex((group) => group !== undefined)];
        from = this.readEnclosed(kind, found.index, mark);
      }
      OPENINGS.lastIndex = from;
    }
    this.keep(text.slice(from));
  }

  private keep(text: string): void {
    const last = this.parts.at(-1);
    if (last?.isCode === false) last.text += text;
    else if (text !== '') this.parts.push({ text, isCode: false });
  }

  /** Reads the block of code whose fence is at a line. @returns where it ends, as do the others. */
  private readBlock(at: number, fence: string): number {
    let end = this.text.indexOf('\n', at);
    while (end >= 0) {
      const next = this.text.indexOf('\n', end + 1);
      const line = this.text.slice(end + 1, next < 0 ? undefined : next);
      end = next;
      if (closesFence(line, fence)) break;
    }
    const last = end < 0 ? this.text.length : end;
    this.parts.push({ text: this.text.slice(at, last), isCode: true });
    return last;
  }

  private readSpan(at: number, mark: string): number {
    const end = at + mark.length;
    const [run = ''] = /`+$/u.exec(mark) ?? [];
    const runs = mark.startsWith('\\') ? [] : (this.runs.get(run.length) ?? []);
    while ((runs.at(-1) ?? Infinity) < end) runs.pop();
    const closing = runs.at(-1);
    if (closing === undefined || closing > this.endOfParagraph(at)) {
      this.keep(mark);
      return end;
    }
    const last = closing + run.length;
    this.keep(`${STAND_IN}${this.spans.length}${STAND_IN_END}`);
    this.spans.push(this.text.slice(at, last));
    return last;
  }

  private readEnclosed(enclosed: Enclosed | undefined, at: number, mark: string): number {
    const end = at + mark.length;
    const closing = enclosed === undefined ? null : this.closingOf(enclosed, at, end);
    if (enclosed === undefined || closing === null) {
      const isComment = enclosed === ENCLOSED[0];
      if (isComment) this.dropped.push(droppedBlock('markup', mark));
      else this.keep(mark);
      return end;
    }
    this.dropped.push(droppedBlock(enclosed.kind, this.text.slice(end, closing.index).trim()));
    return closing.index + closing[0].length;
  }

  private closingOf(enclosed: Enclosed, at: number, end: number): RegExpExecArray | null {
    const isComment = enclosed === ENCLOSED[0];
    // "<!-->" is a comment, too.
    const from = isComment ? at + 2 : end;
    let closing = this.closings.get(enclosed);
    if (closing === undefined || (closing !== null && closing.index < from)) {
      enclosed.close.lastIndex = from;
      closing = enclosed.close.exec(this.text);
      this.closings.set(enclosed, closing);
    }
    if (closing === null) return null;
    if (enclosed.isAmbiguous === true) {
      const startsLine = /(?:^|\n)[ \t>]*$/u.test(this.text.slice(Math.max(0, at - 10), at));
      return startsLine || closing.index < this.endOfParagraph(at) ? closing : null;
    }
    // What closes the next comment, some paragraphs on, does not close this one.
    const next = isComment ? this.text.indexOf(enclosed.open, end) : -1;
    const isNext = next >= 0 && next < closing.index && /\n[ \t>]*\n/u.test(this.text.slice(end, next));
    return isNext ? null : closing;
  }

  /** The end of the paragraph that a place is in; asked for from left to right. */
  private endOfParagraph(at: number): number {
    if (this.paragraphEnd < at) {
      PARAGRAPH_END.lastIndex = at;
      this.paragraphEnd = PARAGRAPH_END.exec(this.text)?.index ?? this.text.length;
    }
    return this.paragraphEnd;
  }
}
