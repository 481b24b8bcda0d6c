import { execFile } from 'node:child_process';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { checkFailure } from './fail-disk.js';
import type { Folders, Program } from './lean-program.js';
import type { Tally } from './tally.js';
import { changeAll, failureOf, prepareVictim, type Victim } from './victim.js';

const run = promisify(execFile);
const DISK_KIB = 1024;
/** Room left for a reindex is raised by this until one finds enough. */
const STEP_KIB = 4;

/**
 * Reindexes on a real small disk (a tmpfs) that has no room left, then a little, then more, until there is enough. Where mounting is
 * not permitted, that is noted.
 */
export async function fillDisk(
  root: string,
  programFor: (folders: Folders) => Program,
  clean: Victim['clean'],
  tally: Tally,
): Promise<void> {
  const disk = path.join(root, 'small-disk');
  await mkdir(disk);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_KIB}k`, 'tmpfs', disk]);
  } catch (error) {
    tally.note(
      `real full disk: not tried, no tmpfs could be mounted (${String(error).split('\n', 1)[0] ?? ''})`,
    );
    return;
  }
  try {
    await reindexOnFullDisk(disk, await prepareVictim(disk, programFor, clean), tally);
  } finally {
    await run('umount', [disk]);
  }
}

async function reindexOnFullDisk(disk: string, victim: Victim, tally: Tally): Promise<void> {
  const filler = path.join(disk, 'filler');
  let failures = 0;
  let successes = 0;
  for (let room = 0; successes === 0 && room < DISK_KIB; room += STEP_KIB) {
    await tally.attempt(`a real disk with ${room} KiB of room`, async () => {
      const wanted = await changeAll(victim);
      const { bavail, bsize } = await statfs(disk);
      await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - room * 1024)));
      const failure = await failureOf(victim.program.reindex());
      await rm(filler);
      if (failure === null) successes += 1;
      else failures += 1;
      return `real disk: ${await checkFailure(victim, wanted, failure, 'ENOSPC')}`;
    });
  }
  tally.note(`a real full disk, a tmpfs of ${DISK_KIB} KiB: ${failures} reindexes found no room`);
}
