import { hash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Article, articleId, type Passage } from '../../src/corpus/article.js';
import { splitSentences } from '../../src/corpus/sentences.js';
import { openEmbeddingProgress } from '../../src/index/storage/vectra-index.js';
import { generationFolder, writePointer } from '../../src/index/storage/generations.js';
import { INDEX_FORMAT_VERSION, type IndexIdentity } from '../../src/index/passage-index.js';
import { writeGeneration } from '../../src/index/storage/generation-files.js';
import type { CaseFiles } from './fuzz-target.js';

export const SAMPLE_IDENTITY: IndexIdentity = {
  formatVersion: INDEX_FORMAT_VERSION,
  modelName: 'sample',
  modelFingerprint: 'f'.repeat(64),
  dimensions: 4,
  chunking: 'sample',
};

/** Names that are always the same, so that a seed's case is. */
const BEFORE = '20240101T000000Z-aaaaaa';
const CURRENT = '20240102T000000Z-bbbbbb';

/** The files of a whole index with a generation before the current one, and what was embedded since. */
export async function sampleIndex(): Promise<CaseFiles> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  try {
    await writeSample(folder, BEFORE, 1);
    await writeSample(folder, CURRENT, 3);
    await writePointer(folder, { current: CURRENT, before: BEFORE });
    const progress = await openEmbeddingProgress(folder);
    await progress.keep(new Map([[hash('sha256', 'new'), Float32Array.of(0, 1, 0, 0)]]));
    return await filesOf(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeSample(indexDir: string, generation: string, count: number): Promise<void> {
  const articles = Array.from({ length: count }, (_, at) => sampleArticle(`bai-${at}.md`));
  const folder = generationFolder(indexDir, generation);
  await mkdir(folder, { recursive: true });
  const contents = {
    identity: SAMPLE_IDENTITY,
    builtAt: new Date(0),
    articles: articles.map((article) => ({
      article,
      passages: [{ passage: wholeOf(article), key: hash('sha256', article.text) }],
    })),
  };
  const vectors = new Map(articles.map(({ text }) => [hash('sha256', text), Float32Array.of(1, 0, 0, 0)]));
  await writeGeneration(folder, generation, contents, { vectors });
}

async function filesOf(folder: string): Promise<CaseFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const contents = files.map(async (file) => [path.relative(folder, file), await readFile(file)] as const);
  return Object.fromEntries(await Promise.all(contents));
}

function sampleArticle(file: string): Article {
  const text = `Câu đầu của ${file}. Câu sau của ${file}.`;
  return {
    id: articleId(file),
    path: file,
    title: file,
    publisher: null,
    author: null,
    publishedAt: '2024-10-17',
    publishedAtInferred: false,
    url: null,
    originalTitle: null,
    text,
    contentHash: hash('sha256', text),
  };
}

function wholeOf({ id, text }: Article): Passage {
  return { articleId: id, ordinal: 0, start: 0, end: text.length, text, sentences: splitSentences(text) };
}
