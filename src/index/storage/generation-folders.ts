import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isGenerationName } from './generation-names.js';

/** The folder of generations, in that of an index. */
export function generationsFolder(indexDir: string): string {
  return path.join(indexDir, 'generations');
}

/** What is in the folder of generations, in the order of their names, which is that of their publishing. */
export async function listGenerations(indexDir: string): Promise<string[]> {
  return (await readdir(generationsFolder(indexDir)).catch(() => [])).sort();
}

/** Whether there is a generation that was built to its end, be it published or not, damaged since or not. */
export async function hasWholeGeneration(indexDir: string): Promise<boolean> {
  return (await listGenerations(indexDir)).some(isGenerationName);
}
