import { cp, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { env } from '@xenova/transformers/src/env.js';
import { AutoTokenizer } from '@xenova/transformers/src/tokenizers.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config/settings.js';
import { type Embedder, openEmbedder } from './embedder.js';

const MODELS = path.join(PROJECT_ROOT, 'data', 'models');
const BUILT_IN = path.join(MODELS, 'vi-en-mini');
// Nothing listens on the discard port: a request to the hub would fail the test.
const OFFLINE = {
  modelCacheDir: path.join(tmpdir(), 'no-such-cache'),
  modelHub: 'http://127.0.0.1:9/',
  modelThreads: 1,
};

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, axis) => sum + value * (b[axis] ?? NaN), 0);

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'embedder-'));
});
afterAll(() => rm(scratch, { recursive: true }));

describe('the built-in model', () => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await openEmbedder({ ...OFFLINE, embeddingModel: 'vi-en-mini' });
  });
  afterAll(() => embedder.close());

  const similarity = async (a: string, b: string) => {
    const [first, second] = await embedder.embedPassages([a, b]);
    return dot(first ?? new Float32Array(), second ?? new Float32Array());
  };

  test('describes itself', () => {
    expect(embedder).toMatchObject({ name: 'vi-en-mini', dimensions: 512, maxTokens: 510 });
    expect(embedder.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test('gives unit vectors in the order of the texts, however long, and tells how far it is', async () => {
    // More than one task of 256 texts, of mixed length, so that sorting and chunking must be undone.
    const texts = Array.from(
      { length: 300 },
      (_, at) => `bài số ${at} ` + 'nông thôn mới '.repeat((at * 7) % 23),
    );
    const progress: number[] = [];
    const vectors = await embedder.embedPassages(texts, (done) => progress.push(done));
    expect(vectors).toHaveLength(texts.length);
    for (const vector of vectors) {
      expect(vector).toHaveLength(512);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
    for (const at of [0, 1, 22, 255, 256, 299]) {
      const [alone] = await embedder.embedPassages([texts[at] ?? '']);
      expect(dot(alone ?? new Float32Array(), vectors[at] ?? new Float32Array())).toBeGreaterThan(0.9999);
    }
    expect(progress.at(-1)).toBe(300);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  test('each vector has memory of its own', async () => {
    const vectors = await embedder.embedPassages(['một', 'hai', 'ba', 'bốn']);
    expect(vectors.map(({ buffer }) => buffer.byteLength)).toEqual([2048, 2048, 2048, 2048]);
  });

  test('texts of one meaning are nearer than texts of two: accented, not, and in English', async () => {
    const vietnamese = 'Thủ tướng trao bằng công nhận huyện đạt chuẩn nông thôn mới';
    const other = 'Đội tuyển bóng đá thắng trận chung kết';
    const far = await similarity(vietnamese, other);
    expect(
      await similarity(vietnamese, 'Thu tuong trao bang cong nhan huyen dat chuan nong thon moi'),
    ).toBeGreaterThan(far + 0.2);
    expect(
      await similarity(vietnamese, 'The Prime Minister recognised the new rural district'),
    ).toBeGreaterThan(far + 0.2);
  });

  test('counts tokens as the tokenizer does, without special tokens', async () => {
    env.localModelPath = MODELS;
    env.allowRemoteModels = false;
    const tokenizer = await AutoTokenizer.from_pretrained('vi-en-mini');
    const texts = [
      '',
      'xin chào',
      'Nghị quyết số 26-NQ/TW, ngày 5/8/2008',
      ...'một hai ba bốn '.repeat(10).split(' '),
    ];
    const counted = await embedder.countTokens(texts);
    expect(counted).toEqual(texts.map((text) => tokenizer.encode(text).length - 2));
    expect(counted[0]).toBe(0);
  });

  test('a text over the limit has the vector of its beginning', async () => {
    const fits = 'lúa '.repeat(510);
    expect(await embedder.countTokens([fits])).toEqual([510]);
    expect(await similarity(fits, `${fits} ${'bóng đá '.repeat(200_000)}`)).toBeGreaterThan(0.9999);
  });

  test.each(['', ' \n', '\ud800', 'trước \udfff sau', '\0', 'x'.repeat(100_000), '[SEP] [PAD]'])(
    'a text that is hardly one: %j',
    async (text) => {
      const [vector] = await embedder.embedPassages([text.slice(0, 100_000)]);
      expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
    },
  );

  test('no texts give no vectors', async () => {
    expect(await embedder.embedPassages([])).toEqual([]);
    expect(await embedder.embedQueries([])).toEqual([]);
    expect(await embedder.countTokens([])).toEqual([]);
  });

  test('a query is answered while passages are still being embedded', async () => {
    let done = 0;
    const passages = embedder.embedPassages(
      Array.from({ length: 256 }, (_, at) => `đoạn ${at} ` + 'xây dựng nông thôn mới '.repeat(60)),
      (count) => {
        done = count;
      },
    );
    const [query] = await embedder.embedQueries(['Ai trao bằng?']);
    expect(query).toHaveLength(512);
    expect(done).toBeLessThan(128);
    expect(await passages).toHaveLength(256);
  });

  test('opens again in the same process, with the same fingerprint', async () => {
    const again = await openEmbedder({ ...OFFLINE, embeddingModel: BUILT_IN });
    expect(again.fingerprint).toBe(embedder.fingerprint);
    expect(again.name).toBe(BUILT_IN);
    await again.close();
  });
});

test('closing rejects calls under way and calls to come', async () => {
  const embedder = await openEmbedder({ ...OFFLINE, embeddingModel: 'vi-en-mini' });
  const underWay = embedder.embedPassages(Array.from({ length: 256 }, () => 'nông thôn mới '.repeat(100)));
  const closed = embedder.close();
  await expect(underWay).rejects.toThrow('The embedding model vi-en-mini is closed.');
  await closed;
  await expect(embedder.embedQueries(['Ai?'])).rejects.toThrow('The embedding model vi-en-mini is closed.');
  await embedder.close();
});

describe('a model in a folder', () => {
  const copy = async (name: string) => {
    const folder = path.join(scratch, name);
    await cp(BUILT_IN, folder, { recursive: true });
    return folder;
  };

  test('the prefixes of its family are put before queries and passages, and are part of the fingerprint', async () => {
    const builtIn = await openEmbedder({ ...OFFLINE, embeddingModel: 'vi-en-mini' });
    const e5 = await openEmbedder({ ...OFFLINE, embeddingModel: await copy('multilingual-e5-small') });
    const [query] = await e5.embedQueries(['lúa']);
    const [passage] = await e5.embedPassages(['lúa']);
    expect(query).not.toEqual(passage);
    expect([query, passage]).toEqual(await builtIn.embedPassages(['query: lúa', 'passage: lúa']));
    expect(e5.fingerprint).not.toBe(builtIn.fingerprint);
    expect(e5.maxTokens).toBeLessThan(builtIn.maxTokens);
    await Promise.all([e5.close(), builtIn.close()]);
  });

  test('cls: the first token is the same for all texts of a static model', async () => {
    const embedder = await openEmbedder({ ...OFFLINE, embeddingModel: await copy('bge-m3') });
    const [first, second] = await embedder.embedPassages(['lúa', 'bóng đá hôm nay']);
    expect(first).toEqual(second);
    await embedder.close();
  });

  test.each(['tokenizer.json', 'onnx/model_quantized.onnx'])('with half of %s it is broken', async (file) => {
    const folder = await copy(`half-${path.basename(file)}`);
    await truncate(path.join(folder, file), 100_000);
    await expect(openEmbedder({ ...OFFLINE, embeddingModel: folder })).rejects.toMatchObject({
      name: 'UserError',
      code: 'model-broken',
      message: expect.stringContaining(`${file} cannot be loaded`) as string,
      hint: expect.stringContaining('EMBEDDING_MODEL=vi-en-mini') as string,
    });
  });

  test('a folder that is not there', async () => {
    const missing = path.join(scratch, 'missing');
    await expect(openEmbedder({ ...OFFLINE, embeddingModel: missing })).rejects.toMatchObject({
      code: 'model-not-found',
    });
  });
});
