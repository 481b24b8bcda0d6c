import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { digestOf, writeDurably } from '../../lib/durable-files.js';
import {
  INDEX_FORMAT_VERSION,
  indexIncompatible,
  type IndexIdentity,
  type IndexContents,
  type IndexedArticle,
} from '../passage-index.js';
import { generationFolder } from './generations.js';
import { indexDamaged, readOrDamaged } from './index-errors.js';
import { VECTORS_FILE, type VectorSources, writeVectors } from './vector-file.js';
import type { Article } from '../../corpus/article.js';

/** What an index was built with, as JSON keeps it. */
export const identitySchema = z.object({
  formatVersion: z.int(),
  modelName: z.string(),
  modelFingerprint: z.string(),
  dimensions: z.int().positive(),
  chunking: z.string(),
}) satisfies z.ZodType<IndexIdentity>;

/** An article, as JSON keeps it. */
export const articleSchema = z.object({
  id: z.string(),
  path: z.string(),
  contentHash: z.string(),
  title: z.string(),
  publisher: z.string().nullable(),
  author: z.string().nullable(),
  publishedAt: z.string().nullable(),
  publishedAtInferred: z.boolean(),
  url: z.string().nullable(),
  originalTitle: z.string().nullable(),
  text: z.string(),
}) satisfies z.ZodType<Article>;

/** An article's passages as JSON keeps them, in order of their ordinals: the places of their texts, which the article holds. */
export type StoredPassages = readonly StoredPassage[];

interface StoredPassage {
  readonly start: number;
  readonly end: number;
  /** Start and end of each sentence. */
  readonly sentences: readonly (readonly [number, number])[];
  readonly key: string;
}

/** Checked by hand: an index has a hundred numbers an article, which a schema of each would take longer over than all the rest. */
export const passagesSchema = z.custom<StoredPassages>(
  (value) => Array.isArray(value) && value.every(isStoredPassage),
  'expected passages',
);

const SHA256 = /^[0-9a-f]{64}$/;

function isStoredPassage(value: unknown): value is StoredPassage {
  if (typeof value !== 'object' || value === null) return false;
  const { start, end, sentences, key } = value as Partial<Record<keyof StoredPassage, unknown>>;
  return (
    isOffset(start) &&
    isOffset(end) &&
    typeof key === 'string' &&
    SHA256.test(key) &&
    Array.isArray(sentences) &&
    sentences.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isOffset))
  );
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function toStoredPassages({ passages }: IndexedArticle): StoredPassages {
  return passages.map(({ passage, key }) => ({
    start: passage.start,
    end: passage.end,
    sentences: passage.sentences.map(({ start, end }) => [start, end]),
    key,
  }));
}

/** The opposite of {@link toStoredPassages}. */
export function fromStored(article: Article, passages: StoredPassages): IndexedArticle {
  return {
    article,
    passages: passages.map(({ start, end, sentences, key }, ordinal) => ({
      passage: {
        articleId: article.id,
        ordinal,
        start,
        end,
        text: article.text.slice(start, end),
        sentences: sentences.map(([from, to]) => ({ start: from, end: to })),
      },
      key,
    })),
  };
}

/*
 * The files of a generation, besides the checksums of them all: manifest.json; articles.jsonl, an Article a line in
 * the manifest's order; and vectra's file of vectors, an item a passage in the same order. What `derivedFiles` keeps in the same
 * folder is none of them: whatever becomes of it, the generation is whole.
 */
const MANIFEST_FILE = 'manifest.json';
const ARTICLES_FILE = 'articles.jsonl';
const FILES = [MANIFEST_FILE, ARTICLES_FILE, VECTORS_FILE];

const count = z.int().nonnegative();

const manifestSchema = z.object({
  identity: identitySchema,
  generation: z.string(),
  builtAt: z.iso.datetime(),
  totals: z.object({ articles: count, passages: count }),
  articles: z.array(
    z.object({ id: z.string(), path: z.string(), contentHash: z.string(), passages: passagesSchema }),
  ),
});

