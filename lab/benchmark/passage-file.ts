import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { embeddingText } from '../../src/corpus/chunk.js';
import type { PublishedIndex } from '../../src/index/passage-index.js';
import type { SizeFolder } from './size-folder.js';

/** Passages handed on at once. */
const AT_ONCE = 500;

/** A passage as every contender but ours gets it: no peer cuts articles by these rules. */
export interface FilePassage {
  readonly id: string;
  /** What is embedded for it, with the article's title and day. */
  readonly text: string;
}

/** Passages with their vectors, in order. */
interface PassageBatch {
  readonly passages: readonly FilePassage[];
  readonly vectors: readonly Float32Array[];
}

/** Writes what an index holds for the peers to take up. */
export async function writePassages(place: SizeFolder, published: PublishedIndex): Promise<void> {
  const vectors = await published.vectors();
  await mkdir(path.dirname(place.passagesFile), { recursive: true });
  const passagesFile = await open(place.passagesFile, 'w');
  const vectorsFile = await open(place.vectorsFile, 'w');
  try {
    for (const { article, passages } of published.articles) {
      const lines = passages.map(({ passage }) => ({
        id: `${article.id}:${passage.ordinal}`,
        text: embeddingText(article, passage),
      }));
      await passagesFile.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      for (const { key } of passages) {
        const { buffer, byteOffset, byteLength } = vectors.get(key) ?? new Float32Array();
        await vectorsFile.appendFile(new Uint8Array(buffer, byteOffset, byteLength));
      }
    }
  } finally {
    await Promise.all([passagesFile.close(), vectorsFile.close()]);
  }
}

/** Reads the passages, some at a time, without ever holding them all. */
export async function* readPassages({ passagesFile }: SizeFolder): AsyncGenerator<readonly FilePassage[]> {
  let batch: FilePassage[] = [];
  for await (const line of createInterface({ input: createReadStream(passagesFile), crlfDelay: Infinity })) {
    batch.push(JSON.parse(line) as FilePassage);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** {@link readPassages} with the passages' vectors. */
export async function* readVectors(place: SizeFolder, dimensions: number): AsyncGenerator<PassageBatch> {
  const file = await open(place.vectorsFile);
  try {
    for await (const passages of readPassages(place)) {
      const elements = new Float32Array(passages.length * dimensions);
      await file.read(new Uint8Array(elements.buffer));
      // A copy each: a row of the batch's memory would keep the whole batch.
      const vectors = passages.map((_, row) => elements.slice(row * dimensions, (row + 1) * dimensions));
      yield { passages, vectors };
    }
  } finally {
    await file.close();
  }
}
