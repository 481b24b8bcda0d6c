import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../../src/lib/errors.js';
import type { FuzzCase } from './fuzz-case.js';
import type { FuzzTarget } from './fuzz-target.js';

/** Has the target of a case read its files. Null when that ended as it should, or what is wrong with how it did. */
export async function runCase({ target, files }: FuzzCase): Promise<string | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  try {
    for (const [name, bytes] of Object.entries(files)) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    await target.read(folder);
    return null;
  } catch (error) {
    return complaintAbout(error, target, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function complaintAbout(error: unknown, target: FuzzTarget, folder: string): string | null {
  if (!(error instanceof UserError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const words = `${error.message} ${error.hint}`;
  const isNamed = target.names?.(words) ?? words.includes(folder);
  return isNamed ? null : `The error names no file: ${words}`;
}
