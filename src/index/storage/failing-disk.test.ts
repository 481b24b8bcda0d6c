import fs from 'node:fs';
import type * as promises from 'node:fs/promises';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cutParagraphs, FakeCorpus } from '../../../test/support/fake-corpus.js';
import { FakeEmbedder } from '../../../test/support/fake-embedder.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { replaceDurably } from '../../lib/durable-files.js';
import { identityFor } from '../passage-index.js';
import { reindex } from '../reindex.js';
import { openVectraIndex, vectraStore } from './vectra-index.js';

/** The disk: which of its next writes fails, and how. */
const disk = vi.hoisted(() => ({
  /** Writes done since this was set to 0. */
  writes: 0,
  /** The writes that fail, counted from 0. */
  fails: (write: number): boolean => write < 0,
  code: 'ENOSPC',
}));

const fault = () => Object.assign(new Error(`${disk.code}: made up`), { code: disk.code });

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof promises>();
  const write = <Operation extends (...args: never[]) => Promise<unknown>>(operation: Operation) =>
    ((...args: Parameters<Operation>) =>
      disk.fails(disk.writes++) ? Promise.reject(fault()) : operation(...args)) as Operation;
  const open: typeof promises.open = async (...args) => {
    const handle = await real.open(...args);
    handle.appendFile = write(handle.appendFile.bind(handle));
    handle.truncate = write(handle.truncate.bind(handle));
    handle.datasync = write(handle.datasync.bind(handle));
    handle.sync = write(handle.sync.bind(handle));
    return handle;
  };
  const { mkdir, rename, writeFile } = real;
  // It has no hard links: none is needed.
  const link = () => Promise.reject(Object.assign(new Error('ENOTSUP: made up'), { code: 'ENOTSUP' }));
  return {
    ...real,
    open,
    mkdir: write(mkdir),
    rename: write(rename),
    link,
    writeFile: write(writeFile),
  };
});

/** What write-file-atomic writes by. */
for (const name of ['write', 'fsync', 'rename'] as const) {
  const real = fs[name] as (...args: unknown[]) => void;
  const failing = (...args: unknown[]) => {
    const done = args.at(-1) as (error: Error) => void;
    if (disk.fails(disk.writes++)) done(fault());
    else real(...args);
  };
  Object.assign(fs, { [name]: failing });
}

let indexDir: string;
let corpus: FakeCorpus;
beforeEach(async () => {
  disk.fails = () => false;
  disk.code = 'ENOSPC';
  indexDir = path.join(await temporaryFolder(), 'index');
  corpus = new FakeCorpus([['a.md', 'Article A\nof A']]);
});

async function run() {
  disk.writes = 0;
  const now = () => new Date();
  return await reindex({
    listFiles: corpus.listFiles,
    readArticle: corpus.readArticle,
    chunk: (article) => Promise.resolve(cutParagraphs(article)),
    embeddingText: (_, { text }) => text,
    chunking: 'by paragraph',
    embedder: new FakeEmbedder(),
    store: vectraStore(indexDir, now),
    now,
  });
}

async function texts(): Promise<string[]> {
  const index = await openVectraIndex(indexDir, identityFor(new FakeEmbedder(), 'by paragraph'));
  expect(index).not.toHaveProperty('damage');
  return index.passages.map(({ text }) => text).sort();
}

/** The number of writes that a reindex takes which changes something. */
async function countWrites(): Promise<number> {
  await run();
  corpus.set('b.md', 'Article B\nof B');
  await run();
  return disk.writes;
}

describe('a disk that fails at one write of a reindex, or at all from one on,', () => {
  it('leaves the old index or the new one, says so, and the next reindex ends well', async () => {
    const writes = await countWrites();
    expect(writes).toBeGreaterThan(10);
    let failures = 0;
    for (const isForGood of [false, true]) {
      for (let failing = 0; failing < writes; failing += 1) {
        const before = await texts();
        const name = `${isForGood ? 'z' : 'y'}${failing}`;
        corpus.set(`${name}.md`, `Article ${name}\nof ${name}`);
        disk.fails = (write) => (isForGood ? write >= failing : write === failing);
        const outcome = await run().catch((error: unknown) => error);
        disk.fails = () => false;
        const after = [...before, `of ${name}`].sort();
        if (outcome instanceof Error) {
          failures += 1;
          expect(outcome).toMatchObject({
            code: 'index-unwritable',
            message: `The index folder ${indexDir} cannot be written to: the disk is full (ENOSPC).`,
            hint: expect.stringContaining('INDEX_DIR') as string,
          });
          expect([before, after]).toContainEqual(await texts());
        }
        await run();
        expect(await texts()).toEqual(after);
        expect((await readdir(indexDir)).sort()).toEqual(['current', 'generations']);
        // One more than two when the new one was out before the failure: the next publishing removes it.
        expect((await readdir(path.join(indexDir, 'generations'))).length).toBeLessThanOrEqual(3);
      }
    }
    // Only what is written for the sake of tidiness may fail unheard.
    expect(failures).toBeGreaterThanOrEqual(2 * writes - 4);
  });
});

describe('a folder', () => {
  it.each([
    ['ENOSPC', 'the disk is full', /^Make room/],
    ['EDQUOT', 'quota', /^Make room/],
    ['EACCES', 'may not write', /^Make it a folder that this user may write to/],
    ['EROFS', 'read-only', /^Make it a folder that this user may write to/],
  ])('that answers %s is named with the reason and what to do', async (code, why, todo) => {
    disk.fails = () => true;
    disk.code = code;
    await expect(run()).rejects.toMatchObject({
      code: 'index-unwritable',
      message: expect.stringMatching(`${indexDir} cannot be written to: .*${why}.*${code}`) as string,
      hint: expect.stringMatching(todo) as string,
    });
  });

  it('that is a file is named', async () => {
    indexDir = path.join(import.meta.dirname, 'failing-disk.test.ts');
    await expect(run()).rejects.toMatchObject({
      code: 'index-unwritable',
      message: expect.stringContaining('it is not a folder') as string,
    });
  });

  it('that fails in another way is not said to be unwritable', async () => {
    disk.fails = () => true;
    disk.code = 'EMFILE';
    await expect(run()).rejects.toMatchObject({ code: 'EMFILE' });
  });

  it('that cannot be flushed by its file system is not needed to', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    // The fourth write of a replacement is the flush of its folder, after the data, their flush and the rename.
    disk.writes = 0;
    disk.fails = (write) => write === 3;
    disk.code = 'EINVAL';
    await replaceDurably(file, 'whole');
    expect(disk.writes).toBe(4);
  });
});

describe('on Windows, a file that is open just then', () => {
  const { platform } = process;
  const onWindows = async (work: () => Promise<void>) => {
    Object.defineProperty(process, 'platform', { value: 'win32' });
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1_000 });
    try {
      await work();
    } finally {
      vi.useRealTimers();
      Object.defineProperty(process, 'platform', { value: platform });
    }
  };

  it('is replaced a little later', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await onWindows(async () => {
      disk.writes = 0;
      disk.code = 'EPERM';
      // The rename is the third write of each try.
      disk.fails = (write) => write % 3 === 2 && write < 11;
      await replaceDurably(file, 'whole');
      expect(disk.writes).toBe(12);
      disk.fails = () => true;
      await expect(replaceDurably(file, 'newer')).rejects.toMatchObject({ code: 'EPERM' });
    });
  });
});
