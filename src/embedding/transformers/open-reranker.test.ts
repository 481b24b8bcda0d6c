import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startHubServer } from '../../../test/hub-server.js';
import { writeTinyCrossEncoder, type Liking } from '../../../test/support/tiny-cross-encoder.js';
import type { DownloadProgress } from '../embedder.js';
import type { Reranker } from '../reranker.js';
import { openReranker } from './open-reranker.js';

// Nothing listens on the discard port: a request to the hub would fail the test.
const OFFLINE = { modelCacheDir: path.join(tmpdir(), 'no-such-cache'), modelHub: 'http://127.0.0.1:9/' };
const QUANTIZED = 'onnx/model_quantized.onnx';

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
const about = (...scores: readonly number[]) => scores.map((score) => expect.closeTo(score, 5) as number);

let scratch: string;
let models = 0;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'reranker-'));
});
afterAll(() => rm(scratch, { recursive: true }));

async function written(liking: Liking): Promise<string> {
  const folder = path.join(scratch, `model-${models++}`);
  await writeTinyCrossEncoder(folder, liking);
  return folder;
}

async function open(liking: Liking): Promise<Reranker> {
  const reranker = await openReranker({ ...OFFLINE, rerankModel: await written(liking) });
  onTestFinished(() => reranker.close());
  return reranker;
}

describe('scores', () => {
  test('are the sigmoid of a single logit', async () => {
    const reranker = await open({ inText: { lúa: [2], cầu: [-1] } });
    const scores = await reranker.score('Ai?', ['Lúa chín.', 'Cầu và lúa.', 'Không gì cả.', 'Cầu', '']);
    expect(scores).toEqual(about(sigmoid(2), sigmoid(1), 0.5, sigmoid(-1), 0.5));
  });

  test('are the second class’s share of two', async () => {
    const reranker = await open({ inText: { lúa: [1, 3], cầu: [2, 0] } });
    await expect(reranker.score('Ai?', ['lúa', 'cầu'])).resolves.toEqual(about(sigmoid(2), sigmoid(-2)));
  });

  test('come from question and text together, which the model can tell apart', async () => {
    const reranker = await open({ inText: { lúa: [2] }, inQuestion: { lúa: [-1], mùa: [1] } });
    await expect(reranker.score('lúa', ['lúa', ''])).resolves.toEqual(about(sigmoid(1), sigmoid(-1)));
    await expect(reranker.score('mùa', ['lúa', 'mùa'])).resolves.toEqual(about(sigmoid(3), sigmoid(1)));
  });

  test('are in the order of the texts, whatever their lengths and the batches', async () => {
    const reranker = await open({ inText: { lúa: [0.5] } });
    const worth = Array.from({ length: 30 }, (_, at) => (at * 7) % 11);
    const texts = worth.map((count, at) => 'lúa '.repeat(count) + 'khác '.repeat((at * 13) % 200));
    await expect(reranker.score('Ai?', texts)).resolves.toEqual(
      about(...worth.map((count) => sigmoid(count / 2))),
    );
  });

  test('there are none for no texts', async () => {
    const reranker = await open({ inText: { lúa: [1] } });
    await expect(reranker.score('Ai?', [])).resolves.toEqual([]);
  });

  test('are of as much as the model can read: the end of the text goes first', async () => {
    const reranker = await open({ inText: { lúa: [1] }, inQuestion: { mùa: [1] }, maxTokens: 13 });
    // Three special tokens leave room for ten.
    await expect(reranker.score('mùa mùa', ['lúa '.repeat(50), 'khác '.repeat(8) + 'lúa'])).resolves.toEqual(
      about(sigmoid(10), sigmoid(2)),
    );
    await expect(reranker.score('mùa '.repeat(50), ['lúa lúa', 'lúa '.repeat(50)])).resolves.toEqual(
      about(sigmoid(10), sigmoid(10)),
    );
    await expect(reranker.score('x'.repeat(100_000), ['x '.repeat(100_000)])).resolves.toEqual([0.5]);
  });
});

test('a run that fails rejects, and the next one is not disturbed', async () => {
  const reranker = await open({ inText: { lúa: [2] }, failsAt: 'hỏng' });
  const failed = expect(reranker.score('Ai?', ['lúa', 'hỏng'])).rejects.toThrow();
  const next = expect(reranker.score('Ai?', ['lúa'])).resolves.toEqual(about(sigmoid(2)));
  await Promise.all([failed, next]);
});

