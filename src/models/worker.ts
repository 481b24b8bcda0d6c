/**
 * The process that holds the models, one that embeds and maybe one that reads, started by `WorkerProcess`. It does one task at
 * a time, in small steps, and turns to what is urgent between two of them.
 */
import { toCarried } from '../lib/serialized-error.js';
import type { LocatedModel } from './locate-model.js';
import { planBatches } from './batches.js';
import { ExtractiveReader } from '../reading/extractive-reader.js';
import { downloadModel } from './download-model.js';
import { fingerprintOf } from './fingerprint.js';
import { JobQueue, type Job } from './job-queue.js';
import { hasModelFiles, readModelFiles } from './model-files.js';
import type { WorkerReply, WorkerRequest, WorkerResult, WorkerTask } from './protocol.js';
import { TransformersModel } from '../embedding/transformers-model.js';

type TaskOf<Kind extends WorkerTask['kind']> = Extract<WorkerTask, { kind: Kind }>;

/** Texts whose tokens are counted between two looks at the queue. */
const COUNTED_AT_ONCE = 16;

const queue = new JobQueue();
let openModel: TransformersModel | undefined;
let openReader: ExtractiveReader | undefined;

process.on('message', ({ id, task }: WorkerRequest) => {
  // All these are short: whoever asks them waits while passages are embedded or read. Counting is for those who read articles.
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
    case 'open-reader':
      return openExtractiveReader(task);
    case 'count-tokens':
      return countTokens(opened(openModel), task);
    case 'embed':
      return embed(opened(openModel), task);
    case 'read':
      return read(opened(openReader), task);
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

async function* openExtractiveReader({ model, hub }: TaskOf<'open-reader'>): AsyncGenerator<WorkerResult> {
  yield* download(model, hub);
  const files = await readModelFiles(model);
  openReader = await ExtractiveReader.load(model, files);
  yield { kind: 'reader-opened' };
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

async function* read(
  reader: ExtractiveReader,
  { question, passages, withinMs }: TaskOf<'read'>,
): AsyncGenerator<WorkerResult> {
  const until = performance.now() + withinMs;
  for (const positions of planBatches(passages.map(({ title, text }) => title.length + text.length))) {
    if (performance.now() >= until) return;
    const readings = await reader.read(
      question,
      positions.flatMap((position) => passages[position] ?? []),
    );
    yield { kind: 'readings', positions, readings };
  }
}

function opened<Model>(model: Model | undefined): Model {
  if (model === undefined) {
    throw new Error('No model for this task is open.');
  }
  return model;
}
