import { locateModel } from '../models.js';
import type { Reranker } from '../reranker.js';
import { modelPlaces, openWorker, type OpeningOptions } from './open-worker.js';
import type { WorkerProcess } from './worker-process.js';

/** What {@link openReranker} needs: settings, and who hears of a download. */
export interface RerankerOptions extends OpeningOptions {
  /** As the setting RERANK_MODEL: a hub name, or the path of a folder. */
  readonly rerankModel: string;
}

/**
 * Opens a cross-encoder in a worker of its own, as `openEmbedder` does an embedding model.
 *
 * @throws {@link UserError} `model-not-found`, `model-unreachable` or `model-broken`.
 */
export async function openReranker({
  rerankModel,
  onDownload,
  ...settings
}: RerankerOptions): Promise<Reranker> {
  const model = locateModel(rerankModel, 'reranking', modelPlaces(settings));
  const worker = await openWorker({ kind: 'open-reranker', model, hub: settings.modelHub }, onDownload);
  return new TransformersReranker(model.name, worker);
}

class TransformersReranker implements Reranker {
  readonly name: string;
  readonly #worker: WorkerProcess;

  constructor(name: string, worker: WorkerProcess) {
    this.name = name;
    this.#worker = worker;
  }

  async score(question: string, texts: readonly string[]): Promise<number[]> {
    const scores = new Array<number>(texts.length);
    await this.#worker.run({ kind: 'score', question, texts }, (result) => {
      if (result.kind === 'scores') {
        result.positions.forEach((position, at) => {
          scores[position] = result.scores[at] ?? NaN;
        });
      }
    });
    return scores;
  }

  close(): Promise<void> {
    return this.#worker.close();
  }
}
