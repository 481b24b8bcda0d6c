import { isMap, isScalar, isSeq, type Pair, parseDocument } from 'yaml';
import { parseStatedDay, VIETNAM_UTC_OFFSET } from '../../language/dates.js';
import { hasVietnameseLetter } from '../../language/vietnamese.js';
import { parseDateline } from '../clean/byline-dateline.js';
import { cleanLine } from '../clean/lines.js';
import { type DroppedBlock, droppedBlock, fail, type Outcome, succeed } from '../article.js';
import { NOTHING_STATED, type StatedMetadata } from './raw-page.js';
import { withoutSiteMarkup } from './site-markup.js';

/** A Markdown file parted at its front matter. */
interface FrontMatter {
  readonly stated: StatedMetadata;
  /** What follows the front matter. */
  readonly body: string;
  /** Values of fields that are read which can't be understood; each costs its field only. */
  readonly passedOver: readonly DroppedBlock[];
}

/**
 * The keys that are read, the surest first, as they are compared: lower case, without spaces, `_` or `-`. Beside our own
 * those of Jekyll, Hugo, Docusaurus and Obsidian. Other keys are ignored.
 */
const KEYS: Readonly<Record<keyof StatedMetadata, readonly string[]>> = {
  title: ['title'],
  publisher: ['publisher'],
  author: ['author', 'authors'],
  publishedAt: ['published', 'publishedat', 'datepublished', 'publishdate', 'pubdate', 'date'],
  url: ['url', 'canonicalurl', 'source'],
  originalTitle: ['originaltitle'],
};

/** Every value stays a string, whatever tag it has: a date or number must not be retyped on the way. */
const AS_WRITTEN = { schema: 'failsafe', resolveKnownTags: false, logLevel: 'silent' } as const;
/** Longest front matter that is parsed, in UTF-16 units: the YAML library takes quadratic time in it, half a second here. */
const MAX_LENGTH = 32_768;

/** Most brackets of lists and maps in it, and longest indentation, "- " and "? " counted too: deeper than that nothing nests. */
const MAX_BRACKETS = 100;
const MAX_INDENTATION = 60;

const HINT =
  'See "Front matter" in docs/articles.md; values that hold ": " or start with a symbol need quotation marks.';

const asWritten = (text: string): string => text;

