import type { Application } from './application.js';
import { UserError } from './lib/errors.js';
import type { PassageIndex } from './index/passage-index.js';
import type { ReindexOptions, ReindexSummary } from './index/reindex/reindex-parts.js';

/** An index that is ready to be asked. */
export interface PreparedIndex {
  readonly index: PassageIndex;
  /** What bringing it up to date did; null when it was opened as it is. */
  readonly summary: ReindexSummary | null;
}

/**
 * Brings the index up to date with the articles folder and opens it. While another process reindexes, the index that is
 * published is opened as it is.
 *
 * @throws {@link UserError} as `Application.reindex` and `Application.openIndex`
 */
export async function prepareIndex(
  application: Application,
  onProgress: NonNullable<ReindexOptions['onProgress']>,
): Promise<PreparedIndex> {
  let summary: ReindexSummary | null = null;
  try {
    summary = await application.reindex({ onProgress });
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'index-locked') throw error;
  }
  return { index: await application.openIndex(), summary };
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
    return { index: await application.openIndex(), summary: null };
  } catch (error) {
    const isUnusable =
      error instanceof UserError && (error.code === 'index-missing' || error.code === 'index-incompatible');
    if (!isUnusable) throw error;
    return await prepareIndex(application, onProgress);
  }
}
