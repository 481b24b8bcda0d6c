import { chmod } from 'node:fs/promises';
import { checkFailure } from './fail-disk.js';
import { mustHold, type Tally } from './tally.js';
import { changeAll, failureOf, type Victim } from './victim.js';

/** The user `nobody` of Linux: as root, permissions have no say. */
const NOBODY = 65_534;

/** A folder that may not be written to. */
export async function forbidWriting(victim: Victim, tally: Tally): Promise<void> {
  const { indexDir } = victim.folders;
  if (process.geteuid === undefined) {
    tally.note('not tried: this system has no such permission');
    return;
  }
  const isRoot = process.geteuid() === 0;
  await tally.attempt('a folder of mode 555', async () => {
    const wanted = await changeAll(victim);
    await chmod(indexDir, 0o555);
    if (isRoot) process.seteuid?.(NOBODY);
    const failure = await failureOf(victim.program.reindex()).finally(async () => {
      if (isRoot) process.seteuid?.(0);
      await chmod(indexDir, 0o755);
    });
    mustHold(failure !== null, 'written to nevertheless');
    return await checkFailure(victim, wanted, failure, 'EACCES');
  });
  if (isRoot) tally.note('tried as the user nobody, since root may write anywhere');
}
