import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { answererFor } from '../../src/service/answering.js';
import type { Application } from '../../src/application.js';
import { articleId, type Article, type Passage } from '../../src/corpus/article.js';
import { chunkingName, chunkPassages, embeddingText, type ChunkingRules } from '../../src/corpus/chunk.js';
import { splitSentences } from '../../src/corpus/sentences.js';
import { UserError } from '../../src/lib/errors.js';
import { identityFor, type IndexIdentity } from '../../src/index/passage-index.js';
import type { ReindexProgress } from '../../src/index/reindex-parts.js';
import { reindex } from '../../src/index/reindex.js';
import { openVectraIndex, vectraStore } from '../../src/index/storage/vectra-index.js';
import type { HybridRetriever } from '../../src/retrieval/hybrid-retriever.js';
import type { BeirDocument } from './beir-folder.js';

/** An index of documents, open for searching. */
export interface OpenedDocuments {
  readonly retriever: HybridRetriever;
  /** The id of the document that the passage at a position is of. */
  readonly documentOf: (position: number) => string;
  /** From the first document read to the first question that could be asked. */
  readonly indexSeconds: number;
}

/** How to index documents. */
export interface IndexingOptions {
  readonly onProgress?: (progress: ReindexProgress) => void;
  /** How to chunk them; as the product does when left out. */
  readonly chunking?: ChunkingRules | undefined;
}

/**
 * Indexes documents by the product's own code, each as one article, in a temporary place, and hands them to `work`. Nothing
 * stays behind, and the index in use is not touched.
 *
 * @throws {@link UserError} `usage` when no document has any text
 */
export async function withDocuments<T>(
  application: Application,
  documents: readonly BeirDocument[],
  options: IndexingOptions,
  work: (opened: OpenedDocuments) => Promise<T>,
): Promise<T> {
  if (documents.every(({ title, text }) => title.trim() === '' && text.trim() === '')) {
    throw new UserError('usage', 'No document of the corpus has any text.', 'Check corpus.jsonl.');
  }
  const indexDir = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  try {
    const began = performance.now();
    const temporary = application.with({ articlesDir: indexDir, indexDir });
    const identity = await indexDocuments(temporary, documents, options);
    const index = await openVectraIndex(indexDir, identity);
    const { retriever } = answererFor(index, application.embedder, null);
    const indexSeconds = (performance.now() - began) / 1000;
    const { passages } = retriever.index;
    const documentOf = (position: number) => {
      const passage = passages[position];
      if (passage === undefined) throw new Error(`There is no passage ${position}.`);
      return retriever.articleOf(passage).path;
    };
    return await work({ retriever, documentOf, indexSeconds });
  } finally {
    await rm(indexDir, { recursive: true, force: true });
  }
}

async function indexDocuments(
  application: Application,
  documents: readonly BeirDocument[],
  { onProgress, chunking }: IndexingOptions,
): Promise<IndexIdentity> {
  const articles = new Map(documents.map((document) => [document.id, articleOf(document)]));
  const now = () => new Date();
  const identity = chunking
    ? identityFor(application.embedder, chunkingName(chunking))
    : application.indexIdentity;
  await reindex(
    {
      listFiles: () => Promise.resolve({ files: [...articles.values()], problems: [], passedOver: [] }),
      readArticle: ({ path: id }) => {
        const article = articles.get(id);
        if (article === undefined) throw new Error(`${id} was not listed.`);
        return Promise.resolve({ article, dropped: [] });
      },
      chunk: (article) => (chunking ? chunk(application, article, chunking) : application.chunk(article)),
      embeddingText,
      chunking: identity.chunking,
      embedder: application.embedder,
      store: vectraStore(application.settings.indexDir, now),
      now,
    },
    onProgress ? { onProgress } : {},
  );
  return identity;
}

async function chunk({ embedder }: Application, article: Article, rules: ChunkingRules): Promise<Passage[]> {
  const sentences = splitSentences(article.text);
  const counts = await embedder.countTokens(
    sentences.map(({ start, end }) => article.text.slice(start, end)),
  );
  return chunkPassages(article, sentences, counts, rules);
}

/** A document as an article whose path is its id. One that has a title alone is found by it. */
function articleOf({ id, title, text }: BeirDocument): Article {
  return {
    id: articleId(id),
    path: id,
    title,
    publisher: null,
    author: null,
    publishedAt: null,
    publishedAtInferred: false,
    url: null,
    originalTitle: null,
    text: text.trim() === '' ? title : text,
    contentHash: hash('sha256', JSON.stringify([title, text])),
  };
}
