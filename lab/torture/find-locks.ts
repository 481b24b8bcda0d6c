import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { UserError } from '../../src/lib/errors.js';
import { mustHold, type Tally } from './tally.js';
import { changeAll, failureOf, mustBeMended, type Victim } from './victim.js';

/** Locks that others have left. */
export async function findLocks(victim: Victim, tally: Tally): Promise<void> {
  const { indexDir } = victim.folders;
  const left = { pid: process.pid, host: hostname(), since: new Date().toISOString(), token: 'left' };
  const dead = await endedPid();
  const locks: readonly (readonly [name: string, content: string, isTakenOver: boolean])[] = [
    ['of a dead process', JSON.stringify({ ...left, pid: dead }), true],
    ['of a process before the last boot', JSON.stringify({ ...left, pid: 1, boot: 'another' }), true],
    ['of this process number, from before', JSON.stringify(left), true],
    ['of a living process', JSON.stringify({ ...left, pid: process.ppid }), false],
    ['of another machine', JSON.stringify({ ...left, pid: dead, host: 'elsewhere' }), false],
    ['that is empty', '', false],
    ['that was torn', JSON.stringify(left).slice(0, 20), false],
  ];
  for (const [name, content, isTakenOver] of locks) {
    await tally.attempt(`a lock ${name}`, async () => {
      const wanted = await changeAll(victim);
      const lock = path.join(indexDir, 'writer.lock');
      const holder = path.join(lock, 'holder.json');
      await mkdir(lock);
      await writeFile(holder, content);
      const failure = await failureOf(victim.program.reindex());
      if (isTakenOver) mustHold(failure === null, `not taken over: ${String(failure?.message)}`);
      else {
        const isTold =
          failure instanceof UserError && failure.code === 'index-locked' && failure.hint.includes(lock);
        mustHold(isTold, `not told what to delete: ${String(failure?.message)}`);
        mustHold((await readFile(holder, 'utf8')) === content, 'the lock was changed');
        await rm(lock, { recursive: true });
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
