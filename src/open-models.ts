import type { DownloadProgress, Embedder } from './embedding/embedder.js';
import { ForgivingReranker } from './embedding/forgiving-reranker.js';
import type { Reranker } from './embedding/reranker.js';
import { openEmbedder } from './embedding/transformers/open-embedder.js';
import { openReranker } from './embedding/transformers/open-reranker.js';
import { messageOf } from './errors.js';
import { createLogger } from './log.js';
import type { Settings } from './settings.js';

/** What runs models, each in a process of its own. */
export interface Models {
  readonly embedder: Embedder;
  readonly reranker: Reranker | null;
  /** The same, for answers, which must not fail with it. */
  readonly forgivingReranker: Reranker | null;
}

/**
 * Opens the embedding model and the reranker, if there is to be one, downloading first what is the hub's. Processes are
 * started before it returns.
 *
 * @throws {@link UserError} `model-not-found`, `model-unreachable`, `model-broken`
 */
export async function openModels(
  settings: Settings,
  onDownload?: (progress: DownloadProgress) => void,
): Promise<Models> {
  const options = { ...settings, ...(onDownload && { onDownload }) };
  const { rerankModel } = settings;
  const embedder = await openEmbedder(options);
  try {
    const reranker = rerankModel === null ? null : await openReranker({ ...options, rerankModel });
    const forgivingReranker = reranker && new ForgivingReranker(reranker, warnOf(reranker, settings));
    return { embedder, reranker, forgivingReranker };
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

/** Says in the log, without a question's words, that answers go on without the reranker. */
function warnOf(reranker: Reranker, settings: Settings): (error: unknown) => void {
  return (error) => {
    createLogger(settings).warn(
      { model: reranker.name, error: messageOf(error) },
      'the reranker failed: passages keep the order that they were found in; further failures are not logged',
    );
  };
}
