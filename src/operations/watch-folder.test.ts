import { EventEmitter, once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { watchFolder } from './follow-articles.js';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await temporaryFolder();
  folder = path.join(root, 'articles');
  await mkdir(path.join(folder, '.git'), { recursive: true });
  await mkdir(path.join(folder, 'sub'));
});

/** Watches the folder and keeps what was told, by names below it. */
async function watching() {
  const heard: string[] = [];
  const told = new EventEmitter();
  const watch = await watchFolder(folder, {
    onChange: (file) => {
      heard.push(path.relative(folder, file));
      told.emit('change');
    },
    onError: (error) => heard.push(String(error)),
  });
  onTestFinished(() => watch.close());
  const hears = async (name: string) => {
    while (!heard.includes(name)) await once(told, 'change');
    heard.length = 0;
  };
  return { watch, heard, hears };
}

test('tells of what comes, changes and goes, in subfolders too', async () => {
  const { watch, hears } = await watching();
  const file = path.join(folder, 'sub', 'bai.md');
  await writeFile(file, 'một');
  await hears('sub/bai.md');
  await writeFile(file, 'một, hai');
  await hears('sub/bai.md');
  await rm(file);
  await hears('sub/bai.md');
  await mkdir(path.join(folder, 'mới'));
  await hears('mới');
  expect(await watch.isSound()).toBe(true);
});

test('tells nothing of hidden files', async () => {
  const { heard, hears } = await watching();
  await writeFile(path.join(folder, '.git', 'index'), '');
  await writeFile(path.join(folder, '_nháp.md'), '');
  await writeFile(path.join(folder, 'sub', 'bai.md'), '');
  // Written last, so that all before it has been told by then.
  await writeFile(path.join(folder, 'cuối.md'), '');
  const before = [...heard];
  await hears('cuối.md');
  expect(before.filter((name) => /git|nháp/u.test(name))).toEqual([]);
});

test('is sound no more once the folder has gone, or another has taken its place', async () => {
  const { watch } = await watching();
  await rm(folder, { recursive: true });
  expect(await watch.isSound()).toBe(false);
  await mkdir(folder);
  expect(await watch.isSound()).toBe(false);

  const again = await watching();
  expect(await again.watch.isSound()).toBe(true);
  await rename(folder, path.join(root, 'old'));
  await mkdir(folder);
  expect(await again.watch.isSound()).toBe(false);
});

test('is not sound where there is no folder yet', async () => {
  await rm(folder, { recursive: true });
  const { watch } = await watching();
  expect(await watch.isSound()).toBe(false);
  await mkdir(folder);
  expect(await watch.isSound()).toBe(false);
});
