import { ContenderClient } from './contenders/contender-client.js';
import type { ContenderName } from './contenders/contender.js';
import { OURS, type Figure, type Metric } from './figures.js';
import { median, percentile } from './order-statistics.js';
import type { Corpus, RunContext } from './run-context.js';

/** Asked before the clock runs, so that each contender's code is compiled and its tables are loaded. */
const WARM_UP = 10;
/** Seconds of questions in a run: the slow are asked fewer. */
const AT_MOST_SECONDS = 15;
const WARM_UP_SECONDS = 3;
/** People who ask in the same moment. */
const AT_ONCE = 20;

/** One that is asked, with the largest corpus at which it can be, and the most questions of a run and before it. */
interface Asked {
  readonly name: ContenderName;
  readonly who: string;
  readonly mostPassages?: number;
  readonly mostQuestions?: number;
}

const ASKED: readonly Asked[] = [
  { name: 'dan-nguon', who: OURS },
  { name: 'dan-nguon-finding', who: `${OURS}, finding alone` },
  { name: 'vectra', who: 'vectra queryItems' },
  // It builds its keyword index anew for each question: minutes beyond that. It loads a model of English anew as well, which grows with each
  // time, until after some twenty a string in it is longer than JavaScript allows.
  { name: 'vectra-bm25', who: 'vectra queryItems with BM25', mostPassages: 10_000, mostQuestions: 3 },
  { name: 'langchain', who: 'LangChain.js MemoryVectorStore' },
  { name: 'orama', who: 'Orama hybrid search' },
];

/** What was measured of one that was asked; times are in milliseconds. */
interface Asking {
  readonly median: number;
  readonly p99: number;
  readonly questions: number;
  /** Until the last of {@link AT_ONCE} questions was answered. */
  readonly atOnce: number;
  readonly settledBytes: number | null;
  readonly peakBytes: number | null;
  readonly storedBytes: number | null;
}

/**
 * (b), (d) and (e): what questions take, each asked once, and the memory and disk of what answers them. The corpus has an index,
 * and what the peers take up.
 */
export async function measureAnswering(corpus: Corpus, context: RunContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const asked of ASKED) {
    const { name, who, mostPassages = Infinity } = asked;
    if (corpus.passages > mostPassages) continue;
    const asking = await ask(asked, corpus, context);
    const memory = asking.settledBytes === null ? '' : `, ${Math.round(asking.settledBytes / 1e6)} MB`;
    context.onProgress(
      `${corpus.passages} passages, ${who}: ${asking.median.toFixed(1)} ms a question${memory}`,
    );
    figures.push(...figuresOf(asking, { name, who }, corpus.passages));
  }
  return figures;
}

/** Milliseconds that this program takes to find the passages for a question, the median: reading does not grow with them. */
export async function medianQuestion(corpus: Corpus, context: RunContext): Promise<number> {
  return (await ask({ name: 'dan-nguon-finding' }, corpus, context)).median;
}

async function ask(
  { name, mostQuestions = Infinity }: Pick<Asked, 'name' | 'mostQuestions'>,
  corpus: Corpus,
  context: RunContext,
): Promise<Asking> {
  const { place, questions } = corpus;
  const contender = await ContenderClient.start(context.compiled, name, place);
  try {
    await contender.run({ kind: 'open' });
    const warmUp = questions.slice(0, Math.min(WARM_UP, mostQuestions));
    await contender.run({ kind: 'ask', questions: warmUp, atMostSeconds: WARM_UP_SECONDS });
    const times = await timesOf(contender, questions.slice(WARM_UP), mostQuestions, context.runs);
    const isOurs = name === 'dan-nguon';
    const together = questions.slice(-AT_ONCE);
    const atOnce = isOurs ? await contender.run({ kind: 'ask-at-once', questions: together }) : NaN;
    await contender.run({ kind: 'settle' });
    const memory = await contender.memory();
    return {
      median: median(times.map(median)),
      p99: percentile(times.flat(), 0.99),
      questions: times.flat().length,
      atOnce,
      settledBytes: memory?.now ?? null,
      peakBytes: memory?.peak ?? null,
      storedBytes: await contender.run({ kind: 'stored-bytes' }),
    };
  } finally {
    await contender.close();
  }
}

/** The milliseconds of each run's questions; no question is asked in two. */
async function timesOf(
  contender: ContenderClient,
  questions: readonly string[],
  mostQuestions: number,
  runs: number,
): Promise<(readonly number[])[]> {
  const share = Math.floor(questions.length / runs);
  const times: (readonly number[])[] = [];
  for (let run = 0; run < runs; run += 1) {
    const asked = questions.slice(run * share, run * share + Math.min(share, mostQuestions));
    times.push(
      (await contender.run({ kind: 'ask', questions: asked, atMostSeconds: AT_MOST_SECONDS })).milliseconds,
    );
  }
  return times;
}

function figuresOf(asking: Asking, { name, who }: Pick<Asked, 'name' | 'who'>, passages: number): Figure[] {
  const role = name.startsWith('dan-nguon') ? 'ours' : 'peer';
  const figure = (metric: Metric, value: number | null, note?: string): Figure => ({
    metric,
    passages,
    who,
    role,
    value,
    ...(note !== undefined && { note }),
  });
  const questions = `${asking.questions} question${asking.questions === 1 ? '' : 's'}`;
  const megabytes = (bytes: number | null) => bytes && bytes / 1e6;
  const times: readonly Figure[] =
    name === 'dan-nguon'
      ? [
          figure('answer-median', asking.median, questions),
          figure('answer-p99', asking.p99, questions),
          figure('answer-at-once', asking.atOnce),
        ]
      : [figure('find-median', asking.median, questions), figure('find-p99', asking.p99, questions)];
  // The same index and processes as when it reads.
  if (name === 'dan-nguon-finding') return [...times];
  return [
    ...times,
    figure('memory-settled', megabytes(asking.settledBytes)),
    figure('memory-peak', megabytes(asking.peakBytes)),
    figure('index-size', megabytes(asking.storedBytes)),
  ];
}
