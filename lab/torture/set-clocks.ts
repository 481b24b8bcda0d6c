import { vectraStore } from '../../src/index/storage/vectra-index.js';
import { leanProgram } from './lean-program.js';
import { mustHold, type Tally } from './tally.js';
import { changeAll, mustBeMended, stateOf, type Victim } from './victim.js';

const HOUR = 3_600_000;
/** Hours by which a clock is off, run after run: set back, set forward, back to before 1980, and the same second again. */
const CLOCKS = [0, -1, -24 * 365, 48, 0, 0, -24 * 365 * 50, 0];
/** A clock that is set back and forward between runs: the index published last is the one that is read. */
export async function setClocks(victim: Victim, tally: Tally): Promise<void> {
  for (const [run, hours] of CLOCKS.entries()) {
    await tally.attempt(`clock off by ${hours} hours in run ${run}`, async () => {
      const wanted = await changeAll(victim);
      const now = () => new Date(Date.now() + hours * HOUR);
      await mustBeMended({ ...victim, program: leanProgram(victim.folders, now) }, wanted);
      const before = await stateOf(victim);
      mustHold(before.state === wanted, 'the reader got another state');
      return 'the index published last is read';
    });
  }
  await tally.attempt('going back after that', async () => {
    const { state } = await stateOf(victim);
    const store = vectraStore(victim.folders.indexDir, () => new Date(0));
    await store.exclusively(() => store.rollBack());
    const back = await stateOf(victim);
    mustHold(
      back.state !== state && back.damage === null,
      'the generation before is not the one published before',
    );
    await mustBeMended(victim, state);
    return 'the one published before it is gone back to';
  });
}
