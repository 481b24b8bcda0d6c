/**
 * The program of the model process, started by `ModelProcess`: one model that embeds and maybe one that reads. It does one thing at a
 * time and turns to what is urgent between two of them.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import PQueue from 'p-queue';
import { TransformersEmbedder } from '../embedding/transformers-embedder.js';
import { openChannel, starterPort, type Offered } from '../lib/channel.js';
import { ExtractiveReader } from '../reading/extractive-reader.js';
import {
  downloadModel,
  fingerprintOf,
  hasModelFiles,
  readModelFiles,
  type LocatedModel,
} from './model-files.js';
import type { ModelEvents, ModelFunctions } from './model-process.js';
import { vectorRules } from '../embedding/model-families.js';

const queue = new PQueue({ concurrency: 1 });
let embedder: TransformersEmbedder | undefined;
let reader: ExtractiveReader | undefined;

/** Questions are short, and so is counting, for which whoever reads articles waits while those read before are embedded. */
const URGENT = 1;

const functions: Offered<ModelFunctions> = {
  openEmbedder: (model, hub) =>
    inTurn(async () => {
      await download(model, hub);
      const files = await readModelFiles(model);
      embedder = await TransformersEmbedder.load(model, files);
      const { dimensions, maxTokens } = embedder;
      return { dimensions, maxTokens, fingerprint: await fingerprintOf(files, vectorRules(model.profile)) };
    }),
  openReader: (model, hub) =>
    inTurn(async () => {
      await download(model, hub);
      reader = await ExtractiveReader.load(model, await readModelFiles(model));
    }),
  countTokens: (texts) => inTurn(() => texts.map((text) => opened(embedder).countTokens(text)), URGENT),
  embed: (role, texts) => inTurn(() => opened(embedder).embed(role, texts), role === 'query' ? URGENT : 0),
  read: (question, passages) => inTurn(() => opened(reader).read(question, passages)),
};

const starter = openChannel<ModelEvents, typeof functions>(starterPort(), functions);
// Ctrl-C and service managers signal the whole group of processes; this one ends when its parent lets go of it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => {
  process.exit();
});

/** Does one thing after those that are waiting, and then hears what has come meanwhile, which may be more urgent than the next. */
function inTurn<Result>(work: () => Result | Promise<Result>, priority = 0): Promise<Result> {
  return new Promise((resolve) => {
    void queue.add(
      async () => {
        const done = (async () => await work())();
        resolve(done);
        await done.catch(() => undefined);
        await nextTurn();
      },
      { priority },
    );
  });
}

/** Fetches a model of the hub that is not all there yet. */
async function download(model: LocatedModel, hub: string): Promise<void> {
  const { repository, folder } = model;
  if (repository === null || hasModelFiles(folder)) return;
  for await (const progress of downloadModel(hub, { ...model, repository })) {
    await starter.onDownload.asEvent(progress);
  }
}

function opened<Model>(model: Model | undefined): Model {
  if (model === undefined) throw new Error('No model for this task is open.');
  return model;
}
