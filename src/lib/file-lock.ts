import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, type Stats } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { callbackify } from 'node:util';
import { lock as lockFile } from 'proper-lockfile';
import { z } from 'zod';
import { makeFolder } from './durable-files.js';
import { hasErrorCode } from './errors.js';

/*
 * The lock is proper-lockfile's: a folder whose time of change its holder keeps fresh, and which is free once it has not been for
 * a while. Within it, a file says who holds it, so that a second process can tell a person, and take over at once from a process
 * of this machine that has died. Both come and go in one rename, whatever moment a process is killed at.
 *
 * Two processes that find the same dead holder may still both get through, one robbing the other, and so may one of a machine whose
 * clock is ahead. Whoever does what only one may do looks before that whether the lock still names it.
 */
const HOLDER = 'holder.json';
/** Behind the lock's name: the token of a writer that was killed while it made the lock or took one away. */
const LEFTOVER = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/**
 * What Linux and macOS say of a folder that is not replaced, for it is not empty; and of a draft that a holder took for a leftover.
 * Others say other things, which they say of other mishaps, too.
 */
const TAKEN = ['EEXIST', 'ENOTEMPTY', 'ENOENT'];

/** How a lock is kept, in milliseconds. */
export interface LockTimes {
  /** After so long without a sign of life, the lock of another machine, or one that says nothing, is free; 2 seconds at least. */
  readonly stale: number;
  /** Between two signs of life of its holder; 1 second at least, half of `stale` at most. */
  readonly update: number;
}

const holderSchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /** ISO 8601. */
  since: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
  /** Tells apart two that a reused process number would make look the same. */
  token: z.string(),
  /** Names the run of the machine, where it has such a name (Linux): after another boot its process number is another's. */
  boot: z.string().optional(),
});

/** Who a lock says holds it. */
export type LockHolder = Readonly<z.infer<typeof holderSchema>>;

/** Whether the process that holds a lock lives; of another machine's nobody here can tell. */
type Liveness = 'alive' | 'dead' | 'unknown';

/** A lock, as it is found on disk. */
export type FoundLock =
  | { readonly file: string; readonly holder: LockHolder; readonly liveness: Liveness }
  /** It says nothing: it is damaged, or of version 0.2. */
  | { readonly file: string; readonly holder: null; readonly liveness: 'unknown' };

/** The locks that this process holds or is about to, by their folder: proper-lockfile knows only one of a folder. */
const heldHere = new Map<string, LockHolder>();

/** That a lock is another's. */
export class LockTaken extends Error {
  override readonly name = 'LockTaken';
  /** Null where it does not say whose it is. */
  readonly holder: LockHolder | null;

  constructor(holder: LockHolder | null) {
    super(`The lock is held by ${nameOf(holder)}.`);
    this.holder = holder;
  }
}

export interface HeldFolderLock {
  readonly holder: LockHolder;
  /** Whether it is still this process's. */
  isHeld(): Promise<boolean>;
  /** A lock that cannot be removed, as on a disk that has become read-only, is one of a dead process soon. */
  release(): Promise<void>;
}

export interface LockOptions {
  readonly times: LockTimes;
  readonly now: () => Date;
  /** Whether a living process of this machine, too, loses it by giving no sign of life for `times.stale`, as when it is frozen. */
  readonly freesFrozen?: boolean;
  readonly onSignOfLife?: () => void;
  /** Hears that another has it, or that no sign of life could be given for `times.stale`. */
  readonly onLost?: () => void;
}

/**
 * Takes a lock, on this machine and on others that share the folder above it, which is made where it is not there. That of a process of
 * this machine is taken over as soon as it is no longer alive; of another machine's when it has given no sign of life for a while.
 *
 * @param folder - which is the lock
 * @throws {@link LockTaken}, and what the file system says
 */
export async function takeLock(folder: string, options: LockOptions): Promise<HeldFolderLock> {
  const lock = path.resolve(folder);
  const other = heldHere.get(lock);
  if (other !== undefined) throw new LockTaken(other);
  const holder: LockHolder = {
    pid: process.pid,
    host: hostname(),
    since: options.now().toISOString(),
    token: randomUUID(),
    boot: bootId(),
  };
  let isLost = false;
  const onCompromised = () => {
    isLost = true;
    options.onLost?.();
  };
  heldHere.set(lock, holder);
  try {
    await makeFolder(path.dirname(lock));
    const release = await acquire(lock, holder, options, onCompromised);
    await removeLeftovers(lock);
    return {
      holder,
      isHeld: async () => !isLost && (await tokenIn(lock)) === holder.token,
      release: async () => {
        try {
          await release().catch(() => undefined);
        } finally {
          heldHere.delete(lock);
        }
      },
    };
  } catch (error) {
    heldHere.delete(lock);
    throw error;
  }
}

async function acquire(
  folder: string,
  mine: LockHolder,
  options: LockOptions,
  onCompromised: () => void,
): Promise<() => Promise<void>> {
  const fs = lockFiles(mine, options);
  const { times } = options;
  try {
    return await lockFile(folder, { ...times, lockfilePath: folder, realpath: false, fs, onCompromised });
  } catch (error) {
    // What is gone has been taken away by one that has it now; where no draft could be made, there was none.
    if (!hasErrorCode(error, 'ELOCKED', 'ENOENT') || isOfMkdir(error)) throw error;
    throw new LockTaken((await readLock(folder))?.holder ?? null);
  }
}

