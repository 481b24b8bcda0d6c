import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startHubServer, type HubServer } from '../../test/hub-server.js';
import { PROJECT_ROOT } from '../config/settings.js';
import { type DownloadProgress, downloadModel, type HubModel } from './model-files.js';
import { openEmbedder } from '../embedding/embedder.js';
import { ModelProcess } from './model-process.js';

const NAME = 'Xenova/multilingual-e5-small';
const BUILT_IN = path.join(PROJECT_ROOT, 'data', 'models', 'vi-en-mini');
const QUANTIZED = 'onnx/model_quantized.onnx';
const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', QUANTIZED];

let hub: HubServer;
let cache: string;
let folder: string;
const modelNamed = (name: string, purpose: HubModel['purpose'] = 'embedding'): HubModel => ({
  purpose,
  name,
  folder,
  repository: name,
  threads: 1,
});
beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'model-cache-'));
  folder = path.join(cache, NAME);
  hub = await startHubServer({ [NAME]: BUILT_IN });
});
afterEach(async () => {
  await hub.close();
  await rm(cache, { recursive: true });
});

async function download(model = modelNamed(NAME)): Promise<DownloadProgress[]> {
  const progress: DownloadProgress[] = [];
  for await (const step of downloadModel(hub.url, model)) {
    progress.push(step);
  }
  return progress;
}

const storedFiles = async () =>
  (await readdir(cache, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

test('an embedder downloads its model once and then opens without the hub', async () => {
  const open = async () => {
    const progress: DownloadProgress[] = [];
    const settings = { embeddingModel: NAME, modelCacheDir: cache, modelHub: hub.url, modelThreads: 1 };
    const models = new ModelProcess(NAME, (step) => progress.push(step));
    const embedder = await openEmbedder(settings, models);
    await embedder.close();
    return { fingerprint: embedder.fingerprint, progress };
  };

  const first = await open();
  expect(hub.requests).toEqual(FILES.map((file) => `/${NAME}/resolve/main/${file}`));
  expect(await storedFiles()).toEqual([...FILES].sort());
  expect([...new Set(first.progress.map(({ file }) => file))]).toEqual(FILES);

  await hub.close();
  expect(await open()).toEqual({ fingerprint: first.fingerprint, progress: [] });
});

test('progress grows to the size of each file', async () => {
  const weights = (await download()).filter(({ file }) => file === QUANTIZED);
  expect(weights.length).toBeGreaterThan(20);
  const loaded = weights.map(({ loadedBytes }) => loadedBytes);
  expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
  expect(weights.at(-1)).toEqual({ file: QUANTIZED, loadedBytes: 24_262_495, totalBytes: 24_262_495 });
});

test('full-precision weights are asked for only where there are no quantized ones', async () => {
  hub.misbehaviour.set(QUANTIZED, { kind: 'status', status: 404 });
  hub.misbehaviour.set('onnx/model.onnx', { kind: 'content', content: 'weights' });
  await download();
  expect(await storedFiles()).toEqual(
    [...FILES.filter((file) => file !== QUANTIZED), 'onnx/model.onnx'].sort(),
  );
});

test('an address of the hub without a slash at its end, below a path', async () => {
  const progress = downloadModel(`${hub.url}mirror`, modelNamed(NAME));
  await expect(progress.next()).rejects.toMatchObject({ code: 'model-not-found' });
  expect(hub.requests).toEqual([`/mirror/${NAME}/resolve/main/config.json`]);
});

describe('what goes wrong', () => {
  test('a hub that cannot be reached: the error says so, and what works without it', async () => {
    await hub.close();
    await expect(download()).rejects.toMatchObject({
      name: 'UserError',
      code: 'model-unreachable',
      message: expect.stringMatching(/Xenova\/multilingual-e5-small.*ECONNREFUSED/) as string,
      hint: expect.stringContaining('EMBEDDING_MODEL=vi-en-mini') as string,
    });
    expect(await storedFiles()).toEqual([]);
  });

  test('a model that the hub does not have', async () => {
    await expect(download(modelNamed('Xenova/none'))).rejects.toMatchObject({
      code: 'model-not-found',
      message: expect.stringContaining('Xenova/none') as string,
      hint: expect.stringMatching(/^Mend EMBEDDING_MODEL .* or set EMBEDDING_MODEL=vi-en-mini\.$/u) as string,
    });
  });

  test('a reading model: it is its own setting that is named', async () => {
    await expect(download(modelNamed('Xenova/none', 'reading'))).rejects.toMatchObject({
      hint: expect.stringMatching(/^Mend READER_MODEL .* or set READER_MODEL=vi-en-reader\.$/u) as string,
    });
    await hub.close();
    await expect(download(modelNamed(NAME, 'reading'))).rejects.toMatchObject({
      message: expect.stringMatching(/^The reading model cannot be downloaded/u) as string,
      hint: expect.stringContaining('set READER_MODEL=vi-en-reader') as string,
    });
  });

  test('a model without ONNX weights', async () => {
    hub.misbehaviour.set(QUANTIZED, { kind: 'status', status: 404 });
    await expect(download()).rejects.toMatchObject({
      code: 'model-not-found',
      message: expect.stringContaining('onnx/model_quantized.onnx or onnx/model.onnx is not there') as string,
    });
  });

  test('a hub in trouble', async () => {
    hub.misbehaviour.set('tokenizer.json', { kind: 'status', status: 503 });
    await expect(download()).rejects.toMatchObject({
      code: 'model-unreachable',
      message: expect.stringContaining('503 for tokenizer.json') as string,
    });
  });

  test('a login page in place of the hub is not kept as a file', async () => {
    hub.misbehaviour.set('config.json', { kind: 'page' });
    await expect(download()).rejects.toMatchObject({
      code: 'model-unreachable',
      message: expect.stringContaining('web page for config.json') as string,
    });
    expect(await storedFiles()).toEqual([]);
  });

  test('a download that breaks off leaves no part of its file, and the next one takes up from there', async () => {
    hub.misbehaviour.set(QUANTIZED, { kind: 'cut-short' });
    await expect(download()).rejects.toMatchObject({
      code: 'model-unreachable',
      message: expect.stringContaining(`${QUANTIZED} broke off`) as string,
    });
    expect(await storedFiles()).toEqual(FILES.filter((file) => file !== QUANTIZED).sort());

    hub.misbehaviour.clear();
    await download();
    expect(hub.requests.slice(FILES.length)).toEqual([`/${NAME}/resolve/main/${QUANTIZED}`]);
    expect(await storedFiles()).toEqual([...FILES].sort());
  });

  test('what a killed download left is removed, what another one is writing is not', async () => {
    await mkdir(folder, { recursive: true });
    const abandoned = path.join(folder, 'config.json.old.partial');
    await writeFile(abandoned, 'half');
    await utimes(abandoned, 0, 0);
    await writeFile(path.join(folder, 'config.json.live.partial'), 'half');
    await download();
    expect(await storedFiles()).toEqual([...FILES, 'config.json.live.partial'].sort());
  });

  test('a cache folder that cannot be made', async () => {
    await writeFile(path.join(cache, 'Xenova'), 'a file where the folder would be');
    await expect(download()).rejects.toMatchObject({
      code: 'model-broken',
      hint: expect.stringContaining('MODEL_CACHE_DIR') as string,
    });
  });
});
