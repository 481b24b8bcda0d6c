import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startHubServer } from '../../test/hub-server.js';
import { writeTinyReader, type Taste } from '../../test/support/tiny-reader.js';
import type { DownloadProgress } from '../models/model-files.js';
import { ModelProcess, type OpeningOptions } from '../models/model-process.js';
import type { PassageToRead } from './reader.js';
import { ProcessReader } from './process-reader.js';

// Nothing listens on the discard port: a request to the hub would fail the test.
const OFFLINE = { modelCacheDir: '/no-such-cache', modelHub: 'http://127.0.0.1:9/', modelThreads: 1 };
const QUANTIZED = 'onnx/model_quantized.onnx';
const SOON = 60_000;

let scratch: string;
let models = 0;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'reader-'));
});
afterAll(() => rm(scratch, { recursive: true }));

async function written(taste: Taste): Promise<string> {
  const folder = path.join(scratch, `model-${models++}`);
  await writeTinyReader(folder, taste);
  return folder;
}

function readerOf(
  readerModel: string,
  settings: OpeningOptions = OFFLINE,
  onDownload?: (progress: DownloadProgress) => void,
): ProcessReader {
  const models = new ModelProcess(`models of ${readerModel}`, onDownload);
  onTestFinished(() => models.close());
  return new ProcessReader(readerModel, settings, models);
}

const open = async (taste: Taste) => readerOf(await written(taste));
const passage = (text: string, title = ''): PassageToRead => ({ title, text });

/** The best span of each passage in words, with its margin; null for one that was not read. */
async function bestOf(reader: ProcessReader, passages: readonly PassageToRead[], withinMs = SOON) {
  const readings = await reader.read('Ai?', passages, withinMs);
  return readings.map((reading, at) => {
    const best = reading?.spans[0];
    if (best === undefined) return null;
    return [passages[at]?.text.slice(best.start, best.end), Number(best.margin.toFixed(4))];
  });
}

describe('what is read', () => {
  test('is the span that the model likes best, as words of the passage', async () => {
    const reader = await open({ begins: { bà: 3, ông: 2 }, ends: { lan: 3, tám: 2 }, none: 1 });
    const texts = ['Người trao giải là bà Nguyễn Thị Lan, giám đốc.', 'Có ông Tám.', 'Không ai cả.'];
    expect(
      await bestOf(
        reader,
        texts.map((text) => passage(text)),
      ),
    ).toEqual([
      ['bà Nguyễn Thị Lan', 4],
      ['ông Tám', 2],
      [expect.any(String), -2],
    ]);
  });

  test('is in the order of the passages, whatever their lengths and the batches', async () => {
    const reader = await open({ begins: { lúa: 1 }, ends: { lúa: 1 } });
    const passages = Array.from({ length: 30 }, (_, at) =>
      passage(`${'khác '.repeat((at * 13) % 100)}lúa ${at}`),
    );
    const best = await bestOf(reader, passages);
    expect(best).toEqual(passages.map(() => ['lúa', 2]));
  });

  test('never lies in the title or the question', async () => {
    const reader = await open({ begins: { ai: 9, huế: 9, lúa: 1 }, ends: { ai: 9, huế: 9, lúa: 1 } });
    expect(await bestOf(reader, [passage('Mùa lúa.', 'Huế')])).toEqual([['lúa', 2]]);
  });

  test('is nothing where there is nothing to read', async () => {
    const reader = await open({ begins: {}, ends: {} });
    await expect(reader.read('Ai?', [], SOON)).resolves.toEqual([]);
    expect(await bestOf(reader, [passage('')])).toEqual([null]);
  });

  test('is as much as the model can read: the end of the passage goes first', async () => {
    const reader = await open({ begins: { lúa: 5 }, ends: { lúa: 5 }, maxTokens: 24 });
    const [near, far] = await bestOf(reader, [passage('lúa chín'), passage(`${'khác '.repeat(50)}lúa`)]);
    expect(near).toEqual(['lúa', 10]);
    expect(far?.[1]).toBe(0);
    await expect(
      reader.read('x '.repeat(100_000), [passage('x'.repeat(100_000))], SOON),
    ).resolves.toHaveLength(1);
  });

  test('is nothing after the time that there is for it', async () => {
    const reader = await open({ begins: { lúa: 1 }, ends: { lúa: 1 } });
    await reader.open();
    expect(await bestOf(reader, [passage('lúa'), passage('lúa')], 0)).toEqual([null, null]);
  });
});

