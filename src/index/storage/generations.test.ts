import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, beforeEach } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import {
  currentGeneration,
  isGenerationName,
  newGenerationName,
  publishGeneration,
  rollBackGeneration,
  generationFolder,
  openCurrentGeneration,
} from './generations.js';
import { indexDamaged } from './index-errors.js';

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

let indexDir: string;
beforeEach(async () => {
  indexDir = await temporaryFolder();
});

let second = 0;
async function publishNext(): Promise<string> {
  return await publishGeneration(indexDir, {
    builtAt: new Date(Date.UTC(2024, 9, 17, 21, 19, (second += 1))),
    build: (folder) => writeFile(path.join(folder, 'file'), 'whole'),
  });
}

/** Opens as a reader does: gives the generation's name when its file is there. */
async function read(generation: string): Promise<string> {
  const folder = generationFolder(indexDir, generation);
  const files = await readdir(folder).catch(() => []);
  if (files.join() !== 'file') throw indexDamaged(folder, 'is damaged');
  return generation;
}

const damage = (generation: string) => rm(path.join(generationFolder(indexDir, generation), 'file'));
const opening = () => openCurrentGeneration(indexDir, read);
const damaged = (what: string) => ({
  code: 'index-damaged',
  message: expect.stringContaining(what) as string,
});

describe('openCurrentGeneration', () => {
  it('opens nothing where nothing was published', async () => {
    expect(await opening()).toBeNull();
    await mkdir(path.join(indexDir, 'generations', '20241017T211900Z-abcdef.building'), { recursive: true });
    expect(await opening()).toBeNull();
  });

  it('opens a whole generation at any moment of publishing', async () => {
    await publishNext();
    const writing = { over: false };
    const writer = (async () => {
      for (let count = 1; count <= 20; count += 1) await publishNext();
      writing.over = true;
    })();
    let opened = 0;
    while (!writing.over) {
      expect(await opening()).toMatchObject({ damage: null });
      opened += 1;
    }
    await writer;
    expect(opened).toBeGreaterThan(0);
  });

  it('opens the newer generation when the one it began with is gone', async () => {
    const first = await publishNext();
    let newest = '';
    const opened = await openCurrentGeneration(indexDir, async (generation) => {
      if (generation === first) {
        await publishNext();
        newest = await publishNext();
      }
      return await read(generation);
    });
    expect(opened).toEqual({ opened: newest, damage: null });
  });

  it('takes no generation for damaged that was gone back from and removed meanwhile', async () => {
    await publishNext();
    const goneBackFrom = await publishNext();
    let newest = '';
    const opened = await openCurrentGeneration(indexDir, async (generation) => {
      if (generation === goneBackFrom) {
        await rollBackGeneration(indexDir, () => Promise.resolve());
        newest = await publishNext();
      }
      return await read(generation);
    });
    expect(opened).toEqual({ opened: newest, damage: null });
  });

  it('passes on another error than damage, whatever else could be opened', async () => {
    await publishNext();
    await publishNext();
    const failing = openCurrentGeneration(indexDir, () => Promise.reject(new Error('of another model')));
    await expect(failing).rejects.toThrow('of another model');
  });
});

describe('a damaged generation', () => {
  it('is passed over for the one before', async () => {
    const first = await publishNext();
    const current = await publishNext();
    await damage(current);
    expect(await opening()).toMatchObject({ opened: first, damage: damaged(current) });
    expect(await currentGeneration(indexDir)).toBe(current);
  });

  it('is passed over when it is missing altogether', async () => {
    const first = await publishNext();
    const current = await publishNext();
    await rm(generationFolder(indexDir, current), { recursive: true });
    expect(await opening()).toMatchObject({ opened: first, damage: damaged(current) });
  });

  it('is named when the one before is of no use either', async () => {
    const first = await publishNext();
    const current = await publishNext();
    await damage(current);
    await damage(first);
    await expect(opening()).rejects.toMatchObject(damaged(current));
    const otherModel = openCurrentGeneration(indexDir, async (generation) => {
      await (generation === current ? read(generation) : Promise.reject(new Error('of another model')));
    });
    await expect(otherModel).rejects.toMatchObject(damaged(current));
  });

  it('is not passed over for one that was gone back from', async () => {
    const first = await publishNext();
    await publishNext();
    await rollBackGeneration(indexDir, () => Promise.resolve());
    await damage(first);
    await expect(opening()).rejects.toMatchObject(damaged(first));
  });
});

describe('a pointer', () => {
  it.each([
    ['empty', ''],
    ['rubbish', '\0'.repeat(48)],
    ['cut short', '20241017T2119'],
    ['of a generation that never was', '20241017T211900Z-abcdef\n'],
  ])('that is %s is passed over for the newest whole generation', async (_, text) => {
    const first = await publishNext();
    await writeFile(path.join(indexDir, 'current'), text);
    expect(await opening()).toMatchObject({ opened: first, damage: damaged(indexDir) });
    await publishNext();
    const third = await publishNext();
    await writeFile(path.join(indexDir, 'current'), text);
    expect((await opening())?.opened).toBe(third);
    await damage(third);
    expect((await opening())?.opened).not.toBe(third);
  });

  it('that is missing is passed over for the newest whole generation', async () => {
    const first = await publishNext();
    const current = await publishNext();
    await rm(path.join(indexDir, 'current'));
    const missing = damaged(`${path.join(indexDir, 'current')} is missing`);
    expect(await opening()).toMatchObject({ opened: current, damage: missing });
    await damage(current);
    expect(await opening()).toMatchObject({ opened: first, damage: missing });
    await damage(first);
    await expect(opening()).rejects.toMatchObject(missing);
  });

  it('that is a folder is, too', async () => {
    const first = await publishNext();
    await rm(path.join(indexDir, 'current'));
    await mkdir(path.join(indexDir, 'current'));
    expect(await opening()).toMatchObject({ opened: first, damage: damaged('EISDIR') });
  });

  it('with a spoilt first line is passed over for what the second names', async () => {
    const first = await publishNext();
    const current = await publishNext();
    await writeFile(path.join(indexDir, 'current'), `20241017T211900Z-abcdef\n${first}\n`);
    expect(await opening()).toMatchObject({ opened: first, damage: damaged('20241017T211900Z-abcdef') });
    await writeFile(path.join(indexDir, 'current'), `${current}\n${first.slice(0, 9)}`);
    expect(await opening()).toEqual({ opened: current, damage: null });
  });

  it('that is rubbish is named where no generation is whole', async () => {
    await damage(await publishNext());
    await writeFile(path.join(indexDir, 'current'), 'rubbish');
    await expect(opening()).rejects.toMatchObject(damaged('does not name a generation'));
  });
});
