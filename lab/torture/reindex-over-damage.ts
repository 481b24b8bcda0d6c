import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { generationFolder, readPointer } from '../../src/index/storage/generations.js';
import { overwrite } from './damage-files.js';
import type { Damage } from './damages.js';
import type { Tally } from './tally.js';
import { changeAll, mustBeMended, type Victim } from './victim.js';

const IN_FOLDER = ['current', 'embedding-progress'];
const IN_GENERATION = ['manifest.json', 'articles.jsonl', 'index.pb', 'SHA256SUMS'];

/**
 * Damages, one at a time, the pointer, each file of the current generation and the progress of a stopped reindex. What the next
 * reindex publishes is what a clean build is.
 *
 * @param drawn - some damages for each file
 */
export async function reindexOverDamage(
  victim: Victim,
  drawn: () => readonly Damage[],
  tally: Tally,
): Promise<void> {
  const { indexDir } = victim.folders;
  for (const target of [...IN_FOLDER, ...IN_GENERATION]) {
    for (const { name, done } of drawn()) {
      await tally.attempt(`a reindex over ${target} ${name}`, async () => {
        const wanted = await changeAll(victim);
        await stopAfterEmbedding(victim);
        const { current = '' } = (await readPointer(indexDir)) ?? {};
        const folder = IN_FOLDER.includes(target) ? indexDir : generationFolder(indexDir, current);
        const file = path.join(folder, target);
        await overwrite(file, done(await readFile(file)));
        await mustBeMended(victim, wanted);
        return 'mended by the next reindex';
      });
    }
  }
}

/** Leaves everything embedded and nothing published. */
async function stopAfterEmbedding({ program }: Victim): Promise<void> {
  const stop = new AbortController();
  const reindexing = program.reindex({
    signal: stop.signal,
    onProgress: ({ phase, done }) => {
      if (phase === 'embedding' && done > 0) stop.abort(new Error('stopped'));
    },
  });
  const outcome = await reindexing.catch((error: unknown) => error);
  if (outcome !== stop.signal.reason) throw new Error('The reindex was not stopped.', { cause: outcome });
}
