import { readdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import { FakeEmbedder, unit } from '../../../test/support/fake-embedder.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { UserError } from '../../lib/errors.js';
import { identityFor, type PassageIndex, type IndexContents, type IndexStore } from '../passage-index.js';
import { passageKey } from '../gather-articles.js';
import { generationFolder } from './generations.js';
import { derivedFiles, openVectraIndex, vectraStore, decodeVectors, encodeVectors } from './vectra-index.js';

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

describe('the search', () => {
  const DIMENSIONS = 6;
  /** More than vectra's filter is given by name, so that both ways of filtering are taken. */
  const ARTICLES = 150;

  const element = fc.float({ min: -1, max: 1, noNaN: true });
  const direction = fc
    .array(element, { minLength: DIMENSIONS, maxLength: DIMENSIONS })
    .filter((values) => Math.hypot(...values) > 0.01)
    .map(unit);

  const cosine = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

  async function openIndexOf(
    vectors: readonly Float32Array[],
    passagesPerArticle: number,
  ): Promise<PassageIndex> {
    const indexDir = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
    const builtAt = new Date(0);
    const identity = identityFor({ name: 'm', fingerprint: 'f', dimensions: DIMENSIONS }, 'c');
    const key = (position: number) => position.toString(16).padStart(64, '0');
    let position = 0;
    const articles = Array.from({ length: vectors.length / passagesPerArticle }, (_, at) => {
      const paragraphs = Array.from({ length: passagesPerArticle }, (__, ordinal) => `passage ${ordinal}`);
      const article = fakeArticle(`${at}.md`, `Article ${at}`, paragraphs);
      const passages = cutParagraphs(article).map((passage) => ({ passage, key: key(position++) }));
      return { article, passages };
    });
    const byKey = new Map(vectors.map((vector, at) => [key(at), vector]));
    await vectraStore(indexDir, () => builtAt).publish({ identity, builtAt, articles, vectors: byKey });
    const index = await openVectraIndex(indexDir, identity);
    await rm(indexDir, { recursive: true });
    return index;
  }

  describe('nearest', () => {
    const vectors = fc.sample(direction, { numRuns: ARTICLES * 2, seed: 7 });
    let index: PassageIndex;
    let ids: readonly string[];
    beforeAll(async () => {
      index = await openIndexOf(vectors, 2);
      ids = index.articles.map(({ id }) => id);
    });

    /** The similarities of the nearest, best first, by comparing everything. */
    const bruteForce = (query: Float32Array, limit: number, among: ReadonlySet<string>) =>
      index.passages
        .flatMap(({ articleId }, at) =>
          among.has(articleId) ? [cosine(query, vectors[at] ?? new Float32Array())] : [],
        )
        .sort((a, b) => b - a)
        .slice(0, limit);

    async function expectExact(
      query: Float32Array,
      limit: number,
      among?: ReadonlySet<string>,
    ): Promise<void> {
      const nearest = await index.nearest(query, limit, among);
      const wanted = among ?? new Set(ids);
      const exact = bruteForce(query, limit, wanted);
      expect(nearest.map(({ similarity }) => similarity)).toEqual(
        exact.map((similarity) => expect.closeTo(similarity, 4) as number),
      );
      expect(new Set(nearest.map(({ position }) => position)).size).toBe(nearest.length);
      for (const { position, similarity } of nearest) {
        expect(similarity).toBeCloseTo(cosine(query, vectors[position] ?? new Float32Array()), 4);
        expect(wanted.has(index.passages[position]?.articleId ?? '')).toBe(true);
      }
    }

    it('ranks all passages by cosine', async () => {
      await fc.assert(
        fc.asyncProperty(direction, fc.integer({ min: 1, max: 400 }), (query, limit) =>
          expectExact(query, limit),
        ),
      );
    });

    it('ranks the passages of the articles given by cosine, be they few or many', async () => {
      const someArticles = fc
        .nat(ARTICLES)
        .chain((count) =>
          fc
            .shuffledSubarray([...ids], { minLength: count, maxLength: count })
            .map((chosen) => new Set(chosen)),
        );
      await fc.assert(
        fc.asyncProperty(direction, fc.integer({ min: 1, max: 60 }), someArticles, expectExact),
      );
    });

    it('finds nothing in an article that is not there, and knows no empty limit', async () => {
      const query = unit([1, 0, 0, 0, 0, 0]);
      expect(await index.nearest(query, 5, new Set(['no such id']))).toEqual([]);
      expect(await index.nearest(query, 0)).toEqual([]);
    });

    it('refuses a query of another length', async () => {
      await expect(index.nearest(unit([1, 2]), 5)).rejects.toThrow(RangeError);
    });

    it('puts the earlier of two equals first', async () => {
      const same = unit([1, 1, 0, 0, 0, 0]);
      const twins = await openIndexOf([same, unit([0, 0, 1, 0, 0, 0]), same, same], 2);
      const positions = (await twins.nearest(same, 3)).map(({ position }) => position);
      expect(positions).toEqual([0, 2, 3]);
    });
  });
});

describe('derivedFiles', () => {
  const bytes = (text: string) => Buffer.from(text);
  const textOf = (data: Uint8Array | null) => data && Buffer.from(data).toString();

  describe('what is derived from a generation', () => {
    it('is read as it was kept, in place of what was', async () => {
      const folder = await temporaryFolder();
      const derived = derivedFiles(folder);
      await derived.keep('words', [bytes('sông'), bytes(''), bytes(' dài')]);
      expect(textOf(derived.read('words'))).toBe('sông dài');
      await derived.keep('words', [bytes('núi')]);
      expect(textOf(derivedFiles(folder).read('words'))).toBe('núi');
      expect(await readdir(folder)).toEqual(['words']);
    });

    it('is nothing where nothing was kept, or something that is no file', async () => {
      const folder = await temporaryFolder();
      expect(derivedFiles(folder).read('words')).toBeNull();
      expect(derivedFiles(path.dirname(folder)).read(path.basename(folder))).toBeNull();
    });

    it('is there as a whole or not at all: what was kept before is read while it is replaced', async () => {
      const folder = await temporaryFolder();
      const derived = derivedFiles(folder);
      await derived.keep('words', [bytes('núi')]);
      const read: (string | null)[] = [];
      function* chunks() {
        yield bytes('sông');
        read.push(textOf(derived.read('words')));
        yield bytes(' dài');
        read.push(textOf(derived.read('words')));
      }
      await derived.keep('words', chunks());
      expect(read).toEqual(['núi', 'núi']);
    });

    it('is what one of several wrote who keep it at the same time, and nothing is left of the others', async () => {
      const folder = await temporaryFolder();
      const texts = Array.from({ length: 8 }, (_, at) => `${at}`.repeat(100_000));
      await Promise.all(texts.map((text) => derivedFiles(folder).keep('words', [bytes(text), bytes(text)])));
      expect(texts.map((text) => text + text)).toContain(textOf(derivedFiles(folder).read('words')));
      expect(await readdir(folder)).toEqual(['words']);
    });

    it('takes the place of what one that was killed had begun', async () => {
      const folder = await temporaryFolder();
      const derived = derivedFiles(folder);
      let begun: string[] = [];
      function* interrupted() {
        yield bytes('sông');
        begun = readdirSync(folder);
      }
      await derived.keep('words', interrupted());
      for (const name of begun) await writeFile(path.join(folder, name), 'half');
      await writeFile(path.join(folder, 'manifest.json'), '{}');
      await derived.keep('words', [bytes('núi')]);
      expect((await readdir(folder)).sort()).toEqual(['manifest.json', 'words']);
    });

    it.each([
      ['that is not there', () => undefined],
      ['that is a file', (folder: string) => writeFile(folder, '')],
    ])('is not kept in a folder %s, and that is no error', async (_, make) => {
      const parent = await temporaryFolder();
      const folder = path.join(parent, 'generation');
      await make(folder);
      const before = await readdir(parent);
      await derivedFiles(folder).keep('words', [bytes('núi')]);
      expect(derivedFiles(folder).read('words')).toBeNull();
      expect(await readdir(parent)).toEqual(before);
    });

    it('is not kept in a folder that is removed meanwhile, and leaves nothing', async () => {
      const parent = await temporaryFolder();
      const folder = path.join(parent, 'generation');
      await mkdir(folder);
      function* chunks() {
        yield bytes('sông');
        rmSync(folder, { recursive: true });
        yield bytes(' dài');
      }
      await derivedFiles(folder).keep('words', chunks());
      expect(await readdir(parent)).toEqual([]);
    });

    it('leaves nothing where its place is taken', async () => {
      const folder = await temporaryFolder();
      await mkdir(path.join(folder, 'words', 'taken'), { recursive: true });
      await derivedFiles(folder).keep('words', [bytes('núi')]);
      expect(await readdir(folder, { recursive: true })).toEqual(['words', path.join('words', 'taken')]);
    });
  });
});

const KEY = 'a'.repeat(64);
const VECTORS = new Map([[KEY, new Float32Array([1, 0])]]);

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

const key = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const vector = fc.float32Array({ minLength: 0, maxLength: 9 });
const entries = fc.uniqueArray(fc.tuple(key, vector), { selector: ([name]) => name, maxLength: 6 });

describe('vector records', () => {
  it('give back what was written, one batch behind the other', () => {
    fc.assert(
      fc.property(entries, entries, (first, second) => {
        const bytes = Buffer.concat([encodeVectors(first), encodeVectors(second)]);
        expect(decodeVectors(bytes)).toEqual({ vectors: new Map([...first, ...second]), end: bytes.length });
      }),
    );
  });

  it('give back all that is whole when the end was torn off', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (written, cut) => {
        const bytes = encodeVectors(written);
        const { vectors, end } = decodeVectors(bytes.subarray(0, cut % (bytes.length + 1)));
        const whole = written.slice(0, vectors.size);
        expect(vectors).toEqual(new Map(whole));
        expect(end).toBe(encodeVectors(whole).length);
        expect(encodeVectors(written.slice(0, vectors.size + 1)).length).toSatisfy(
          (next: number) => next > cut % (bytes.length + 1) || vectors.size === written.length,
        );
      }),
    );
  });

  it('give back nothing but what was written when any bit is flipped', () => {
    const flipped = entries
      .filter((written) => written.length > 0)
      .chain((written) =>
        fc.record({ written: fc.constant(written), bit: fc.nat(encodeVectors(written).length * 8 - 1) }),
      );
    fc.assert(
      fc.property(flipped, ({ written, bit }) => {
        const bytes = encodeVectors(written);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const { vectors } = decodeVectors(bytes);
        expect(vectors.size).toBeLessThan(written.length);
        expect(vectors).toEqual(new Map(written.slice(0, vectors.size)));
      }),
    );
  });

  it('read rubbish as nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeVectors(Buffer.from(bytes))).toEqual({ vectors: new Map(), end: 0 });
      }),
    );
  });
});
