import { open, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file and waits until the disk has it. */
export async function writeDurably(file: string, data: string | Uint8Array): Promise<void> {
  await writeFile(file, data, { flush: true });
}

/** Replaces a file as a whole: after a crash at any moment it holds either the old data or the new. */
export async function replaceDurably(file: string, data: string): Promise<void> {
  const temporary = `${file}.new`;
  await writeDurably(temporary, data);
  await rename(temporary, file);
  await syncFolder(path.dirname(file));
}

/** Waits until the disk has the names of a folder's files. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and needs none flushed: NTFS journals its names.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
