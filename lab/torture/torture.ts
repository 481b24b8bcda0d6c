import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Application } from '../../src/application.js';
import { parseSettings } from '../../src/config/settings.js';
import { askAnything } from './ask-anything.js';
import { bundleWriter } from './bundle-writer.js';
import { damageBothGenerations, damageEachFile } from './damage-files.js';
import { damages } from './damages.js';
import { countWrites, failAtEachWrite, type Faults } from './fail-disk.js';
import { fillDisk } from './fill-disk.js';
import { findLocks } from './find-locks.js';
import { forbidWriting } from './forbid-writing.js';
import type { KillMoment } from './kill-at-write.js';
import { drawKill, killWriter, measureStages } from './kill-writers.js';
import { leanProgram } from './lean-program.js';
import { drawFrom, randomFrom } from '../chance/random.js';
import { reindexOverDamage } from './reindex-over-damage.js';
import { litterIn } from './remains.js';
import { setClocks } from './set-clocks.js';
import { Tally, type TrialReport } from './tally.js';
import { UnpausedReader } from './unpaused-reader.js';
import { prepareVictim, type Victim } from './victim.js';
import { writeAtOnce } from './write-at-once.js';

/** How much is tried. */
export interface TortureOptions {
  /** Whether anything is done to an index. */
  readonly triesIndex?: boolean;
  /** Questions that a bot is asked while it is done to. */
  readonly questions: number;
  /** Kills at random moments of a writer that needs no model. */
  readonly kills: number;
  /** Kills at random moments of `npm run reindex`, with the model. */
  readonly commandKills: number;
  /** Kill before, in the middle of and after each write of a reindex. */
  readonly killsAtWrites: readonly KillMoment[];
  /** Of each write of a reindex. */
  readonly faults: Faults;
  /** Places drawn in each file for each kind of damage. */
  readonly flips: number;
  /** Damages of each file that a reindex has to mend. */
  readonly mendings: number;
  /** Passages of the index that texts of any kind are asked of. */
  readonly askedPassages: number;
  /** Pairs of writers started at once. */
  readonly pairs: number;
  /** The same seed draws the same kills and damages. */
  readonly seed: number;
  /** Ends it early: what has been tried by then is reported. */
  readonly stop: AbortSignal;
  /** Hears what is being tried, and of losses. */
  readonly onProgress: (line: string) => void;
}

