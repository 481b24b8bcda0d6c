import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { ModelProfile } from './locate-model.js';
import { CONFIG_FILES, type ModelFiles } from './model-files.js';

/** Raised when this adapter turns the same text and model into other vectors than before (truncation, pooling). */
const ADAPTER_VERSION = 1;

/** SHA-256, in hexadecimal, over the content of the model's files and all else that its vectors depend on. */
export async function fingerprintOf(
  { folder, weights }: Pick<ModelFiles, 'folder' | 'weights'>,
  profile: ModelProfile,
): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...CONFIG_FILES, weights]) {
    hash.update(`${file} ${await contentHash(path.join(folder, file))}\n`);
  }
  const { queryPrefix, passagePrefix, pooling, maxTokens } = profile;
  return hash
    .update(JSON.stringify([ADAPTER_VERSION, queryPrefix, passagePrefix, pooling, maxTokens]))
    .digest('hex');
}

/** Bytes read and hashed at once; by the 64 kB that a stream reads by itself, waiting takes longer than hashing. */
const READ_AT_ONCE = 1 << 20;

async function contentHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, {
    highWaterMark: READ_AT_ONCE,
  }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}
