import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import {
  currentGeneration,
  generationFolder,
  newGenerationName,
  openCurrentGeneration,
  publishGeneration,
} from './generations.js';

const at = (second: number) => new Date(Date.UTC(2024, 9, 17, 21, 19, second));
const build = (folder: string) => writeFile(path.join(folder, 'file'), 'whole');

async function publish(indexDir: string, second: number): Promise<string> {
  const name = newGenerationName(at(second));
  await publishGeneration(indexDir, name, build);
  return name;
}

const onDisk = async (indexDir: string) => (await readdir(path.join(indexDir, 'generations'))).sort();

describe('newGenerationName', () => {
  it('sorts by time and is never the same twice', () => {
    const names = [newGenerationName(at(1)), newGenerationName(at(1)), newGenerationName(at(2))];
    expect(names[0]).toMatch(/^20241017T211901Z-/);
    expect(new Set(names).size).toBe(3);
    expect((names[0] ?? '') < (names[2] ?? '')).toBe(true);
  });
});

describe('publishGeneration', () => {
  it('makes the generation current and keeps the one before', async () => {
    const indexDir = await temporaryFolder();
    expect(await currentGeneration(indexDir)).toBeNull();
    await publish(indexDir, 1);
    const second = await publish(indexDir, 2);
    const third = await publish(indexDir, 3);
    expect(await currentGeneration(indexDir)).toBe(third);
    expect(await onDisk(indexDir)).toEqual([second, third]);
  });

  it('leaves the old generation current, and nothing else, when building fails', async () => {
    const indexDir = await temporaryFolder();
    const first = await publish(indexDir, 1);
    const failing = publishGeneration(indexDir, newGenerationName(at(2)), async (folder) => {
      await build(folder);
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await currentGeneration(indexDir)).toBe(first);
    expect(await onDisk(indexDir)).toEqual([first]);
  });

  it.each([
    ['while building', ['generations/20241017T211902Z-abcdef.building']],
    ['after building', ['generations/20241017T211902Z-abcdef']],
    ['while writing the pointer', ['generations/20241017T211902Z-abcdef', 'current.new']],
  ])('cleans up after a writer killed %s', async (_, leftovers) => {
    const indexDir = await temporaryFolder();
    const first = await publish(indexDir, 1);
    for (const leftover of leftovers) {
      if (leftover === 'current.new') await writeFile(path.join(indexDir, leftover), '2024');
      else await mkdir(path.join(indexDir, leftover), { recursive: true });
    }
    expect(await currentGeneration(indexDir)).toBe(first);
    const second = await publish(indexDir, 3);
    expect(await onDisk(indexDir)).toEqual([first, second]);
    expect((await readdir(indexDir)).sort()).toEqual(['current', 'generations']);
  });

  it('replaces a pointer that names nothing', async () => {
    const indexDir = await temporaryFolder();
    await writeFile(path.join(indexDir, 'current'), '../elsewhere\n');
    await expect(currentGeneration(indexDir)).rejects.toMatchObject({
      code: 'index-damaged',
      message: expect.stringContaining(path.join(indexDir, 'current')) as string,
      hint: expect.stringContaining('npm run reindex -- --full') as string,
    });
    const first = await publish(indexDir, 1);
    expect(await currentGeneration(indexDir)).toBe(first);
  });
});

describe('openCurrentGeneration', () => {
  it('opens a whole generation at any moment of publishing', async () => {
    const indexDir = await temporaryFolder();
    await publish(indexDir, 0);
    const writing = { over: false };
    const writer = (async () => {
      for (let second = 1; second <= 20; second += 1) await publish(indexDir, second);
      writing.over = true;
    })();
    let opened = 0;
    while (!writing.over) {
      const files = await openCurrentGeneration(indexDir, (name) =>
        readdir(generationFolder(indexDir, name)),
      );
      expect(files).toEqual(['file']);
      opened += 1;
    }
    await writer;
    expect(opened).toBeGreaterThan(0);
  });

  it('opens the newer generation when the one it began with is gone', async () => {
    const indexDir = await temporaryFolder();
    const first = await publish(indexDir, 1);
    let newest = '';
    const opened = await openCurrentGeneration(indexDir, async (name) => {
      if (name === first) {
        await publish(indexDir, 2);
        newest = await publish(indexDir, 3);
      }
      await readdir(generationFolder(indexDir, name));
      return name;
    });
    expect(opened).toBe(newest);
  });

  it('passes on the error of a generation that is still current', async () => {
    const indexDir = await temporaryFolder();
    await publish(indexDir, 1);
    const opening = openCurrentGeneration(indexDir, () => Promise.reject(new Error('damaged')));
    await expect(opening).rejects.toThrow('damaged');
  });
});
