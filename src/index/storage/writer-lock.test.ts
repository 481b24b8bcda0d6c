import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leaveLock } from '../../../test/support/left-lock.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { readPointer } from './generations.js';
import { livenessOf, readLock, type LockHolder } from '../../lib/file-lock.js';
import { lockIn, withWriterLock } from './vectra-index.js';

/** Where Linux names the run of the machine. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const SINCE = '2024-10-17T21:19:00.000Z';
const now = () => new Date(SINCE);
/** The shortest times that proper-lockfile takes. */
const SHORT = { stale: 2_000, update: 1_000 };

async function folderLockedBy(pid: number, host = hostname(), boot?: string): Promise<string> {
  const folder = await temporaryFolder();
  await leaveLock(folder, { pid, host, since: SINCE, token: 'other', boot });
  return folder;
}

const endedPid = () => spawnSync(process.execPath, ['--version']).pid;
const writeSomething = (folder: string) => withWriterLock(folder, now, () => Promise.resolve('written'));

describe('withWriterLock', () => {
  it('locks a folder that is not there yet, and leaves no lock behind', async () => {
    const folder = path.join(await temporaryFolder(), 'new', 'index');
    expect(await writeSomething(folder)).toBe('written');
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['the system’s, which takes no folder', '/proc/dan-nguon/index'],
    ['the system’s, which is there', '/proc/self/fd'],
    ['a device', '/dev/null'],
    ['below a device', '/dev/null/index'],
    ['a file', 'file'],
    ['below a file', 'file/index'],
    ['a link that leads nowhere', 'dangling'],
    ['below a link that leads nowhere', 'dangling/index'],
    ['a link that leads in a circle', 'loop/index'],
    ['of a name that is too long', 'x'.repeat(300)],
  ])('says what is wrong with a folder that can be none: %s', async (_, name) => {
    const root = await temporaryFolder();
    await writeFile(path.join(root, 'file'), '');
    await symlink(path.join(root, 'nowhere'), path.join(root, 'dangling'));
    await symlink(path.join(root, 'loop'), path.join(root, 'loop'));
    const folder = path.resolve(root, name);
    await expect(writeSomething(folder)).rejects.toMatchObject({
      code: 'index-unwritable',
      message: expect.stringContaining(folder) as string,
    });
    // Readers find no index there, and whoever builds one is told what is wrong.
    expect(await readPointer(folder)).toBeNull();
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
    expect(await readFile(path.join(folder, 'writer.lock', 'holder.json'), 'utf8')).toContain(
      '"token":"other"',
    );
  });

  it('is taken over from a dead process', async () => {
    const folder = await folderLockedBy(endedPid());
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
      expect(
        JSON.parse(await readFile(path.join(folder, 'writer.lock', 'holder.json'), 'utf8')),
      ).toMatchObject({
        pid: process.pid,
        host: hostname(),
        since: SINCE,
      });
    });
  });

  it('is free of what writers left that were killed at locking, and of nothing else', async () => {
    const folder = await temporaryFolder();
    const dead = { pid: endedPid(), host: hostname(), since: SINCE };
    const leave = async (suffix: string, holder: object | string) => {
      const left = path.join(folder, `writer.lock.${suffix}`);
      await mkdir(left);
      const text =
        typeof holder === 'string' ? holder : JSON.stringify({ ...dead, token: 'left', ...holder });
      await writeFile(path.join(left, 'holder.json'), text);
    };
    await leave(randomUUID(), {});
    await leave(randomUUID(), '');
    await mkdir(path.join(folder, `writer.lock.${randomUUID()}`));
    const [living, elsewhere] = [randomUUID(), randomUUID()];
    await leave(living, { pid: process.ppid });
    await leave(elsewhere, { host: 'another-machine' });
    await leave('notes', '');
    await withWriterLock(folder, now, async () => {
      const kept = [living, elsewhere, 'notes'].map((suffix) => `writer.lock.${suffix}`);
      expect((await readdir(folder)).sort()).toEqual(['writer.lock', ...kept].sort());
    });
  });

  it('of another machine stands, whatever its process number', async () => {
    const folder = await folderLockedBy(endedPid(), 'another-machine');
    await expect(writeSomething(folder)).rejects.toMatchObject({
      message: expect.stringContaining('another-machine') as string,
      hint: expect.stringContaining(path.join(folder, 'writer.lock')) as string,
    });
  });

  it('whose file is still empty stands', async () => {
    const folder = await temporaryFolder();
    await leaveLock(folder, '');
    await expect(writeSomething(folder)).rejects.toMatchObject({ code: 'index-locked' });
  });

  it.each([
    ['of another machine', { pid: 1, host: 'another-machine', since: SINCE, token: 'other' }, true],
    ['that says nothing', '', true],
    ['of a process that lives', { pid: process.ppid, host: hostname(), since: SINCE, token: 'other' }, false],
  ])('%s without a sign of life for long is taken over: %s', async (_, holder, isTakenOver) => {
    const folder = await temporaryFolder();
    await leaveLock(folder, holder);
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(path.join(folder, 'writer.lock'), longAgo, longAgo);
    const outcome = await writeSomething(folder).catch((error: unknown) => error);
    expect(outcome).toEqual(isTakenOver ? 'written' : expect.objectContaining({ code: 'index-locked' }));
    expect(await readdir(folder)).toEqual(isTakenOver ? [] : ['writer.lock']);
  });

  it('of version 0.2, a file, stands, and is taken over later', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'writer.lock');
    await writeFile(
      file,
      JSON.stringify({ pid: process.ppid, host: hostname(), since: SINCE, token: 'other' }),
    );
    await expect(writeSomething(folder)).rejects.toMatchObject({ code: 'index-locked' });
    await utimes(file, 0, 0);
    expect(await writeSomething(folder)).toBe('written');
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives a sign of life now and then', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'writer.lock');
    await withWriterLock(
      folder,
      now,
      async (assertHeld) => {
        const { mtimeMs } = await stat(file);
        await expect.poll(async () => (await stat(file)).mtimeMs, { timeout: 10_000 }).not.toBe(mtimeMs);
        await assertHeld();
      },
      SHORT,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('that is lost is known to be, and is not taken away from who has it then', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'writer.lock');
    await withWriterLock(folder, now, async (assertHeld) => {
      await assertHeld();
      await rm(file, { recursive: true });
      await expect(assertHeld()).rejects.toMatchObject({
        code: 'index-locked',
        message: `This process no longer holds the lock ${file}.`,
      });
      await leaveLock(folder, { pid: process.ppid, host: hostname(), since: SINCE, token: 'other' });
      await expect(assertHeld()).rejects.toMatchObject({
        code: 'index-locked',
        message: `This process no longer holds the lock ${file}: process ${process.ppid} on ${hostname()} since ${SINCE} has it.`,
      });
    });
    expect(await readFile(path.join(file, 'holder.json'), 'utf8')).toContain('"token":"other"');
  });

  it('of a dead process goes to one of many that want it', async () => {
    const folder = await folderLockedBy(endedPid());
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

/** Another process that writes the index in `folder`. */
function startWriter(folder: string): ChildProcess {
  const program = path.join(import.meta.dirname, '../../../test/support/lock-process.ts');
  const child = fork(program, [folder], { execArgv: ['--import', 'tsx'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The next thing that it says. */
async function wordOf(writer: ChildProcess): Promise<unknown> {
  const [word] = (await once(writer, 'message')) as [unknown];
  return word;
}

async function answerOf(writer: ChildProcess, message: string): Promise<unknown> {
  const word = wordOf(writer);
  writer.send(message);
  return await word;
}

describe('processes that want the lock', () => {
  it('get it one after the other, and at once from one that was killed', async () => {
    const folder = await temporaryFolder();
    const both = [startWriter(folder), startWriter(folder)];
    const words = await Promise.all(both.map(wordOf));
    const first = both[words.indexOf('locked')];
    if (first === undefined) throw new Error(`Neither got it: ${words.join()}`);
    const told = `The index is being written by process ${first.pid ?? 0} on ${hostname()} since 2031-01-01T00:00:00.000Z.`;
    expect(words.sort()).toEqual([told, 'locked'].sort());
    expect(await answerOf(first, 'still?')).toBe('held');

    const killed = once(first, 'exit');
    first.kill('SIGKILL');
    await killed;
    expect(await readdir(folder)).toEqual(['writer.lock']);
    const third = startWriter(folder);
    expect(await wordOf(third)).toBe('locked');
    expect(await answerOf(third, 'leave')).toBe('left');
    expect(await readdir(folder)).toEqual([]);
  });

  it('know when they have lost it to another', async () => {
    const folder = await temporaryFolder();
    const robbed = startWriter(folder);
    expect(await wordOf(robbed)).toBe('locked');
    await rm(path.join(folder, 'writer.lock'), { recursive: true });
    await withWriterLock(folder, now, async (assertHeld) => {
      expect(await answerOf(robbed, 'still?')).toContain(
        `process ${process.pid} on ${hostname()} since ${SINCE} has it`,
      );
      expect(await answerOf(robbed, 'leave')).toBe('left');
      await assertHeld();
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('let it go when they are told to end', async () => {
    const folder = await temporaryFolder();
    const writer = startWriter(folder);
    expect(await wordOf(writer)).toBe('locked');
    const ended = once(writer, 'exit');
    writer.kill('SIGTERM');
    await ended;
    expect(await readdir(folder)).toEqual([]);
  });
});

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
    expect(await readLock(lockIn(await temporaryFolder()))).toBeNull();
  });

  it('tells who holds it', async () => {
    const folder = await temporaryFolder();
    const holder = { ...HOLDER, pid: process.ppid, host: 'another-machine' };
    await leaveLock(folder, holder);
    expect(await readLock(lockIn(folder))).toEqual({ file: lockIn(folder), holder, liveness: 'unknown' });
  });

  it.each([
    ['is empty', ''],
    ['was torn', '{"pid"'],
    ['names no time', JSON.stringify({ ...HOLDER, since: 'yesterday' })],
    ['names no process', JSON.stringify({ ...HOLDER, pid: 0 })],
  ])('knows nobody behind one that %s', async (_, text) => {
    const folder = await temporaryFolder();
    await leaveLock(folder, text);
    const file = lockIn(folder);
    expect(await readLock(file)).toEqual({ file, holder: null, liveness: 'unknown' });
  });

  it('knows nobody behind one that is an empty folder', async () => {
    const file = lockIn(await temporaryFolder());
    await mkdir(file);
    expect(await readLock(file)).toEqual({ file, holder: null, liveness: 'unknown' });
  });
});
