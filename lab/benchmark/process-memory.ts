import { readdir, readFile } from 'node:fs/promises';

/**
 * Resident memory of a process and all that it started, in bytes. Their files in memory, Node.js itself above all, are those
 * of the process that has most of them: the others have the same pages.
 */
export interface TreeMemory {
  readonly now: number;
  /** Each process's own highest, added up, files and all: more than they ever had together. */
  readonly peak: number;
}

/** What Linux tells of a process in `/proc/PID/status`. */
interface ProcessStatus {
  readonly pid: number;
  readonly parent: number;
  /** Bytes of its own, of files, and of both at its highest. */
  readonly own: number;
  readonly files: number;
  readonly peak: number;
}

/** The memory of a process and its descendants; null on systems without Linux's `/proc`. */
export async function memoryOfTree(pid: number): Promise<TreeMemory | null> {
  if (process.platform !== 'linux') return null;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const texts = await Promise.all(
    pids.map((each) => readFile(`/proc/${each}/status`, 'utf8').catch(() => '')),
  );
  return addUp(pid, texts.map(parseStatus));
}

/** Parses `/proc/PID/status`. A process that has gone, or is of the kernel, has no memory. */
export function parseStatus(text: string): ProcessStatus {
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(text)?.[1] ?? 0);
  return {
    pid: field('Pid'),
    parent: field('PPid'),
    own: (field('RssAnon') + field('RssShmem')) * 1024,
    files: field('RssFile') * 1024,
    peak: field('VmHWM') * 1024,
  };
}

/** The memory of a process and its descendants together. */
export function addUp(pid: number, statuses: readonly ProcessStatus[]): TreeMemory {
  const family = new Set([pid]);
  for (const ancestor of family) {
    for (const status of statuses) if (status.parent === ancestor) family.add(status.pid);
  }
  const members = statuses.filter((status) => family.has(status.pid));
  const sum = (of: (status: ProcessStatus) => number) => members.reduce((total, each) => total + of(each), 0);
  const files = Math.max(0, ...members.map((status) => status.files));
  return { now: sum(({ own }) => own) + files, peak: sum(({ peak }) => peak) };
}