type Manifest = z.infer<typeof manifestSchema>;

/** The part of a manifest that every version of the format has. */
const manifestVersionSchema = z.object({ identity: z.object({ formatVersion: z.int() }) });

/**
 * In the form of sha256sum, so that `sha256sum -c SHA256SUMS` checks a generation by hand; a comment before each line tells
 * how long the file is. Changed itself, it differs from what the other files are.
 */
const CHECKSUMS_FILE = 'SHA256SUMS';
/** A file's two lines, but that indexes of version 0.2 have no lengths. */
const ENTRY = /^# (?<bytes>\d+) bytes\n[0-9a-f]{64} {2}(?<name>.+)$/gmu;

interface Entry {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

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
    articles: articles.map((indexed) => {
      const { id, path: place, contentHash } = indexed.article;
      return { id, path: place, contentHash, passages: toStoredPassages(indexed) };
    }),
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

/** Records what `files` of `folder` hold. */
export async function writeChecksums(folder: string, files: readonly string[]): Promise<void> {
  const entries = await Promise.all(files.map((name) => entryOf(folder, name)));
  await writeDurably(path.join(folder, CHECKSUMS_FILE), entries.map(linesOf).join(''));
}

/**
 * Checks that `files` of `folder` hold what they held when the checksums were written.
 *
 * @throws {@link UserError} `index-damaged`, naming the file; that of the checksums where all files have theirs, or it lacks
 * one.
 */
export async function verifyChecksums(folder: string, files: readonly string[]): Promise<void> {
  const checksumsFile = path.join(folder, CHECKSUMS_FILE);
  const recorded = await readOrDamaged(checksumsFile, readFile(checksumsFile, 'utf8'));
  const hasLengths = recorded.startsWith('#');
  const entries = await Promise.all(files.map((name) => entryOf(folder, name)));
  if (entries.map(hasLengths ? linesOf : checksumLineOf).join('') === recorded) return;
  const damaged = (name: string, how: string) =>
    indexDamaged(path.join(folder, name), `is not as it was written${how}`);
  const lengths = new Map(
    [...recorded.matchAll(ENTRY)].map(({ groups }) => [groups?.['name'], groups?.['bytes']]),
  );
  for (const entry of hasLengths ? entries : []) {
    const { name, bytes } = entry;
    const length = lengths.get(name);
    if (length === undefined || bytes === Number(length)) continue;
    throw recorded.includes(checksumLineOf(entry))
      ? damaged(CHECKSUMS_FILE, `: ${name} has the SHA-256 in it, but ${bytes} bytes, not ${length}`)
      : damaged(name, `: it has ${bytes} bytes, not ${length}`);
  }
  const differing = entries.find(
    ({ name, sha256 }) => recorded.includes(`  ${name}\n`) && !recorded.includes(sha256),
  );
  throw differing === undefined
    ? damaged(CHECKSUMS_FILE, '')
    : damaged(differing.name, `: its SHA-256 differs from the one in ${CHECKSUMS_FILE}`);
}

/** False when a file is not the one of its name whose checksum was written; true where there are no checksums. */
export async function isAsRecorded(folder: string, name: string): Promise<boolean> {
  const recorded = await readFile(path.join(folder, CHECKSUMS_FILE), 'utf8').catch(() => null);
  return recorded?.includes(checksumLineOf(await entryOf(folder, name))) ?? true;
}

async function entryOf(folder: string, name: string): Promise<Entry> {
  const file = path.join(folder, name);
  return { name, ...(await readOrDamaged(file, digestOf(file))) };
}

function linesOf(entry: Entry): string {
  return `# ${entry.bytes} bytes\n${checksumLineOf(entry)}`;
}

function checksumLineOf({ sha256, name }: Entry): string {
  return `${sha256}  ${name}\n`;
}
