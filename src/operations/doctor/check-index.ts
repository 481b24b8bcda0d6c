import type { Application } from '../../application.js';
import { type ErrorCode, messageOf, UserError } from '../../lib/errors.js';
import { readPointer, indexMissing, openCurrentGeneration } from '../../index/storage/generations.js';
import { identityDifferences, indexIncompatible, type IndexIdentity } from '../../index/passage-index.js';
import type { ReindexProgress, ReindexSummary, LeftOut } from '../../index/reindex-parts.js';
import { readGeneration } from '../../index/storage/generation-files.js';
import { type Finding, type GenerationFacts, type Level, type Observation, found } from './finding.js';
import type { Report } from './report.js';
import { lockIn } from '../../index/storage/vectra-index.js';
import { readLock, type FoundLock } from '../../lib/file-lock.js';
import { setImmediate as turn } from 'node:timers/promises';
import { parseContent, readFileContent } from '../../corpus/read/read-corpus.js';
import { DocumentReader } from '../../corpus/read/read-documents.js';
import { listArticleFiles } from '../../corpus/read/read-folder.js';
import type { CorpusProblem, PassedOver } from '../../corpus/article.js';

const ARTICLE_ERRORS: readonly ErrorCode[] = ['articles-folder-missing', 'articles-folder-empty'];
const NOT_COMPARED: Finding = found('index', 'warning', 'index-not-compared', {});
const HOUR_MS = 3_600_000;

/** A generation whose every file is as it was written. */
type WholeGeneration = Omit<GenerationFacts, 'ageHours'>;
type ReadGeneration = WholeGeneration & { readonly identity: IndexIdentity };

/** What a generation could not be opened for: `index-missing`, `index-damaged` or `index-incompatible`. */
interface NotOpened {
  readonly error: unknown;
}

/** Opens what readers open, every file of it, and the generation before. Never throws: what goes wrong is a finding. */
export async function readIndex(
  indexDir: string,
  hasToken: boolean,
  now: Date,
): Promise<{ readonly findings: readonly Finding[]; readonly whole: ReadGeneration | null }> {
  const inUse = await opening(async () => {
    const current = await openCurrentGeneration(indexDir, (generation) => readWhole(indexDir, generation));
    if (current === null) throw indexMissing(indexDir);
    return { whole: current.opened, damage: current.damage };
  });
  const whole = 'whole' in inUse ? inUse.whole : null;
  const findings = judgeOpened(inUse, hasToken, now);
  const before = (await readPointer(indexDir).catch(() => null))?.before ?? null;
  // What stands in for the current one has been told of.
  if (whole === null || before === null || before === whole.generation) return { findings, whole };
  const opened = await opening(async () => ({ whole: await readWhole(indexDir, before) }));
  return { findings: [...findings, judgeBefore(before, opened, now)], whole };
}

/**
 * Compares the index with the model and the articles.
 *
 * @param application - with the model; null where that cannot be used
 */
export async function compareIndex(
  { identity }: ReadGeneration,
  application: Application | null,
  report: Report,
): Promise<Finding[]> {
  if (application === null) return [NOT_COMPARED];
  const { indexDir, discordToken } = application.settings;
  const differences = identityDifferences(identity, application.indexIdentity);
  if (differences.length > 0) {
    const error = indexIncompatible(indexDir, differences);
    return [{ check: 'index', level: levelOf(error, discordToken !== null), error }];
  }
  return [fitsModel(identity.modelName), ...(await compareWithArticles(application, report))];
}

/**
 * Opens the index that is kept in a database, and compares it with the articles.
 *
 * @param application - with the model; null where that cannot be used
 * @throws {@link UserError} `index-missing`, `index-incompatible`, and those of the database
 */
export async function examineDatabase(application: Application | null, report: Report): Promise<Finding[]> {
  if (application === null) return [NOT_COMPARED];
  const { modelName } = (await application.openIndex()).identity;
  return [fitsModel(modelName), ...(await compareWithArticles(application, report))];
}

function fitsModel(modelName: string): Finding {
  return found('index', 'well', 'index-fits-model', { modelName });
}

