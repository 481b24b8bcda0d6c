import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { hasErrorCode } from '../../lib/error-code.js';

const LOCK_FILE = 'writer.lock';

const holderSchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  since: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
  token: z.string(),
  boot: z.string().optional(),
}) satisfies z.ZodType<LockHolder>;

/** Who a writer's lock says holds it. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  /** Tells apart two that a reused process number would make look the same. */
  readonly token: string;
  /** Names the run of the machine, where it has such a name (Linux): after another boot its process number is another's. */
  readonly boot?: string | undefined;
}

/** Whether the process that holds a lock lives; of another machine's nobody here can tell. */
type Liveness = 'alive' | 'dead' | 'unknown';

/** A writer's lock, as it is found on disk. */
export type WriterLock =
  | { readonly file: string; readonly holder: LockHolder; readonly liveness: Liveness }
  /** It says nothing: its writer is just about to fill it, or died at that. */
  | { readonly file: string; readonly holder: null; readonly liveness: 'unknown' };

/** This process and its machine. */
export interface ThisMachine {
  readonly pid: number;
  readonly host: string;
  readonly boot: string | undefined;
  /** Whether this process holds the lock with this token, or is about to. */
  holds(token: string): boolean;
  isAlive(pid: number): boolean;
}

/** The tokens of the locks that this process holds or is about to; kept by `withWriterLock`. */
export const heldHere = new Set<string>();

/** Where the lock of an index is. */
export function lockFileIn(indexDir: string): string {
  return path.join(indexDir, LOCK_FILE);
}

/** What a lock's file says, and whether that still holds; null when there is no such file. */
export async function readLock(file: string): Promise<WriterLock | null> {
  // One that cannot be read is as good as empty.
  const text = await readFile(file, 'utf8').catch((error: unknown) =>
    hasErrorCode(error, 'ENOENT') ? null : '',
  );
  if (text === null) return null;
  const holder = parseHolder(text);
  if (holder === null) return { file, holder, liveness: 'unknown' };
  const holds = (token: string) => heldHere.has(token);
  const machine = { pid: process.pid, host: hostname(), boot: await bootId(), holds, isAlive };
  return { file, holder, liveness: livenessOf(holder, machine) };
}

function parseHolder(text: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether the holder of a lock lives, seen from a process of `machine`. */
export function livenessOf({ pid, host, token, boot }: LockHolder, machine: ThisMachine): Liveness {
  if (host !== machine.host) return 'unknown';
  if (boot !== undefined && machine.boot !== undefined && boot !== machine.boot) return 'dead';
  // A restarted container gives its processes the numbers they had before.
  const lives = pid === machine.pid ? machine.holds(token) : machine.isAlive(pid);
  return lives ? 'alive' : 'dead';
}

/** Names this run of the machine; undefined where it has no such name. */
export async function bootId(): Promise<string | undefined> {
  return await readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (id) => id.trim(),
    () => undefined,
  );
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
