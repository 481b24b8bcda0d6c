import type { Span } from '../../corpus/article.js';
import { printable, printableLine } from '../../lib/printable.js';
import { escapeMarkdown, unescapeMarkdown, ZERO_WIDTH_SPACE } from './escape-markdown.js';
import { markSpans } from './mark-spans.js';
import { webAddress } from './web-address.js';

/**
 * Discord markdown that holds only what this program means to say: every text from outside is escaped in it. Nothing
 * outside this module can make one, not even at run time, so a forgotten escape does not get past the compiler.
 */
class SafeMarkup {
  /** The markdown. */
  readonly source: string;
  /** Makes the type nominal: no object that merely looks alike passes for it. */
  readonly #made = true;

  constructor(source: string) {
    this.source = source;
  }

  /** UTF-16 code units of {@link source}. */
  get length(): number {
    return this.source.length;
  }

  static is(value: unknown): value is SafeMarkup {
    return typeof value === 'object' && value !== null && #made in value;
  }
}

export type Markup = SafeMarkup;

/** What may stand between parts without being marked up itself. */
type Separator = Markup | '\n' | '\n\n' | ' ' | ', ' | ' · ' | ' — ';

/**
 * Markdown with values in it: the literal parts are taken as they are, a string is escaped so that it shows as written,
 * a {@link Markup} passes. Prettier takes a template without values for a document and would trim it: `joined` has the
 * separators.
 */
export function md(literals: TemplateStringsArray, ...values: readonly (string | number | Markup)[]): Markup {
  return concatenated(literals.flatMap((literal, at) => [literal, asMarkdown(values[at] ?? '')]));
}

/** `text` as written, cleaned, on as many lines. */
export function escaped(text: string): Markup {
  return new SafeMarkup(escapeMarkdown(printable(text)));
}

/** `text` as written, cleaned, on one line. */
export function escapedLine(text: string): Markup {
  return new SafeMarkup(escapeMarkdown(printableLine(text)));
}

/** `text` cleaned, on one line, for places where Discord shows no markdown: footers, labels, entries of menus. */
export function plainLine(text: string): string {
  return printableLine(text);
}

/** In bold, line by line: bold that begins or ends with a blank does not hold. What is bold in it already stays so. */
export function bold(markup: Markup): Markup {
  const plain = markup.source.replace(/(\\[^])|\*\*/gu, '$1');
  return new SafeMarkup(plain.replace(/\S(?:[^\n]*\S)?/gu, '**$&**'));
}

/** In small print, on each of its lines. */
export function subtext(markup: Markup): Markup {
  return new SafeMarkup(markup.source.replace(/^ *(?=\S)/gmu, '-# '));
}

/** As a quotation, on each of its lines; empty for an empty one. {@link questionIn} never takes it for a question. */
export function quote(markup: Markup): Markup {
  const source = markup.source.trim();
  if (source === '') return new SafeMarkup('');
  return new SafeMarkup(`> ${QUOTATION}${source.replaceAll('\n', '\n> ')}`);
}

/** The parts that are not empty, one after the other. */
export function joined(parts: readonly Markup[], separator: Separator): Markup {
  const between = asLiteral(separator);
  const sources = parts.filter((part) => part.length > 0).map((part) => part.source);
  return concatenated(sources.flatMap((source, at) => (at === 0 ? [source] : [between, source])));
}

/**
 * A link to a web page that Discord shows no preview of; null when the address is none that {@link webAddress} takes. The
 * page's host stands in for an empty label. Brackets in the label become round: Discord heeds no backslash there.
 */
export function link(label: Markup | string, url: string): Markup | null {
  const address = webAddress(url);
  if (address === null) return null;
  const text = (SafeMarkup.is(label) ? label.source : escapedLine(label).source)
    .replace(/\\?\[/gu, '(')
    .replace(/\\?\]/gu, ')')
    .replace(/\s+/gu, ' ')
    .trim();
  return new SafeMarkup(`[${text === '' ? escapeMarkdown(new URL(address).host) : text}](<${address}>)`);
}

/**
 * `text` as written with `spans` of it painted, see {@link markSpans} for what exactly is painted.
 *
 * @param spans - UTF-16 offsets into `text` before it is cleaned
 */
export function marked(text: string, spans: readonly Span[], paint: (markup: Markup) => Markup): Markup {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of markSpans(text, spans)) {
    parts.push(escaped(text.slice(done, start)).source, paint(escaped(text.slice(start, end))).source);
    done = end;
  }
  return concatenated([...parts, escaped(text.slice(done)).source]);
}

/** The text that {@link escapedLine} made `markdown` of: what {@link plainLine} gives of it. */
export function unescaped(markdown: string): string {
  return unescapeMarkdown(markdown);
}

/** Stands at the beginning of every quotation but the question. */
const QUOTATION = ZERO_WIDTH_SPACE;
const QUESTION_LINE = new RegExp(`^> (?!${QUOTATION})(\\S[^\\n]*)`, 'u');

/** The first line of a reply, which shows the question and lets {@link questionIn} find it again. */
export function questionLine(question: string): Markup {
  const line = escapedLine(question);
  return line.length === 0 ? line : md`> ${line}`;
}

/** The question that a message of ours shows in its first line, as {@link plainLine} gives it; null when it shows none. */
export function questionIn(content: string): string | null {
  const line = QUESTION_LINE.exec(content)?.[1];
  return line === undefined ? null : unescaped(line).trim();
}

function asMarkdown(value: string | number | Markup): string {
  if (SafeMarkup.is(value)) return value.source;
  return typeof value === 'number' ? String(value) : escaped(value).source;
}

function asLiteral(separator: Separator): string {
  return SafeMarkup.is(separator) ? separator.source : separator;
}

/** Parts in a row. Bold after bold would be four stars, which mean something else. */
function concatenated(parts: readonly string[]): Markup {
  let source = '';
  for (const part of parts) {
    const touching = part.startsWith('**') && /(?:^|[^\\])(?:\\\\)*\*\*$/u.test(source);
    source += touching ? ZERO_WIDTH_SPACE + part : part;
  }
  return new SafeMarkup(source);
}
