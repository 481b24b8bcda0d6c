import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { UserError } from '../../lib/errors.js';
import { replaceDurably } from '../../lib/durable-files.js';
import { hasErrorCode } from '../../lib/error-code.js';
import { hasWholeGeneration } from './generation-folders.js';
import { isGenerationName } from './generation-names.js';
import { indexDamaged, readOrDamaged } from './index-damaged.js';

/** The file of {@link GenerationPointer}: the name of the current generation, and of the one before in a second line. */
export const POINTER = 'current';
/** What it holds until the first generation is published. */
const NONE_YET = 'none\n';

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
 * @throws {@link UserError} `index-damaged` when it cannot be read, or is missing where there is a whole generation
 */
export async function readPointerText(indexDir: string): Promise<string | null> {
  const text = await readIfThere(indexDir);
  if (text === NONE_YET) return null;
  if (text !== null || !(await hasWholeGeneration(indexDir))) return text;
  // The first generation may have come out between the two looks. It never comes before the pointer: see publishGeneration.
  const later = await readIfThere(indexDir);
  if (later === null) throw indexDamaged(pointerFile(indexDir), 'is missing');
  return later === NONE_YET ? null : later;
}

async function readIfThere(indexDir: string): Promise<string | null> {
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
 * @throws {@link UserError} `index-damaged` when it names no generation, cannot be read, or is missing where there is one
 */
export async function readPointer(indexDir: string): Promise<GenerationPointer | null> {
  const text = await readPointerText(indexDir);
  if (text === null) return null;
  const pointer = parsePointer(text);
  if (pointer === null) throw namesNoGeneration(indexDir);
  return pointer;
}

/** Replaces the pointer at once; null says that nothing is published yet. */
export async function writePointer(indexDir: string, pointer: GenerationPointer | null): Promise<void> {
  await replaceDurably(pointerFile(indexDir), pointer === null ? NONE_YET : textOf(pointer));
}

function textOf({ current, before }: GenerationPointer): string {
  return before === null ? `${current}\n` : `${current}\n${before}\n`;
}

/** The error for a pointer that is rubbish. */
export function namesNoGeneration(indexDir: string): UserError {
  return indexDamaged(pointerFile(indexDir), 'does not name a generation');
}