async function compareWithArticles(application: Application, report: Report): Promise<Finding[]> {
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

async function opening<Opened>(open: () => Promise<Opened>): Promise<Opened | NotOpened> {
  try {
    return await open();
  } catch (error) {
    return { error };
  }
}

async function readWhole(indexDir: string, generation: string): Promise<ReadGeneration> {
  const { identity, builtAt, totals } = (await readGeneration(indexDir, generation)).manifest;
  return { generation, builtAt, identity, ...totals };
}

/** @param opened - `damage`: what is wrong with the current generation, in whose place this one is read; null when this is it */
export function judgeOpened(
  opened: { readonly whole: WholeGeneration; readonly damage: UserError | null } | NotOpened,
  hasToken: boolean,
  now: Date,
): Finding[] {
  if ('error' in opened) {
    const { error } = opened;
    return [{ check: 'index', level: levelOf(error, hasToken), error }];
  }
  const { whole, damage } = opened;
  const facts = factsOf(whole, now);
  const inUse: Finding[] =
    damage === null
      ? [found('index', 'well', 'index-whole', facts)]
      : [
          { check: 'index', level: 'broken', error: damage },
          found('index', 'warning', 'index-stands-in', facts),
        ];
  const isFromFuture = Date.parse(whole.builtAt) > now.getTime() + HOUR_MS;
  const { builtAt } = whole;
  return isFromFuture ? [...inUse, found('index', 'warning', 'index-from-future', { builtAt })] : inUse;
}

/** What to say of the generation that `npm run reindex -- --rollback` goes back to. */
export function judgeBefore(
  generation: string,
  opened: { readonly whole: WholeGeneration } | NotOpened,
  now: Date,
): Finding {
  return 'whole' in opened
    ? found('index', 'well', 'rollback-possible', factsOf(opened.whole, now))
    : found('index', 'warning', 'rollback-damaged', { generation, reason: messageOf(opened.error) });
}

export function judgeDifference({
  added,
  changed,
  removed,
}: Pick<ReindexSummary, 'added' | 'changed' | 'removed'>): Finding {
  const facts = { added, changed, removed };
  return added + changed + removed === 0
    ? found('index', 'well', 'index-as-articles', {})
    : found('index', 'warning', 'index-behind-articles', facts);
}

/** The chat on the terminal builds an index where there is none that it can use; the bot does not start without one. */
function levelOf(error: unknown, hasToken: boolean): Exclude<Level, 'well'> {
  const isBuiltAtStart =
    error instanceof UserError && (error.code === 'index-missing' || error.code === 'index-incompatible');
  return isBuiltAtStart && !hasToken ? 'warning' : 'broken';
}

function factsOf({ generation, builtAt, articles, passages }: WholeGeneration, now: Date): GenerationFacts {
  const ageHours = Math.max(0, Math.floor((now.getTime() - Date.parse(builtAt)) / HOUR_MS));
  return { generation, builtAt, ageHours, articles, passages };
}

/** Tells who is writing the index in `indexDir`, or was; empty when nobody is. */
export async function examineLock(indexDir: string): Promise<Observation[]> {
  const lock = await readLock(lockIn(indexDir));
  return lock === null ? [] : [judgeLock(lock)];
}

export function judgeLock({ file, holder, liveness }: FoundLock): Observation {
  if (holder === null) {
    return found('index', 'warning', 'lock-unreadable', { file });
  }
  const { pid, host, since } = holder;
  switch (liveness) {
    case 'alive':
      return found('index', 'well', 'writer-at-work', { pid, since });
    case 'dead':
      return found('index', 'warning', 'lock-left-behind', { pid, since });
    case 'unknown':
      return found('index', 'warning', 'lock-of-another-machine', { file, pid, host, since });
  }
}

export interface ArticlesSeen {
  readonly folder: string;
  /** Files that could be read as an article. */
  readonly readable: number;
  /** What kept others from it, links out of the folder among them. */
  readonly problems: readonly CorpusProblem[];
  /** Files that are no articles, kind by kind. */
  readonly passedOver: readonly PassedOver[];
  /** What of the readable files is not in the articles' texts. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Reads every article as a reindex would, and keeps none.
 *
 * @throws {@link UserError} `articles-folder-missing`, `articles-folder-empty`
 */
export async function examineArticles(folder: string, report: Report): Promise<Finding[]> {
  const listing = await listArticleFiles(folder);
  const problems = [...listing.problems];
  const leftOut: LeftOut[] = [];
  let readable = 0;
  const documents = new DocumentReader();
  try {
    for (const [done, file] of listing.files.entries()) {
      report(done, listing.files.length);
      await turn();
      const content = readFileContent(file);
      const article = content.ok ? await parseContent(file, content.value, documents) : content;
      if (!article.ok) {
        problems.push(article.problem);
        continue;
      }
      readable += 1;
      const { dropped } = article.value;
      if (dropped.length > 0) leftOut.push({ path: file.path, blocks: dropped });
    }
  } finally {
    await documents.close();
  }
  return judgeArticles({ folder, readable, problems, passedOver: listing.passedOver, leftOut });
}

/** What there is to say of an articles folder: every file that is not read is named, and everything that is left out of one. */
export function judgeArticles({ folder, readable, problems, passedOver, leftOut }: ArticlesSeen): Finding[] {
  return [
    readable === 0
      ? found('articles', 'broken', 'articles-unreadable', { folder })
      : found('articles', 'well', 'articles-readable', { folder, articles: readable }),
    ...problems.map(({ path, message, hint }) =>
      found('articles', 'warning', 'article-problem', { path, message, hint }),
    ),
    ...passedOver.map(({ path, reason }) => found('articles', 'well', 'file-passed-over', { path, reason })),
    ...leftOut.flatMap(findingsOfLeftOut),
  ];
}

/** A value that its writer meant and nobody understands is worth a look; all else is as it should be. */
function findingsOfLeftOut({ path, blocks }: LeftOut): Finding[] {
  const values = blocks.flatMap(({ kind, text }) => (kind === 'field' ? [text] : []));
  const others = blocks.filter(({ kind }) => kind !== 'field');
  const characters = others.reduce((sum, block) => sum + block.characters, 0);
  return [
    ...(values.length > 0 ? [found('articles', 'warning', 'article-field-unknown', { path, values })] : []),
    ...(others.length > 0
      ? [found('articles', 'well', 'article-left-out', { path, characters, blocks: others })]
      : []),
  ];
}
