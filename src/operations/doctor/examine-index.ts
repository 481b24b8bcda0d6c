import type { Application } from '../../application.js';
import { type ErrorCode, UserError } from '../../lib/errors.js';
import { indexMissing, readPointer } from '../../index/storage/generations.js';
import { identityDifferences, indexIncompatible } from '../../index/index-identity.js';
import { openCurrentGeneration } from '../../index/storage/open-generation.js';
import type { IndexIdentity } from '../../index/passage-index.js';
import type { ReindexProgress } from '../../index/reindex/reindex-parts.js';
import { readGeneration } from '../../index/storage/generation-files.js';
import type { Finding } from './finding.js';
import {
  judgeBefore,
  judgeDifference,
  judgeOpened,
  levelOf,
  type OpenedIndex,
  type WholeGeneration,
} from './judge-index.js';
import type { Report } from './step-hint.js';

const ARTICLE_ERRORS: readonly ErrorCode[] = ['articles-folder-missing', 'articles-folder-empty'];

/** The index that readers get, with what it was built with. */
export interface ReadIndex {
  readonly findings: readonly Finding[];
  /** Null when readers get none. */
  readonly whole: ReadGeneration | null;
}

interface ReadGeneration extends WholeGeneration {
  readonly identity: IndexIdentity;
}

/** Opens what readers open, every file of it, and the generation before. Never throws: what goes wrong is a finding. */
export async function readIndex(indexDir: string, hasToken: boolean, now: Date): Promise<ReadIndex> {
  const opened = await openInUse(indexDir);
  const whole = 'whole' in opened ? opened.whole : null;
  const findings = judgeOpened(opened, hasToken, now);
  const before = (await readPointer(indexDir).catch(() => null))?.before ?? null;
  // What stands in for the current one has been told of.
  if (whole === null || before === null || before === whole.generation) return { findings, whole };
  return { findings: [...findings, judgeBefore(before, await openBefore(indexDir, before), now)], whole };
}

/** Compares the index with the model and the articles. */
export async function compareIndex(
  { identity }: ReadGeneration,
  application: Application,
  report: Report,
): Promise<Finding[]> {
  const { indexDir, discordToken } = application.settings;
  const differences = identityDifferences(identity, application.indexIdentity);
  if (differences.length > 0) {
    const error = indexIncompatible(indexDir, differences);
    return [{ check: 'index', level: levelOf(error, discordToken !== null), error }];
  }
  const { modelName } = identity;
  const fits: Finding = { check: 'index', level: 'well', code: 'index-fits-model', facts: { modelName } };
  return [fits, ...(await compareWithArticles(application, report))];
}

/** Says what a reindex would do. */
export async function compareWithArticles(application: Application, report: Report): Promise<Finding[]> {
  try {
    const onProgress = ({ done, total }: ReindexProgress) => {
      report(done, total);
    };
    return [judgeDifference(await application.reindex({ dryRun: true, onProgress }))];
  } catch (error) {
    // The check of the articles has told of a folder in which there are none.
    if (error instanceof UserError && ARTICLE_ERRORS.includes(error.code)) return [];
    throw error;
  }
}

async function openInUse(indexDir: string): Promise<OpenedIndex<ReadGeneration>> {
  try {
    const current = await openCurrentGeneration(indexDir, (generation) => readWhole(indexDir, generation));
    if (current === null) return { error: indexMissing(indexDir) };
    return { whole: current.opened, damage: current.damage };
  } catch (error) {
    return { error };
  }
}

async function openBefore(
  indexDir: string,
  generation: string,
): Promise<{ whole: WholeGeneration } | { error: unknown }> {
  try {
    return { whole: await readWhole(indexDir, generation) };
  } catch (error) {
    return { error };
  }
}

async function readWhole(indexDir: string, generation: string): Promise<ReadGeneration> {
  const { identity, builtAt, totals } = (await readGeneration(indexDir, generation)).manifest;
  return { generation, builtAt, identity, ...totals };
}
