import { statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT, type Settings } from '../../settings.js';
import type { DownloadProgress } from '../embedder.js';
import type { ModelPlaces } from '../models.js';
import type { OpenTask, WorkerResult } from './protocol.js';
import { WorkerProcess } from './worker-process.js';

/** Compiled or not, the worker lies beside this file with the same extension. */
const WORKER = new URL(`./worker${path.extname(import.meta.url)}`, import.meta.url);

/** What opening a model needs of the settings besides its name, and who hears of a download. */
export interface OpeningOptions extends Pick<Settings, 'modelCacheDir' | 'modelHub'> {
  readonly onDownload?: (progress: DownloadProgress) => void;
}

/** Where this machine keeps models. */
export function modelPlaces({ modelCacheDir }: Pick<Settings, 'modelCacheDir'>): ModelPlaces {
  return {
    root: PROJECT_ROOT,
    builtInDir: path.join(PROJECT_ROOT, 'data', 'models'),
    cacheDir: modelCacheDir,
    isFolder: (folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false,
  };
}

/**
 * Starts a worker, downloads the model if it is one of the hub and not in the cache yet, and resolves when the worker is
 * ready. Once it is in the cache, no request is made to the hub.
 *
 * @param onResult - hears what the worker says of the model, downloads left out
 * @throws {@link UserError} `model-unreachable`, `model-not-found` or `model-broken`.
 */
export async function openWorker(
  task: OpenTask,
  onDownload: OpeningOptions['onDownload'],
  onResult: (result: WorkerResult) => void = () => undefined,
): Promise<WorkerProcess> {
  const worker = new WorkerProcess(WORKER, task.model);
  try {
    await worker.run(task, (result) => {
      if (result.kind === 'download') {
        onDownload?.(result.progress);
      } else {
        onResult(result);
      }
    });
    return worker;
  } catch (error) {
    await worker.close();
    throw error;
  }
}
