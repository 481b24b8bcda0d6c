import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupedPostings, postingsOf, type Postings } from './lexical-tables.js';

const TERMS = 6;

/** What a term's postings should be, counted by hand. */
function counted(documents: readonly (readonly number[])[], term: number) {
  return documents.flatMap((terms, document) => {
    const count = terms.filter((other) => other === term).length;
    return count === 0 ? [] : [[document, count]];
  });
}

const documentsArbitrary = fc.array(fc.array(fc.nat(TERMS - 1), { maxLength: 8 }), { maxLength: 6 });

/** All that postings tell. */
function told(postings: Postings) {
  const { starts, documents, counts } = postings;
  const found = Array.from({ length: TERMS }, (_, term) =>
    [...documents.slice(starts[term], starts[term + 1])].map((document, at) => [
      document,
      counts[(starts[term] ?? 0) + at],
    ]),
  );
  return { found, lengths: [...postings.lengths] };
}

const listed = (documents: readonly (readonly number[])[]) =>
  postingsOf(
    documents.map((terms) => Uint32Array.from(terms)),
    TERMS,
  );

test('each term has the documents that hold it, in order, with how often they do', () => {
  fc.assert(
    fc.property(documentsArbitrary, (documents) => {
      expect(told(listed(documents))).toEqual({
        found: Array.from({ length: TERMS }, (_, term) => counted(documents, term)),
        lengths: documents.map((terms) => new Set(terms).size),
      });
    }),
  );
});

test('documents taken as one have the postings of one document', () => {
  fc.assert(
    fc.property(documentsArbitrary, fc.array(fc.boolean(), { maxLength: 6 }), (documents, isFirst) => {
      const firsts = [...documents.keys()].filter((at) => at === 0 || isFirst[at]);
      const joined = firsts.map((first, at) => documents.slice(first, firsts[at + 1]).flat());
      expect(told(groupedPostings(listed(documents), firsts))).toEqual(told(listed(joined)));
    }),
  );
});
