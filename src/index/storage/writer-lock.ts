import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { UserError } from '../../lib/errors.js';
import { hasErrorCode } from '../../lib/error-code.js';
import { bootId, heldHere, lockFileIn, readLock, type LockHolder } from './lock-holder.js';
import { orUnwritable } from './unwritable.js';

/** Behind the lock's name: the token of a writer, and what is so named besides its draft of the lock. */
const LEFTOVER = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.stale)?$/;
/** What a file system says that has no hard links, such as exFAT and some of networks. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

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
  const lockFile = lockFileIn(indexDir);
  const token = randomUUID();
  const mine: LockHolder = { pid: process.pid, host: hostname(), since: now().toISOString(), token };
  heldHere.add(token);
  try {
    await orUnwritable(indexDir, async () => {
      await mkdir(indexDir, { recursive: true });
      await acquire(lockFile, { ...mine, boot: await bootId() });
    });
    await removeLeftovers(lockFile);
    return await work();
  } finally {
    heldHere.delete(token);
    await release(lockFile, token);
  }
}

async function acquire(lockFile: string, mine: LockHolder): Promise<void> {
  if (await tryCreate(lockFile, mine)) return;
  const found = await readLock(lockFile);
  const isFree = found === null || (found.liveness === 'dead' && (await removeStale(lockFile, found.holder)));
  if (isFree && (await tryCreate(lockFile, mine))) return;
  throw indexLocked(lockFile, (await readLock(lockFile))?.holder ?? null);
}

/** A lock that cannot be removed, as on a disk that has become read-only, is one of a dead process soon. */
async function release(lockFile: string, token: string): Promise<void> {
  if ((await readLock(lockFile))?.holder?.token !== token) return;
  await rm(lockFile, { force: true }).catch(() => undefined);
}

/**
 * Creates the lock with all that it says, so that a writer killed at this leaves no lock that says nothing: nobody could
 * tell whether its holder lives.
 */
async function tryCreate(lockFile: string, holder: LockHolder): Promise<boolean> {
  const content = JSON.stringify(holder);
  const draft = `${lockFile}.${holder.token}`;
  try {
    await writeFile(draft, content, { flag: 'wx', flush: true });
    await link(draft, lockFile).catch(async (error: unknown) => {
      if (!NO_LINKS.some((code) => hasErrorCode(error, code))) throw error;
      await writeFile(lockFile, content, { flag: 'wx' });
    });
    return true;
  } catch (error) {
    // Without its draft it has come too late: see removeLeftovers.
    if (hasErrorCode(error, 'EEXIST') || hasErrorCode(error, 'ENOENT')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/**
 * Takes a dead holder's lock away. Two writers may find the same dead holder; moving the file aside before looking
 * at it again lets only one of them through, and gives back a lock that a third has taken in the meantime.
 */
async function removeStale(lockFile: string, dead: LockHolder): Promise<boolean> {
  const aside = `${lockFile}.${dead.token}.stale`;
  try {
    await rename(lockFile, aside);
    if ((await readLock(aside))?.holder?.token !== dead.token) {
      await rename(aside, lockFile);
      return false;
    }
  } catch (error) {
    // Another has taken it away, or, holding the lock by now, what was left of it.
    if (hasErrorCode(error, 'ENOENT')) return false;
    throw error;
  }
  await rm(aside, { force: true });
  return true;
}

/**
 * Removes what writers that were killed at locking have left beside the lock. The caller holds it, so a draft that says nothing
 * yet can only come too late.
 */
async function removeLeftovers(lockFile: string): Promise<void> {
  const folder = path.dirname(lockFile);
  const name = path.basename(lockFile);
  const leftovers = (await readdir(folder).catch(() => [])).filter(
    (one) => one.startsWith(name) && LEFTOVER.test(one.slice(name.length)),
  );
  for (const leftover of leftovers) {
    const lock = await readLock(path.join(folder, leftover));
    if (lock === null || (lock.holder !== null && lock.liveness !== 'dead')) continue;
    await rm(lock.file, { force: true }).catch(() => undefined);
  }
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
