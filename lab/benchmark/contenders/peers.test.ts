import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeVector } from '../made-index.js';
import { SizeFolder } from '../size-folder.js';
import { langchain } from './langchain.js';
import { orama } from './orama.js';
import type { Peer } from './peer.js';
import { vectra } from './vectra.js';

const DIMENSIONS = 16;
const passages = Array.from({ length: 30 }, (_, at) => ({
  id: `tin:${at}`,
  text: `Cầu thứ ${at} dài ${at * 7} mét.`,
}));
const vectors = passages.map(({ text }) => madeVector(text, DIMENSIONS));
const asked = { question: 'Cầu nào dài 21 mét?', vector: madeVector(passages[3]?.text ?? '', DIMENSIONS) };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'peers-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['vectra', (place: SizeFolder): Peer => vectra(place, false), 10],
  ['LangChain', (): Peer => langchain(), 10],
  // Its hybrid search leaves out what is less alike than 0.8 and has none of the words.
  ['Orama', (): Peer => orama(DIMENSIONS), 10],
])('%s takes passages up and finds as many as are wanted', async (name, newPeer, found) => {
  const peer = newPeer(new SizeFolder(path.join(folder, name)));
  await peer.add(passages.slice(0, 20), vectors.slice(0, 20));
  await peer.add(passages.slice(20), vectors.slice(20));
  await peer.finish();
  await expect(peer.search(asked.question, asked.vector)).resolves.toBe(found);
});

test('vectra opens what is written on the short way as what it has written itself', async () => {
  const inserted = vectra(new SizeFolder(path.join(folder, 'inserted')), false);
  await inserted.add(passages, vectors);
  await inserted.finish();
  const place = new SizeFolder(path.join(folder, 'written'));
  const written = vectra(place, false);
  await written.write?.(batches());
  await expect(written.search(asked.question, asked.vector)).resolves.toBe(10);
  const [short = NaN, own = NaN] = [await written.storedBytes(), await inserted.storedBytes()].map(Number);
  // Each part begins with the version again.
  expect(short - own).toBe(2 * 4);
});

test('what is kept on disk is measured, and nothing where nothing is', async () => {
  const database = orama(DIMENSIONS);
  await database.add(passages, vectors);
  expect(await database.storedBytes()).toBeGreaterThan(passages.length * DIMENSIONS * 4);
  await expect(langchain().storedBytes()).resolves.toBeNull();
});

async function* batches() {
  for (const start of [0, 10, 20]) {
    yield await Promise.resolve({
      passages: passages.slice(start, start + 10),
      vectors: vectors.slice(start, start + 10),
    });
  }
}
