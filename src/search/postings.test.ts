import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Postings } from './postings.js';

const TERMS = 6;

/** What a term's postings should be, counted by hand. */
function counted(documents: readonly (readonly number[])[], term: number) {
  return documents.flatMap((terms, document) => {
    const count = terms.filter((other) => other === term).length;
    return count === 0 ? [] : [[document, count]];
  });
}

test('each term has the documents that hold it, in order, with how often they do', () => {
  const documentsArbitrary = fc.array(fc.array(fc.nat(TERMS - 1), { maxLength: 8 }), { maxLength: 6 });
  fc.assert(
    fc.property(documentsArbitrary, (documents) => {
      const postings = new Postings(
        documents.map((terms) => Uint32Array.from(terms)),
        TERMS,
      );
      for (let term = 0; term < TERMS; term++) {
        const found: number[][] = [];
        postings.each(term, (document, count) => found.push([document, count]));
        expect(found).toEqual(counted(documents, term));
      }
      expect([...postings.lengths]).toEqual(documents.map((terms) => new Set(terms).size));
    }),
  );
});
