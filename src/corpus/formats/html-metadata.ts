import { parseStatedDay, VIETNAM_UTC_OFFSET } from '../../language/dates.js';
import { foldDiacritics, hasVietnameseLetter } from '../../language/vietnamese.js';
import { isSentence } from '../clean/boilerplate.js';
import { isSigned, parseByline, parseDateline } from '../clean/byline-dateline.js';
import { cleanLine } from '../clean/lines.js';
import { boilerplateKind } from '../clean/boilerplate-line.js';
import { isWebAddress } from './front-matter.js';
import type { ArticleClues } from './html-article.js';
import type { Block } from './html-blocks.js';
import type { HtmlDocument, HtmlElement } from './html-document.js';
import type { StatedMetadata } from './raw-page.js';

/** Elements of a kind that are looked at: the first few say it, and elements nested in one another all have the text within. */
const MAX_ELEMENTS = 10;
/** Longest value that may be a title, name, date or address, in UTF-16 units. */
const MAX_VALUE_LENGTH = 2_000;

/** What a page's head says, and what it takes to read what its text says. */
export interface HtmlMetadata {
  readonly stated: StatedMetadata;
  readonly clues: ArticleClues;
  /** The day, where the page lives, that a date on the page says; null for what is no date. */
  readonly dayOf: (text: string) => string | null;
}

/**
 * What a page's own elements say about its article: JSON-LD first, then `meta`, headings and `link rel=canonical`. A
 * value that can't be understood counts as not stated: unlike front matter, the article's reader did not write it.
 */
export function readHtmlMetadata(document: HtmlDocument): HtmlMetadata {
  const meta = metaValues(document);
  const linked = readLinkedData(document);
  const firstMeta = (...names: readonly string[]) => names.flatMap((name) => meta.get(name) ?? []);
  const texts = (selector: string) =>
    firstElements(document, selector).map(({ textContent }) => textContent ?? '');
  const publisher = first(
    [...firstMeta('og:site_name', 'application-name', 'dc.publisher'), nameOf(linked['publisher'])],
    (text) => text,
  );
  const headTitles = texts('title');
  const headings = texts('h1');
  // A site may give its own name the first heading; the article's begins what the window shows.
  const isInHead = (heading: string) =>
    headTitles.some((text) => cleanLine(text).startsWith(cleanLine(heading)));
  const title = first(
    [
      textOf(linked['headline']),
      ...firstMeta('og:title', 'twitter:title', 'dc.title'),
      ...headings.filter(isInHead),
      ...headings,
      ...headTitles,
    ],
    (text) => withoutSiteName(text, publisher),
  );
  const url = first(
    [document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? '', ...firstMeta('og:url')],
    (text) => (isWebAddress(text) ? text : null),
  );
  const published = [
    textOf(linked['datePublished']),
    ...firstMeta('article:published_time', 'pubdate', 'datepublished', 'dc.date.issued', 'dc.date', 'date'),
    ...firstMeta('publish-date'),
  ];
  const modified = [
    textOf(linked['dateModified']),
    ...firstMeta('article:modified_time', 'og:updated_time', 'datemodified'),
  ];
  const times = firstElements(document, 'time[datetime]').map((time) => time.getAttribute('datetime'));
  const isVietnamese =
    [title ?? '', ...texts('p')].some(hasVietnameseLetter) ||
    /^vi\b/iu.test(document.documentElement?.getAttribute('lang') ?? '') ||
    /^https?:\/\/[^/]*\.vn(?:[/:]|$)/iu.test(url ?? '');
  const offset =
    statedOffset([...published, ...modified, ...times]) ?? (isVietnamese ? VIETNAM_UTC_OFFSET : null);
  const dayOf = (text: string) => parseStatedDay(text, offset) ?? parseDateline(text)?.day ?? null;
  return {
    stated: {
      title,
      publisher,
      author: first(
        [nameOf(linked['author']), ...firstMeta('author', 'article:author', 'dc.creator', 'dc.author')],
        asAuthor,
      ),
      publishedAt: first(published, dayOf),
      url,
      originalTitle: null,
    },
    clues: {
      title,
      description: first(
        [...firstMeta('description', 'og:description', 'twitter:description'), textOf(linked['description'])],
        (text) => text,
      ),
      body: textOf(linked['articleBody']),
    },
    dayOf,
  };
}

/** Minutes from UTC to the clocks of the page, by the first of its times that says so; one in UTC says nothing of where it lives. */
function statedOffset(times: readonly (string | null)[]): number | null {
  for (const time of times) {
    const [, sign, hours, minutes] =
      /T\d{2}:\d{2}[\d:.]*([+-])(\d{2}):?(\d{2})$/u.exec(time?.trim() ?? '') ?? [];
    const offset = Number(hours) * 60 + Number(minutes);
    if (offset > 0) return sign === '-' ? -offset : offset;
  }
  return null;
}

/**
 * Takes out of an article the elements for its date and author, before its first sentence or after its last, and reads them
 * where the page's head states none.
 */
export function readSignature(article: readonly Block[], { stated, dayOf }: HtmlMetadata) {
  const isText = (block: Block): boolean => isSentence(block) || block.tableRow === true;
  const first = article.findIndex(isText);
  const last = article.findLastIndex(isText);
  const atEdge = article.filter((_, at) => first < 0 || at < first || at > last);
  const days = atEdge.flatMap(({ date }) => (date === null ? [] : (dayOf(cleanLine(date)) ?? [])));
  const datelines = atEdge.filter(({ isDate, date }) => isDate && dayOf(cleanLine(date ?? '')) !== null);
  const bylines = atEdge.filter(({ isAuthor, text }) => isAuthor && asAuthor(text) !== null);
  const [day = null] = days;
  const [signed] = bylines;
  const taken = new Set([...datelines, ...bylines]);
  return {
    stated: {
      ...stated,
      publishedAt: stated.publishedAt ?? day,
      author: stated.author ?? (signed === undefined ? null : asAuthor(signed.text)),
    },
    lines: article.filter((block) => !taken.has(block)),
    datelines,
    bylines,
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

const ARTICLE_TYPE = /(?:Article|BlogPosting|Report)$/u;

/** Schema.org's article of the page's `application/ld+json` scripts, as unchecked data. Broken JSON is passed over. */
function readLinkedData(document: HtmlDocument): JsonObject {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')];
  return scripts.flatMap(({ textContent }) => objectsOf(textContent ?? '')).find(isArticle) ?? {};
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
