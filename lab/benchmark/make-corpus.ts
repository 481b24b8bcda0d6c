import { Application } from '../../src/application.js';
import { ContenderClient } from './contenders/contender-client.js';
import { buildMadeIndex } from './made-index.js';
import { secondsToBuild } from './measure-indexing.js';
import { writeCorpus, writePublished } from './prepare-size.js';
import type { Corpus, RunContext, VectorKind } from './run-context.js';

/** Passages that the model embeds in a minute or two; vectors of a larger corpus are made by rule. */
const MODEL_UP_TO = 10_000;

/** Questions made for a corpus. */
const QUESTIONS = 310;

/** Where the vectors of a corpus are to be from. */
export function vectorsFor(passages: number): VectorKind {
  return passages > MODEL_UP_TO ? 'made' : 'model';
}

/** Writes the articles of a corpus; it has no index then. */
export async function makeCorpus(
  passages: number,
  context: RunContext,
  vectors = vectorsFor(passages),
): Promise<Corpus> {
  const place = context.newFolder();
  const questions = await writeCorpus(place, context.source, passages, QUESTIONS);
  return { place, passages, questions, vectors };
}

/** Gives a corpus an index, and returns the seconds that this took. */
export async function indexCorpus(corpus: Corpus, context: RunContext): Promise<number> {
  if (corpus.vectors === 'model') return await secondsToBuild('dan-nguon', corpus, context);
  const application = await Application.open(corpus.place.settings);
  try {
    return await buildMadeIndex(application);
  } finally {
    await application.close();
  }
}

/** Gives an indexed corpus what the peers open. */
export async function preparePeers({ place }: Corpus, { compiled }: RunContext): Promise<void> {
  await writePublished(place);
  const vectra = await ContenderClient.start(compiled, 'vectra', place);
  await vectra.run({ kind: 'prepare' });
  await vectra.close();
}
