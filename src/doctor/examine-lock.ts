import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Observation } from './finding.js';
import { judgeLock, type LockHolder } from './judge-lock.js';

const LOCK_FILE = 'writer.lock';

const holderSchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  since: z.iso.datetime(),
  boot: z.string().optional(),
}) satisfies z.ZodType<LockHolder>;

/** Tells who is writing the index in `indexDir`, or was; empty when nobody is. */
export async function examineLock(indexDir: string): Promise<Observation[]> {
  const file = path.join(indexDir, LOCK_FILE);
  const content = await contentOf(file);
  if (content === null) return [];
  const boot = await contentOf('/proc/sys/kernel/random/boot_id');
  const machine = { pid: process.pid, host: hostname(), boot: boot?.trim(), isAlive };
  return [judgeLock(file, holderIn(content), machine)];
}

/** Null when there is no such file. One that cannot be read is as good as empty. */
async function contentOf(file: string): Promise<string | null> {
  return await readFile(file, 'utf8').catch((error: unknown) => (codeOf(error) === 'ENOENT' ? null : ''));
}

function holderIn(content: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(content));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Anything else, such as EPERM, is said of a process that there is.
    return codeOf(error) !== 'ESRCH';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
