import { vectraStore } from '../../src/index/storage/vectra-index.js';
import { mustHold, type Tally } from './tally.js';
import { changeAll, mustBeMended, stateOf, type Victim } from './victim.js';
import { WriterProcess } from './writer-process.js';

/** Writers while another writes, and several at once. */
export async function writeAtOnce(
  victim: Victim,
  nodeArgs: readonly string[],
  pairs: number,
  tally: Tally,
): Promise<void> {
  const { folders } = victim;
  await tally.attempt('a second writer', async () => {
    await changeAll(victim);
    const began = Date.now();
    const store = vectraStore(folders.indexDir, () => new Date());
    const { exitCode, stderr } = await store.exclusively(
      async () => (await WriterProcess.start(nodeArgs, folders)).ended,
    );
    const [, pid, since = ''] = /process (\d+) on .+ since (\S+?)\.?\s/u.exec(stderr) ?? [];
    mustHold(exitCode === 2 && Number(pid) === process.pid, `it does not say who holds the lock: ${stderr}`);
    mustHold(Math.abs(Date.parse(since) - began) < 60_000, `it does not say since when: ${stderr}`);
    return 'told who writes, since when';
  });
  for (let pair = 0; pair < pairs; pair += 1) {
    await tally.attempt(`pair ${pair} of writers`, async () => {
      const wanted = await changeAll(victim);
      const writers = await Promise.all([1, 2].map(() => WriterProcess.start(nodeArgs, folders)));
      const endings = await Promise.all(writers.map(({ ended }) => ended));
      const refused = endings.filter(({ exitCode }) => exitCode === 2);
      mustHold(refused.length < 2, 'neither wrote');
      mustHold(
        endings.every(({ exitCode }) => exitCode === 0 || exitCode === 2),
        endings.map(({ stderr }) => stderr).join(),
      );
      mustHold(
        refused.every(({ stderr }) => stderr.includes('index-locked')),
        'refused for another reason',
      );
      const { state } = await stateOf(victim);
      mustHold(state === wanted, 'nothing was published');
      await mustBeMended(victim, wanted);
      return refused.length === 0 ? 'one wrote after the other' : 'one wrote, the other was refused';
    });
  }
}
