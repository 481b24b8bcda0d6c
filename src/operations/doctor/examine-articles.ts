import { setImmediate as turn } from 'node:timers/promises';
import { parseContent, readFileContent } from '../../corpus/read/read-corpus.js';
import { listArticleFiles } from '../../corpus/read/read-folder.js';
import type { Finding } from './finding.js';
import { judgeArticles } from './judge-articles.js';
import type { Report } from './step-hint.js';

/**
 * Reads every article as a reindex would, and keeps none.
 *
 * @throws {@link UserError} `articles-folder-missing`, `articles-folder-empty`
 */
export async function examineArticles(folder: string, report: Report): Promise<Finding[]> {
  const listing = await listArticleFiles(folder);
  const problems = [...listing.problems];
  let readable = 0;
  for (const [done, file] of listing.files.entries()) {
    report(done, listing.files.length);
    await turn();
    const content = readFileContent(file);
    const article = content.ok ? parseContent(file, content.value) : content;
    if (article.ok) readable += 1;
    else problems.push(article.problem);
  }
  return judgeArticles({ folder, readable, problems });
}
