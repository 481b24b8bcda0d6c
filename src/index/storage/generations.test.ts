import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import {
  currentGeneration,
  isGenerationName,
  newGenerationName,
  publishGeneration,
  rollBackGeneration,
} from './generations.js';

const at = (second: number) => new Date(Date.UTC(2024, 9, 17, 21, 19, second));
const build = (folder: string) => writeFile(path.join(folder, 'file'), 'whole');

const publish = (indexDir: string, second: number, builtFrom?: string) =>
  publishGeneration(indexDir, { builtAt: at(second), builtFrom, build });

const onDisk = async (indexDir: string) => (await readdir(path.join(indexDir, 'generations'))).sort();
const isWhole = () => Promise.resolve('whole');

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

  it('keeps the one that it was built from where that was not the current one', async () => {
    const indexDir = await temporaryFolder();
    const first = await publish(indexDir, 1);
    await publish(indexDir, 2);
    const third = await publish(indexDir, 3, first);
    expect(await onDisk(indexDir)).toEqual([first, third]);
    expect(await readFile(path.join(indexDir, 'current'), 'utf8')).toBe(`${third}\n${first}\n`);
  });

  it('goes by what was published last when the clock was set back', async () => {
    const indexDir = await temporaryFolder();
    await publish(indexDir, 30);
    const second = await publish(indexDir, 20);
    const third = await publish(indexDir, 10);
    expect(await currentGeneration(indexDir)).toBe(third);
    expect(await onDisk(indexDir)).toEqual([second, third]);
    expect(await rollBackGeneration(indexDir, isWhole)).toMatchObject({ from: third, to: second });
  });

  it('leaves the old generation current, and nothing else, when building fails', async () => {
    const indexDir = await temporaryFolder();
    const first = await publish(indexDir, 1);
    const failing = publishGeneration(indexDir, {
      builtAt: at(2),
      build: async (folder) => {
        await build(folder);
        throw new Error('disk full');
      },
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await currentGeneration(indexDir)).toBe(first);
    expect(await onDisk(indexDir)).toEqual([first]);
  });

  it.each([
    ['while building', ['generations/20241017T211902Z-abcdef.building']],
    ['after building', ['generations/20241017T211902Z-abcdef']],
    ['while writing the pointer', ['generations/20241017T211902Z-abcdef', 'current.3217290418']],
    ['while writing the pointer by version 0.2', ['generations/20241017T211902Z-abcdef', 'current.new']],
  ])('cleans up after a writer killed %s', async (_, leftovers) => {
    const indexDir = await temporaryFolder();
    const first = await publish(indexDir, 1);
    for (const leftover of leftovers) {
      if (leftover.startsWith('current')) await writeFile(path.join(indexDir, leftover), '2024');
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

  it('replaces a pointer that is missing, keeping what readers got', async () => {
    const indexDir = await temporaryFolder();
    const first = await publish(indexDir, 1);
    await rm(path.join(indexDir, 'current'));
    const missing = {
      code: 'index-damaged',
      message: expect.stringContaining('current is missing') as string,
    };
    await expect(currentGeneration(indexDir)).rejects.toMatchObject(missing);
    await expect(rollBackGeneration(indexDir, isWhole)).rejects.toMatchObject(missing);
    const second = await publish(indexDir, 2, first);
    expect(await currentGeneration(indexDir)).toBe(second);
    expect(await rollBackGeneration(indexDir, isWhole)).toMatchObject({ from: second, to: first });
  });

  it('takes over from a pointer of version 0.2, which named one generation', async () => {
    const indexDir = await temporaryFolder();
    const first = await publish(indexDir, 1);
    await writeFile(path.join(indexDir, 'current'), `${first}\n`);
    const second = await publish(indexDir, 2);
    expect(await rollBackGeneration(indexDir, isWhole)).toMatchObject({ from: second, to: first });
  });
});

describe('rollBackGeneration', () => {
  it('makes the generation before current, once; the next publishing removes the one gone back from', async () => {
    const indexDir = await temporaryFolder();
    const first = await publish(indexDir, 1);
    const second = await publish(indexDir, 2);
    expect(await rollBackGeneration(indexDir, isWhole)).toEqual({
      from: second,
      to: first,
      checked: 'whole',
    });
    expect(await currentGeneration(indexDir)).toBe(first);
    await expect(rollBackGeneration(indexDir, isWhole)).rejects.toMatchObject({
      code: 'rollback-impossible',
    });
    expect(await currentGeneration(indexDir)).toBe(first);

    const third = await publish(indexDir, 3);
    expect(await onDisk(indexDir)).toEqual([first, third]);
    expect(await rollBackGeneration(indexDir, isWhole)).toMatchObject({ from: third, to: first });
  });

  it('goes back to no generation that cannot be read', async () => {
    const indexDir = await temporaryFolder();
    await publish(indexDir, 1);
    const second = await publish(indexDir, 2);
    const rollingBack = rollBackGeneration(indexDir, () => Promise.reject(new Error('damaged')));
    await expect(rollingBack).rejects.toThrow('damaged');
    expect(await currentGeneration(indexDir)).toBe(second);
  });

  it('names an index that is missing, and one that has only one generation', async () => {
    const indexDir = await temporaryFolder();
    await expect(rollBackGeneration(indexDir, isWhole)).rejects.toMatchObject({ code: 'index-missing' });
    const first = await publish(indexDir, 1);
    await expect(rollBackGeneration(indexDir, isWhole)).rejects.toMatchObject({
      code: 'rollback-impossible',
      message: expect.stringContaining(first) as string,
      hint: expect.stringContaining('npm run reindex') as string,
    });
  });
});

describe('the name of a generation', () => {
  const at = (second: number) => new Date(Date.UTC(2024, 9, 17, 21, 19, second));

  describe('newGenerationName', () => {
    it('tells the second and is never the same twice', () => {
      const names = [newGenerationName(at(1), []), newGenerationName(at(1), [])];
      for (const name of names) {
        expect(name).toMatch(/^20241017T211901Z-/);
        expect(isGenerationName(name)).toBe(true);
      }
      expect(new Set(names).size).toBe(2);
    });

    it.each([
      ['of the same second', at(59)],
      ['after the clock was set back', new Date(0)],
    ])('sorts behind the generations that are there, %s', (_, builtAt) => {
      const existing = ['20241017T211959Z-ffffff', '20241017T211901Z-000000', 'lost+found'];
      const name = newGenerationName(builtAt, existing);
      expect(name).toMatch(/^20241017T212000Z-/);
    });

    it('passes over names that no time has made', () => {
      const name = newGenerationName(at(1), ['20249999T999999Z-ffffff', '20251017T211959Z-ffffff.building']);
      expect(name).toMatch(/^20241017T211901Z-/);
    });
  });
});
