import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { livenessOf, lockFileIn, readLock, type LockHolder } from './lock-holder.js';

const MACHINE = {
  pid: 7,
  host: 'here',
  boot: 'this boot',
  holds: (token: string) => token === 'mine',
  isAlive: (pid: number) => pid < 100,
};
const HOLDER: LockHolder = { pid: 42, host: 'here', since: '2024-10-17T21:19:00.000Z', token: 'other' };

describe('livenessOf', () => {
  it.each<[string, Partial<LockHolder>, string]>([
    ['a process that lives', {}, 'alive'],
    ['one that lives, of the same boot', { boot: 'this boot' }, 'alive'],
    ['one that has ended', { pid: 100 }, 'dead'],
    ['one whose number is another’s after a boot', { boot: 'another' }, 'dead'],
    ['one whose number this process has got', { pid: 7 }, 'dead'],
    ['this process', { pid: 7, token: 'mine' }, 'alive'],
    ['one of a machine that nobody here knows', { host: 'there', pid: 100 }, 'unknown'],
  ])('of %s', (_, holder, expected) => {
    expect(livenessOf({ ...HOLDER, ...holder }, MACHINE)).toBe(expected);
  });

  it('goes by the process number on a machine that does not name its boots', () => {
    expect(livenessOf({ ...HOLDER, boot: 'some boot' }, { ...MACHINE, boot: undefined })).toBe('alive');
  });
});

describe('readLock', () => {
  it('gives null where there is none', async () => {
    expect(await readLock(lockFileIn(await temporaryFolder()))).toBeNull();
  });

  it('tells who holds it', async () => {
    const file = lockFileIn(await temporaryFolder());
    await writeFile(file, JSON.stringify({ ...HOLDER, pid: process.ppid, host: 'another-machine' }));
    const holder = { ...HOLDER, pid: process.ppid, host: 'another-machine' };
    expect(await readLock(file)).toEqual({ file, holder, liveness: 'unknown' });
  });

  it.each([
    ['is empty', ''],
    ['was torn', '{"pid"'],
    ['names no time', JSON.stringify({ ...HOLDER, since: 'yesterday' })],
    ['names no process', JSON.stringify({ ...HOLDER, pid: 0 })],
  ])('knows nobody behind one that %s', async (_, text) => {
    const file = lockFileIn(await temporaryFolder());
    await writeFile(file, text);
    expect(await readLock(file)).toEqual({ file, holder: null, liveness: 'unknown' });
  });

  it('knows nobody behind one that is a folder', async () => {
    const file = lockFileIn(await temporaryFolder());
    await mkdir(file);
    expect(await readLock(file)).toEqual({ file, holder: null, liveness: 'unknown' });
  });
});
