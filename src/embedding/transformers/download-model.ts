import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../../errors.js';
import type { DownloadProgress } from '../embedder.js';
import { BUILT_IN_MODEL } from '../models.js';
import { CONFIG_FILES, WEIGHTS_FILES } from './model-files.js';

/** A download touches its file all the time; one untouched for so long, in milliseconds, was broken off. */
const ABANDONED_AFTER = 10 * 60_000;

const OFFLINE_HINT =
  `Try again when the hub can be reached; EMBEDDING_MODEL=${BUILT_IN_MODEL} works without any network, ` +
  'and so does the path of a folder that the model was copied to.';

/**
 * Downloads what is missing of a model into `folder`, telling its progress.
 *
 * A file gets its name only when it has come whole, so what lies there under its name is complete, also when two
 * processes download at once or one is killed.
 *
 * @throws {@link UserError} `model-not-found` when the hub has no such model, or not as ONNX; `model-unreachable` when
 * the hub or the line fails; `model-broken` when the files cannot be stored.
 */
export async function* downloadModel(
  hub: string,
  repository: string,
  folder: string,
): AsyncGenerator<DownloadProgress> {
  const source = new URL(`${repository}/resolve/main/`, hub.endsWith('/') ? hub : `${hub}/`);
  try {
    for (const file of CONFIG_FILES) {
      if (!(yield* fetchFile(source, file, folder))) {
        throw notFound(repository, source, file);
      }
    }
    for (const file of WEIGHTS_FILES) {
      if (yield* fetchFile(source, file, folder)) {
        return;
      }
    }
    throw notFound(repository, source, WEIGHTS_FILES.join(' or '));
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    throw new UserError(
      'model-broken',
      `The embedding model ${repository} cannot be stored in ${folder}: ${messageOf(error)}.`,
      'Make room there, or set MODEL_CACHE_DIR to a folder that can be written.',
      { cause: error },
    );
  }
}

/** Gives whether the hub has the file; one that is there already is not asked for. */
async function* fetchFile(
  source: URL,
  file: string,
  folder: string,
): AsyncGenerator<DownloadProgress, boolean> {
  const target = path.join(folder, file);
  if (existsSync(target)) {
    return true;
  }
  const response = await request(new URL(file, source));
  // The hub says 401 for a model that does not exist, lest it give away which private ones do.
  if ([401, 403, 404].includes(response.status)) {
    await response.body?.cancel();
    return false;
  }
  if (response.status !== 200) {
    await response.body?.cancel();
    throw unreachable(source, `it answered ${response.status} for ${file}`);
  }
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    // A proxy or the login page of a public network answers 200 to everything.
    await response.body?.cancel();
    throw unreachable(source, `it answered with a web page for ${file}`);
  }
  await mkdir(path.dirname(target), { recursive: true });
  await removeAbandoned(target);
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    yield* store(response, source, file, partial);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
  return true;
}

async function* store(
  response: Response,
  source: URL,
  file: string,
  partial: string,
): AsyncGenerator<DownloadProgress> {
  const length = response.headers.get('content-length');
  const totalBytes = length === null ? null : Number(length);
  let loadedBytes = 0;
  const handle = await open(partial, 'wx');
  try {
    for await (const chunk of bodyOf(response, source, file)) {
      await handle.appendFile(chunk);
      loadedBytes += chunk.length;
      yield { file, loadedBytes, totalBytes };
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (totalBytes !== null && loadedBytes !== totalBytes) {
    throw unreachable(source, `${file} came with ${loadedBytes} of ${totalBytes} bytes`);
  }
}

async function request(url: URL): Promise<Response> {
  try {
    // Compressed, the length would be that of other bytes than are counted.
    return await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  } catch (error) {
    throw unreachable(url, reasonOf(error), error);
  }
}

async function* bodyOf(response: Response, source: URL, file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* (response.body ?? []) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreachable(source, `${file} broke off (${reasonOf(error)})`, error);
  }
}

/** `fetch` hides the reason of a failure in the cause of its error. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}

async function removeAbandoned(target: string): Promise<void> {
  const folder = path.dirname(target);
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (name.startsWith(path.basename(target)) && name.endsWith('.partial')) {
      // The other download may have ended since the folder was read.
      const found = await stat(file).catch(() => null);
      if (found !== null && Date.now() - found.mtimeMs > ABANDONED_AFTER) {
        await rm(file, { force: true });
      }
    }
  }
}

function unreachable(source: URL, reason: string, cause?: unknown): UserError {
  return new UserError(
    'model-unreachable',
    `The embedding model cannot be downloaded from ${source.origin}${source.pathname}: ${reason}.`,
    OFFLINE_HINT,
    { cause },
  );
}

function notFound(repository: string, source: URL, file: string): UserError {
  return new UserError(
    'model-not-found',
    `${source.origin} has no public model ${repository} for @xenova/transformers: ${file} is not there.`,
    `Mend EMBEDDING_MODEL (Xenova/multilingual-e5-small, say), or set it to ${BUILT_IN_MODEL}.`,
  );
}
