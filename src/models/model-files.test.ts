import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, describe } from 'vitest';
import { type ResolvedModel, vectorRules } from '../embedding/model-families.js';
import {
  fingerprintOf,
  hasModelFiles,
  readModelFiles,
  BUILT_IN_MODEL,
  BUILT_IN_READER,
  locateModel,
} from './model-files.js';
import { tokenLimit } from './load-model.js';
import { PROJECT_ROOT } from '../config/settings.js';

const root = PROJECT_ROOT;
const cacheDir = path.join(root, 'cache');
describe('locateModel', () => {
  const locate = (setting: string, folders: readonly string[] = []) =>
    locateModel(setting, 'reading', { modelCacheDir: cacheDir, modelThreads: 3 }, (folder) =>
      folders.includes(folder),
    );

  test('finds a reading model as it finds an embedding model', () => {
    const folder = path.join(root, 'models', 'judge');
    const found = { purpose: 'reading', repository: null, threads: 3 };
    expect(locate('models/judge', [folder])).toEqual({ ...found, name: 'models/judge', folder });
    expect(locate('org/judge')).toEqual({
      ...found,
      name: 'org/judge',
      folder: path.join(cacheDir, 'org', 'judge'),
      repository: 'org/judge',
    });
  });

  test('knows the built-in model for reading, and no other as one', () => {
    expect(locate(BUILT_IN_READER)).toEqual({
      purpose: 'reading',
      name: 'vi-en-reader',
      folder: path.join(root, 'data', 'models', 'vi-en-reader'),
      repository: null,
      threads: 3,
    });
    expect(() => locate(BUILT_IN_MODEL)).toThrow('READER_MODEL: "vi-en-mini" is neither');
  });

  test.each(['./none', 'none'])('names the setting that is wrong, and the way out: %s', (setting) => {
    const hint = expect.stringMatching(/set READER_MODEL=vi-en-reader\.$/u) as string;
    expect(() => locate(setting)).toThrow(expect.objectContaining({ code: 'model-not-found', hint }));
    expect(() => locate(setting)).toThrow(/^READER_MODEL: /u);
  });
});

const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];

let folder: string;
let model: ResolvedModel;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'model-'));
  await mkdir(path.join(folder, 'onnx'));
  await Promise.all(FILES.map((file) => writeFile(path.join(folder, file), '{"size":1}')));
  const profile = { queryPrefix: '', passagePrefix: '', pooling: 'mean', maxTokens: 512 } as const;
  model = { purpose: 'embedding', name: 'some-model', folder, repository: null, threads: 1, profile };
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder with all files', async () => {
  expect(hasModelFiles(folder)).toBe(true);
  expect(await readModelFiles(model)).toEqual({
    folder,
    weights: 'onnx/model_quantized.onnx',
    config: { size: 1 },
    tokenizerConfig: { size: 1 },
  });
});

test('full-precision weights are taken where there are no quantized ones', async () => {
  await writeFile(path.join(folder, 'onnx/model.onnx'), '');
  expect((await readModelFiles(model)).weights).toBe('onnx/model_quantized.onnx');
  await rm(path.join(folder, 'onnx/model_quantized.onnx'));
  expect((await readModelFiles(model)).weights).toBe('onnx/model.onnx');
});

test.each(FILES)('without %s the model is broken', async (file) => {
  await rm(path.join(folder, file));
  expect(hasModelFiles(folder)).toBe(false);
  await expect(readModelFiles(model)).rejects.toMatchObject({
    name: 'UserError',
    code: 'model-broken',
    message: expect.stringMatching(new RegExp(`some-model cannot be used: ${file} .*is missing`)) as string,
    hint: 'Copy the model again, or set EMBEDDING_MODEL=vi-en-mini.',
  });
});

test.each([
  ['config.json', '{"size":'],
  ['config.json', 'null'],
  ['tokenizer_config.json', '<html>'],
])('with %s holding %s the model is broken', async (file, content) => {
  await writeFile(path.join(folder, file), content);
  await expect(readModelFiles(model)).rejects.toMatchObject({
    code: 'model-broken',
    message: expect.stringContaining(`${file} cannot be read`) as string,
  });
});

test('a broken model of the hub is mended by downloading it again, the built-in one by copying', async () => {
  await rm(path.join(folder, 'config.json'));
  await expect(readModelFiles({ ...model, repository: 'org/some-model' })).rejects.toMatchObject({
    hint: `Delete ${folder}, and the model is downloaded again, or set EMBEDDING_MODEL=vi-en-mini.`,
  });
  await expect(readModelFiles({ ...model, name: 'vi-en-mini' })).rejects.toMatchObject({
    hint: 'Copy the model again.',
  });
  await expect(readModelFiles({ ...model, purpose: 'reading' })).rejects.toMatchObject({
    message: expect.stringMatching(/^The reading model some-model cannot be used/u) as string,
    hint: 'Copy the model again, or set READER_MODEL=vi-en-reader.',
  });
});

test('the fingerprint changes with the content of any file and with the profile, and with nothing else', async () => {
  const fingerprint = async (profile = model.profile) =>
    fingerprintOf(await readModelFiles(model), vectorRules(profile));
  const seen = [await fingerprint()];
  for (const file of FILES) {
    await writeFile(path.join(folder, file), '{"size":2}');
    seen.push(await fingerprint());
  }
  for (const change of [
    { queryPrefix: 'q' },
    { passagePrefix: 'q' },
    { pooling: 'cls' },
    { maxTokens: 128 },
  ] as const) {
    seen.push(await fingerprint({ ...model.profile, ...change }));
  }
  expect(new Set(seen).size).toBe(1 + FILES.length + 4);

  await writeFile(path.join(folder, 'README.md'), 'not part of the model');
  await Promise.all(FILES.map((file) => writeFile(path.join(folder, file), '{"size":1}')));
  expect(await fingerprint()).toBe(seen[0]);
});

const limit = (maxTokens: number, config: object, tokenizerConfig: object) =>
  tokenLimit({ maxTokens }, { config: { ...config }, tokenizerConfig: { ...tokenizerConfig } });

test.each([
  ['nothing is said: the profile’s', 512, {}, {}, 512],
  ['a small profile', 128, { max_position_embeddings: 512 }, { model_max_length: 512 }, 128],
  ['a small model', 512, { max_position_embeddings: 256 }, { model_max_length: 1e30 }, 256],
  ['a tokenizer that sets the limit', 512, { max_position_embeddings: 8192 }, { model_max_length: 384 }, 384],
  [
    'RoBERTa uses no position up to its padding id',
    512,
    { model_type: 'xlm-roberta', max_position_embeddings: 258, pad_token_id: 1 },
    {},
    256,
  ],
  ['RoBERTa pads with 1 unless told', 512, { model_type: 'roberta', max_position_embeddings: 130 }, {}, 128],
  ['values that are no limit', 512, { max_position_embeddings: -1 }, { model_max_length: 'many' }, 512],
])('%s', (_case, maxTokens, config, tokenizerConfig, expected) => {
  expect(limit(maxTokens, config, tokenizerConfig)).toBe(expected);
});
