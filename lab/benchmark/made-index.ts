import { hash } from 'node:crypto';
import type { Application } from '../../src/application.js';
import { CorpusFiles } from '../../src/index/gather-articles.js';
import type { Article } from '../../src/corpus/article.js';
import {
  chunkingName,
  chunkPassages,
  MAX_EXCERPT_LENGTH,
  embeddingText,
  type ChunkingRules,
} from '../../src/corpus/chunk.js';
import { splitSentences } from '../../src/corpus/sentences.js';
import { indexLocation, withIndexStore } from '../../src/index/open-index.js';
import { reindex } from '../../src/index/reindex.js';
import { randomFrom } from '../chance/random.js';

/** Those of the application, whose tokens are nearly all words and marks of Vietnamese. */
const RULES: ChunkingRules = { maxTokens: 160, maxLength: MAX_EXCERPT_LENGTH };

/**
 * Reindexes as the program does, but without its model: passages are cut by words in place of tokens, and a hash of a passage's text
 * draws its vector. What a query costs does not depend on what the vectors hold. Questions are embedded by the real model, whose
 * index the program takes it for.
 *
 * @param application - of the settings of `place`
 * @returns seconds
 */
export async function buildMadeIndex(application: Application): Promise<number> {
  const { settings, embedder, indexIdentity } = application;
  if (chunkingName(RULES) !== indexIdentity.chunking) {
    throw new Error(`The program cuts passages by ${indexIdentity.chunking}, not ${chunkingName(RULES)}.`);
  }
  const files = new CorpusFiles(settings.articlesDir);
  const now = () => new Date();
  const began = performance.now();
  await withIndexStore(indexLocation(settings), now, (store) =>
    reindex({
      listFiles: () => files.list(),
      readArticle: (file) => files.read(file),
      chunk: (article) => Promise.resolve(cutByWords(article)),
      embeddingText,
      chunking: indexIdentity.chunking,
      embedder: {
        dimensions: embedder.dimensions,
        fingerprint: embedder.fingerprint,
        name: embedder.name,
        embedPassages: (texts) => Promise.resolve(texts.map((text) => madeVector(text, embedder.dimensions))),
      },
      store,
      now,
    }),
  );
  return (performance.now() - began) / 1000;
}

/** The passages of an article, cut by words and marks. */
export function cutByWords(article: Article): ReturnType<typeof chunkPassages> {
  const sentences = splitSentences(article.text);
  const counts = sentences.map(
    ({ start, end }) => article.text.slice(start, end).match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)?.length ?? 0,
  );
  return chunkPassages(article, sentences, counts, RULES);
}

/** A vector of length 1: equal for equal texts, else as far from each other as random ones are. */
export function madeVector(text: string, dimensions: number): Float32Array {
  const random = randomFrom(Number.parseInt(hash('sha256', text).slice(0, 8), 16));
  const values = Float32Array.from({ length: dimensions }, () => random() - 0.5);
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}
