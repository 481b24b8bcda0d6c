import { rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { identityFor } from '../index-identity.js';
import type { IndexContents, IndexStore } from '../index-store.js';
import { vectraStore } from './vectra-store.js';

const KEY = 'a'.repeat(64);
const VECTORS = new Map([[KEY, new Float32Array([1, 0])]]);
const builtAt = new Date(Date.UTC(2024, 9, 17));

function contents(text: string): IndexContents {
  const article = fakeArticle('a.md', 'A', [text]);
  const passages = cutParagraphs(article).map((passage) => ({ passage, key: KEY }));
  const identity = identityFor({ name: 'm', fingerprint: 'f', dimensions: 2 }, 'c');
  return { identity, builtAt, articles: [{ article, passages }], vectors: VECTORS };
}

let indexDir: string;
let store: IndexStore;
beforeEach(async () => {
  indexDir = await temporaryFolder();
  store = vectraStore(indexDir, () => builtAt);
});

/** Has the writer's lock removed, as by hand, before some writing. */
async function robbed(write: () => Promise<unknown>): Promise<unknown> {
  return await store.exclusively(async () => {
    await rm(path.join(indexDir, 'writer.lock'), { recursive: true });
    return await write().catch((error: unknown) => error);
  });
}

it.each<[string, () => Promise<unknown>]>([
  ['publishes nothing', () => store.publish(contents('mới'))],
  ['goes back to nothing', () => store.rollBack()],
  ['keeps no vectors', async () => (await store.embeddingProgress()).keep(VECTORS)],
])('a writer that has lost its lock %s, and says so', async (_, write) => {
  await store.publish(contents('một'));
  const second = await store.publish(contents('hai'));
  expect(await robbed(write)).toMatchObject({
    code: 'index-locked',
    message: expect.stringContaining('no longer holds the lock') as string,
  });
  expect((await store.published())?.generation).toBe(second);
  expect((await readdir(indexDir)).sort()).toEqual(['current', 'generations']);
});

it('a writer that loses its lock while it builds publishes nothing, and leaves nothing', async () => {
  const first = await store.publish(contents('một'));
  const asked = new Map(VECTORS);
  // Asked for as the vectors are written.
  asked.get = (key) => {
    rmSync(path.join(indexDir, 'writer.lock'), { recursive: true });
    return VECTORS.get(key);
  };
  const failing = store.exclusively(() => store.publish({ ...contents('hai'), vectors: asked }));
  await expect(failing).rejects.toMatchObject({ code: 'index-locked' });
  expect((await store.published())?.generation).toBe(first);
  expect(await readdir(path.join(indexDir, 'generations'))).toEqual([first]);
});
