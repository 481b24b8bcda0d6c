import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import { FakeEmbedder } from '../../../test/support/fake-embedder.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { UserError } from '../../lib/errors.js';
import { generationFolder } from './generations.js';
import { identityFor } from '../index-identity.js';
import { passageKey } from '../reindex/passage-key.js';
import { openVectraIndex } from './open-vectra-index.js';
import { vectraStore } from './vectra-store.js';

const FILES = ['SHA256SUMS', 'articles.jsonl', 'index.pb', 'manifest.json'];
const builtAt = new Date(Date.UTC(2024, 9, 17));
const embedder = new FakeEmbedder();
const identity = identityFor(embedder, 'by paragraph');
const articles = [
  fakeArticle('a.md', 'Tiêu đề “A”', ['Đoạn một.', 'Đoạn hai, có dấu và 🌾.', 'Đoạn\u2028ba']),
  fakeArticle('b.md', 'B', ['Chỉ một đoạn.']),
];

async function publish(indexDir: string): Promise<string> {
  const indexed = articles.map((article) => ({
    article,
    passages: cutParagraphs(article).map((passage) => ({
      passage,
      key: passageKey(embedder.fingerprint, passage.text),
    })),
  }));
  const vectors = new Map(
    indexed.flatMap(({ passages }) =>
      passages.map(({ passage, key }) => [key, embedder.vector(passage.text)] as const),
    ),
  );
  return vectraStore(indexDir, () => builtAt).publish({ identity, builtAt, articles: indexed, vectors });
}

describe('openVectraIndex', () => {
  it('gives back what was published', async () => {
    const indexDir = await temporaryFolder();
    const generation = await publish(indexDir);
    const index = await openVectraIndex(indexDir, identity);
    expect(index).toMatchObject({ identity, generation, builtAt: '2024-10-17T00:00:00.000Z' });
    expect(index.articles).toEqual(articles);
    expect(index.passages).toEqual(articles.flatMap(cutParagraphs));
  });

  it('keeps what it opened when newer generations come', async () => {
    const indexDir = await temporaryFolder();
    await publish(indexDir);
    const index = await openVectraIndex(indexDir, identity);
    await rm(indexDir, { recursive: true });
    expect(await index.nearest(embedder.vector('Chỉ một đoạn.'), 1)).toMatchObject([{ position: 3 }]);
  });

  it('gives what was kept beside the generation, and is none the worse for what becomes of it', async () => {
    const indexDir = await temporaryFolder();
    const generation = await publish(indexDir);
    await (await openVectraIndex(indexDir, identity)).derived?.keep('words', [Buffer.from('sông')]);
    const { derived } = await openVectraIndex(indexDir, identity);
    expect(derived?.read('words')).toEqual(Buffer.from('sông'));
    await writeFile(path.join(generationFolder(indexDir, generation), 'words'), 'rubbish');
    expect(await openVectraIndex(indexDir, identity)).not.toHaveProperty('damage');
  });

  it('says that there is no index', async () => {
    const indexDir = await temporaryFolder();
    await expect(openVectraIndex(indexDir, identity)).rejects.toMatchObject({
      code: 'index-missing',
      message: expect.stringContaining(indexDir) as string,
      hint: expect.stringContaining('npm run reindex') as string,
    });
  });

  it('gives the reindexer each vector as it was', async () => {
    const indexDir = await temporaryFolder();
    await publish(indexDir);
    const published = await vectraStore(indexDir, () => builtAt).published();
    const vectors = await published?.vectors();
    for (const { text } of articles.flatMap(cutParagraphs)) {
      expect(vectors?.get(passageKey(embedder.fingerprint, text))).toEqual(embedder.vector(text));
    }
  });
});

describe('a damaged generation', () => {
  let indexDir: string;
  let folder: string;
  beforeEach(async () => {
    indexDir = await temporaryFolder();
    folder = generationFolder(indexDir, await publish(indexDir));
    expect((await readdir(folder)).sort()).toEqual(FILES);
  });

  const opening = () => openVectraIndex(indexDir, identity);

  it.each(FILES)('is not opened without %s', async (name) => {
    await rm(path.join(folder, name));
    await expect(opening()).rejects.toMatchObject({
      code: 'index-damaged',
      message: expect.stringContaining(path.join(folder, name)) as string,
      hint: expect.stringContaining('npm run reindex -- --full') as string,
    });
  });

  it.each(FILES)('is not opened when %s is cut short', async (name) => {
    const file = path.join(folder, name);
    await truncate(file, (await readFile(file)).length - 1);
    await expect(opening()).rejects.toMatchObject({ code: 'index-damaged' });
  });

  it('is not opened when it is gone', async () => {
    await rm(folder, { recursive: true });
    await expect(opening()).rejects.toMatchObject({ code: 'index-damaged' });
  });

  it('is not opened when any bit of any file is flipped', async () => {
    const contents = await Promise.all(FILES.map((name) => readFile(path.join(folder, name))));
    const flip = fc
      .nat(FILES.length - 1)
      .chain((at) =>
        fc.record({ at: fc.constant(at), byte: fc.nat((contents[at]?.length ?? 1) - 1), bit: fc.nat(7) }),
      );
    await fc.assert(
      fc.asyncProperty(flip, async ({ at, byte, bit }) => {
        const file = path.join(folder, FILES[at] ?? '');
        const good = contents[at] ?? Buffer.alloc(0);
        const bad = Buffer.from(good);
        bad[byte] = (bad[byte] ?? 0) ^ (1 << bit);
        await writeFile(file, bad);
        const error = await opening().catch((thrown: unknown) => thrown);
        await writeFile(file, good);
        expect(error).toBeInstanceOf(UserError);
        // A bit of the format's number makes another format of it.
        expect(['index-damaged', 'index-incompatible']).toContain((error as UserError).code);
      }),
    );
    await opening();
  });
});
