import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../src/lib/errors.js';
import { generationFolder, readPointer } from '../../src/index/storage/generations.js';
import type { Damage } from './damages.js';
import { Lost, mustHold, type Tally } from './tally.js';
import type { State } from './two-states.js';
import { changeAll, mustBeMended, stateOf, type Victim } from './victim.js';

/**
 * Damages the pointer and every file of both generations, one at a time. A reader gets the current generation as it is, or the one
 * before with word of what is wrong, or an error that says so; never anything else.
 */
export async function damageEachFile(victim: Victim, all: readonly Damage[], tally: Tally): Promise<void> {
  const { program, folders } = victim;
  const { indexDir } = folders;
  const wanted = await changeAll(victim);
  await program.reindex();
  const { current, before } = await generationFiles(indexDir);
  for (const file of [path.join(indexDir, 'current'), ...current, ...before]) {
    const isRead = !before.includes(file);
    const bytes = await readFile(file);
    for (const { name, done } of all) {
      await tally.attempt(`${path.relative(indexDir, file)} ${name}`, async () => {
        await overwrite(file, done(bytes));
        return await openDamaged(victim, file, { wanted, isRead });
      });
    }
    await writeFile(file, bytes);
  }
}

/** Damages the same file of both generations, so that nothing whole is left. A reader says so, and the next reindex mends it. */
export async function damageBothGenerations(
  victim: Victim,
  all: readonly Damage[],
  tally: Tally,
): Promise<void> {
  for (const [at, damage] of all.entries()) {
    await tally.attempt(`file ${at} of both generations ${damage.name}`, async () => {
      const wanted = await changeAll(victim);
      await victim.program.reindex();
      const { current, before } = await generationFiles(victim.folders.indexDir);
      const file = current[at % current.length] ?? '';
      const twin = before[at % before.length] ?? '';
      const bytes = await readFile(file);
      if (damage.done(bytes)?.equals(bytes)) return 'of no consequence';
      await overwrite(file, damage.done(bytes));
      await overwrite(twin, damage.done(await readFile(twin)));
      const outcome = await openDamaged(victim, file, { wanted, isRead: true });
      mustHold(outcome === REFUSED, `opened although nothing is whole: ${outcome}`);
      await mustBeMended(victim, wanted);
      return `${outcome}; mended by the next reindex`;
    });
  }
}

const REFUSED = 'told, and refused';

async function generationFiles(indexDir: string) {
  const pointer = await readPointer(indexDir);
  const filesOf = async (generation: string | null | undefined) => {
    if (!generation) throw new Error(`${indexDir} does not hold two generations.`);
    const folder = generationFolder(indexDir, generation);
    return (await readdir(folder)).sort().map((name) => path.join(folder, name));
  };
  return { current: await filesOf(pointer?.current), before: await filesOf(pointer?.before) };
}

/** Does to a file what a {@link Damage} has done. */
export async function overwrite(file: string, bytes: Buffer | null): Promise<void> {
  if (bytes === null) await rm(file);
  else await writeFile(file, bytes);
}

/**
 * What a reader makes of an index with one damaged file.
 *
 * @param expected - the state of the current generation, and whether a reader reads that file at all
 */
async function openDamaged(
  victim: Victim,
  file: string,
  { wanted, isRead }: { readonly wanted: State; readonly isRead: boolean },
): Promise<string> {
  // What a damaged pointer names is not there; what damaged checksums are of looks damaged.
  const accuses = ['current', 'SHA256SUMS'].includes(path.basename(file));
  const told = accuses ? path.dirname(file) : file;
  try {
    const { state, damage } = await stateOf(victim);
    if (damage === null) {
      mustHold(state === wanted, `opened silently as ${state}`);
      return isRead
        ? 'the damage changes nothing: opened as it is'
        : 'the generation before, not read: opened as it is';
    }
    mustHold(isRead, `the generation before was read: ${damage}`);
    mustHold(damage.includes(told), `the file is not named: ${damage}`);
    return state === wanted
      ? 'told, and the current generation found'
      : 'told, and the generation before opened';
  } catch (error) {
    if (error instanceof Lost) throw error;
    const isTold =
      error instanceof UserError && error.code === 'index-damaged' && error.message.includes(told);
    mustHold(isTold, `not told as damage of that file: ${String(error)}`);
    return REFUSED;
  }
}
