import { statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT, type Settings } from '../config/settings.js';
import type { DownloadProgress } from './locate-model.js';
import type { ModelPlaces } from './locate-model.js';
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
 * Starts a worker without a model.
 *
 * @param what - the models that it is to open, in messages to people
 */
export function startWorker(what: string): WorkerProcess {
  return new WorkerProcess(WORKER, what);
}

/**
 * Has a worker download a model, if it is one of the hub and not in the cache yet, and open it. Once it is in the cache, no request
 * is made to the hub.
 *
 * @returns what the worker says of the model
 * @throws {@link UserError} `model-unreachable`, `model-not-found` or `model-broken`.
 */
export async function openIn(
  worker: WorkerProcess,
  task: OpenTask,
  onDownload: OpeningOptions['onDownload'],
): Promise<WorkerResult> {
  let opened: WorkerResult | undefined;
  await worker.run(task, (result) => {
    if (result.kind === 'download') onDownload?.(result.progress);
    else opened = result;
  });
  if (opened === undefined) throw new Error(`The worker said nothing of ${task.model.name}.`);
  return opened;
}
