import { createHash } from 'node:crypto';
import type { Application } from '../../src/application.js';
import { CorpusFiles } from '../../src/index/gather-articles.js';
import { chunkingName, chunkPassages, MAX_EXCERPT_LENGTH, embeddingText } from '../../src/corpus/chunk.js';
import { splitSentences } from '../../src/corpus/sentences.js';
import type { Embedder } from '../../src/embedding/embedder.js';
import { identityFor } from '../../src/index/passage-index.js';
import { reindex } from '../../src/index/reindex.js';
import { openVectraIndex, vectraStore } from '../../src/index/storage/vectra-index.js';

/** What is tortured of the program. */
export type Program = Pick<Application, 'embedder' | 'indexIdentity' | 'openIndex' | 'reindex'>;

/** Where a program reads and writes. */
export interface Folders {
  readonly articlesDir: string;
  readonly indexDir: string;
}

/** Some passages for each article. */
const RULES = { maxTokens: 40, maxLength: MAX_EXCERPT_LENGTH };
const DIMENSIONS = 32;

/** Vectors out of a hash: what is tortured are files, and opening a model is nearly all that a small reindex takes. */
const hashEmbedder: Embedder = {
  dimensions: DIMENSIONS,
  maxTokens: 500,
  fingerprint: createHash('sha256').update('vectors out of a hash').digest('hex'),
  name: 'hash',
  countTokens: (texts) => Promise.resolve(texts.map((text) => text.split(/\s+/u).length)),
  embedPassages: (texts, onProgress) => {
    onProgress?.(texts.length);
    return Promise.resolve(texts.map(vectorOf));
  },
  embedQueries: (texts) => Promise.resolve(texts.map(vectorOf)),
  close: () => Promise.resolve(),
};

/**
 * The program put together as `Application` does, but for its embedder, which needs no model.
 *
 * @param now - the clock of its writers
 */
export function leanProgram({ articlesDir, indexDir }: Folders, now = () => new Date()): Program {
  const chunking = chunkingName(RULES);
  const indexIdentity = identityFor(hashEmbedder, chunking);
  return {
    embedder: hashEmbedder,
    indexIdentity,
    openIndex: () => openVectraIndex(indexDir, indexIdentity),
    reindex: (options) => {
      const files = new CorpusFiles(articlesDir);
      const parts = {
        listFiles: () => files.list(),
        readArticle: (file: Parameters<CorpusFiles['read']>[0]) => files.read(file),
        chunk: async (article: Parameters<typeof chunkPassages>[0]) => {
          const sentences = splitSentences(article.text);
          const texts = sentences.map(({ start, end }) => article.text.slice(start, end));
          return chunkPassages(article, sentences, await hashEmbedder.countTokens(texts), RULES);
        },
        embeddingText,
        chunking,
        embedder: hashEmbedder,
        store: vectraStore(indexDir, now),
        now,
      };
      return reindex(parts, options);
    },
  };
}

/** A vector of length 1: equal for equal texts, else unrelated. */
function vectorOf(text: string): Float32Array {
  const values = Array.from(createHash('sha256').update(text).digest(), (byte) => byte - 127.5);
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}
