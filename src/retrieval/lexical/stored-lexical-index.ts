import { createHash } from 'node:crypto';
import type { Article, Passage } from '../../corpus/article.js';
import type { PassageIndex } from '../../index/passage-index.js';
import { partsOf, tablesOf } from './keyword-parts.js';
import { firstPassages, lexicalTables, type LexicalTables } from './keyword-tables.js';
import { LEXICAL_WEIGHTS, LexicalIndex } from './lexical-index.js';
import type { Lexicon } from '../../language/lexicon.js';
import { decodeParts, encodeParts } from './binary-container.js';

/**
 * Number of the rules by which texts become lexical tables: what is a word, how it is spelled and folded, what a header holds, how
 * the tables are laid out. What was kept under another number is not read. Raised with every change of them; a test tells when.
 */
export const LEXICAL_INDEX_VERSION = 1;

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
  const kept = keptTables(derived.read(LEXICAL_INDEX_FILE), key, passages);
  if (kept !== null) return indexOf(kept);
  const tables = build();
  // After all that is to be done before the first answer.
  setImmediate(() => void derived.keep(LEXICAL_INDEX_FILE, encodeParts(key, partsOf(tables))));
  return indexOf(tables);
}

function keptTables(
  file: Uint8Array | null,
  key: Uint8Array,
  passages: readonly Passage[],
): LexicalTables | null {
  const parts = file && decodeParts(file, key);
  const counts = { passages: passages.length, articles: firstPassages(passages).length };
  return parts && tablesOf(parts, counts);
}

/** Names all that lexical tables are made by and of. What is a letter, and how one is decomposed, depends on the Unicode of Node.js. */
function keyOf(generation: string, lexicon: Lexicon): Uint8Array {
  const madeOf = [LEXICAL_INDEX_VERSION, process.versions['unicode'], lexicon.digest, generation];
  return createHash('sha256').update(JSON.stringify(madeOf)).digest();
}
