import {
  appendFileSync,
  closeSync,
  fstatSync,
  openSync,
  readSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { MAX_FILE_BYTES, readWhole, type OpenFile } from './read-file.js';

let file: string;
let descriptor: number;
beforeEach(async () => {
  file = path.join(await temporaryFolder(), 'a.txt');
  writeFileSync(file, 'Một câu.');
  descriptor = openSync(file, 'r');
});
afterEach(() => {
  closeSync(descriptor);
});

const stat: OpenFile['stat'] = () => fstatSync(descriptor, { bigint: true });

/** The file, on which `change` works between the first look at it and its reading. */
function changed(change: () => void): OpenFile {
  let isDone = false;
  return {
    stat,
    read: (bytes, offset, length) => {
      if (!isDone) change();
      isDone = true;
      return readSync(descriptor, bytes, offset, length, null);
    },
  };
}

test('reads a file, in as many pieces as the disk gives it', () => {
  const inBytes = {
    stat,
    read: (bytes: Uint8Array, offset = 0) => readSync(descriptor, bytes, offset, 1, null),
  };
  expect(readWhole(inBytes)).toEqual({ ok: true, value: Buffer.from('Một câu.') });
});

test.each([
  [
    'grows',
    () => {
      appendFileSync(file, ' Câu hai.');
    },
  ],
  [
    'shrinks',
    () => {
      truncateSync(file, 3);
    },
  ],
  [
    'is written over',
    () => {
      writeFileSync(file, 'Hai câu.');
      utimesSync(file, 0, 0);
    },
  ],
])('a file that %s meanwhile is a problem', (_, change) => {
  expect(readWhole(changed(change))).toMatchObject({
    ok: false,
    problem: { message: 'The file was written to while it was being read.' },
  });
});

test('a file that is deleted meanwhile is read', () => {
  const isDeleted = changed(() => {
    rmSync(file);
  });
  expect(readWhole(isDeleted)).toMatchObject({ ok: true });
});

test('nothing is read of a file that is too large', () => {
  truncateSync(file, MAX_FILE_BYTES + 1);
  const read = () => {
    throw new Error('read');
  };
  expect(readWhole({ stat, read })).toMatchObject({
    problem: { message: expect.stringContaining('too large') as string },
  });
});
