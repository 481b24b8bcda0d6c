import { parseStatedDay } from '../../language/dates.js';
import { foldDiacritics } from '../../language/vietnamese.js';
import { isSigned, parseByline } from '../clean/byline-dateline.js';
import { cleanLine } from '../clean/lines.js';
import { boilerplateKind } from '../clean/boilerplate-line.js';
import { isWebAddress } from './front-matter.js';
import type { HtmlDocument, HtmlElement } from './html-document.js';
import type { StatedMetadata } from './raw-page.js';

const META = {
  title: ['og:title', 'twitter:title', 'dc.title'],
  publisher: ['og:site_name', 'application-name', 'dc.publisher'],
  author: ['author', 'article:author', 'dc.creator', 'dc.author'],
  published: [
    'article:published_time',
    'pubdate',
    'datepublished',
    'dc.date.issued',
    'dc.date',
    'date',
    'publish-date',
  ],
  url: ['og:url'],
} as const;

/** Elements of a kind that are looked at: the first few say it, and elements nested in one another all have the text within. */
const MAX_ELEMENTS = 10;
/** Longest value that may be a title, name, date or address, in UTF-16 units. */
const MAX_VALUE_LENGTH = 2_000;

/**
 * What a page's own elements say about its article: JSON-LD first, then `meta`, `time` and `link rel=canonical`. A
 * value that can't be understood counts as not stated: unlike front matter, the article's reader did not write it.
 */
export function readHtmlMetadata(document: HtmlDocument): StatedMetadata {
  const meta = metaValues(document);
  const linked = readLinkedData(document);
  const firstMeta = (names: readonly string[]) => names.flatMap((name) => meta.get(name) ?? []);
  const texts = (selector: string) =>
    firstElements(document, selector).map(({ textContent }) => textContent ?? '');
  const times = firstElements(document, 'time[datetime], [itemprop="datePublished"]');
  const publisher = first([...firstMeta(META.publisher), linked.publisher], (text) => text);
  return {
    title: first([linked.title, ...firstMeta(META.title), ...texts('h1'), ...texts('title')], (text) =>
      withoutSiteName(text, publisher),
    ),
    publisher,
    author: first([linked.author, ...firstMeta(META.author)], asAuthor),
    publishedAt: first(
      [
        linked.published,
        ...firstMeta(META.published),
        ...times.map(
          (time) => time.getAttribute('datetime') ?? time.getAttribute('content') ?? time.textContent ?? '',
        ),
      ],
      parseStatedDay,
    ),
    url: first(
      [document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? '', ...firstMeta(META.url)],
      (text) => (isWebAddress(text) ? text : null),
    ),
    originalTitle: null,
  };
}

function metaValues(document: HtmlDocument): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const element of document.querySelectorAll('meta')) {
    const name =
      element.getAttribute('property') ?? element.getAttribute('name') ?? element.getAttribute('itemprop');
    const content = element.getAttribute('content');
    if (name !== null && content !== null && !values.has(name.toLowerCase()))
      values.set(name.toLowerCase(), content);
  }
  return values;
}

function firstElements(document: HtmlDocument, selector: string): HtmlElement[] {
  return [...document.querySelectorAll(selector)].slice(0, MAX_ELEMENTS);
}

function first(candidates: readonly (string | null)[], read: (text: string) => string | null): string | null {
  for (const candidate of candidates) {
    if (candidate === null || candidate.length > MAX_VALUE_LENGTH) continue;
    const text = cleanLine(candidate);
    const value = text === '' ? null : read(text);
    if (value !== null) return value;
  }
  return null;
}

/** Names that a site puts behind its titles, besides the publisher's own. */
const SITE_NAME = /^(?:Báo|Tạp chí|Trang|Cổng|Đài)(?: |$)|^[\w.-]+\.(?:vn|com|net|org)$/u;

/** A page's title without the site's name behind it ("… - Báo Hải Phòng"). */
function withoutSiteName(text: string, publisher: string | null): string | null {
  if (boilerplateKind(text) !== null) return null;
  const [, headline, site] = /^(.+) [|–—-] ([^|–—]{1,60})$/u.exec(text) ?? [];
  if (headline === undefined || site === undefined) return text;
  const isSite =
    SITE_NAME.test(site) || (publisher !== null && foldDiacritics(site) === foldDiacritics(publisher));
  return isSite ? headline : text;
}

/** A name; sites put addresses of profiles, editors' systems and slogans here too. */
function asAuthor(text: string): string | null {
  return parseByline(text)?.author ?? (isSigned(text, 2) ? text : null);
}

/** What a page's JSON-LD says about its article; unchecked text. */
interface LinkedData {
  readonly title: string | null;
  readonly author: string | null;
  readonly publisher: string | null;
  readonly published: string | null;
}

const ARTICLE_TYPE = /(?:Article|BlogPosting|Report)$/u;

/** Reads schema.org's article from the page's `application/ld+json` scripts, as data. Broken JSON is passed over. */
function readLinkedData(document: HtmlDocument): LinkedData {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')];
  const article = scripts.flatMap(({ textContent }) => objectsOf(textContent ?? '')).find(isArticle) ?? {};
  return {
    title: textOf(article['headline']),
    author: nameOf(article['author']),
    publisher: nameOf(article['publisher']),
    published: textOf(article['datePublished']),
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

function objectsOf(json: string): JsonObject[] {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return [];
  }
  const top = asList(data).filter(isObject);
  return [...top, ...top.flatMap((object) => asList(object['@graph']).filter(isObject))];
}

function isArticle(object: JsonObject): boolean {
  return asList(object['@type']).some((type) => typeof type === 'string' && ARTICLE_TYPE.test(type));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A name, or the names of persons or organisations, joined by commas. */
function nameOf(value: unknown): string | null {
  const names = asList(value).flatMap((one) => textOf(isObject(one) ? one['name'] : one) ?? []);
  return names.length > 0 ? names.join(', ') : null;
}