/** The line that opens front matter, the one that closes it, and how to make YAML of what is between. */
const FORMS: readonly { readonly open: RegExp; readonly close: RegExp; toYaml(text: string): string }[] = [
  { open: /^---(?:ya?ml|json)?$/u, close: /^(?:---|\.\.\.)$/u, toYaml: asWritten },
  { open: /^(?:\+\+\+|---toml)$/u, close: /^(?:\+\+\+|---)$/u, toYaml: yamlOfToml },
  { open: /^;;;$/u, close: /^;;;$/u, toYaml: asWritten },
  { open: /^\{$/u, close: /^\}$/u, toYaml: (text) => `{${text}\n}` },
];
/** JSON on a line of its own. */
const ONE_LINE = /^\{.*"title".*\}$/u;
/** How a field begins, in any form. */
const FIELD = /^\s*\{?\s*["']?[\w-]+(?: [\w-]+)*["']?\s*[:=]/u;

/**
 * Parts `text` at its front matter: YAML between its first line `---` and the next such line, TOML between lines `+++`, or
 * JSON between `;;;`, or between `{` and `}`. Where its YAML is broken its lines are read one by one. What such lines
 * enclose without a single field is text below a rule.
 */
export function parseFrontMatter(text: string): Outcome<FrontMatter> {
  const lines = text
    .replace(/^\uFEFF/u, '')
    .replace(/^(?:[ \t]*(?:\r\n|\r|\n))+/u, '')
    .split(/\r\n|\r|\n/u);
  const opening = lines[0]?.trimEnd() ?? '';
  const form = FORMS.find(({ open }) => open.test(opening));
  const nothing = { stated: NOTHING_STATED, passedOver: [] };
  const isOneLine = ONE_LINE.test(opening) && isJson(opening);
  if (form === undefined && !isOneLine) return succeed({ ...nothing, body: text });
  const end = isOneLine
    ? 0
    : lines.findIndex((line, at) => at > 0 && form?.close.test(line.trimEnd()) === true);
  const inside = end < 0 ? lines.slice(1, MAX_FIELDS_PLACE) : lines.slice(1, end);
  const isText =
    !isOneLine && inside.some((line) => line.trim() !== '') && !inside.some((line) => FIELD.test(line));
  if (isText || (end < 0 && opening === '{')) return succeed({ ...nothing, body: text });
  if (end < 0) {
    return fail(
      `Its front matter is opened by "${opening}" but never closed.`,
      `Put a line "${opening.slice(0, 3)}" below it.`,
    );
  }
  const body = lines.slice(end + 1).join('\n');
  const written = isOneLine ? opening : inside.join('\n');
  const yaml = form === undefined || written.length > MAX_LENGTH ? written : form.toYaml(written);
  if (yaml.length > MAX_LENGTH) {
    return fail(
      `Its front matter is too long: ${yaml.length} characters of at most ${MAX_LENGTH}.`,
      'Leave in it what "Front matter" in docs/articles.md names.',
    );
  }
  if (nests(yaml)) return fail('Its front matter is not a list of "key: value" lines.', HINT);
  const read = (fields: readonly Field[]) => succeed({ ...readFields(fields, body), body });
  const document = parseDocument(yaml, AS_WRITTEN);
  if (document.errors.length > 0) return read(lineByLine(yaml));
  if (document.contents === null) return succeed({ ...nothing, body });
  if (!isMap(document.contents)) return succeed({ ...nothing, body: text });
  return read(document.contents.items.map(fieldOf));
}

/** Lines behind an opening one that nothing closes among which a field shows that it opens front matter. */
const MAX_FIELDS_PLACE = 5;

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/**
 * TOML in the form of YAML, as far as the two differ for front matter: `key = value` is `key: value`, a table is a map.
 * Strings and lists are written alike in both.
 */
function yamlOfToml(toml: string): string {
  let indentation = '';
  return toml
    .replace(/("""|''')([^"']*)\1/gu, (_, _quotes, text: string) => JSON.stringify(text.trim()))
    .split('\n')
    .map((line) => {
      const table = /^\s*\[{1,2}([^\][]+)\]{1,2}\s*$/u.exec(line)?.[1];
      if (table !== undefined) {
        indentation = '  ';
        return `${table.trim()}:`;
      }
      const [, key, value] = /^\s*([\w-]+|"[^"]*"|'[^']*')\s*=\s*(.*)$/u.exec(line) ?? [];
      if (key === undefined || value === undefined) return `${indentation}  ${line.trim()}`;
      const inline = value.startsWith('{') ? value.replace(/(?<![\w-])([\w-]+)\s*=\s*/gu, '$1: ') : value;
      return `${indentation}${key}: ${inline}`;
    })
    .join('\n');
}

/** The fields of broken YAML: each line "key: value", whatever the value holds. */
function lineByLine(yaml: string): Field[] {
  return yaml.split('\n').flatMap((line) => {
    const [, name, value] = /^([\p{L}\p{N}_][\p{L}\p{N} _-]*):(?:\s+(.*))?$/u.exec(line) ?? [];
    if (name === undefined) return [];
    const written = cleanLine(value ?? '');
    const text = /^(["'])(.*)\1$/u.exec(written)?.[2] ?? written;
    // A symbol opens what only whole YAML can tell.
    return [{ name, text: /^["'[{&*!|>%@`]/u.test(text) ? null : text, written }];
  });
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

/** A key of front matter and what it says. */
interface Field {
  readonly name: string;
  /** As one clean line; null where it is none. */
  readonly text: string | null;
  readonly written: string;
}

function fieldOf({ key, value }: Pair): Field {
  const name = isScalar(key) && typeof key.value === 'string' ? key.value : '';
  const text = textOf(value);
  return { name, text, written: text ?? cleanLine(String(value)) };
}

/** Words of a field that is not read from which it says something. */
const MIN_SAID_WORDS = 8;

function readFields(fields: readonly Field[], body: string): Omit<FrontMatter, 'body'> {
  // A time in UTC tells another day where the article is read.
  const isVietnamese =
    hasVietnameseLetter(body) || fields.some(({ written }) => hasVietnameseLetter(written));
  const offset = isVietnamese ? VIETNAM_UTC_OFFSET : null;
  const stated: Record<keyof StatedMetadata, string | null> = { ...NOTHING_STATED };
  const passedOver: DroppedBlock[] = [];
  const known = new Set(Object.values(KEYS).flat());
  const keyed = fields.map((field) => ({ ...field, key: field.name.toLowerCase().replace(/[\s_-]+/gu, '') }));
  for (const field of Object.keys(KEYS) as (keyof StatedMetadata)[]) {
    for (const { key, name, text, written } of KEYS[field].flatMap((own) =>
      keyed.filter((one) => one.key === own),
    )) {
      if (text === '') continue;
      const value = text === null ? null : valueOf(field, text, offset);
      if (value !== null) stated[field] ??= value;
      else if (!isSwitch(text) && key !== 'source')
        passedOver.push(droppedBlock('field', `${name}: ${written}`));
    }
  }
  for (const { key, name, text } of keyed) {
    const isSaid = text !== null && text.split(' ').length >= MIN_SAID_WORDS && !body.includes(text);
    if (isSaid && !known.has(key)) passedOver.push(droppedBlock('field', `${name}: ${text}`));
  }
  return { stated, passedOver };
}

/** "published: true" is what tells Jekyll to show a page at all. */
function isSwitch(text: string | null): boolean {
  return /^(?:true|false|yes|no)$/iu.test(text ?? '');
}

/** What a field says by `text`; null where that is nothing that it may say. */
function valueOf(field: keyof StatedMetadata, text: string, offset: number | null): string | null {
  if (field === 'publishedAt') return parseStatedDay(text, offset) ?? parseDateline(text)?.day ?? null;
  if (field === 'url') return isWebAddress(text) ? text : null;
  return text.includes('[[') ? cleanLine(withoutSiteMarkup(text).text) : text;
}

/** Whether `text` is an absolute http or https address. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/iu.test(text) && URL.canParse(text);
}

/**
 * A scalar, or a list of them joined by commas, as one clean line; of a person or organisation told in a map its name. Null
 * for anything else.
 */
function textOf(value: unknown): string | null {
  if (value === null) return '';
  if (isScalar(value)) return typeof value.value === 'string' ? cleanLine(value.value) : null;
  if (isMap(value)) return value.has('name') ? textOf(value.get('name', true)) : null;
  if (!isSeq(value)) return null;
  const parts = value.items.map(textOf);
  return parts.includes(null) ? null : parts.filter((part) => part !== '').join(', ');
}
