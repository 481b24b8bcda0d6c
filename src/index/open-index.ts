import type { Settings } from '../config/settings.js';
import { currentGeneration } from './storage/generations.js';
import type { IndexStore, GenerationWatcher, IndexIdentity, PassageIndex } from './passage-index.js';
import { openVectraIndex, vectraStore } from './storage/vectra-index.js';

/** Where an index is kept. Plain data, which threads and processes send each other. */
export type IndexLocation =
  | { readonly kind: 'folder'; readonly indexDir: string }
  /** `url` may hold a password, and is for no log or message. */
  | { readonly kind: 'database'; readonly url: string };

export function indexLocation({
  indexDir,
  indexUrl,
}: Pick<Settings, 'indexDir' | 'indexUrl'>): IndexLocation {
  return indexUrl === null ? { kind: 'folder', indexDir } : { kind: 'database', url: indexUrl };
}

/**
 * Whether a program that was started for something else may write the index: the chat when it begins, the bot when somebody asks it to.
 * An index in a database belongs to several machines, and this one's articles need not be those that it was built from.
 * `npm run reindex` is always told to.
 */
export function mayReindex({ indexUrl, reindex }: Pick<Settings, 'indexUrl' | 'reindex'>): boolean {
  return reindex ?? indexUrl === null;
}

/**
 * Opens the current generation of an index: see `openVectraIndex` and `openPostgresIndex`. The adapter of the database is
 * loaded by those who have one.
 *
 * @param expected - what the index must have been built with; null for whatever it was: the caller compares before asking it
 * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, and those of the database
 */
export async function openIndex(
  location: IndexLocation,
  expected: IndexIdentity | null,
): Promise<PassageIndex> {
  if (location.kind === 'folder') return await openVectraIndex(location.indexDir, expected);
  const { openPostgresIndex } = await import('../optional/postgres/postgres-index.js');
  return await openPostgresIndex(location.url, expected);
}

/**
 * Does something with the writing side of an index.
 *
 * @param signal - ends all connections to a database at once, whatever is under way
 * @throws {@link UserError} those of the database, and what `work` throws
 */
export async function withIndexStore<T>(
  location: IndexLocation,
  now: () => Date,
  work: (store: IndexStore) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  if (location.kind === 'folder') return await work(vectraStore(location.indexDir, now));
  const { withPostgresStore } = await import('../optional/postgres/postgres-store.js');
  return await withPostgresStore(location.url, now, work, signal);
}

/** Opens a {@link GenerationWatcher}; nothing is looked at before it is asked. */
export async function openGenerationWatcher(location: IndexLocation): Promise<GenerationWatcher> {
  if (location.kind === 'folder') {
    const { indexDir } = location;
    return { current: () => currentGeneration(indexDir), close: () => Promise.resolve() };
  }
  const { openPostgresGenerationWatcher } = await import('../optional/postgres/postgres-index.js');
  return openPostgresGenerationWatcher(location.url);
}
