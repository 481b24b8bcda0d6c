import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config/settings.js';
import { BUILT_IN_MODEL, BUILT_IN_READER, locateModel } from './locate-model.js';

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
