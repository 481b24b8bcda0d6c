import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { UserError } from '../errors.js';
import { replaceDurably } from './durable-files.js';
import { hasErrorCode } from './error-code.js';
import { isGenerationName } from './generation-names.js';
import { indexDamaged, readOrDamaged } from './index-damaged.js';

/** The file of {@link GenerationPointer}: the name of the current generation, and of the one before in a second line. */
const POINTER = 'current';

/** Which generations count, whatever folders there are and however their names sort. */
export interface GenerationPointer {
  /** The one that readers open. */
  readonly current: string;
  /** The one to go back to; null after the first generation, and after going back. */
  readonly before: string | null;
}

/** Where the pointer of an index is. */
function pointerFile(indexDir: string): string {
  return path.join(indexDir, POINTER);
}

/**
 * The pointer as it is written; null when nothing was ever published.
 *
 * @throws {@link UserError} `index-damaged` when it cannot be read
 */
export async function readPointerText(indexDir: string): Promise<string | null> {
  const file = pointerFile(indexDir);
  const reading = readFile(file, 'utf8').catch((error: unknown) => {
    if (hasErrorCode(error, 'ENOENT')) return null;
    throw error;
  });
  return await readOrDamaged(file, reading);
}

/** Null when the text names no generation. A second line that is not one is as good as none. */
export function parsePointer(text: string): GenerationPointer | null {
  const [current = '', before = ''] = text.split('\n').map((line) => line.trimEnd());
  if (!isGenerationName(current)) return null;
  return { current, before: isGenerationName(before) ? before : null };
}

/**
 * The pointer; null when nothing was ever published.
 *
 * @throws {@link UserError} `index-damaged` when it names no generation
 */
export async function readPointer(indexDir: string): Promise<GenerationPointer | null> {
  const text = await readPointerText(indexDir);
  if (text === null) return null;
  const pointer = parsePointer(text);
  if (pointer === null) throw namesNoGeneration(indexDir);
  return pointer;
}

/** Replaces the pointer at once. */
export async function writePointer(indexDir: string, { current, before }: GenerationPointer): Promise<void> {
  await replaceDurably(pointerFile(indexDir), before === null ? `${current}\n` : `${current}\n${before}\n`);
}

/** The error for a pointer that is rubbish. */
export function namesNoGeneration(indexDir: string): UserError {
  return indexDamaged(pointerFile(indexDir), 'does not name a generation');
}
