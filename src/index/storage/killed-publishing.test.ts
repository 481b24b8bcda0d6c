import fs from 'node:fs';
import type * as promises from 'node:fs/promises';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import {
  generationFolder,
  publishGeneration,
  openCurrentGeneration,
  type OpenedGeneration,
} from './generations.js';

/** What is done at each moment at which a writer might be killed: before and after it gives something its name. */
const moments = vi.hoisted(() => ({ pass: (): Promise<void> => Promise.resolve() }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof promises>();
  const rename: typeof real.rename = async (from, to) => {
    await moments.pass();
    await real.rename(from, to);
    await moments.pass();
  };
  return { ...real, rename };
});

/** What write-file-atomic renames by. */
const { rename: renameAtomically } = fs;
Object.assign(fs, {
  rename: (from: string, to: string, done: (error: unknown) => void) => {
    const renaming = moments.pass().then(() => promisify(renameAtomically)(from, to));
    renaming.then(moments.pass).then(() => {
      done(null);
    }, done);
  },
});

let indexDir: string;
let second = 0;
beforeEach(async () => {
  moments.pass = () => Promise.resolve();
  indexDir = await temporaryFolder();
});

async function publish(builtFrom?: string): Promise<string> {
  return await publishGeneration(indexDir, {
    builtAt: new Date(Date.UTC(2024, 9, 17, 21, 19, (second += 1))),
    builtFrom,
    build: (folder) => writeFile(path.join(folder, 'file'), 'whole'),
  });
}

/** Publishes, and gives what readers would get if the writer had been killed at each moment of that. */
async function killedAtEachMoment(
  builtFrom?: string,
): Promise<{ opened: (OpenedGeneration<string> | null)[]; published: string }> {
  const opened: (OpenedGeneration<string> | null)[] = [];
  moments.pass = async () => {
    const left = await temporaryFolder();
    await cp(indexDir, left, { recursive: true });
    const read = async (generation: string) => {
      await readFile(path.join(generationFolder(left, generation), 'file'));
      return generation;
    };
    opened.push(await openCurrentGeneration(left, read));
  };
  return { published: await publish(builtFrom), opened };
}

describe('a writer that is killed while it publishes', () => {
  it('the first generation leaves none that is opened before it is published', async () => {
    const { opened, published } = await killedAtEachMoment();
    expect(opened.at(-1)).toEqual({ opened: published, damage: null });
    expect(new Set(opened.slice(0, -1))).toEqual(new Set([null]));
    expect((await readdir(indexDir)).sort()).toEqual(['current', 'generations']);
  });

  it.each([
    ['is missing', () => rm(path.join(indexDir, 'current'))],
    ['is rubbish', () => writeFile(path.join(indexDir, 'current'), 'rubbish')],
  ])('over a pointer that %s leaves what readers got, or the new one', async (_, spoil) => {
    await publish();
    const inUse = await publish();
    await spoil();
    const { opened, published } = await killedAtEachMoment(inUse);
    expect(opened.at(-1)).toEqual({ opened: published, damage: null });
    expect(new Set(opened.slice(0, -1).map((one) => one?.opened))).toEqual(new Set([inUse]));
  });
});
