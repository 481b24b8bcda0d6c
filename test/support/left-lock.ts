import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Leaves a lock in the folder of an index, as another writer does.
 *
 * @param holder - what it says of who holds it, or what stands in its place
 * @returns the file that says so
 */
export async function leaveLock(indexDir: string, holder: object | string): Promise<string> {
  const folder = path.join(indexDir, 'writer.lock');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'holder.json');
  await writeFile(file, typeof holder === 'string' ? holder : JSON.stringify(holder));
  return file;
}
