import { mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import writeFileAtomic from 'write-file-atomic';
import { interceptWrites, type WriteCall } from './intercept-writes.js';

let root: string;
let folder: string;
let restore: () => void = () => undefined;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  folder = path.join(root, 'index');
  await mkdir(folder);
});
afterEach(async () => {
  restore();
  await rm(root, { recursive: true });
});

function record(): string[] {
  const calls: string[] = [];
  restore = interceptWrites(folder, ({ name, perform }) => {
    calls.push(name);
    return perform();
  });
  return calls;
}

it('hears of every write below the folder, and of nothing else', async () => {
  const calls = record();
  const file = path.join(folder, 'a');
  await writeFile(file, 'one');
  await rename(file, `${file}2`);
  const handle = await open(`${file}2`, 'a');
  await handle.appendFile(' two');
  await handle.datasync();
  await handle.close();
  expect(await readFile(`${file}2`, 'utf8')).toBe('one two');
  await writeFile(path.join(root, 'index-of-another'), '');
  expect(calls).toEqual(['writeFile', 'rename', 'open', 'handle.appendFile', 'handle.datasync']);
});

it('tells reading from writing', async () => {
  const file = path.join(folder, 'a');
  await writeFile(file, 'one');
  const calls = record();
  const handle = await open(file, 'r');
  await handle.readFile();
  await handle.close();
  expect(calls).toEqual([]);
});

it('can have half of the data written', async () => {
  const intercept = async ({ tear }: WriteCall) => {
    await tear?.();
    throw new Error('full');
  };
  restore = interceptWrites(folder, intercept);
  const file = path.join(folder, 'a');
  await expect(writeFile(file, '123456')).rejects.toThrow('full');
  expect(await readFile(file, 'utf8')).toBe('123');
});

it('lets everything through once it is over', async () => {
  const calls = record();
  restore();
  await writeFile(path.join(folder, 'a'), '');
  expect(calls).toEqual([]);
});

it('hears of what write-file-atomic does', async () => {
  const calls = record();
  await writeFileAtomic(path.join(folder, 'a'), 'one');
  expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('one');
  expect(calls).toEqual(['open', 'write', 'fsync', 'rename', 'unlink']);
  restore();
  restore = interceptWrites(folder, async ({ name, perform, tear }) => {
    if (name !== 'write') return await perform();
    await tear?.();
    throw new Error('full');
  });
  await expect(writeFileAtomic(path.join(folder, 'a'), 'another')).rejects.toThrow('full');
  expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('one');
});
