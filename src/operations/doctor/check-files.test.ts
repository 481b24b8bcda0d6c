import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { judgeSpace, nearestFolder, tryWritingInto, tryWritingTo } from './check-files.js';

test('a try leaves nothing behind and changes nothing', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'log');
  await writeFile(file, 'kept');
  await tryWritingInto(folder);
  await tryWritingTo(file);
  await tryWritingTo(path.join(folder, 'not', 'there', 'yet'));
  expect(await readdir(folder)).toEqual(['log']);
  expect(await readFile(file, 'utf8')).toBe('kept');
});

test('what cannot be written to is said by its error code', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'log');
  await writeFile(file, '');
  await expect(tryWritingTo(folder)).rejects.toMatchObject({ code: 'EISDIR' });
  await expect(tryWritingTo(path.join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(tryWritingInto(path.join(folder, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('the nearest folder is the one in which others would be made', async () => {
  const folder = await temporaryFolder();
  const inner = path.join(folder, 'inner');
  await mkdir(inner);
  await symlink(inner, path.join(folder, 'link'));
  expect(await nearestFolder(inner)).toBe(inner);
  expect(await nearestFolder(path.join(inner, 'a', 'b'))).toBe(inner);
  expect(await nearestFolder(path.join(folder, 'link'))).toBe(path.join(folder, 'link'));
});

test('a file in the way of a folder is an error', async () => {
  const file = path.join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  await expect(nearestFolder(file)).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(nearestFolder(path.join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test('so is a link that leads nowhere', async () => {
  const link = path.join(await temporaryFolder(), 'link');
  await symlink(`${link}-nowhere`, link);
  await expect(nearestFolder(path.join(link, 'index'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

const MB = 1_000_000;

test.each([
  [1000 * MB, 100 * MB, 'well space-enough'],
  [201 * MB, 100 * MB, 'well space-enough'],
  [200 * MB, 100 * MB, 'warning space-scarce'],
  [101 * MB, 100 * MB, 'warning space-scarce'],
  [100 * MB, 100 * MB, 'broken space-too-little'],
  [1 * MB, 0, 'well space-enough'],
  [0, 0, 'broken space-too-little'],
])('%d bytes free beside a generation of %d: %s', (free, generation, expected) => {
  const { level, code } = judgeSpace(free, generation);
  expect(`${level} ${code}`).toBe(expected);
});
