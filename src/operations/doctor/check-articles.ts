import { setImmediate as turn } from 'node:timers/promises';
import { parseContent, readFileContent } from '../../corpus/read/read-corpus.js';
import { DocumentReader } from '../../corpus/read/read-documents.js';
import { listArticleFiles } from '../../corpus/read/read-folder.js';
import { type Finding, found } from './finding.js';
import type { Report } from './report.js';
import type { CorpusProblem, PassedOver } from '../../corpus/article.js';
import type { LeftOut } from '../../index/reindex-parts.js';

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