test('a run that fails rejects and is remembered, and the next one is not disturbed', async () => {
  const reader = await open({ begins: { lúa: 2 }, ends: { lúa: 2 }, failsAt: 'hỏng' });
  await expect(bestOf(reader, [passage('lúa'), passage('hỏng')])).rejects.toThrow();
  expect(reader.trouble).toBeInstanceOf(Error);
  await expect(bestOf(reader, [passage('lúa')])).resolves.toEqual([['lúa', 4]]);
  expect(reader.trouble).toBeNull();
});

describe('what is opened', () => {
  test('quantized weights before full-precision ones', async () => {
    const folder = await written({ begins: { lúa: 2 }, ends: {} });
    await writeTinyReader(folder, { begins: { lúa: 5 }, ends: {} }, 'full');
    expect(await bestOf(readerOf(folder), [passage('lúa')])).toEqual([['lúa', 2]]);
    await rm(path.join(folder, QUANTIZED));
    expect(await bestOf(readerOf(folder), [passage('lúa')])).toEqual([['lúa', 5]]);
  });

  test('a model of the hub, downloaded once and not before it is wanted', async () => {
    const name = 'Example/tiny-reader';
    const hub = await startHubServer({ [name]: await written({ begins: { lúa: 2 }, ends: {} }) });
    const progress: DownloadProgress[] = [];
    const settings = { modelCacheDir: path.join(scratch, 'cache'), modelHub: hub.url, modelThreads: 1 };
    const reader = readerOf(name, settings, (step) => progress.push(step));
    expect(reader.name).toBe(name);
    expect(hub.requests).toEqual([]);
    const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', QUANTIZED];
    expect(await bestOf(reader, [passage('lúa')])).toEqual([['lúa', 2]]);
    expect(hub.requests).toEqual(files.map((file) => `/${name}/resolve/main/${file}`));
    expect([...new Set(progress.map(({ file }) => file))]).toEqual(files);

    await hub.close();
    expect(await bestOf(readerOf(name, settings), [passage('lúa')])).toEqual([['lúa', 2]]);
  });

  test('no model that the hub does not have', async () => {
    const hub = await startHubServer({});
    onTestFinished(() => hub.close());
    const reader = readerOf('Example/none', {
      modelCacheDir: path.join(scratch, 'cache'),
      modelHub: hub.url,
      modelThreads: 1,
    });
    const expected = {
      code: 'model-not-found',
      hint: expect.stringContaining('READER_MODEL=vi-en-reader') as string,
    };
    await expect(reader.open()).rejects.toMatchObject(expected);
    await expect(reader.read('Ai?', [passage('lúa')], SOON)).rejects.toMatchObject(expected);
    expect(reader.trouble).toMatchObject(expected);
  });

  test('no folder that is not there, or holds half a model', async () => {
    const missing = path.join(scratch, 'missing');
    await expect(readerOf(missing).open()).rejects.toMatchObject({
      name: 'UserError',
      code: 'model-not-found',
      message: `READER_MODEL: there is no folder ${missing}.`,
    });
    const folder = await written({ begins: {}, ends: {} });
    await truncate(path.join(folder, QUANTIZED), 50);
    await expect(readerOf(folder).open()).rejects.toMatchObject({
      code: 'model-broken',
      message: expect.stringContaining(`${QUANTIZED} cannot be loaded`) as string,
    });
  });

  test('none whose outputs are of another kind, or whose tokens do not tell their words', async () => {
    const other = await written({ begins: {}, ends: {} });
    const weights = (await readFile(path.join(other, QUANTIZED))).toString('latin1');
    await writeFile(
      path.join(other, QUANTIZED),
      Buffer.from(weights.replaceAll('start_logits', 'other_logits'), 'latin1'),
    );
    await expect(readerOf(other).open()).rejects.toMatchObject({
      code: 'model-broken',
      message: expect.stringContaining('it gives no start_logits and end_logits') as string,
    });

    const wordless = await written({ begins: {}, ends: {} });
    const file = path.join(wordless, 'tokenizer.json');
    const tokenizer = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(
      file,
      JSON.stringify({ ...tokenizer, pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true } }),
    );
    await expect(readerOf(wordless).open()).rejects.toMatchObject({
      code: 'model-broken',
      message: expect.stringContaining('tokenizer.json cannot be loaded') as string,
    });
  });
});
