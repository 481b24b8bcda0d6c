import { isScalar, isSeq, parseDocument, type YAMLMap, isMap } from 'yaml';
import { parseStatedDay } from '../../language/dates.js';
import { cleanLine } from '../clean/lines.js';
import { fail, succeed, type Outcome } from '../article.js';
import { NOTHING_STATED, type StatedMetadata } from './raw-page.js';

/** A Markdown file parted at its front matter. */
interface FrontMatter {
  readonly stated: StatedMetadata;
  /** What follows the front matter. */
  readonly body: string;
}

/** The keys that are read, as they are compared: lower case, without spaces, `_` or `-`. Other keys are ignored. */
const KEYS: Readonly<Record<string, keyof StatedMetadata>> = {
  title: 'title',
  publisher: 'publisher',
  author: 'author',
  published: 'publishedAt',
  url: 'url',
  originaltitle: 'originalTitle',
};

/** Every value stays a string, whatever tag it has: a date or number must not be retyped on the way. */
const AS_WRITTEN = { schema: 'failsafe', resolveKnownTags: false, logLevel: 'silent' } as const;
/** Longest front matter that is parsed, in UTF-16 units: the YAML library takes quadratic time in it, half a second here. */
const MAX_LENGTH = 32_768;

/** Most brackets of lists and maps in it, and longest indentation, "- " and "? " counted too: deeper than that nothing nests. */
const MAX_BRACKETS = 100;
const MAX_INDENTATION = 60;

const HINT =
  'See "Adding articles" in README.md; values that hold ": " or start with a symbol need quotation marks.';

/** Parts `text` at the YAML front matter between its first line `---` and the next such line. */
export function parseFrontMatter(text: string): Outcome<FrontMatter> {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  if (lines[0]?.trimEnd() !== '---') return succeed({ stated: NOTHING_STATED, body: text });
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)$/u.test(line.trimEnd()));
  if (end < 0)
    return fail('Its front matter is opened by "---" but never closed.', 'Put a line "---" below it.');
  const body = lines.slice(end + 1).join('\n');
  const yaml = lines.slice(1, end).join('\n');
  if (yaml.length > MAX_LENGTH) {
    return fail(
      `Its front matter is too long: ${yaml.length} characters of at most ${MAX_LENGTH}.`,
      'Leave in it what "Adding articles" in README.md names.',
    );
  }
  if (nests(yaml)) return fail('Its front matter is not a list of "key: value" lines.', HINT);
  const document = parseDocument(yaml, AS_WRITTEN);
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos === undefined ? '' : ` on line ${error.linePos[0].line + 1}`;
    return fail(`Its front matter is not valid YAML${line}: ${firstLine(error.message)}`, HINT);
  }
  if (document.contents === null) return succeed({ stated: NOTHING_STATED, body });
  if (!isMap(document.contents)) return fail('Its front matter is not a list of "key: value" lines.', HINT);
  const stated = readFields(document.contents);
  return stated.ok ? succeed({ stated: stated.value, body }) : stated;
}

/**
 * Whether `yaml` may nest deeply. The library calls itself for each level, and V8 ends the whole process where a regular
 * expression is compiled at the end of the call stack: no error tells of that.
 */
function nests(yaml: string): boolean {
  const brackets = yaml.match(/[[{]/gu)?.length ?? 0;
  return (
    brackets > MAX_BRACKETS ||
    yaml.split('\n').some((line) => (/^[\s?:-]*/u.exec(line)?.[0].length ?? 0) > MAX_INDENTATION)
  );
}

function readFields(map: YAMLMap): Outcome<StatedMetadata> {
  const stated: Record<keyof StatedMetadata, string | null> = { ...NOTHING_STATED };
  for (const { key, value } of map.items) {
    const name = isScalar(key) && typeof key.value === 'string' ? key.value : '';
    const field = KEYS[name.toLowerCase().replace(/[\s_-]+/gu, '')];
    if (field === undefined) continue;
    const text = textOf(value);
    if (text === null) return fail(`The value of "${name}" in its front matter is not a line of text.`, HINT);
    if (text === '') continue;
    const checked = check(field, name, text);
    if (!checked.ok) return checked;
    stated[field] = checked.value;
  }
  return succeed(stated);
}

function check(field: keyof StatedMetadata, name: string, text: string): Outcome<string> {
  if (field === 'publishedAt') {
    const day = parseStatedDay(text);
    return day === null
      ? fail(`"${name}" in its front matter is not a date: "${shorten(text)}".`, 'Write it as 2024-10-17.')
      : succeed(day);
  }
  if (field === 'url' && !isWebAddress(text)) {
    return fail(
      `"${name}" in its front matter is not a web address: "${shorten(text)}".`,
      'Write it as https://… or leave it out.',
    );
  }
  return succeed(text);
}

/** Whether `text` is an absolute http or https address. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/iu.test(text) && URL.canParse(text);
}

/** A scalar, or a list of them joined by commas, as one clean line; null for anything else. */
function textOf(value: unknown): string | null {
  if (value === null) return '';
  if (isScalar(value)) return typeof value.value === 'string' ? cleanLine(value.value) : null;
  if (!isSeq(value)) return null;
  const parts = value.items.map(textOf);
  return parts.includes(null) ? null : parts.filter((part) => part !== '').join(', ');
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/:?$/u, '.') ?? '';
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
