import { fail, type Outcome } from '../article.js';
import { decodeText } from './text.js';

/** A web archive's page, as it was saved. */
export interface ArchivedPage {
  readonly html: string;
  /** Where it was saved from; null where the archive does not say. */
  readonly url: string | null;
}

/** Bytes within which the header of an archive begins to tell what it is. */
const HEADER_BYTES = 8_192;
/** Multiparts nested in one another: browsers write one, mail programs two or three. */
const MAX_DEPTH = 8;

/** Whether bytes are a web archive (MHTML, RFC 2557), whatever their file is called. */
export function isWebArchive(bytes: Uint8Array): boolean {
  const { headers } = parsePart(latin1(bytes.subarray(0, HEADER_BYTES)));
  const type = headers.get('content-type') ?? '';
  return headers.has('mime-version') && /^(?:multipart\/|text\/html)/iu.test(type);
}

/** The page of a web archive: its root part, without the frames that stood in it. */
export function readWebArchive(bytes: Uint8Array): Outcome<ArchivedPage> {
  const archive = parsePart(latin1(bytes));
  const root = findPage(archive, 0);
  if (root === null) {
    return fail('The web archive holds no page, or breaks off before it.', 'Save the page again, as .html.');
  }
  const html = decodeText(contentOf(root), parameter(root, 'charset') ?? undefined);
  if (!html.ok) return html;
  if (root.isLast && !/<\/(?:html|body)>/iu.test(html.value)) {
    return fail('The web archive breaks off within its page.', 'Save the page again, as .html.');
  }
  const url =
    root.headers.get('content-location') ?? archive.headers.get('snapshot-content-location') ?? null;
  return { ok: true, value: { html: html.value, url } };
}

/** A part of a MIME message. */
interface Part {
  /** By name in lower case, unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  /** A byte a character. */
  readonly body: string;
  /** Nothing follows it, not even the boundary that ends the message. */
  readonly isLast?: boolean;
}

/** A character a byte, without a byte order mark, which editors put before the headers. */
function latin1(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.startsWith('\u00EF\u00BB\u00BF') ? text.slice(3) : text;
}

function parsePart(text: string): Part {
  const blank = /\r?\n\r?\n/u.exec(text);
  const head = blank === null ? text : text.slice(0, blank.index);
  const headers = new Map<string, string>();
  for (const line of head
    .trimStart()
    .replace(/\r?\n[ \t]+/gu, ' ')
    .split(/\r?\n/u)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon));
    // What does not begin with headers alone is no message.
    if (!/^[\w-]+$/u.test(name)) return { headers, body: '' };
    headers.set(name.toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: blank === null ? '' : text.slice(blank.index + blank[0].length) };
}

function parameter({ headers }: Part, name: string): string | null {
  const type = headers.get('content-type') ?? '';
  const [, quoted, plain] =
    new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'iu').exec(type) ?? [];
  return quoted ?? plain ?? null;
}

function findPage(part: Part, depth: number): Part | null {
  const type = part.headers.get('content-type') ?? '';
  if (/^(?:text\/html|application\/xhtml\+xml)/iu.test(type)) return part;
  const boundary = parameter(part, 'boundary');
  if (!/^multipart\//iu.test(type) || boundary === null || boundary === '' || depth > MAX_DEPTH) return null;
  const [, ...parts] = `\n${part.body}`.split(`\n--${boundary}`);
  const start = parameter(part, 'start');
  const parsed = parts.flatMap((one, at): Part[] => {
    if (one.startsWith('--')) return [];
    return [{ ...parsePart(one.replace(/^[^\n]*\n/u, '')), isLast: at === parts.length - 1 }];
  });
  const named = parsed.find(({ headers }) => start !== null && headers.get('content-id') === start);
  const others = parsed.filter((one) => one !== named);
  for (const one of named === undefined ? others : [named, ...others]) {
    const page = findPage(one, depth + 1);
    if (page !== null) return page;
  }
  return null;
}

function contentOf({ headers, body }: Part): Uint8Array {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .replace(/[=][ \t]*\r?\n/gu, '')
    .replace(/=([\da-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}
