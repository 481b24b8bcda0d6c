import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { SizeFolder } from '../size-folder.js';

/** Seconds that onnxruntime-node takes to run the model on the passages of a corpus, in the program's own batches. */
export async function nodeLimit(compiled: string, { folder }: SizeFolder): Promise<number> {
  const program = path.join(compiled, 'lab/benchmark/limits/node-limit-process.js');
  const child = fork(program, [folder]);
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${program} ended before it was done.`);
  });
  const [seconds] = (await Promise.race([once(child, 'message'), ended])) as [number];
  await ended.catch(() => undefined);
  return seconds;
}
