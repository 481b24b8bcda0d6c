import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.js';
import { hasErrorCode } from './error-code.js';
import { orUnwritable } from './unwritable.js';

const LOCK_FILE = 'writer.lock';
/** What a file system says that has no hard links, such as exFAT and some of networks. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

const holderSchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  since: z.string(),
  token: z.string(),
  /** Names the run of the machine, where it does (Linux): after another boot its process number is another's. */
  boot: z.string().optional(),
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
  const lockFile = path.join(indexDir, LOCK_FILE);
  const token = randomUUID();
  const mine: LockHolder = { pid: process.pid, host: hostname(), since: now().toISOString(), token };
  heldHere.add(token);
  try {
    await orUnwritable(indexDir, async () => {
      await mkdir(indexDir, { recursive: true });
      await acquire(lockFile, { ...mine, boot: await bootId() });
    });
    return await work();
  } finally {
    heldHere.delete(token);
    await release(lockFile, token);
  }
}

async function acquire(lockFile: string, mine: LockHolder): Promise<void> {
  if (await tryCreate(lockFile, mine)) return;
  const holder = await readHolder(lockFile);
  const isFree = holder !== null && (await isDead(holder)) && (await removeStale(lockFile, holder));
  if (isFree && (await tryCreate(lockFile, mine))) return;
  throw indexLocked(lockFile, holder);
}

/** A lock that cannot be removed, as on a disk that has become read-only, is one of a dead process soon. */
async function release(lockFile: string, token: string): Promise<void> {
  if ((await readHolder(lockFile))?.token !== token) return;
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
    if (hasErrorCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
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

async function isDead(holder: LockHolder): Promise<boolean> {
  if (holder.host !== hostname()) return false;
  const boot = await bootId();
  if (holder.boot !== undefined && boot !== undefined && holder.boot !== boot) return true;
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
  // Its draft may be there yet, and renaming one name of a file to another name of the same file does nothing.
  await rm(`${lockFile}.${dead.token}`, { force: true });
  const aside = `${lockFile}.${dead.token}.stale`;
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

async function bootId(): Promise<string | undefined> {
  return await readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (id) => id.trim(),
    () => undefined,
  );
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
