import type { Random } from '../chance/random.js';
import { remainsIn } from './remains.js';
import { mustHold, type Tally } from './tally.js';
import { otherState } from './two-states.js';
import { changeAll, mustBeMended, stateOf, type Victim } from './victim.js';
import { STAGES, WriterProcess, type Stage, type WriterEnding } from './writer-process.js';

/** How a writer is started and when it is killed. */
export interface KillTrial {
  /** What is needed to try it again. */
  readonly name: string;
  readonly nodeArgs: readonly string[];
  readonly end: (writer: WriterProcess) => Promise<WriterEnding>;
}

/** Chances of a kill to fall after each stage: most fall where files change, which takes least of the time. */
const CHANCES: Readonly<Record<Stage, number>> = { started: 0.2, locked: 0.4, building: 0.4 };
/** Kills are drawn a little beyond the end of what they are drawn over. */
const OVER = 1.1;
const MEASURED_RUNS = 2;

/** Milliseconds that a writer spends after each stage until the next, or its end. */
export type StageTimes = Readonly<Record<Stage, number>>;

/** Runs some writers to their end, for how long each of their stages takes at most. */
export async function measureStages(victim: Victim, nodeArgs: readonly string[]): Promise<StageTimes> {
  const longest: Record<Stage, number> = { started: 0, locked: 0, building: 0 };
  for (let run = 0; run < MEASURED_RUNS; run += 1) {
    await changeAll(victim);
    const writer = await WriterProcess.start(nodeArgs, victim.folders);
    const { times, exitCode, stderr } = await writer.ended;
    if (exitCode !== 0) throw new Error(`The writer does not even run undisturbed: ${stderr}`);
    const { locked = times.ended, building = times.ended } = times;
    const took = { started: locked, locked: building - locked, building: times.ended - building };
    for (const stage of STAGES) longest[stage] = Math.max(longest[stage], took[stage]);
  }
  return longest;
}

/** The moment of a kill. */
export function drawKill(random: Random, times: StageTimes): { readonly stage: Stage; readonly ms: number } {
  let chance = random();
  const stage = STAGES.find((one) => (chance -= CHANCES[one]) < 0) ?? 'building';
  return { stage, ms: random() * times[stage] * OVER };
}

/**
 * Changes all articles, starts a writer, kills it, and checks what is left: the index is of the old state or the new one as a whole,
 * nothing that the writer started is left running, and the next reindex makes the index that a clean build is.
 */
export async function killWriter(
  victim: Victim,
  { name, nodeArgs, end }: KillTrial,
  tally: Tally,
): Promise<void> {
  await tally.attempt(name, async () => {
    const before = await stateOf(victim);
    const wanted = await changeAll(victim);
    const writer = await WriterProcess.start(nodeArgs, victim.folders);
    const { exitCode, stderr } = await end(writer);
    mustHold(exitCode === null || exitCode === 0, `the writer failed by itself: ${stderr}`);

    const remains = await remainsIn(victim.folders.indexDir, before.generation);
    const left = await stateOf(victim);
    mustHold(left.damage === null, `${remains}: ${String(left.damage)}`);
    const expected = left.generation === before.generation ? otherState(wanted) : wanted;
    mustHold(left.state === expected, `${remains}: ${left.generation} is of ${left.state}`);
    mustHold(!(await writer.hasLeftProcesses()), `${remains}: what the writer had started still runs`);
    await mustBeMended(victim, wanted);
    return exitCode === 0 ? 'not killed: it had ended' : remains;
  });
}
