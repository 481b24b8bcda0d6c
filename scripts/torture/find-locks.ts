import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { UserError } from '../../src/lib/errors.js';
import { mustHold, type Tally } from './tally.js';
import { changeAll, failureOf, mustBeMended, type Victim } from './victim.js';

/** Locks that others have left. */
export async function findLocks(victim: Victim, tally: Tally): Promise<void> {
  const { indexDir } = victim.folders;
  const lock = { pid: process.pid, host: hostname(), since: new Date().toISOString(), token: 'left' };
  const dead = await endedPid();
  const locks: readonly (readonly [name: string, content: string, isTakenOver: boolean])[] = [
    ['of a dead process', JSON.stringify({ ...lock, pid: dead }), true],
    ['of a process before the last boot', JSON.stringify({ ...lock, pid: 1, boot: 'another' }), true],
    ['of this process number, from before', JSON.stringify(lock), true],
    ['of a living process', JSON.stringify({ ...lock, pid: process.ppid }), false],
    ['of another machine', JSON.stringify({ ...lock, pid: dead, host: 'elsewhere' }), false],
    ['that is empty', '', false],
    ['that was torn', JSON.stringify(lock).slice(0, 20), false],
  ];
  for (const [name, content, isTakenOver] of locks) {
    await tally.attempt(`a lock ${name}`, async () => {
      const wanted = await changeAll(victim);
      const lockFile = path.join(indexDir, 'writer.lock');
      await writeFile(lockFile, content);
      const failure = await failureOf(victim.program.reindex());
      if (isTakenOver) mustHold(failure === null, `not taken over: ${String(failure?.message)}`);
      else {
        const isTold =
          failure instanceof UserError && failure.code === 'index-locked' && failure.hint.includes(lockFile);
        mustHold(isTold, `not told what to delete: ${String(failure?.message)}`);
        mustHold((await readFile(lockFile, 'utf8')) === content, 'the lock was changed');
        await rm(lockFile);
      }
      await mustBeMended(victim, wanted);
      return isTakenOver ? 'taken over' : 'left alone, and told which file to delete';
    });
  }
}

/** The number of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? NaN;
}
