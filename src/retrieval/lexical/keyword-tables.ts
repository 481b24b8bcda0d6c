import type { Article, Passage } from '../../corpus/article.js';
import { headerOf } from '../article-header.js';
import type { Lexicon } from '../../language/lexicon.js';
import { groupedPostings, postingsOf, type Postings } from './postings.js';
import type { TermLists } from './term-lists.js';
import { TermTableBuilder } from './term-table-builder.js';

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
