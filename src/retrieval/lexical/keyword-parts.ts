import type { LexicalTables } from './keyword-tables.js';
import type { Postings } from './postings.js';
import type { TermLists } from './term-lists.js';
import { EMPTY } from './term-hash-table.js';

/** No word holds one. */
const BETWEEN_SPELLINGS = '\n';
/** Gives every spelling back as it was. */
const ENCODING = 'utf16le';

/** How many documents the postings are of. */
interface DocumentCounts {
  readonly passages: number;
  readonly articles: number;
}

/** The lists of lexical tables as bytes, for {@link tablesOf} on a machine of the same byte order. */
export function partsOf({ terms, bodies, headers, articles }: LexicalTables): Uint8Array[] {
  const spellings = [...terms.accented, ...terms.folded].join(BETWEEN_SPELLINGS);
  const lists = [
    ...[terms.syllables, terms.previous, terms.pairSlots, terms.foldedSlots],
    ...[bodies, headers, articles].flatMap((of) => [of.lengths, of.starts, of.documents, of.counts]),
  ];
  return [
    Buffer.from(spellings, ENCODING),
    ...lists.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  ];
}

/**
 * The lexical tables that {@link partsOf} made the parts of. The parts are not copied. Not every number is looked at, only
 * whether the lists have the lengths that they must have.
 *
 * @param parts - each beginning at a multiple of 4 bytes in its buffer
 * @returns null when they are not those of so many documents
 */
export function tablesOf(parts: readonly Uint8Array[], counts: DocumentCounts): LexicalTables | null {
  const left = parts.values();
  // A list that is not there is as wrong as one of a wrong length.
  const next = () => left.next().value ?? new Uint8Array();
  const tables = {
    terms: termsIn(next),
    bodies: postingsIn(next),
    headers: postingsIn(next),
    articles: postingsIn(next),
  };
  return areWhole(tables, counts) ? tables : null;
}

type NextPart = () => Uint8Array;

function termsIn(next: NextPart): TermLists {
  const { buffer, byteOffset, byteLength } = next();
  const spelled = Buffer.from(buffer, byteOffset, byteLength).toString(ENCODING).split(BETWEEN_SPELLINGS);
  return {
    accented: spelled.slice(0, spelled.length / 2),
    folded: spelled.slice(spelled.length / 2),
    syllables: asUint32(next()),
    previous: asInt32(next()),
    pairSlots: asInt32(next()),
    foldedSlots: asInt32(next()),
  };
}

function postingsIn(next: NextPart): Postings {
  return {
    lengths: asUint32(next()),
    starts: asUint32(next()),
    documents: asUint32(next()),
    counts: asUint16(next()),
  };
}

function asUint32({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, Math.floor(byteLength / Uint32Array.BYTES_PER_ELEMENT));
}

function asInt32({ buffer, byteOffset, byteLength }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, Math.floor(byteLength / Int32Array.BYTES_PER_ELEMENT));
}

function asUint16({ buffer, byteOffset, byteLength }: Uint8Array): Uint16Array {
  return new Uint16Array(buffer, byteOffset, Math.floor(byteLength / Uint16Array.BYTES_PER_ELEMENT));
}

function areWhole({ terms, bodies, headers, articles }: LexicalTables, counts: DocumentCounts): boolean {
  const termCount = terms.previous.length;
  const isOf = (documentCount: number, { lengths, starts, documents, counts }: Postings) =>
    lengths.length === documentCount &&
    starts.length === termCount + 1 &&
    starts.at(-1) === documents.length &&
    counts.length === documents.length;
  return (
    terms.accented.length === terms.folded.length &&
    terms.syllables.length === 2 * termCount &&
    isHashTable(terms.pairSlots) &&
    isHashTable(terms.foldedSlots) &&
    isOf(counts.passages, bodies) &&
    isOf(counts.articles, headers) &&
    isOf(counts.articles, articles)
  );
}

/** One without an empty slot would be searched for ever. */
function isHashTable(slots: Int32Array): boolean {
  const isPowerOfTwo = slots.length > 0 && (slots.length & (slots.length - 1)) === 0;
  return isPowerOfTwo && slots.includes(EMPTY);
}