/** Does to an index, in folders of its own, what power cuts, full disks and bad disks do, and tells what was lost. */
export async function torture(options: TortureOptions): Promise<TrialReport[]> {
  const root = await mkdtemp(path.join(tmpdir(), 'dan-nguon-torture-'));
  // The user that is tried for a read-only folder has to get there.
  await chmod(root, 0o755);
  try {
    const asked = new Tally('texts of any kind asked', options.onProgress, options.stop);
    if (options.askedPassages > 0) await askAnything(options.askedPassages, options.seed, asked);
    const reports = [
      asked.report,
      ...(options.triesIndex === false ? [] : await tortureIndex(root, options)),
      ...(options.questions > 0 ? await tortureBot(path.join(root, 'bot'), options) : []),
    ];
    return reports.filter(({ tried, notes }) => tried > 0 || notes.length > 0);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function tortureIndex(root: string, options: TortureOptions): Promise<TrialReport[]> {
  return [
    ...(await tortureByKills(path.join(root, 'kills'), options)),
    ...(options.commandKills > 0 ? await tortureCommand(path.join(root, 'command'), options) : []),
    ...(await tortureFiles(path.join(root, 'files'), options)),
  ];
}

async function tortureBot(
  root: string,
  { questions, stop, onProgress }: TortureOptions,
): Promise<TrialReport[]> {
  const tally = new Tally('questions asked through faults', onProgress, stop);
  // Only now: the stand-in of Discord is a part of the tests.
  const { askThroughFaults } = await import('./ask-through-faults.js');
  await askThroughFaults(root, questions, tally);
  return [tally.report];
}

async function tortureByKills(root: string, options: TortureOptions): Promise<TrialReport[]> {
  const { kills: count, killsAtWrites, pairs, seed, stop, onProgress } = options;
  const tally = (title: string) => new Tally(title, onProgress, stop);
  const random = randomFrom(seed);
  const { writer, killAtWrite } = await bundleWriter();
  const victim = await prepareVictim(root, leanProgram);
  const { articlesDir, indexDir } = victim.folders;
  const nodeArgs = [writer, articlesDir, indexDir];
  const writes = await countWrites(victim);
  const times = await measureStages(victim, nodeArgs);
  const kills = tally('writer killed at a random moment');
  const killsAt = tally('writer killed at each write');
  const atOnce = tally('several writers');

  const { reader, reports } = await startReader(victim, options);
  for (let kill = 0; kill < count; kill += 1) {
    const { stage, ms } = drawKill(random, times);
    const name = `seed ${seed}, kill ${kill}, ${ms.toFixed(1)} ms after it had ${stage}`;
    await killWriter(victim, { name, nodeArgs, end: (process) => process.killAfter(stage, ms) }, kills);
    if (kill % 10 === 9) onProgress(`${kill + 1} of ${count} writers killed`);
  }
  for (const moment of killsAtWrites) {
    for (let at = 0; at < writes; at += 1) {
      const query = new URLSearchParams({ folder: indexDir, at: String(at), moment });
      const preload = ['--import', `file://${killAtWrite}?${query.toString()}`];
      await killWriter(
        victim,
        { name: `${moment} write ${at}`, nodeArgs: [...preload, ...nodeArgs], end: ({ ended }) => ended },
        killsAt,
      );
    }
    onProgress(`writers killed ${moment} each of ${writes} writes`);
  }
  await writeAtOnce(victim, nodeArgs, pairs, atOnce);
  await reader.stop();
  kills.note(`longest stages of an undisturbed writer: ${JSON.stringify(times)} ms`);
  await noteLitter(victim, kills);
  return [kills.report, killsAt.report, ...reports(), atOnce.report];
}

async function tortureCommand(root: string, options: TortureOptions): Promise<TrialReport[]> {
  const { commandKills, seed, stop, onProgress } = options;
  const tally = new Tally('npm run reindex killed at a random moment', onProgress, stop);
  const random = randomFrom(seed + 1);
  const application = await Application.open(parseSettings({ LANGUAGE: 'en' }));
  try {
    const victim = await prepareVictim(root, (folders) => application.with(folders));
    const nodeArgs = ['--import', 'tsx', 'scripts/reindex.ts'];
    const times = await measureStages(victim, nodeArgs);
    const { reader, reports } = await startReader(victim, options);
    for (let kill = 0; kill < commandKills; kill += 1) {
      const { stage, ms } = drawKill(random, times);
      const name = `seed ${seed}, kill ${kill} of the command, ${ms.toFixed(1)} ms after it had ${stage}`;
      await killWriter(victim, { name, nodeArgs, end: (process) => process.killAfter(stage, ms) }, tally);
      if (kill % 10 === 9) onProgress(`${kill + 1} of ${commandKills} commands killed`);
    }
    await reader.stop();
    tally.note(`longest stages of an undisturbed command: ${JSON.stringify(times)} ms`);
    await noteLitter(victim, tally);
    return [tally.report, ...reports()];
  } finally {
    await application.close();
  }
}

async function tortureFiles(root: string, options: TortureOptions): Promise<TrialReport[]> {
  const { faults, flips, mendings, seed, stop, onProgress } = options;
  const tally = (title: string) => new Tally(title, onProgress, stop);
  const [disk, damaged, mended, clocks, locks, permissions] = [
    tally('disk full or broken at each write'),
    tally('file damaged before it is opened'),
    tally('file damaged before a reindex'),
    tally('clock set back and forward'),
    tally('lock left behind'),
    tally('read-only folder'),
  ] as const;
  const victim = await prepareVictim(root, leanProgram);
  await failAtEachWrite(victim, faults, disk);
  await fillDisk(root, leanProgram, victim.clean, disk);
  onProgress('disk failed at each write');
  const random = randomFrom(seed + 2);
  await damageEachFile(victim, damages(random, flips), damaged);
  onProgress('each file damaged before it is opened');
  const drawn = () => drawFrom(random, damages(random, flips), mendings);
  await damageBothGenerations(victim, drawn(), damaged);
  await reindexOverDamage(victim, drawn, mended);
  onProgress('each file damaged before a reindex');
  await setClocks(victim, clocks);
  await findLocks(victim, locks);
  await forbidWriting(victim, permissions);
  await noteLitter(victim, disk);
  return [disk, damaged, mended, clocks, locks, permissions].map(({ report }) => report);
}

async function startReader({ program, folders, clean }: Victim, { onProgress }: TortureOptions) {
  const answers = new Tally('answers meanwhile', onProgress);
  const openings = new Tally('whole indexes opened meanwhile', onProgress);
  const reader = await UnpausedReader.start({
    program,
    indexDir: folders.indexDir,
    clean,
    answers,
    openings,
  });
  return { reader, reports: () => [answers.report, openings.report] };
}

async function noteLitter({ folders }: Victim, tally: Tally): Promise<void> {
  const litter = await litterIn(folders.indexDir);
  tally.note(
    litter.length === 0
      ? 'nothing left behind'
      : `left behind: ${litter.length} (${litter.slice(0, 3).join(', ')}, …)`,
  );
}