test('closing rejects calls under way and calls to come', async () => {
  const reranker = await open({ inText: { lúa: [2] } });
  const underWay = expect(reranker.score('Ai?', new Array<string>(200).fill('lúa'))).rejects.toThrow(
    'is closed',
  );
  await reranker.close();
  await underWay;
  await expect(reranker.score('Ai?', ['lúa'])).rejects.toThrow(/^The reranking model .* is closed\.$/u);
});

describe('what is opened', () => {
  test('quantized weights before full-precision ones', async () => {
    const folder = await written({ inText: { lúa: [2] } });
    await writeTinyCrossEncoder(folder, { inText: { lúa: [-2] } }, 'full');
    const scoreOfBest = async () => {
      const reranker = await openReranker({ ...OFFLINE, rerankModel: folder });
      const scores = await reranker.score('Ai?', ['lúa']);
      await reranker.close();
      return scores;
    };
    expect(await scoreOfBest()).toEqual(about(sigmoid(2)));
    await rm(path.join(folder, QUANTIZED));
    expect(await scoreOfBest()).toEqual(about(sigmoid(-2)));
  });

  test('a model of the hub, downloaded once', async () => {
    const name = 'Example/tiny-reranker';
    const hub = await startHubServer({ [name]: await written({ inText: { lúa: [2] } }) });
    const cache = path.join(scratch, 'cache');
    const progress: DownloadProgress[] = [];
    const score = async () => {
      const reranker = await openReranker({
        rerankModel: name,
        modelCacheDir: cache,
        modelHub: hub.url,
        onDownload: (step) => progress.push(step),
      });
      expect(reranker.name).toBe(name);
      const scores = await reranker.score('Ai?', ['lúa']);
      await reranker.close();
      return scores;
    };
    const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', QUANTIZED];
    expect(await score()).toEqual(about(sigmoid(2)));
    expect(hub.requests).toEqual(files.map((file) => `/${name}/resolve/main/${file}`));
    expect([...new Set(progress.map(({ file }) => file))]).toEqual(files);

    await hub.close();
    expect(await score()).toEqual(about(sigmoid(2)));
  });

  test('no model that the hub does not have, or that is no reranker', async () => {
    const name = 'Example/three-classes';
    const hub = await startHubServer({ [name]: await written({ inText: { lúa: [1, 2, 3] } }) });
    onTestFinished(() => hub.close());
    const at = { modelCacheDir: path.join(scratch, 'cache'), modelHub: hub.url };
    await expect(openReranker({ ...at, rerankModel: 'Example/none' })).rejects.toMatchObject({
      code: 'model-not-found',
      hint: expect.stringContaining('RERANK_MODEL') as string,
    });
    await expect(openReranker({ ...at, rerankModel: name })).rejects.toMatchObject({
      code: 'model-broken',
      message: expect.stringMatching(
        /^The reranking model Example\/three-classes .* tells 3 classes apart/u,
      ) as string,
      hint: expect.stringContaining('leave RERANK_MODEL out') as string,
    });
  });

  test('no folder that is not there, or holds half a model', async () => {
    const missing = path.join(scratch, 'missing');
    await expect(openReranker({ ...OFFLINE, rerankModel: missing })).rejects.toMatchObject({
      name: 'UserError',
      code: 'model-not-found',
      message: `RERANK_MODEL: there is no folder ${missing}.`,
    });
    const folder = await written({ inText: { lúa: [1] } });
    await truncate(path.join(folder, QUANTIZED), 50);
    await expect(openReranker({ ...OFFLINE, rerankModel: folder })).rejects.toMatchObject({
      code: 'model-broken',
      message: expect.stringContaining(`${QUANTIZED} cannot be loaded`) as string,
    });
  });

  test('none that wants an input which is nothing that a text has', async () => {
    const folder = await written({ inText: { lúa: [1] } });
    const file = path.join(folder, QUANTIZED);
    // Of the same length, so that the file stays what it is.
    const [known, unknown] = ['token_type_ids', 'pixels_of_cats'];
    const weights = (await readFile(file)).toString('latin1');
    expect(weights).toContain(known);
    await writeFile(file, Buffer.from(weights.replaceAll(known, unknown), 'latin1'));
    await expect(openReranker({ ...OFFLINE, rerankModel: folder })).rejects.toMatchObject({
      code: 'model-broken',
      message: expect.stringContaining(`${QUANTIZED} cannot be loaded: it wants ${unknown}`) as string,
    });
  });
});
