import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { withWriterLock } from './writer-lock.js';

/** Where Linux names the run of the machine. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const SINCE = '2024-10-17T21:19:00.000Z';
const now = () => new Date(SINCE);

async function folderLockedBy(pid: number, host = hostname(), boot?: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(
    path.join(folder, 'writer.lock'),
    JSON.stringify({ pid, host, since: SINCE, token: 'other', boot }),
  );
  return folder;
}

const writeSomething = (folder: string) => withWriterLock(folder, now, () => Promise.resolve('written'));

describe('withWriterLock', () => {
  it('locks a folder that is not there yet, and leaves no lock behind', async () => {
    const folder = path.join(await temporaryFolder(), 'new', 'index');
    expect(await writeSomething(folder)).toBe('written');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is released when the work throws', async () => {
    const folder = await temporaryFolder();
    const failing = withWriterLock(folder, now, () => Promise.reject(new Error('disk full')));
    await expect(failing).rejects.toThrow('disk full');
    expect(await writeSomething(folder)).toBe('written');
  });

  it('lets no second writer of this process in', async () => {
    const folder = await temporaryFolder();
    await withWriterLock(folder, now, async () => {
      await expect(writeSomething(folder)).rejects.toMatchObject({
        code: 'index-locked',
        message: expect.stringContaining(`process ${process.pid} on ${hostname()} since ${SINCE}`) as string,
      });
    });
    expect(await writeSomething(folder)).toBe('written');
  });

  it('stands while its process lives, and is left alone', async () => {
    const folder = await folderLockedBy(process.ppid);
    await expect(writeSomething(folder)).rejects.toMatchObject({ code: 'index-locked' });
    expect(await readFile(path.join(folder, 'writer.lock'), 'utf8')).toContain('"token":"other"');
  });

  it('is taken over from a dead process', async () => {
    const folder = await folderLockedBy(spawnSync(process.execPath, ['--version']).pid);
    expect(await writeSomething(folder)).toBe('written');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken over from a dead process whose number this one got', async () => {
    expect(await writeSomething(await folderLockedBy(process.pid))).toBe('written');
  });

  it.runIf(existsSync(BOOT_ID))('is taken over from before the machine started anew', async () => {
    const folder = await folderLockedBy(process.ppid, hostname(), 'another boot');
    expect(await writeSomething(folder)).toBe('written');
    const now = (await readFile(BOOT_ID, 'utf8')).trim();
    await expect(writeSomething(await folderLockedBy(process.ppid, hostname(), now))).rejects.toMatchObject({
      code: 'index-locked',
    });
  });

  it('says who holds it from the moment it is there', async () => {
    const folder = await temporaryFolder();
    await withWriterLock(folder, now, async () => {
      expect(await readdir(folder)).toEqual(['writer.lock']);
      expect(JSON.parse(await readFile(path.join(folder, 'writer.lock'), 'utf8'))).toMatchObject({
        pid: process.pid,
        host: hostname(),
        since: SINCE,
      });
    });
  });

  it('is free of what writers left that were killed at locking, and of nothing else', async () => {
    const folder = await temporaryFolder();
    const dead = { pid: spawnSync(process.execPath, ['--version']).pid, host: hostname(), since: SINCE };
    const leave = async (suffix: string, holder: object | string) => {
      const text =
        typeof holder === 'string' ? holder : JSON.stringify({ ...dead, token: 'left', ...holder });
      await writeFile(path.join(folder, `writer.lock.${suffix}`), text);
    };
    await leave(randomUUID(), {});
    await leave(`${randomUUID()}.stale`, {});
    await leave(randomUUID(), '');
    const [living, elsewhere] = [randomUUID(), `${randomUUID()}.stale`];
    await leave(living, { pid: process.ppid });
    await leave(elsewhere, { host: 'another-machine' });
    await leave('notes', '');
    await withWriterLock(folder, now, async () => {
      const kept = [living, elsewhere, 'notes'].map((suffix) => `writer.lock.${suffix}`);
      expect((await readdir(folder)).sort()).toEqual(['writer.lock', ...kept].sort());
    });
  });

  it('of another machine stands, whatever its process number', async () => {
    const folder = await folderLockedBy(spawnSync(process.execPath, ['--version']).pid, 'another-machine');
    await expect(writeSomething(folder)).rejects.toMatchObject({
      message: expect.stringContaining('another-machine') as string,
      hint: expect.stringContaining(path.join(folder, 'writer.lock')) as string,
    });
  });

  it('whose file is still empty stands', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'writer.lock'), '');
    await expect(writeSomething(folder)).rejects.toMatchObject({ code: 'index-locked' });
  });

  it('of a dead process goes to one of many that want it', async () => {
    const folder = await folderLockedBy(spawnSync(process.execPath, ['--version']).pid);
    let inside = 0;
    let most = 0;
    const write = async () => {
      most = Math.max(most, (inside += 1));
      await readdir(folder);
      inside -= 1;
    };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => withWriterLock(folder, now, write)),
    );
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(most).toBe(1);
    const failures = outcomes.flatMap((outcome): unknown[] =>
      outcome.status === 'rejected' ? [outcome.reason] : [],
    );
    for (const failure of failures) expect(failure).toMatchObject({ code: 'index-locked' });
    expect(await readdir(folder)).toEqual([]);
  });
});
