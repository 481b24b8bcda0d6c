import type { Span } from '../../corpus/article.js';
import { printable, printableLine } from '../../lib/printable.js';
import { MAX_URL } from './limits.js';

/** Keeps two characters apart without showing. Cleaned text holds none of its own, so it can be taken out again. */
const ZERO_WIDTH_SPACE = '\u200B';

/**
 * What gets a backslash. Two escaped texts that come to stand side by side must be as safe as one, so a character that
 * works together with the next one is escaped at the end of a text, too, and the beginning counts as that of a line.
 * Each pattern looks back only after it has found its character: a line of blanks would take quadratic time otherwise.
 */
const ESCAPED = new RegExp(
  [
    // Emphasis, code, spoilers, links, mentions, quotes, headings: wherever they stand.
    /[\\*_~`|<>[\]#]/u,
    // "](" ends the name of a link that begins before it, escaped or not.
    /\((?<=\].|^.)/u,
    // Lists and small print at the beginning of a line: "- ", "+ ", "-# ", "1. ".
    /[-+](?=[ #]|$)(?<=^ *.)/mu,
    /\.(?= |$)(?<=^ *\d*.)/mu,
    // An address would become a link, and the page behind it a card below the message.
    /:(?=\/|(?![^]))/u,
    // An invitation becomes a card even without "https://".
    /\.(?<=dis(?:cord(?:app)?)?.|^.(?=g))/imu,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gimu',
);

/** Where Discord's servers look for mentions; they do not heed backslashes. */
const MENTION = /@(?=everyone|here|(?![^]))|</giu;

/** What Discord reads as an escape: a backslash before anything but a letter of ASCII, a digit or a blank. */
const ESCAPE = /\\([^0-9A-Za-z\s])/gu;

/**
 * Discord markdown that holds only what this program means to say: every text from outside is escaped in it. Nothing
 * outside this module can make one, not even at run time, so a forgotten escape does not get past the compiler.
 */
class SafeMarkup {
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

/** A moment as Discord shows it to each reader in their own language: `2 minutes ago`, kept up to date. */
export function timeAgo(moment: Date): Markup {
  return md`<t:${Math.floor(moment.getTime() / 1000)}:R>`;
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

/** The text that {@link escapedLine} made `markdown` of: `printableLine` of that text. */
export function unescaped(markdown: string): string {
  return markdown.replaceAll(ZERO_WIDTH_SPACE, '').replace(ESCAPE, '$1');
}

/** Stands at the beginning of every quotation but the question. */
const QUOTATION = ZERO_WIDTH_SPACE;
const QUESTION_LINE = new RegExp(`^> (?!${QUOTATION})(\\S[^\\n]*)`, 'u');

/** The first line of a reply, which shows the question and lets {@link questionIn} find it again. */
export function questionLine(question: string): Markup {
  const line = escapedLine(question);
  return line.length === 0 ? line : md`> ${line}`;
}

/** The question that a message of ours shows in its first line, cleaned by `printableLine`; null when it shows none. */
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

const characters = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * The parts of `text` to emphasise so that all of `spans` are, in order: whole characters, none beginning or ending with
 * a blank, none across a line break, and none next to another but for blanks. Spans may overlap and reach beyond the text.
 */
function markSpans(text: string, spans: readonly Span[]): Span[] {
  const whole = spans
    .map(({ start, end }) => wholeCharacters(text, Math.max(0, start), Math.min(text.length, end)))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of whole.flatMap((one) => lines(text, one))) {
    const last = merged.at(-1);
    if (last !== undefined && /^ *$/u.test(text.slice(last.end, span.start))) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else merged.push(span);
  }
  return merged;
}

/** `[start, end)` widened so that it splits no character as readers see them. */
function wholeCharacters(text: string, start: number, end: number): Span {
  if (!(start < end)) return { start, end: start };
  const segments = characters.segment(text);
  const last = segments.containing(end - 1);
  return {
    start: segments.containing(start)?.index ?? start,
    end: last === undefined ? end : last.index + last.segment.length,
  };
}

/** The lines of a span, without the blanks around them. */
function lines(text: string, { start, end }: Span): Span[] {
  return Array.from(text.slice(start, end).matchAll(/\S(?:[^\n]*\S)?/gu), (match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
}

/**
 * Markdown that Discord shows as `text`, in which nothing is emphasised, linked or mentioned. `text` must be cleaned by
 * `printable`. Colons around a name (`:smile:`) stay as they are: Discord turns those into emoji as a person types.
 */
function escapeMarkdown(text: string): string {
  return text.replace(MENTION, `$&${ZERO_WIDTH_SPACE}`).replace(ESCAPED, String.raw`\$&`);
}

/** A registered name. Discord refuses a whole message for an address that it finds ill-formed. */
const PUBLIC_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/u;
/** What could end a link of Discord's markdown, or begin something else in it. */
const BREAKS_OUT = /[()<>[\]{}\\*|`^"'\s]/gu;

/**
 * The address of a web page in a form that Discord takes and that cannot break out of a markdown link: absolute, http or
 * https, percent-encoded. Null for any other, for one with a user name in it (`https://bank.example@evil.example` looks
 * like what it is not), for a host without a public name, and for one longer than a button's may be ({@link MAX_URL}).
 */
export function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!/^https?:$/u.test(url.protocol)) return null;
  if (url.username !== '' || url.password !== '' || !PUBLIC_HOST.test(url.hostname)) return null;
  const address = url.href.replace(BREAKS_OUT, percentEncoded);
  return address.length > MAX_URL ? null : address;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
