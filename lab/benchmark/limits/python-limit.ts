import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { BUILT_IN_MODEL } from '../../../src/models/model-files.js';
import { PROJECT_ROOT } from '../../../src/config/settings.js';
import type { SizeFolder } from '../size-folder.js';

/** For machines without that Python: see docs/performance.md for the machine. */
export const RECORDED_LIMIT = { value: 703, note: 'recorded on another machine, see docs/performance.md' };

const PROGRAM = path.join(PROJECT_ROOT, 'lab/benchmark/limits/python_limit.py');

/**
 * Seconds that Python takes to tokenize and embed the passages of a corpus with onnxruntime and to put them into a flat index of
 * faiss.
 *
 * @returns null where that Python, or a library that it needs, is missing
 */
export async function pythonLimit(python: string, { passagesFile }: SizeFolder): Promise<number | null> {
  if ((await outputOf(python, ['-c', 'import faiss, numpy, onnxruntime, tokenizers'])) === null) return null;
  const model = path.join(PROJECT_ROOT, 'data/models', BUILT_IN_MODEL);
  const output = await outputOf(python, [PROGRAM, model, passagesFile]);
  if (output === null) throw new Error(`${PROGRAM} failed.`);
  return Number(output);
}

/** What a program writes; null when it cannot be started or fails. */
async function outputOf(program: string, args: readonly string[]): Promise<string | null> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0 ? output : null;
  } catch {
    return null;
  }
}
