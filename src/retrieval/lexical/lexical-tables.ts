import type { Article, Passage } from '../../corpus/article.js';
import type { Lexicon } from '../../language/lexicon.js';
import { type TermLists, TermTableBuilder } from './term-table.js';
import { standardForms } from '../../language/abbreviations.js';
import { keyEntities } from '../../language/names.js';

/** All that a `LexicalIndex` knows of an index's passages, as plain lists. */
export interface LexicalTables {
  readonly terms: TermLists;
  /** Of the passages' texts, each a document. */
  readonly bodies: Postings;
  /** Of what is known of each article: see {@link headerOf}. */
  readonly headers: Postings;
  /** Of the passages of each article taken together. */
  readonly articles: Postings;
}

/** @param passages - those of one article in a row */
export function lexicalTables(
  passages: readonly Passage[],
  articleOf: (passage: Passage) => Article,
  lexicon: Lexicon,
): LexicalTables {
  const terms = new TermTableBuilder();
  const bodies = passages.map(({ text }) => terms.add(text));
  const firsts = firstPassages(passages);
  const headers = firsts.flatMap((at) => {
    const passage = passages[at];
    return passage === undefined ? [] : [terms.add(headerOf(articleOf(passage), lexicon))];
  });
  const ofBodies = postingsOf(bodies, terms.size);
  return {
    terms: terms.lists(),
    bodies: ofBodies,
    headers: postingsOf(headers, terms.size),
    articles: groupedPostings(ofBodies, firsts),
  };
}

/** The position of each article's first passage. */
export function firstPassages(passages: readonly Passage[]): number[] {
  const firsts: number[] = [];
  let last: string | undefined;
  passages.forEach(({ articleId }, at) => {
    if (articleId !== last) firsts.push(at);
    last = articleId;
  });
  return firsts;
}

/**
 * What is searched of an article beside its passages: title, the names that it is about, date and publisher, a publisher's initials written out where
 * they are known ones ("ĐBP" is Điện Biên Phủ).
 */
export function headerOf(article: Article, lexicon: Lexicon): string {
  const initials = article.publisher?.match(/\p{Lu}{2,}/gu) ?? [];
  return [
    article.title,
    ...keyEntities(article.text, lexicon),
    article.publisher,
    ...initials.flatMap((word) => standardForms(word, lexicon)),
    article.publishedAt?.split('-').reverse().join('/'),
  ]
    .filter(Boolean)
    .join('\n');
}

/** By then a score no longer tells how often: a hundred times more would raise it by a thousandth. */
const MOST_COUNTED = 0xffff;

/**
 * In which documents each term stands, and how often. Terms and documents are numbered from 0. The postings of all terms are one after the
 * other, and open to loops over millions of them, which a call for each would slow down.
 */
export interface Postings {
  /** How many different terms each document has. */
  readonly lengths: Uint32Array;
  /** By term, the place of its first posting in the two lists below; at last, where they end. */
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  /** How often the term stands in the document, at most {@link MOST_COUNTED}. */
  readonly counts: Uint16Array;
}

/** @param texts - the terms of each document, each as often as it stands there */
export function postingsOf(texts: readonly Uint32Array[], termCount: number): Postings {
  const lengths = new Uint32Array(texts.length);
  const starts = new Uint32Array(termCount + 1);
  // First by document, where each term finds its own posting by the place of its last one.
  const length = texts.reduce((sum, terms) => sum + terms.length, 0);
  const [terms, uses] = [new Uint32Array(length), new Uint16Array(length)];
  const lastPlaces = new Int32Array(termCount).fill(-1);
  let end = 0;
  for (const [document, text] of texts.entries()) {
    const start = end;
    for (const term of text) {
      const place = lastPlaces[term] ?? -1;
      if (place >= start) uses[place] = Math.min(MOST_COUNTED, (uses[place] ?? 0) + 1);
      else {
        terms[end] = term;
        uses[end] = 1;
        starts[term + 1] = (starts[term + 1] ?? 0) + 1;
        lastPlaces[term] = end++;
      }
    }
    lengths[document] = end - start;
  }
  for (let term = 0; term < termCount; term++)
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);

  const ends = starts.slice();
  const [documents, counts] = [new Uint32Array(end), new Uint16Array(end)];
  for (let document = 0, at = 0, last = 0; document < lengths.length; document++) {
    last += lengths[document] ?? 0;
    for (; at < last; at++) {
      const term = terms[at] ?? 0;
      const place = ends[term] ?? 0;
      ends[term] = place + 1;
      documents[place] = document;
      counts[place] = uses[at] ?? 0;
    }
  }
  return { lengths, starts, documents, counts };
}

/**
 * The same postings with neighbouring documents taken as one.
 *
 * @param firsts - the first document of each group, in order: the first of all is 0
 */
export function groupedPostings(postings: Postings, firsts: readonly number[]): Postings {
  const groupOf = new Uint32Array(postings.lengths.length);
  for (const [group, first] of firsts.entries()) groupOf.fill(group, first);
  const lengths = new Uint32Array(firsts.length);
  const starts = new Uint32Array(postings.starts.length);
  const documents = new Uint32Array(postings.documents.length);
  const counts = new Uint16Array(postings.counts.length);
  let end = 0;
  for (let term = 0, at = 0; term + 1 < starts.length; term++) {
    const start = end;
    for (const last = postings.starts[term + 1] ?? 0; at < last; at++) {
      const group = groupOf[postings.documents[at] ?? 0] ?? 0;
      if (end === start || documents[end - 1] !== group) {
        documents[end++] = group;
        lengths[group] = (lengths[group] ?? 0) + 1;
      }
      counts[end - 1] = Math.min(MOST_COUNTED, (counts[end - 1] ?? 0) + (postings.counts[at] ?? 0));
    }
    starts[term + 1] = end;
  }
  return { lengths, starts, documents: documents.slice(0, end), counts: counts.slice(0, end) };
}
