import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeDurably } from '../../lib/durable-files.js';
import { generationFolder } from './generations.js';
import { indexDamaged, readOrDamaged } from './index-damaged.js';
import { INDEX_FORMAT_VERSION, indexIncompatible } from '../index-identity.js';
import type { IndexContents, IndexedArticle } from '../index-store.js';
import { articleSchema, fromStored } from './stored-index.js';
import { isAsRecorded, verifyChecksums, writeChecksums } from './checksums.js';
import { type Manifest, manifestSchema, manifestVersionSchema, toManifestArticle } from './manifest.js';
import { VECTORS_FILE, writeVectors, type VectorSources } from './vector-file.js';

/*
 * The files of a generation, besides the checksums of them all: manifest.json; articles.jsonl, an Article a line in
 * the manifest's order; and vectra's file of vectors, an item a passage in the same order. What `derivedFiles` keeps in the same
 * folder is none of them: whatever becomes of it, the generation is whole.
 */
const MANIFEST_FILE = 'manifest.json';
const ARTICLES_FILE = 'articles.jsonl';
const FILES = [MANIFEST_FILE, ARTICLES_FILE, VECTORS_FILE];

/** A generation as read from disk, its vectors left where they are. */
export interface StoredGeneration {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly articles: readonly IndexedArticle[];
}

/** Writes a generation's files into an empty folder, and waits until the disk has them. */
export async function writeGeneration(
  folder: string,
  generation: string,
  contents: Pick<IndexContents, 'identity' | 'builtAt' | 'articles'>,
  sources: VectorSources,
): Promise<void> {
  const { identity, articles } = contents;
  const manifest: Manifest = {
    identity,
    generation,
    builtAt: contents.builtAt.toISOString(),
    totals: { articles: articles.length, passages: articles.flatMap(({ passages }) => passages).length },
    articles: articles.map(toManifestArticle),
  };
  const lines = articles.map(({ article }) => `${JSON.stringify(article)}\n`);
  await writeDurably(path.join(folder, MANIFEST_FILE), `${JSON.stringify(manifest)}\n`);
  await writeDurably(path.join(folder, ARTICLES_FILE), lines.join(''));
  await writeVectors(folder, articles, sources, identity.dimensions);
  await writeChecksums(folder, FILES);
}

/**
 * Reads a published generation, having checked every file of it.
 *
 * @throws {@link UserError} `index-incompatible` when it is of another format, `index-damaged` when a file is missing
 * or not as it was written.
 */
export async function readGeneration(indexDir: string, generation: string): Promise<StoredGeneration> {
  const folder = generationFolder(indexDir, generation);
  const manifestFile = path.join(folder, MANIFEST_FILE);
  const manifestJson = await readText(manifestFile);
  // The version comes first: of another format, not even the names of the files are known.
  const { formatVersion } = parsed(manifestFile, () =>
    manifestVersionSchema.parse(JSON.parse(manifestJson)),
  ).identity;
  if (formatVersion !== INDEX_FORMAT_VERSION) {
    if (!(await isAsRecorded(folder, MANIFEST_FILE))) throw indexDamaged(manifestFile, 'makes no sense');
    throw indexIncompatible(indexDir, [`format ${formatVersion}, not ${INDEX_FORMAT_VERSION}`]);
  }
  await verifyChecksums(folder, FILES);

  const manifest = parsed(manifestFile, () => manifestSchema.parse(JSON.parse(manifestJson)));
  if (manifest.generation !== generation) {
    throw indexDamaged(manifestFile, `is of another generation, ${manifest.generation}`);
  }
  const articlesFile = path.join(folder, ARTICLES_FILE);
  const lines = (await readText(articlesFile)).split('\n');
  const articles = manifest.articles.map((entry, at) => {
    const article = parsed(articlesFile, () => articleSchema.parse(JSON.parse(lines[at] ?? '')));
    return fromStored(article, entry.passages);
  });
  return { folder, manifest, articles };
}

/** Decoded whole: asked for text, `readFile` decodes piece by piece, which takes several times as long. */
async function readText(file: string): Promise<string> {
  return (await readOrDamaged(file, readFile(file))).toString('utf8');
}

function parsed<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw indexDamaged(file, 'makes no sense', error);
  }
}
