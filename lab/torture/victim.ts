import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { buildCleanIndexes, differenceFrom, wholeStateOf, type CleanIndexes } from './index-contents.js';
import type { Folders, Program } from './lean-program.js';
import { mustHold } from './tally.js';
import { otherState, writeState, type State } from './two-states.js';

/** A program, its folders, and what its index has to be like. */
export interface Victim {
  readonly program: Program;
  readonly folders: Folders;
  readonly clean: CleanIndexes;
}

/** Prepares folders below `root`, with both states published one after the other, so that there is one to fall back to. */
export async function prepareVictim(
  root: string,
  programFor: (folders: Folders) => Program,
  clean?: CleanIndexes,
): Promise<Victim> {
  const folders = { articlesDir: path.join(root, 'articles'), indexDir: path.join(root, 'index') };
  await mkdir(root, { recursive: true });
  const victim: Victim = {
    program: programFor(folders),
    folders,
    clean: clean ?? (await buildCleanIndexes(root, programFor)),
  };
  for (const state of ['A', 'B'] as const) {
    await writeState(folders.articlesDir, state);
    await victim.program.reindex();
  }
  return victim;
}

/** What a reader gets, as a whole, and what it is told of a newer generation that is damaged. */
export async function stateOf({
  program,
  clean,
}: Victim): Promise<{ readonly state: State; readonly damage: string | null; readonly generation: string }> {
  const index = await program.openIndex();
  const state = await wholeStateOf(index, clean);
  mustHold(state !== null, `${index.generation} is not whole`);
  return { state, damage: index.damage?.message ?? null, generation: index.generation };
}

/** Brings the articles into the state that the index is not of, and gives it. What a trial before has lost is built again. */
export async function changeAll(victim: Victim): Promise<State> {
  const { state } = await stateOf(victim).catch(async () => {
    await victim.program.reindex({ full: true });
    return await stateOf(victim);
  });
  await writeState(victim.folders.articlesDir, otherState(state));
  return otherState(state);
}

/** Reindexes, and checks that the index is what a clean build of `wanted` is. */
export async function mustBeMended({ program, folders, clean }: Victim, wanted: State): Promise<void> {
  await program.reindex();
  const difference = await differenceFrom(clean[wanted], folders.indexDir);
  mustHold(difference === null, `after the next reindex the index ${String(difference)}`);
}

/** What a reindex throws, null when it ends well. */
export async function failureOf(reindexing: Promise<unknown>): Promise<Error | null> {
  return await reindexing.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
}
