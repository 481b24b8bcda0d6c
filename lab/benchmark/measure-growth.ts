import { rm } from 'node:fs/promises';
import type { Growth } from './figures.js';
import { indexCorpus, makeCorpus, vectorsFor } from './make-corpus.js';
import { medianQuestion } from './measure-answering.js';
import { median } from './order-statistics.js';
import type { RunContext } from './run-context.js';

/** Shares of the largest corpus at which costs are measured. */
const SHARES = [1 / 8, 1 / 4, 1 / 2, 1];

/** What indexing and querying cost at four sizes, the last of `largest` passages. */
export async function measureGrowth(largest: number, context: RunContext): Promise<Growth[]> {
  const vectors = vectorsFor(largest);
  const indexing: { x: number; y: number }[] = [];
  const querying: { x: number; y: number }[] = [];
  for (const share of SHARES) {
    const passages = Math.round(largest * share);
    const corpus = await makeCorpus(passages, context, vectors);
    const seconds: number[] = [];
    for (let run = 0; run < context.runs; run += 1) {
      await rm(corpus.place.settings.indexDir, { recursive: true, force: true });
      seconds.push(await indexCorpus(corpus, context));
    }
    const milliseconds = await medianQuestion(corpus, context);
    context.onProgress(
      `${passages} passages: reindex ${median(seconds).toFixed(2)} s, a question ${milliseconds.toFixed(1)} ms`,
    );
    indexing.push({ x: passages, y: median(seconds) });
    querying.push({ x: passages, y: milliseconds });
    await rm(corpus.place.folder, { recursive: true, force: true });
  }
  return [
    { what: vectors === 'model' ? 'indexing' : 'indexing without the model', unit: 's', points: indexing },
    { what: 'querying', unit: 'ms', points: querying },
  ];
}
