import { ContenderClient } from './contenders/contender-client.js';
import type { ContenderName } from './contenders/contender.js';
import { OURS, type Figure } from './figures.js';
import { nodeLimit } from './limits/node-limit.js';
import { pythonLimit, RECORDED_LIMIT } from './limits/python-limit.js';
import { median } from './order-statistics.js';
import { writePublished } from './prepare-size.js';
import type { Corpus, RunContext } from './run-context.js';

const PEERS: readonly { readonly name: ContenderName; readonly who: string }[] = [
  { name: 'vectra', who: 'vectra LocalIndex' },
  { name: 'langchain', who: 'LangChain.js MemoryVectorStore' },
  { name: 'orama', who: 'Orama' },
];
const PEERS_NOTE = 'embeds and inserts the same passages; has no articles to read and cut';

/**
 * (a): how many passages a second are read, cut, embedded and published; what the peers take to embed and insert the same passages;
 * and what embedding them takes by itself. The corpus has an index then, and what the peers take up.
 */
export async function measureIndexing(corpus: Corpus, context: RunContext): Promise<Figure[]> {
  const { place, passages } = corpus;
  const rates = new Map<string, number[]>();
  let count = NaN;
  const note = (who: string, seconds: number | null) => {
    if (seconds === null) return;
    context.onProgress(`${passages} passages, reindex, ${who}: ${seconds.toFixed(2)} s`);
    rates.set(who, [...(rates.get(who) ?? []), count / seconds]);
  };
  for (let run = 0; run < context.runs; run += 1) {
    const seconds = await secondsToBuild('dan-nguon', corpus, context);
    if (run === 0) count = await writePublished(place);
    note(OURS, seconds);
    for (const { name, who } of PEERS) note(who, await secondsToBuild(name, corpus, context));
    note(NODE_LIMIT, await nodeLimit(context.compiled, place));
    note(PYTHON_LIMIT, await pythonLimit(context.python, place));
  }
  const figure = (who: string, role: Figure['role'], text?: string): Figure => ({
    metric: 'indexing-rate',
    passages,
    who,
    role,
    value: rates.has(who) ? median(rates.get(who) ?? []) : null,
    ...(text !== undefined && { note: text }),
  });
  const python = figure(
    PYTHON_LIMIT,
    'limit',
    'tokenizes, embeds and inserts the same passages in the same batches',
  );
  return [
    figure(OURS, 'ours', 'reads, cuts, embeds, publishes'),
    ...PEERS.map(({ who }) => figure(who, 'peer', PEERS_NOTE)),
    figure(NODE_LIMIT, 'part', 'runs the model only, on token ids that are there already'),
    python.value === null ? { ...python, ...RECORDED_LIMIT } : python,
  ];
}

const NODE_LIMIT = 'onnxruntime-node alone';
const PYTHON_LIMIT = 'Python onnxruntime + faiss';

/** Seconds that a contender takes to build its index of a corpus, in a new process whose model is open. */
export async function secondsToBuild(
  name: ContenderName,
  { place }: Corpus,
  { compiled }: RunContext,
): Promise<number> {
  const contender = await ContenderClient.start(compiled, name, place);
  try {
    return await contender.run({ kind: 'build' });
  } finally {
    await contender.close();
  }
}
