import { readdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { derivedFiles } from './derived-files.js';

const bytes = (text: string) => Buffer.from(text);
const textOf = (data: Uint8Array | null) => data && Buffer.from(data).toString();

describe('what is derived from a generation', () => {
  it('is read as it was kept, in place of what was', async () => {
    const folder = await temporaryFolder();
    const derived = derivedFiles(folder);
    await derived.keep('words', [bytes('sông'), bytes(''), bytes(' dài')]);
    expect(textOf(derived.read('words'))).toBe('sông dài');
    await derived.keep('words', [bytes('núi')]);
    expect(textOf(derivedFiles(folder).read('words'))).toBe('núi');
    expect(await readdir(folder)).toEqual(['words']);
  });

  it('is nothing where nothing was kept, or something that is no file', async () => {
    const folder = await temporaryFolder();
    expect(derivedFiles(folder).read('words')).toBeNull();
    expect(derivedFiles(path.dirname(folder)).read(path.basename(folder))).toBeNull();
  });

  it('is there as a whole or not at all: what was kept before is read while it is replaced', async () => {
    const folder = await temporaryFolder();
    const derived = derivedFiles(folder);
    await derived.keep('words', [bytes('núi')]);
    const read: (string | null)[] = [];
    function* chunks() {
      yield bytes('sông');
      read.push(textOf(derived.read('words')));
      yield bytes(' dài');
      read.push(textOf(derived.read('words')));
    }
    await derived.keep('words', chunks());
    expect(read).toEqual(['núi', 'núi']);
  });

  it('is what one of several wrote who keep it at the same time, and nothing is left of the others', async () => {
    const folder = await temporaryFolder();
    const texts = Array.from({ length: 8 }, (_, at) => `${at}`.repeat(100_000));
    await Promise.all(texts.map((text) => derivedFiles(folder).keep('words', [bytes(text), bytes(text)])));
    expect(texts.map((text) => text + text)).toContain(textOf(derivedFiles(folder).read('words')));
    expect(await readdir(folder)).toEqual(['words']);
  });

  it('takes the place of what one that was killed had begun', async () => {
    const folder = await temporaryFolder();
    const derived = derivedFiles(folder);
    let begun: string[] = [];
    function* interrupted() {
      yield bytes('sông');
      begun = readdirSync(folder);
    }
    await derived.keep('words', interrupted());
    for (const name of begun) await writeFile(path.join(folder, name), 'half');
    await writeFile(path.join(folder, 'manifest.json'), '{}');
    await derived.keep('words', [bytes('núi')]);
    expect((await readdir(folder)).sort()).toEqual(['manifest.json', 'words']);
  });

  it.each([
    ['that is not there', () => undefined],
    ['that is a file', (folder: string) => writeFile(folder, '')],
  ])('is not kept in a folder %s, and that is no error', async (_, make) => {
    const parent = await temporaryFolder();
    const folder = path.join(parent, 'generation');
    await make(folder);
    const before = await readdir(parent);
    await derivedFiles(folder).keep('words', [bytes('núi')]);
    expect(derivedFiles(folder).read('words')).toBeNull();
    expect(await readdir(parent)).toEqual(before);
  });

  it('is not kept in a folder that is removed meanwhile, and leaves nothing', async () => {
    const parent = await temporaryFolder();
    const folder = path.join(parent, 'generation');
    await mkdir(folder);
    function* chunks() {
      yield bytes('sông');
      rmSync(folder, { recursive: true });
      yield bytes(' dài');
    }
    await derivedFiles(folder).keep('words', chunks());
    expect(await readdir(parent)).toEqual([]);
  });

  it('leaves nothing where its place is taken', async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, 'words', 'taken'), { recursive: true });
    await derivedFiles(folder).keep('words', [bytes('núi')]);
    expect(await readdir(folder, { recursive: true })).toEqual(['words', path.join('words', 'taken')]);
  });
});
