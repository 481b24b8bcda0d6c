import type { CorpusProblem } from '../../corpus/article.js';
import type { CorpusFile } from './corpus-files.js';

/** How a file's content stands to the index published last. */
export type FileStatus = 'added' | 'changed' | 'unchanged';

/** What a reindex does with each file and each article indexed before. */
export interface ReindexPlan {
  /** Files to read, chunk and embed anew, ordered by path. */
  readonly read: readonly { readonly file: CorpusFile; readonly status: FileStatus }[];
  /** Indexed articles taken over as they are. */
  readonly keep: readonly CorpusFile[];
  /** Indexed articles whose file cannot be read now: their last good version stays. */
  readonly retain: readonly CorpusFile[];
  /** Indexed articles whose file is gone. */
  readonly remove: readonly CorpusFile[];
}

/**
 * Decides what to do, from what was indexed (`previous`) and what the folder holds now.
 *
 * @param problems - what the folder holds but nobody can read. The path of a folder stands for all files in it.
 * @param rebuild - read every file, even those that have not changed.
 */
export function planReindex(
  previous: readonly CorpusFile[],
  files: readonly CorpusFile[],
  problems: readonly CorpusProblem[],
  rebuild: boolean,
): ReindexPlan {
  const previousById = new Map(previous.map((article) => [article.id, article]));
  const judged = files
    .map((file) => ({ file, status: statusOf(file, previousById.get(file.id)) }))
    .sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  const kept = (one: { status: FileStatus }) => one.status === 'unchanged' && !rebuild;

  const present = new Set(files.map((file) => file.id));
  const absent = previous.filter((article) => !present.has(article.id));
  const unreadable = (article: CorpusFile) => problems.some((problem) => covers(problem.path, article.path));
  return {
    read: judged.filter((one) => !kept(one)),
    keep: judged.filter(kept).map((one) => one.file),
    retain: absent.filter(unreadable),
    remove: absent.filter((article) => !unreadable(article)),
  };
}

function statusOf(file: CorpusFile, before: CorpusFile | undefined): FileStatus {
  if (before === undefined) return 'added';
  return before.contentHash === file.contentHash ? 'unchanged' : 'changed';
}

function covers(problemPath: string, articlePath: string): boolean {
  return articlePath === problemPath || articlePath.startsWith(`${problemPath}/`);
}
