import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { makeFolder, makeFolderSync } from './durable-files.js';

/** Both, one after the other. */
const WAYS = [
  ['makeFolder', makeFolder],
  [
    'makeFolderSync',
    (folder: string) =>
      new Promise<void>((resolve) => {
        makeFolderSync(folder);
        resolve();
      }),
  ],
] as const;

describe.each(WAYS)('%s', (name, make) => {
  let root: string;
  beforeEach(async () => {
    root = await temporaryFolder();
    await writeFile(path.join(root, 'file'), '');
    await mkdir(path.join(root, 'there'));
    await symlink(path.join(root, 'nowhere'), path.join(root, 'dangling'));
    await symlink(path.join(root, 'loop'), path.join(root, 'loop'));
    await symlink(path.join(root, 'there'), path.join(root, 'link'));
  });

  test('makes a folder with those above it, also where they are there already', async () => {
    for (const folder of [`${name}/b/c`, 'there', 'there/new/er', 'link', 'link/within']) {
      await make(path.join(root, folder));
      await make(path.join(root, folder));
      expect(existsSync(path.join(root, folder))).toBe(true);
    }
  });

  test.each([
    ['below a file', 'file/x/y'],
    ['in the place of a file', 'file'],
    ['in the place of a link that leads nowhere', 'dangling'],
    ['below a link that leads nowhere', 'dangling/x/y'],
    ['behind a link that leads in a circle', 'loop/x'],
    ['with a name that is too long', 'x'.repeat(300)],
  ])('ends with an error %s', async (_, folder) => {
    await expect(make(path.join(root, folder))).rejects.toMatchObject({ code: expect.any(String) as string });
  });

  test.runIf(existsSync('/proc/self'))('ends with an error where the system takes no folder', async () => {
    for (const folder of ['/proc/dan-nguon', '/proc/dan-nguon/index/generations']) {
      await expect(make(folder)).rejects.toMatchObject({ code: expect.any(String) as string });
    }
  });
});

test('several may make a folder at once', async () => {
  const root = await temporaryFolder();
  // Who comes second has to come at the right moment for it to matter.
  for (let round = 0; round < 200; round++) {
    const folder = path.join(root, String(round), 'a', 'b', 'c');
    await Promise.all(Array.from({ length: 8 }, () => makeFolder(folder)));
    expect(existsSync(folder)).toBe(true);
  }
});
