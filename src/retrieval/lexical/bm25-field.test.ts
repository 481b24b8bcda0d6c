import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { expect, test } from 'vitest';
import { Bm25Field } from './bm25-field.js';
import { postingsOf } from './lexical-tables.js';

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

/** The passages that MiniSearch finds, with its scores as they are before it multiplies them by the number of terms found. */
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
    .map(({ id, score, queryTerms }) => ({ position: id as number, score: score / queryTerms.length }));
}

/** The passages that hold terms of the query, with their scores. */
function found(articles: Articles, query: ReadonlyMap<number, number>) {
  const bodies = articles.flatMap((article) => article.bodies);
  const firsts = articles.map((_, at) => articles.slice(0, at).flatMap((article) => article.bodies).length);
  const listed = (texts: readonly number[][]) =>
    postingsOf(
      texts.map((terms) => Uint32Array.from(terms)),
      TERMS,
    );
  const body = new Bm25Field(listed(bodies), [...bodies.keys()], bodies.length, 1);
  const headers = articles.map(({ header }) => header);
  const header = new Bm25Field(listed(headers), firsts, bodies.length, HEADER_BOOST);
  const terms = [...query].map(([term, weight]) => ({ term, variants: [term], weight }));
  const inBody = body.scores(terms);
  const byArticle = header.scores(terms);
  const inHeader = articles.flatMap((article, at) => article.bodies.map(() => byArticle[at] ?? 0));
  // Remembered by now.
  expect(body.scores(terms)).toEqual(inBody);
  // One by one they are the same.
  for (const [field, scores] of [[body, [...inBody]] as const, [header, inHeader] as const]) {
    const summed = new Float64Array(bodies.length);
    for (const { variants, weight } of terms) {
      field.eachScore(variants, weight, (passage, score) => {
        summed[passage] = (summed[passage] ?? 0) + score;
      });
    }
    expect(scores).toEqual([...summed].map((score) => expect.closeTo(score, 5) as number));
  }
  return [...inBody.map((score, at) => score + (inHeader[at] ?? 0))].flatMap((score, position) =>
    score > 0 ? [{ position, score }] : [],
  );
}

const byPosition = (hits: readonly { position: number; score: number }[]) =>
  hits.toSorted((a, b) => a.position - b.position);

test('passages have the scores that MiniSearch gives them', () => {
  fc.assert(
    fc.property(articlesArbitrary, queryArbitrary, (articles, query) => {
      // Added up in another order, and kept as 32-bit floats.
      const expected = foundByMiniSearch(articles, query).map(({ position, score }) => ({
        position,
        score: expect.closeTo(score, 5) as number,
      }));
      expect(byPosition(found(articles, query))).toEqual(byPosition(expected));
    }),
  );
});

test('a term that stands for several is found as if each of them were it', () => {
  const bodiesArbitrary = fc.array(termsArbitrary, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(bodiesArbitrary, fc.uniqueArray(fc.nat(TERMS - 1), { minLength: 2 }), (bodies, variants) => {
      // Each text has its terms, then as many that stand in no other text: so that its length is the same in both fields.
      const spread = bodies.map((terms) => terms.map((term) => (variants.includes(term) ? TERMS : term)));
      const fieldOf = (texts: readonly number[][]) => {
        const lengths = bodies.map((terms) => new Set(terms).size);
        const padded = texts.map((terms, at) => {
          const missing = (lengths[at] ?? 0) - new Set(terms).size;
          return Uint32Array.from([...terms, ...Array.from({ length: missing }, (_, i) => TERMS + 1 + i)]);
        });
        return new Bm25Field(postingsOf(padded, 2 * TERMS + 1), [...texts.keys()], texts.length, 1);
      };
      const [apart, together] = [fieldOf(bodies), fieldOf(spread)];
      const expected = together.scores([{ term: TERMS, variants: [TERMS], weight: 0.5 }]);
      expect(apart.scores([{ term: -1, variants, weight: 0.5 }])).toEqual(expected);
      // What is between two calls is not left over.
      expect(apart.scores([{ term: -2, variants, weight: 0.5 }])).toEqual(expected);
    }),
  );
});
