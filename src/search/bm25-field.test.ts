import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { expect, test } from 'vitest';
import { Bm25Field } from './bm25-field.js';
import { PassageScores } from './passage-scores.js';

const TERMS = 8;
const termsArbitrary = fc.array(fc.nat(TERMS - 1), { maxLength: 12 });
/** Articles of one header and some passages. */
const articlesArbitrary = fc.array(
  fc.record({ header: termsArbitrary, bodies: fc.array(termsArbitrary, { minLength: 1, maxLength: 3 }) }),
  { maxLength: 6 },
);
const queryArbitrary = fc
  .uniqueArray(fc.tuple(fc.nat(TERMS - 1), fc.constantFrom(0.35, 0.6, 1)), { selector: ([term]) => term })
  .map((terms) => new Map(terms));
type Articles = typeof articlesArbitrary extends fc.Arbitrary<infer T> ? T : never;

const HEADER_BOOST = 0.45;

/** The passages that MiniSearch finds, with its scores. */
function foundByMiniSearch(articles: Articles, query: ReadonlyMap<number, number>) {
  const split = (text: string) => text.split(' ');
  const index = new MiniSearch({
    fields: ['body', 'header'],
    tokenize: split,
    processTerm: (term) => term,
    searchOptions: { bm25: { k: 1.2, b: 0.75, d: 0.5 }, boost: { header: HEADER_BOOST } },
  });
  const passages = articles.flatMap(({ header, bodies }) => bodies.map((body) => ({ header, body })));
  index.addAll(
    passages.map(({ header, body }, id) => ({ id, header: header.join(' '), body: body.join(' ') })),
  );
  return index
    .search([...query.keys()].join(' '), { boostTerm: (term) => query.get(Number(term)) ?? 1 })
    .map(({ id, score }) => ({ position: id as number, score }));
}

/** The passages that hold terms of the query, with their scores. */
function found(articles: Articles, query: ReadonlyMap<number, number>) {
  const headers = articles.map(({ header }, at) => ({
    firstPassage: articles.slice(0, at).flatMap(({ bodies }) => bodies).length,
    terms: Uint32Array.from(header),
  }));
  const bodies = articles
    .flatMap((article) => article.bodies)
    .map((body, firstPassage) => ({ firstPassage, terms: Uint32Array.from(body) }));
  const size = { passages: bodies.length, terms: TERMS };
  const [body, header] = [new Bm25Field(bodies, size, 1), new Bm25Field(headers, size, HEADER_BOOST)];
  const scores = new PassageScores(bodies.length);
  for (const [term, weight] of query) {
    scores.addTerm((visit) => {
      body.eachScore(term, weight, visit);
      header.eachScore(term, weight, visit);
    });
  }
  return scores.best(Infinity, () => true);
}

test('passages have the scores and the order that MiniSearch gives them', () => {
  fc.assert(
    fc.property(articlesArbitrary, queryArbitrary, (articles, query) => {
      expect(found(articles, query)).toEqual(foundByMiniSearch(articles, query));
    }),
  );
});
