import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { currentGeneration, generationFolder, publishGeneration, rollBackGeneration } from './generations.js';
import { indexDamaged } from './index-errors.js';
import { openCurrentGeneration } from './open-generation.js';

let indexDir: string;
beforeEach(async () => {
  indexDir = await temporaryFolder();
});

let second = 0;
async function publish(): Promise<string> {
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
    await publish();
    const writing = { over: false };
    const writer = (async () => {
      for (let count = 1; count <= 20; count += 1) await publish();
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
    const first = await publish();
    let newest = '';
    const opened = await openCurrentGeneration(indexDir, async (generation) => {
      if (generation === first) {
        await publish();
        newest = await publish();
      }
      return await read(generation);
    });
    expect(opened).toEqual({ opened: newest, damage: null });
  });

  it('takes no generation for damaged that was gone back from and removed meanwhile', async () => {
    await publish();
    const goneBackFrom = await publish();
    let newest = '';
    const opened = await openCurrentGeneration(indexDir, async (generation) => {
      if (generation === goneBackFrom) {
        await rollBackGeneration(indexDir, () => Promise.resolve());
        newest = await publish();
      }
      return await read(generation);
    });
    expect(opened).toEqual({ opened: newest, damage: null });
  });

  it('passes on another error than damage, whatever else could be opened', async () => {
    await publish();
    await publish();
    const failing = openCurrentGeneration(indexDir, () => Promise.reject(new Error('of another model')));
    await expect(failing).rejects.toThrow('of another model');
  });
});

describe('a damaged generation', () => {
  it('is passed over for the one before', async () => {
    const first = await publish();
    const current = await publish();
    await damage(current);
    expect(await opening()).toMatchObject({ opened: first, damage: damaged(current) });
    expect(await currentGeneration(indexDir)).toBe(current);
  });

  it('is passed over when it is missing altogether', async () => {
    const first = await publish();
    const current = await publish();
    await rm(generationFolder(indexDir, current), { recursive: true });
    expect(await opening()).toMatchObject({ opened: first, damage: damaged(current) });
  });

  it('is named when the one before is of no use either', async () => {
    const first = await publish();
    const current = await publish();
    await damage(current);
    await damage(first);
    await expect(opening()).rejects.toMatchObject(damaged(current));
    const otherModel = openCurrentGeneration(indexDir, async (generation) => {
      await (generation === current ? read(generation) : Promise.reject(new Error('of another model')));
    });
    await expect(otherModel).rejects.toMatchObject(damaged(current));
  });

  it('is not passed over for one that was gone back from', async () => {
    const first = await publish();
    await publish();
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
    const first = await publish();
    await writeFile(path.join(indexDir, 'current'), text);
    expect(await opening()).toMatchObject({ opened: first, damage: damaged(indexDir) });
    await publish();
    const third = await publish();
    await writeFile(path.join(indexDir, 'current'), text);
    expect((await opening())?.opened).toBe(third);
    await damage(third);
    expect((await opening())?.opened).not.toBe(third);
  });

  it('that is missing is passed over for the newest whole generation', async () => {
    const first = await publish();
    const current = await publish();
    await rm(path.join(indexDir, 'current'));
    const missing = damaged(`${path.join(indexDir, 'current')} is missing`);
    expect(await opening()).toMatchObject({ opened: current, damage: missing });
    await damage(current);
    expect(await opening()).toMatchObject({ opened: first, damage: missing });
    await damage(first);
    await expect(opening()).rejects.toMatchObject(missing);
  });

  it('that is a folder is, too', async () => {
    const first = await publish();
    await rm(path.join(indexDir, 'current'));
    await mkdir(path.join(indexDir, 'current'));
    expect(await opening()).toMatchObject({ opened: first, damage: damaged('EISDIR') });
  });

  it('with a spoilt first line is passed over for what the second names', async () => {
    const first = await publish();
    const current = await publish();
    await writeFile(path.join(indexDir, 'current'), `20241017T211900Z-abcdef\n${first}\n`);
    expect(await opening()).toMatchObject({ opened: first, damage: damaged('20241017T211900Z-abcdef') });
    await writeFile(path.join(indexDir, 'current'), `${current}\n${first.slice(0, 9)}`);
    expect(await opening()).toEqual({ opened: current, damage: null });
  });

  it('that is rubbish is named where no generation is whole', async () => {
    await damage(await publish());
    await writeFile(path.join(indexDir, 'current'), 'rubbish');
    await expect(opening()).rejects.toMatchObject(damaged('does not name a generation'));
  });
});
