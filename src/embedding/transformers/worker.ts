/**
 * The process that holds a model, one that embeds or one that reranks, started by `WorkerProcess`. It does one task at a
 * time, in small steps, and turns to a question between two of them.
 */
import { toCarried } from '../../carried-error.js';
import type { LocatedModel } from '../models.js';
import { planBatches } from './batches.js';
import { CrossEncoder } from './cross-encoder.js';
import { downloadModel } from './download-model.js';
import { fingerprintOf } from './fingerprint.js';
import { JobQueue, type Job } from './job-queue.js';
import { hasModelFiles, readModelFiles } from './model-files.js';
import type { WorkerReply, WorkerRequest, WorkerResult, WorkerTask } from './protocol.js';
import { TransformersModel } from './transformers-model.js';

type TaskOf<Kind extends WorkerTask['kind']> = Extract<WorkerTask, { kind: Kind }>;

/** Texts whose tokens are counted between two looks at the queue. */
const COUNTED_AT_ONCE = 16;

const queue = new JobQueue();
let openModel: TransformersModel | undefined;
let openReranker: CrossEncoder | undefined;

process.on('message', ({ id, task }: WorkerRequest) => {
  // Counting is short, and whoever reads articles waits for it while those read before are embedded.
  const isUrgent = task.kind === 'count-tokens' || (task.kind === 'embed' && task.role === 'query');
  queue.add(answer(id, task), isUrgent);
});
// Ctrl-C and service managers signal the whole group of processes; this one ends when its parent lets go of it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => {
  process.exit();
});

async function* answer(id: number, task: WorkerTask): Job {
  const reply = (body: WorkerReply['body']) => process.send?.({ id, body } satisfies WorkerReply);
  try {
    for await (const result of perform(task)) {
      reply(result);
      yield;
    }
    reply({ kind: 'done' });
  } catch (error) {
    reply({ kind: 'failed', error: toCarried(error) });
  }
}

/** The results of a task. What comes between two of them is done in one go. */
function perform(task: WorkerTask): AsyncIterable<WorkerResult> {
  switch (task.kind) {
    case 'open':
      return open(task);
    case 'open-reranker':
      return openCrossEncoder(task);
    case 'count-tokens':
      return countTokens(opened(openModel), task);
    case 'embed':
      return embed(opened(openModel), task);
    case 'score':
      return score(opened(openReranker), task);
  }
}

async function* open({ model, hub }: TaskOf<'open'>): AsyncGenerator<WorkerResult> {
  yield* download(model, hub);
  const files = await readModelFiles(model);
  openModel = await TransformersModel.load(model, files);
  const { dimensions, maxTokens } = openModel;
  const fingerprint = await fingerprintOf(files, model.profile);
  yield { kind: 'opened', description: { dimensions, maxTokens, fingerprint } };
}

async function* openCrossEncoder({ model, hub }: TaskOf<'open-reranker'>): AsyncGenerator<WorkerResult> {
  yield* download(model, hub);
  openReranker = await CrossEncoder.load(model, await readModelFiles(model));
}

/** Fetches a model of the hub that is not all there yet. */
async function* download(model: LocatedModel, hub: string): AsyncGenerator<WorkerResult> {
  const { repository, folder } = model;
  if (repository === null || hasModelFiles(folder)) {
    return;
  }
  for await (const progress of downloadModel(hub, { ...model, repository })) {
    yield { kind: 'download', progress };
  }
}

async function* countTokens(
  model: TransformersModel,
  { texts }: TaskOf<'count-tokens'>,
): AsyncGenerator<WorkerResult> {
  for (let start = 0; start < texts.length; start += COUNTED_AT_ONCE) {
    const counts = texts.slice(start, start + COUNTED_AT_ONCE).map((text) => model.countTokens(text));
    yield await Promise.resolve({ kind: 'counts', counts });
  }
}

async function* embed(
  model: TransformersModel,
  { role, texts }: TaskOf<'embed'>,
): AsyncGenerator<WorkerResult> {
  for (const positions of planBatches(texts.map(({ length }) => length))) {
    const vectors = await model.embed(
      role,
      positions.map((position) => texts[position] ?? ''),
    );
    yield { kind: 'vectors', positions, vectors };
  }
}

async function* score(
  reranker: CrossEncoder,
  { question, texts }: TaskOf<'score'>,
): AsyncGenerator<WorkerResult> {
  for (const positions of planBatches(texts.map(({ length }) => question.length + length))) {
    const scores = await reranker.score(
      question,
      positions.map((position) => texts[position] ?? ''),
    );
    yield { kind: 'scores', positions, scores };
  }
}

function opened<Model>(model: Model | undefined): Model {
  if (model === undefined) {
    throw new Error('No model for this task is open.');
  }
  return model;
}
