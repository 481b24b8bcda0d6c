import { appendFile, open, rm, truncate, utimes, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { MAX_FILE_BYTES, readWhole } from './read-file.js';

let file: string;
let handle: FileHandle;
beforeEach(async () => {
  file = path.join(await temporaryFolder(), 'a.txt');
  await writeFile(file, 'Một câu.');
  handle = await open(file);
});
afterEach(() => handle.close());

/** What is known of the file, as at any moment. */
function stat(): FileHandle['stat'] {
  return handle.stat.bind(handle);
}

/** The file, on which `change` works between the first look at it and its reading. */
function changed(change: () => Promise<unknown>): Pick<FileHandle, 'stat' | 'read'> {
  let isDone = false;
  return {
    stat: stat(),
    read: (async (bytes: Buffer, offset: number, length: number) => {
      if (!isDone) await change();
      isDone = true;
      return await handle.read(bytes, offset, length);
    }) as FileHandle['read'],
  };
}

test('reads a file, in as many pieces as the disk gives it', async () => {
  const read = ((bytes: Buffer, offset: number) => handle.read(bytes, offset, 1)) as FileHandle['read'];
  const inBytes = { stat: stat(), read };
  expect(await readWhole(inBytes)).toEqual({ ok: true, value: Buffer.from('Một câu.') });
});

test.each([
  ['grows', () => appendFile(file, ' Câu hai.')],
  ['shrinks', () => truncate(file, 3)],
  ['is written over', () => writeFile(file, 'Hai câu.').then(() => utimes(file, 0, 0))],
])('a file that %s meanwhile is a problem', async (_, change) => {
  expect(await readWhole(changed(change))).toMatchObject({
    ok: false,
    problem: { message: 'The file was written to while it was being read.' },
  });
});

test('a file that is deleted meanwhile is read', async () => {
  expect(await readWhole(changed(() => rm(file)))).toMatchObject({ ok: true });
});

test('nothing is read of a file that is too large', async () => {
  await truncate(file, MAX_FILE_BYTES + 1);
  const read = () => Promise.reject(new Error('read'));
  const unread = { stat: stat(), read: read as FileHandle['read'] };
  expect(await readWhole(unread)).toMatchObject({
    problem: { message: expect.stringContaining('too large') as string },
  });
});
