import { createHash } from 'node:crypto';
import type { Article, Passage } from '../../corpus/article.js';
import type { PassageIndex } from '../../index/passage-index.js';
import { firstPassages, lexicalTables, type LexicalTables, type Postings } from './lexical-tables.js';
import { LEXICAL_WEIGHTS, LexicalIndex } from './lexical-index.js';
import type { Lexicon } from '../../language/lexicon.js';
import { EMPTY } from './term-table.js';
import { crc32 } from 'node:zlib';

/**
 * Number of the rules by which texts become lexical tables: what is a word, how it is spelled and folded, what a header holds, how
 * the tables are laid out. What was kept under another number is not read. Raised with every change of them; a test tells when.
 */
export const LEXICAL_INDEX_VERSION = 3;

/** Name of what is kept. */
export const LEXICAL_INDEX_FILE = 'keywords.bin';

/**
 * The lexical index over a passage index. Its tables are those that were kept beside it, if they are of this generation, these rules and
 * this lexicon, and whole; or else they are built, which takes some twenty times as long, and kept for the next who opens the same.
 */
export function openLexicalIndex(
  { derived, generation, passages }: Pick<PassageIndex, 'derived' | 'generation' | 'passages'>,
  articleOf: (passage: Passage) => Article,
  lexicon: Lexicon,
): LexicalIndex {
  const build = () => lexicalTables(passages, articleOf, lexicon);
  const indexOf = (tables: LexicalTables) =>
    new LexicalIndex(passages, articleOf, lexicon, LEXICAL_WEIGHTS, tables);
  if (derived === undefined) return indexOf(build());
  const key = keyOf(generation, lexicon);
  const file = derived.read(LEXICAL_INDEX_FILE);
  const parts = file && decodeParts(file, key);
  const counts = { passages: passages.length, articles: firstPassages(passages).length };
  const kept = parts && tablesOf(parts, counts);
  if (kept !== null) return indexOf(kept);
  const tables = build();
  // After all that is to be done before the first answer.
  setImmediate(() => void derived.keep(LEXICAL_INDEX_FILE, encodeParts(key, partsOf(tables))));
  return indexOf(tables);
}

/** Names all that lexical tables are made by and of. What is a letter, and how one is decomposed, depends on the Unicode of Node.js. */
function keyOf(generation: string, lexicon: Lexicon): Uint8Array {
  const madeOf = [LEXICAL_INDEX_VERSION, process.versions['unicode'], lexicon.digest, generation];
  return createHash('sha256').update(JSON.stringify(madeOf)).digest();
}

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
  const next = <List>(Kind: ListKind<List>) => {
    const { buffer, byteOffset, byteLength } = left.next().value ?? new Uint8Array();
    return new Kind(buffer, byteOffset, Math.floor(byteLength / Kind.BYTES_PER_ELEMENT));
  };
  const { buffer, byteOffset, byteLength } = next(Uint8Array);
  const spelled = Buffer.from(buffer, byteOffset, byteLength).toString(ENCODING).split(BETWEEN_SPELLINGS);
  const postings = (): Postings => ({
    lengths: next(Uint32Array),
    starts: next(Uint32Array),
    documents: next(Uint32Array),
    counts: next(Uint16Array),
  });
  const tables: LexicalTables = {
    terms: {
      accented: spelled.slice(0, spelled.length / 2),
      folded: spelled.slice(spelled.length / 2),
      syllables: next(Uint32Array),
      previous: next(Int32Array),
      pairSlots: next(Int32Array),
      foldedSlots: next(Int32Array),
    },
    bodies: postings(),
    headers: postings(),
    articles: postings(),
  };
  return areWhole(tables, counts) ? tables : null;
}

interface ListKind<List> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): List;
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

/*
 * The file: MAGIC, the key, the number n of parts, their n lengths in bytes, the parts, each filled up with zeros to a multiple of 4
 * bytes, and the CRC-32 of all that. Integers have 32 bits in the byte order of the machine; one of the other order takes it for
 * another file.
 */
const MAGIC = 0x314b4e44;
const WORD = Uint32Array.BYTES_PER_ELEMENT;
/** Where the key begins, and the number of parts, in bytes: a key is a SHA-256. */
const KEY_AT = WORD;
const COUNT_AT = KEY_AT + 32;
const LENGTHS_AT = COUNT_AT + WORD;

/** Bytes that are checked and written at once: between two such chunks something else may be done. */
const CHUNK = 1 << 20;

/**
 * A file of parts, chunk by chunk.
 *
 * @param key - SHA-256 of what the parts were made of
 */
export function* encodeParts(key: Uint8Array, parts: readonly Uint8Array[]): Generator<Uint8Array> {
  let check = 0;
  for (const part of [headOf(key, parts), ...parts]) {
    for (let at = 0; at < part.length; at += CHUNK) {
      const chunk = part.subarray(at, at + CHUNK);
      check = crc32(chunk, check);
      yield chunk;
    }
    const filling = new Uint8Array(filledUp(part.length) - part.length);
    check = crc32(filling, check);
    yield filling;
  }
  yield new Uint8Array(Uint32Array.of(check).buffer);
}

/**
 * The parts in a file of {@link encodeParts}, each a part of the file's own bytes that begins at a multiple of 4 in its buffer.
 *
 * @returns null when they are of another key, or the file is not as it was written
 */
export function decodeParts(file: Uint8Array, key: Uint8Array): Uint8Array[] | null {
  const checkAt = file.length - WORD;
  if (checkAt < LENGTHS_AT || checkAt % WORD !== 0) return null;
  const bytes = file.byteOffset % WORD === 0 ? file : new Uint8Array(file);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / WORD);
  if (words[0] !== MAGIC || Buffer.compare(bytes.subarray(KEY_AT, COUNT_AT), key) !== 0) return null;
  if (crc32(bytes.subarray(0, checkAt)) !== words.at(-1)) return null;
  const firstLength = LENGTHS_AT / WORD;
  const lengths = words.subarray(firstLength, firstLength + (words[COUNT_AT / WORD] ?? 0));
  let start = LENGTHS_AT + lengths.byteLength;
  const parts = Array.from(lengths, (length) => {
    const part = bytes.subarray(start, start + length);
    start += filledUp(length);
    return part;
  });
  return start === checkAt ? parts : null;
}

function headOf(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const words = new Uint32Array(LENGTHS_AT / WORD + parts.length);
  const bytes = new Uint8Array(words.buffer);
  words[0] = MAGIC;
  bytes.set(key, KEY_AT);
  words[COUNT_AT / WORD] = parts.length;
  words.set(
    parts.map(({ length }) => length),
    LENGTHS_AT / WORD,
  );
  return bytes;
}

function filledUp(length: number): number {
  return Math.ceil(length / WORD) * WORD;
}