function isOfMkdir(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'mkdir';
}

export function nameOf(holder: Pick<LockHolder, 'pid' | 'host' | 'since'> | null): string {
  return holder === null
    ? 'another process'
    : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
}

/**
 * The file system as proper-lockfile sees it when `mine` takes and keeps the lock: its folder comes with its holder's name in it, a
 * dead process has let it go long ago, and a living one of this machine never does, unless the lock is one of those that a frozen one loses.
 */
function lockFiles(mine: LockHolder, { freesFrozen = false, onSignOfLife }: LockOptions) {
  /** The token of the lock that was looked at last; null where it says nothing. */
  let seen: string | null = null;
  return {
    mkdir: callbackify(async (folder: string) => {
      const draft = `${folder}.${mine.token}`;
      await mkdir(draft);
      try {
        await writeFile(path.join(draft, HOLDER), JSON.stringify(mine), { flush: true });
        await rename(draft, folder);
      } catch (error) {
        // A disk that fails may have renamed it all the same.
        const isMade = (await tokenIn(folder)) === mine.token;
        await rm(isMade ? folder : draft, { recursive: true, force: true }).catch(() => undefined);
        if (isMade) throw error;
        const isTaken = hasErrorCode(error, ...TAKEN) || (await readLock(folder)) !== null;
        if (!isTaken) throw error;
        throw Object.assign(new Error('There is a lock.', { cause: error }), { code: 'EEXIST' });
      }
    }),
    stat: callbackify(async (folder: string): Promise<Pick<Stats, 'mtime'>> => {
      const { mtime } = await stat(folder);
      const lock = await readLock(folder);
      seen = lock?.holder?.token ?? null;
      if (seen === mine.token || lock === null || lock.liveness === 'unknown') return { mtime };
      if (freesFrozen && lock.liveness === 'alive') return { mtime };
      return { mtime: new Date(lock.liveness === 'dead' ? 0 : Date.now()) };
    }),
    rmdir: callbackify(async (folder: string) => {
      const aside = `${folder}.${mine.token}`;
      const isFree = async (place: string) => [seen, mine.token].includes(await tokenIn(place));
      if (await isFree(folder)) {
        await rename(folder, aside);
        if (await isFree(aside)) {
          await rm(aside, { recursive: true, force: true });
          return;
        }
        await rename(aside, folder).catch(() => undefined);
      }
      throw Object.assign(new Error('Another has been faster.'), { code: 'ELOCKED' });
    }),
    utimes: callbackify(async (folder: string, ...times: [Date, Date]) => {
      // Another may have it by now: it would be kept alive for them.
      if ((await tokenIn(folder)) !== mine.token)
        throw Object.assign(new Error('It is another’s.'), { code: 'ENOENT' });
      await utimes(folder, ...times);
      onSignOfLife?.();
    }),
    /** At the end of the process. */
    rmdirSync: (folder: string) => {
      if (parseHolder(readFileSync(path.join(folder, HOLDER), 'utf8'))?.token !== mine.token) return;
      rmSync(folder, { recursive: true });
    },
  };
}

async function tokenIn(folder: string): Promise<string | null> {
  return (await readLock(folder))?.holder?.token ?? null;
}

/** Removes what processes that were killed at locking have left beside the lock. */
async function removeLeftovers(lockFolder: string): Promise<void> {
  const { dir: folder, base } = path.parse(lockFolder);
  const leftovers = (await readdir(folder).catch(() => [])).filter(
    (name) => name.startsWith(base) && LEFTOVER.test(name.slice(base.length)),
  );
  for (const leftover of leftovers) {
    const lock = await readLock(path.join(folder, leftover));
    // A draft that says nothing yet can only come too late: the caller holds the lock.
    if (lock === null || (lock.holder !== null && lock.liveness !== 'dead')) continue;
    await rm(lock.file, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** What a lock says, and whether that still holds; null when there is none. */
export async function readLock(file: string): Promise<FoundLock | null> {
  // One that cannot be read is as good as empty.
  const text = await readFile(path.join(file, HOLDER), 'utf8').catch(() => '');
  if (text === '' && !(await isThere(file))) return null;
  const holder = parseHolder(text);
  if (holder === null) return { file, holder, liveness: 'unknown' };
  return { file, holder, liveness: livenessOf(holder, thisMachine()) };
}

async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    (error: unknown) => !hasErrorCode(error, 'ENOENT'),
  );
}

function parseHolder(text: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** This process and its machine. */
function thisMachine() {
  return {
    pid: process.pid,
    host: hostname(),
    boot: bootId(),
    /** Whether this process holds the lock with this token, or is about to. */
    holds: (token: string) => [...heldHere.values()].some((mine) => mine.token === token),
    isAlive,
  };
}

/** Whether the holder of a lock lives, seen from a process of `machine`. */
export function livenessOf(
  { pid, host, token, boot }: LockHolder,
  machine: ReturnType<typeof thisMachine>,
): Liveness {
  if (host !== machine.host) return 'unknown';
  if (boot !== undefined && machine.boot !== undefined && boot !== machine.boot) return 'dead';
  // A restarted container gives its processes the numbers they had before.
  const lives = pid === machine.pid ? machine.holds(token) : machine.isAlive(pid);
  return lives ? 'alive' : 'dead';
}

/** Names this run of the machine; undefined where it has no such name. */
function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and someone else's.
    return !hasErrorCode(error, 'ESRCH');
  }
}
