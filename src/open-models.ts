import { type Embedder, openEmbedder } from './embedding/embedder.js';
import type { DownloadProgress } from './models/model-files.js';
import { ModelProcess } from './models/model-process.js';
import { ProcessReader } from './reading/process-reader.js';
import type { Settings } from './config/settings.js';

/** The models in use, all in one process of their own; closing the embedder closes them. */
export interface Models {
  readonly embedder: Embedder;
  /** Opened by its first use; null where READER_MODEL is `off`. */
  readonly reader: ProcessReader | null;
  /** Whether their process runs. */
  readonly process: Pick<ModelProcess, 'isUp' | 'restarts'>;
}

/**
 * Opens the embedding model, downloading it first if it is the hub's, and has the reading model be opened when it is wanted: a reindex
 * reads no passage. Their process is started before it returns.
 *
 * @throws {@link UserError} `model-not-found`, `model-unreachable`, `model-broken`
 */
export async function openModels(
  settings: Settings,
  onDownload?: (progress: DownloadProgress) => void,
): Promise<Models> {
  const { embeddingModel, readerModel } = settings;
  const what =
    readerModel === null
      ? `embedding model ${embeddingModel}`
      : `models ${embeddingModel} and ${readerModel}`;
  const models = new ModelProcess(what, onDownload);
  const embedder = await openEmbedder(settings, models);
  const reader = readerModel === null ? null : new ProcessReader(readerModel, settings, models);
  return { embedder, reader, process: models };
}
