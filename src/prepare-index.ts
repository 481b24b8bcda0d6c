import type { Application } from './application.js';
import { UserError } from './lib/errors.js';
import type { PassageIndex } from './index/passage-index.js';
import type { ReindexOptions, ReindexSummary } from './index/reindex/reindex-parts.js';

/** An index that is ready to be asked. */
export interface PreparedIndex {
  readonly index: PassageIndex;
  /** What bringing it up to date did; null when it was opened as it is. */
  readonly summary: ReindexSummary | null;
  /** Why it was not brought up to date, where that was tried: another process is at it, or it can't be written. */
  readonly stale: UserError | null;
}

/**
 * Brings the index up to date with the articles folder and opens it. While another process reindexes, and where the index can't be written,
 * the one that is published is opened as it is.
 *
 * @throws {@link UserError} as `Application.reindex` and `Application.openIndex`; where there is no index to open, what kept it from
 * being built
 */
export async function prepareIndex(
  application: Application,
  onProgress: NonNullable<ReindexOptions['onProgress']>,
): Promise<PreparedIndex> {
  try {
    const summary = await application.reindex({ onProgress });
    return { index: await application.openIndex(), summary, stale: null };
  } catch (error) {
    if (!isOfWriting(error)) throw error;
    try {
      return { index: await application.openIndex(), summary: null, stale: error };
    } catch (unopened) {
      throw isUnusable(unopened) ? error : unopened;
    }
  }
}

function isOfWriting(error: unknown): error is UserError {
  return error instanceof UserError && (error.code === 'index-locked' || error.code === 'index-unwritable');
}

function isUnusable(error: unknown): boolean {
  return (
    error instanceof UserError && (error.code === 'index-missing' || error.code === 'index-incompatible')
  );
}

/**
 * Opens the published index; where there is none, or one that other settings built, it is built first.
 *
 * @throws {@link UserError} as {@link prepareIndex}
 */
export async function openOrBuildIndex(
  application: Application,
  onProgress: NonNullable<ReindexOptions['onProgress']>,
): Promise<PreparedIndex> {
  try {
    return { index: await application.openIndex(), summary: null, stale: null };
  } catch (error) {
    if (!isUnusable(error)) throw error;
    return await prepareIndex(application, onProgress);
  }
}
