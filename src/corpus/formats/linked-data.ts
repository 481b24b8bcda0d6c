import type { HtmlDocument } from './html-document.js';

/** What a page's JSON-LD says about its article; unchecked text. */
export interface LinkedData {
  readonly title: string | null;
  readonly author: string | null;
  readonly publisher: string | null;
  readonly published: string | null;
}

const ARTICLE_TYPE = /(?:Article|BlogPosting|Report)$/u;

/** Reads schema.org's article from the page's `application/ld+json` scripts, as data. Broken JSON is passed over. */
export function readLinkedData(document: HtmlDocument): LinkedData {
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
