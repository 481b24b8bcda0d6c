import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.js';
import { hasErrorCode } from './error-code.js';

const LOCK_FILE = 'writer.lock';

const holderSchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  since: z.string(),
  token: z.string(),
});

/** Who writes to an index. `token` tells apart two that a reused process number would make look the same. */
type LockHolder = z.infer<typeof holderSchema>;

/** The tokens of the locks that this process holds or is about to. */
const heldHere = new Set<string>();

/**
 * Runs `work` as the only writer of `indexDir`, on this machine and on others that share the folder. The lock of a
 * process of this machine that is no longer alive is taken over; of another machine's nobody can tell, so it stands.
 *
 * @throws {@link UserError} `index-locked`, saying who holds it and since when.
 */
export async function withWriterLock<T>(
  indexDir: string,
  now: () => Date,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(indexDir, { recursive: true });
  const lockFile = path.join(indexDir, LOCK_FILE);
  const mine = { pid: process.pid, host: hostname(), since: now().toISOString(), token: randomUUID() };
  heldHere.add(mine.token);
  try {
    await acquire(lockFile, mine);
    return await work();
  } finally {
    heldHere.delete(mine.token);
    if ((await readHolder(lockFile))?.token === mine.token) await rm(lockFile, { force: true });
  }
}

async function acquire(lockFile: string, mine: LockHolder): Promise<void> {
  if (await tryCreate(lockFile, mine)) return;
  const holder = await readHolder(lockFile);
  if (isDead(holder) && (await removeStale(lockFile, holder)) && (await tryCreate(lockFile, mine))) return;
  throw indexLocked(lockFile, holder);
}

async function tryCreate(lockFile: string, holder: LockHolder): Promise<boolean> {
  try {
    await writeFile(lockFile, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasErrorCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Null when the file says nothing: its writer is just about to fill it, or died at that. */
async function readHolder(lockFile: string): Promise<LockHolder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(lockFile, 'utf8')));
  } catch {
    return null;
  }
}

function isDead(holder: LockHolder | null): holder is LockHolder {
  if (holder?.host !== hostname()) return false;
  // A restarted container gives its processes the numbers they had before.
  if (holder.pid === process.pid) return !heldHere.has(holder.token);
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    // EPERM: alive, and someone else's.
    return hasErrorCode(error, 'ESRCH');
  }
}

/**
 * Takes a dead holder's lock away. Two writers may find the same dead holder; moving the file aside before looking
 * at it again lets only one of them through, and gives back a lock that a third has taken in the meantime.
 */
async function removeStale(lockFile: string, dead: LockHolder): Promise<boolean> {
  const aside = `${lockFile}.${dead.token}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return false;
    throw error;
  }
  if ((await readHolder(aside))?.token !== dead.token) {
    await rename(aside, lockFile);
    return false;
  }
  await rm(aside, { force: true });
  return true;
}

function indexLocked(lockFile: string, holder: LockHolder | null): UserError {
  const who =
    holder === null ? 'another process' : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  return new UserError(
    'index-locked',
    `The index is being written by ${who}.`,
    `Wait until that has finished. If it no longer runs, delete ${lockFile}.`,
  );
}
