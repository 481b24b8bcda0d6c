import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config/settings.js';
import { UserError } from '../lib/errors.js';
import { BUILT_IN_MODEL } from '../models/model-files.js';
import { resolveModel } from './model-families.js';

const root = PROJECT_ROOT;
const cacheDir = path.join(root, 'cache');
const resolve = (setting: string, folders: readonly string[] = []) =>
  resolveModel(setting, { modelCacheDir: cacheDir, modelThreads: 3 }, (folder) => folders.includes(folder));

describe('resolveModel', () => {
  test('the built-in model lies in its own folder and is never downloaded', () => {
    expect(resolve(BUILT_IN_MODEL)).toEqual({
      purpose: 'embedding',
      name: 'vi-en-mini',
      folder: path.join(root, 'data', 'models', 'vi-en-mini'),
      repository: null,
      threads: 3,
      profile: { queryPrefix: '', passagePrefix: '', pooling: 'mean', maxTokens: 512 },
    });
  });

  test('a hub name is kept below the cache folder', () => {
    const model = resolve('Xenova/multilingual-e5-small');
    expect(model.repository).toBe('Xenova/multilingual-e5-small');
    expect(model.folder).toBe(path.join(cacheDir, 'Xenova', 'multilingual-e5-small'));
  });

  test.each([
    ['Xenova/multilingual-e5-small', 'query: ', 'passage: ', 'mean', 512],
    ['Xenova/multilingual-e5-base', 'query: ', 'passage: ', 'mean', 512],
    ['Xenova/multilingual-e5-large', 'query: ', 'passage: ', 'mean', 512],
    ['Xenova/e5-small-v2', 'query: ', 'passage: ', 'mean', 512],
    ['Xenova/multilingual-e5-large-instruct', '', '', 'mean', 512],
    ['Xenova/bge-m3', '', '', 'cls', 512],
    ['Xenova/paraphrase-multilingual-MiniLM-L12-v2', '', '', 'mean', 128],
    ['someone/else5-small', '', '', 'mean', 512],
  ])('%s has the profile of its family', (name, queryPrefix, passagePrefix, pooling, maxTokens) => {
    expect(resolve(name).profile).toEqual({ queryPrefix, passagePrefix, pooling, maxTokens });
  });

  test('a folder is taken from the project root and has the profile of the family it is named for', () => {
    const folder = path.join(root, 'models', 'my-multilingual-e5-small');
    for (const setting of ['./models/my-multilingual-e5-small', 'models/my-multilingual-e5-small', folder]) {
      const model = resolve(setting, [folder]);
      expect(model).toMatchObject({ name: setting, folder, repository: null });
      expect(model.profile.queryPrefix).toBe('query: ');
    }
  });

  test.each(['./none', '../none', '.', path.resolve('/nowhere/none')])(
    '%s: a folder that is not there',
    (setting) => {
      expect(() => resolve(setting)).toThrow(/^EMBEDDING_MODEL: there is no folder/);
    },
  );

  test.each(['e5', 'a/b/c', 'a/..', 'x/..hidden', 'a/b..c', 'a/', '/b', 'a b/c', 'a/b\n', 'http://hub/x'])(
    '%j is no model',
    (setting) => {
      expect(() => resolve(setting)).toThrow(UserError);
    },
  );

  test('no setting leads to a download outside the cache folder', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '.', '/', '\\', '-', '_', '~', '%'), maxLength: 8 });
    fc.assert(
      fc.property(part, part, (org, name) => {
        try {
          const model = resolve(`${org}/${name}`);
          const inside = path.relative(cacheDir, model.folder);
          expect(inside.split(path.sep)).toHaveLength(2);
          expect(inside).not.toContain('..');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
